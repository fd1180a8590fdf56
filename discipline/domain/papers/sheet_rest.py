"""The sheets of the spreadsheet on the round as a whole, and the notes on every column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from appraisal.domain.definitions import DEFINITIONS, LETTERS
from appraisal.domain.result import MIN_GROUP, Pair
from discipline.domain import watch
from discipline.domain.papers import numbers, said
from discipline.domain.papers.appendix import rules, source, told_pairs
from discipline.domain.papers.dossier import Dossier
from discipline.domain.papers.opening import draft
from discipline.domain.papers.table import WHY, Cell, Column, Sheet, Value

Row = list[Value | Cell]

SUMMARY = (
    Column("项目", "text", words="这一行说什么。", width=22),
    Column("数值", "text", words="数就是数，日子就是日子。", width=44),
    WHY,
)
PAIRS = (
    Column("前者序号", "count", words="票上的号。", width=8),
    Column("前者", "text", "pairs", width=12),
    Column("后者序号", "count", words="票上的号。", width=8),
    Column("后者", "text", "pairs", width=12),
    Column("差", "points", "pairs", "前者的得分减后者的得分。", 9),
    Column("标准误", "points", "pairs", "", 9),
    Column("区间下限", "points", "pairs"),
    Column("区间上限", "points", "pairs"),
    Column("p", "p", "pairs", "没有校正的。", 9),
    Column("校正后 p", "p", "pairs", "", 9),
    Column("结论", "text", "pairs", width=14),
    WHY,
)
FLAGS = (
    Column("提醒", "text", "flags", width=18),
    Column("一句话", "text", "flags", width=60),
    Column("怎么核实", "text", "flags", width=50),
    Column("实际", "number", "flags"),
    Column("预期", "number", "flags"),
    Column("单位", "text", words="占比是 0 到 1；分；张；个。", width=8),
    Column("校正后 p", "p", "flags", "", 9),
    Column("到多少提示", "p", "flags", "校正后的 p 不大于它就提示。"),
    Column("线索弱", "text", words="单凭它说明不了什么。", width=8),
    Column("方法", "text", "flags", width=36),
    Column("出处", "text", words="方法的出处。", width=30),
    WHY,
)
LEDGER = (Column("项目", "text", "ledger", width=26), Column("数目", "count", "ledger"), WHY)
NOTES = (
    Column("表", "text", width=10),
    Column("列", "text", width=14),
    Column("意思", "text", width=60),
    Column("公式", "text", width=34),
    Column("出处", "text", width=32),
    Column("案例", "text", width=18),
)


def summary(of: Dossier) -> Sheet:
    """Return the round at a glance."""
    return Sheet("汇总", SUMMARY, [*_round(of), *_turnout(of), *_review(of)])


def _round(of: Dossier) -> list[Row]:
    meeting = of.result.assembly
    held: list[Row] = []
    if meeting:
        held = [
            ["主持", meeting.host, ""],
            ["应到", Cell("count", meeting.eligible), "村民会议或代表会议的人数"],
            ["实到", Cell("count", meeting.present), "到会够法定人数" if meeting.quorum else "到会不够法定人数"],
        ]
    return [
        ["乡镇", of.office, ""],
        ["村", of.spec.village, ""],
        ["评议", of.spec.title, draft(of) or ""],
        ["轮次", of.spec.round, "系统里的编号"],
        ["性质", said.KINDS.get(of.result.kind, of.result.kind), ""],
        *held,
        ["依据", of.spec.basis, ""],
        ["投票开始", Cell("moment", of.opened_at), ""],
        ["投票结束", Cell("moment", of.closed_at), ""],
        ["计票", Cell("moment", of.counted_at), ""],
    ]


def _turnout(of: Dossier) -> list[Row]:
    told, sums = of.result.turnout, of.result.ledger
    sign = "达到" if told.comparison == ">=" else "超过"
    return [
        ["应参加", Cell("count", told.roll), "名册人数"],
        ["有效票", Cell("count", told.returned), ""],
        ["参评率", Cell("share", told.share), "" if told.share is not None else "名册上没有人"],
        ["门槛", Cell("share", told.threshold), f"{sign}才算；{'到了' if told.reached else '没到'}"],
        [
            "本轮有效",
            "是" if of.result.valid else "不是",
            "".join(said.WATCH[code] for code in watch.reasons(of.result)),
        ],
        ["干部", Cell("count", len(of.result.persons)), "位"],
        ["等次明确", Cell("count", watch.settled(of.told)), "位：区间落在一个等次里"],
        ["需要人看一眼", Cell("count", len(of.result.flags)), "处，见“提醒”"],
        ["票数差额", Cell("count", sums.difference), "对得上" if sums.balanced else "对不上，先查清再签字"],
        _alpha(of),
    ]


def _alpha(of: Dossier) -> Row:
    alpha = of.result.agreement.ordinal if of.result.turnout.returned >= MIN_GROUP else None
    why = "克里彭多夫 α，按等次高低" if alpha is not None else "票太少，或者大家评得全一样，算不出来"
    return ["看法有多一致", Cell("points", alpha), why]


def _review(of: Dossier) -> list[Row]:
    marks: list[Row] = [
        [said.MARKS[mark.kind], Cell("moment", mark.at), f"{mark.name}；签的指纹 {mark.sha256}"]
        for mark in of.standing.marks
    ]
    return [
        ["审核", said.STATES[of.standing.state], f"退回原因：{of.standing.reason}" if of.standing.reason else ""],
        *marks,
        ["公布", Cell("moment", of.standing.published_at), "" if of.standing.published_at else "还没有公布"],
        ["结果指纹", of.digest, "SHA-256；两名审核人签的就是它"],
        ["票箱根", of.result.prints.box_root, "全部密封票合成的指纹"],
        ["导出", Cell("moment", of.printed_at), f"{of.printed_by}；内部使用"],
    ]


def pairs(of: Dossier) -> Sheet:
    """Return one row per two persons of whom figures may be told."""
    names = {person.number: person.name for person in of.result.persons}
    return Sheet("两两比较", PAIRS, [_pair(one, names) for one in told_pairs(of)])


def _pair(one: Pair, names: dict[int, str]) -> Row:
    why = (
        "人人都评了，差多少就是多少"
        if one.fact
        else "有一位没有得分，或者没有区间"
        if one.adjusted is None
        else _kept(one)
    )
    turned = "分类看，次序和合起来看相反。" if one.turned else ""
    who: Row = [one.first, names[one.first], one.second, names[one.second]]
    figures: Row = [one.difference, one.se, one.low, one.high, one.p, one.adjusted]
    return [*who, *figures, said.PAIRS[one.says], turned + why]


def _kept(one: Pair) -> str:
    return "有一类人票少，差只写到几分，标准误不写" if one.se is None else ""


def flags(of: Dossier) -> Sheet:
    """Return one row per flag, in the words that were signed."""
    rows: list[Row] = [
        [
            said.flag(one.code),
            one.text.zh,
            one.check.zh,
            one.observed,
            one.expected,
            said.UNITS[one.unit],
            one.p,
            one.threshold,
            "是" if one.weak else "",
            one.method.zh,
            one.source,
            "两个数应当相等，不用检验" if one.p is None else "",
        ]
        for one in of.result.flags
    ]
    return Sheet("提醒", FLAGS, rows)


def ledger(of: Dossier) -> Sheet:
    """Return the ballot accounting."""
    sums = of.result.ledger
    rows: list[Row] = [[name, getattr(sums, key), ""] for key, name in said.LEDGER]
    rows += [["对不上", None, said.PROBLEMS[code]] for code in sums.problems]
    return Sheet("票数账", LEDGER, rows)


def notes(of: Dossier, sheets: Iterable[Sheet]) -> Sheet:
    """Return what this file is, the rules of the round, and the definition of every column of `sheets`."""
    columns = [row for sheet in sheets for row in _columns(sheet)]
    return Sheet("说明", NOTES, [*_file(of), *_rules(of), *columns])


def _file(of: Dossier) -> list[Row]:
    told = {
        "轮次": of.spec.round,
        "结果指纹": f"{of.digest}（SHA-256）",
        "结果格式": f"第 {of.result.version} 版",
        "导出": f"{of.printed_by}，{numbers.moment(of.printed_at)}；内部使用",
        "状态": draft(of) or said.STATES[of.standing.state],
        "空格": f"没有的数空着，“说明”列写明为什么。类别不到 {MIN_GROUP} 张票的不单独写，能被减出来的也不写。",
        "界限": f"校正后的 p 不大于 {numbers.SURE:g} 才说有差别、高于、低于、升了、降了。区间都是 95% 的。",
        "等次的下限": "、".join(f"{name} {low:g}" for name, low in zip(of.grades, of.result.bands, strict=True)),
        "符号": LETTERS[0],
    }
    return [["本文件", name, words, "", "", ""] for name, words in told.items()]


def _rules(of: Dossier) -> list[Row]:
    return [["本轮规则", name, words, "", basis, ""] for name, words, basis in rules(of)]


def _columns(sheet: Sheet) -> Iterator[Row]:
    for column in sheet.columns:
        known = DEFINITIONS.get(column.figure)
        words = " ".join(filter(None, (column.words, known.words[0] if known else "")))
        rest: Row = [known.formula, source(known), known.case] if known else ["", "", ""]
        yield [sheet.name, column.title, words, *rest]
