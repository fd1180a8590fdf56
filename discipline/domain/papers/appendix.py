"""What stands behind the persons: pairs, agreement, accounting, rules, methods, proof, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from appraisal.domain.definitions import DEFINITIONS, LETTERS, Definition
from appraisal.domain.flags.flag import Flag
from appraisal.domain.result import MIN_GROUP, Agreement, Pair
from ballotbox.domain import rules_said
from core.canonical import grouped
from discipline.domain.papers import numbers, said
from discipline.domain.papers.dossier import Dossier, Mark, whole

MOST_PAIRS = 45  # of ten persons; of more everybody has one row
SHOWN = 19  # of a hash in groups of four: sixteen digits, as on the notices


def flags(found: Sequence[Flag]) -> list[dict[str, Any]]:
    """Return each flag as signed: its sentence, what to check, and how it was found."""
    return [
        {
            "title": said.flag(one.code),
            "weak": one.weak,
            "text": one.text.zh,
            "check": one.check.zh,
            "how": f"{one.method.zh}（{one.source}）",
            "figures": f"{amount(one.observed, one.unit)}，预期 {amount(one.expected, one.unit)}；{_tested(one)}",
        }
        for one in found
    ]


def amount(value: float, unit: str) -> str:
    """Return an observed or expected figure with its unit."""
    if unit == "share":
        return numbers.percent(value)
    return f"{value:.1f} 分" if unit == "points" else f"{value:g} {said.UNITS[unit]}"


def _tested(one: Flag) -> str:
    if one.p is None:
        return "两数应当相等"
    return f"校正后 p {numbers.p_value(one.p)}，到 {one.threshold:g} 就提示"


def told_pairs(of: Dossier) -> list[Pair]:
    """Return the pairs of persons of whom figures may be told."""
    told = {one.person.number for one in of.people if one.enough}
    return [one for one in of.told.pairs if {one.first, one.second} <= told]


def pairs(of: Dossier) -> dict[str, Any]:
    """Return every two persons; of many persons a row each, with whom they can be told apart from."""
    every = told_pairs(of)
    few = len(every) <= MOST_PAIRS
    return {
        "total": len(every),
        "left": len(of.result.pairs) - len(every),
        "apart": sum(one.says in {"above", "below"} for one in every),
        "few": few,
        "rows": _pairs(of) if few else _against(of),
    }


def _pairs(of: Dossier) -> list[list[str]]:
    names = {person.number: f"{person.number} {person.name}" for person in of.result.persons}
    return [
        [
            names[one.first],
            names[one.second],
            numbers.signed(one.difference),
            f"{numbers.signed(one.low)} 至 {numbers.signed(one.high)}" if one.low is not None else numbers.NONE,
            "人人都评了" if one.fact else numbers.p_value(one.adjusted),
            said.PAIRS[one.says] + ("；分类看次序相反" if one.turned else ""),
        ]
        for one in told_pairs(of)
    ]


def _against(of: Dossier) -> list[list[str]]:
    """One row per person: the numbers of those below and above for sure, and how many cannot be told apart."""
    told = [one.person for one in of.people if one.enough]
    over: dict[int, list[int]] = {who.number: [] for who in told}
    under: dict[int, list[int]] = {who.number: [] for who in told}
    for one in told_pairs(of):
        if one.says in {"above", "below"}:
            better, worse = (one.first, one.second) if one.says == "above" else (one.second, one.first)
            over[better].append(worse)
            under[worse].append(better)
    others = len(told) - 1
    return [
        [
            f"{who.number} {who.name}",
            _numbers(over[who.number]),
            _numbers(under[who.number]),
            str(others - len(over[who.number]) - len(under[who.number])),
        ]
        for who in told
    ]


def _numbers(found: list[int]) -> str:
    return "、".join(map(str, sorted(found))) or numbers.NONE


def agreement(of: Dossier) -> dict[str, str]:
    """Return Krippendorff's alpha, and its words."""
    found = of.result.agreement if of.result.turnout.returned >= MIN_GROUP else Agreement(None, None)
    figures = "票太少，或者大家评得全一样，算不出来。"
    if found.ordinal is not None:
        ordinal, nominal = numbers.points(found.ordinal, 2), numbers.points(found.nominal, 2)
        figures = f"克里彭多夫 α：按等次高低算 {ordinal}，只看同不同 {nominal}。"
    return {"figures": figures, "words": DEFINITIONS["agreement"].words[0]}


def ledger(of: Dossier) -> dict[str, Any]:
    """Return the ballot accounting."""
    sums = of.result.ledger
    return {
        "rows": [[name, getattr(sums, key)] for key, name in said.LEDGER],
        "balanced": sums.balanced,
        "problems": [said.PROBLEMS[code] for code in sums.problems],
    }


def rules(of: Dossier) -> list[list[str]]:
    """Return what the round fixed when it opened: name, words, basis of each setting."""
    spec = of.spec
    lines = rules_said.ruled(spec)
    given = {name: basis for name, _, basis in lines}
    grades = "、".join(f"{grade.name} {grade.score:g} 分" for grade in spec.scale.grades)
    groups = "、".join(f"{group.name} {group.weight * 100:.3g}%" for group in spec.groups)
    items = "、".join(f"{item.name} {item.weight * 100:.3g}%" for item in spec.items)
    front = [
        ("评什么", items, spec.basis),
        ("分值", f"{grades}；{spec.scale.abstain_name}不计分", given.get("分值") or spec.basis),
        ("权重", groups, given.get("权重") or spec.basis),
        ("门槛", rules_said.threshold(spec), given.get("门槛") or spec.basis),
    ]
    said_above = {name for name, *_ in front}
    return [list(line) for line in (*front, *(line for line in lines if line[0] not in said_above))]


def methods() -> dict[str, Any]:
    """Return the catalogue: name, plain words, formula, source and case of every figure."""
    return {
        "letters": LETTERS[0],
        "rows": [[one.name[0], one.words[0], one.formula, source(one), one.case] for one in DEFINITIONS.values()],
    }


def source(one: Definition) -> str:
    """Return the source of a figure, in Chinese where the catalogue has both."""
    return one.source.partition(" · ")[0]


def proof(of: Dossier) -> dict[str, Any]:
    """Return the fingerprints, and how anybody in the office checks and recounts."""
    prints = of.result.prints
    return {
        "prints": [
            ["结果指纹 SHA-256：两名审核人签的就是它", grouped(of.digest)],
            ["票箱根：全部密封票合成的指纹", grouped(prints.box_root)],
            ["题目、名单、等次的指纹", grouped(prints.questionnaire)],
            ["票箱锁的指纹", prints.key],
            *_published(of),
        ],
        "steps": steps(of),
    }


def _published(of: Dossier) -> list[list[str]]:
    digest = of.standing.bulletin_sha256
    return [["公告的指纹 SHA-256", grouped(digest)]] if digest else []


def steps(of: Dossier) -> list[str]:
    """Return how the report is checked and the ballots are recounted, step by step."""
    told = of.address
    return [
        _own_check(of),
        f"核对公告：公布以后打开 {told}.json 存成 bulletin.json，算 SHA-256，要和公告张贴版上的指纹一样。",
        f"核对票箱：下载 {told}/opening.json、{told}/closing.json、{told}/box.json，运行 "
        "python3 recount.py check bulletin.json opening.json closing.json box.json，后面用 --opening、--closing "
        "写上村里张贴的纸上的指纹。recount.py 只有一个文件，不用装别的。",
        "全部重新计票：两位掌钥匙人和见证人在场，管理员运行 "
        f"flask --app wsgi bundle {of.spec.round} bundle.json --login 登录名，两位审计人运行 "
        "python3 recount.py audit bundle.json 和上面几个文件。每张票重新解开，每个数重新数。"
        "查完把 bundle.json 销毁：里面有这一轮的钥匙。",
        "查办事记录：管理员运行 flask --app wsgi audit verify opening.json closing.json。",
    ]


def _own_check(of: Dossier) -> str:
    if not whole(of.result):
        return (
            "核对本报告：这一轮有一类人票少，结果原文里的数一减就知道他们怎么评的，所以不给下载。"
            "指纹由系统在签字时核对；要自己核，按第 4 条全部重新计票。"
        )
    return (
        "核对本报告：在审核页下载“结果原文”，存成文件，算它的 SHA-256（Windows：certutil -hashfile 文件名 SHA256；"
        "Linux：sha256sum 文件名），要和上面的结果指纹一字不差。"
    )


def signatures(of: Dossier) -> dict[str, Any]:
    """Return who checked and signed, and what was signed."""
    return {
        "rows": [_mark(mark) for mark in of.standing.marks],
        "lacking": max(0, 2 - len(of.standing.signed)),
        "note": _note(of),
    }


def _mark(mark: Mark) -> list[str]:
    return [said.MARKS[mark.kind], mark.name, numbers.moment(mark.at), grouped(mark.sha256)[:SHOWN]]


def _note(of: Dossier) -> str:
    hashes = {mark.sha256 for mark in of.standing.marks} - {of.digest}
    if not hashes:
        return ""
    if hashes == {of.former}:
        return "签字时结果用的是第一版格式，指纹不同；同样的数字，按那一版算出来的指纹和签的一致。"
    return "有的签字签的不是现在这份结果：数据变过。先查清，再用这份报告。"
