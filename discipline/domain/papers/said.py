"""The Chinese words of every code that a result, its comparison and its review hold."""

from __future__ import annotations

from collections.abc import Sequence

from discipline.domain.states import State

KINDS = {"statutory": "依法召开的民主评议", "survey": "民意调查，不是村民会议的法定评议"}
STATES = {
    State.DRAFT: "待核对",
    State.CHECKED: "已核对，待两人签字",
    State.SIGNED: "两人已签字，待公布",
    State.PUBLISHED: "两人已签字，已公布",
    State.RETURNED: "已退回，要查清",
}
MARKS = {"checked": "核对", "signed": "签字"}
WATCH = {
    "accounting": "票数对不上：票箱里的票和核销的票码不一样多。先查清，再签字。",
    "threshold": "参评率没到门槛，这一轮不算有效评议，结果只能作参考。",
    "no_score": "有一类人没有投出有效票，加权得分算不出来。",
    "no_interval": "有一类人只有一张票，得分的区间算不出来。",
}
NOTES = {
    "missing_group": "有一类人没有有效票，不能算加权得分。",
    "reweighted": "没有票的那类人，权重分给了其他人。",
    "one_ballot": "有一类人只有一张票，没有办法给出区间。",
    "census": "名册上的人都评了，这就是准确的得分，没有区间。",
    "office_rounded": "有一类人票少：得分和区间只写到几分，标准误和加权占比不写，免得算出他们怎么评的。",
    "too_few": "完整的评价票不到 10 张，为保护填票人，不公布得分。",
    "under_30": "完整的评价票不到 30 张，票少，得分会让人猜出谁怎么评的，所以不公布得分。",
    "alike": "票少，评得又几乎一样，写出来就等于说出每个人怎么评的，所以不公布。",
    "small_group": "有一类人只来了几张票，得分会让人算出他们怎么评的，所以不公布得分。",
    "protected": "得分和别的数字放在一起，能让人算出几个人怎么评的，所以不公布得分。",
}
PROBLEMS = {
    "slips_missing": "发出的票码，有的既没核销也没作废。",
    "ballots_missing": "核销了的票码，比票箱里的票多。",
    "ballots_added": "票箱里的票，比核销了的票码多。",
    "ballots_rejected": "票箱里有读不出来的票。",
    "direct_not_spent": "网上和短信的票，和核销的票码不一样多。",
    "paper_over_stubs": "纸质票比票根多。",
}
LEDGER = (
    ("issued", "发出票码"),
    ("void", "作废（没领、没用、换掉的）"),
    ("spent", "核销：网上和短信"),
    ("spent_paper", "核销：纸质票根"),
    ("sealed", "票箱里的票"),
    ("counted", "开箱读出的票"),
    ("difference", "差额"),
)
FLAGS = {
    "burst": "一小时里票特别多",
    "identical": "相同的票偏多",
    "lines": "从头到尾一个等次的偏多",
    "means": "打分和别处不一样",
    "channel": "不同方式打分不一样",
    "conflict": "两类人看法差得远",
    "digits": "手工合计数的末位偏向",
    "accounting": "票数账对不上",
}
CHANNELS = {1: "网上", 2: "短信", 3: "纸票"}
UNITS = {"share": "占比", "points": "分", "casts": "张", "count": "个"}
DENOMINATORS = {"valid": "有效评价", "returned": "投回的票", "roll": "名册人数"}
THIRDS = {
    "off": "本轮不用这条规则",
    "nobody": "没有有效评价，判断不了",
    "not_reached": "没到",
    "reached": "到了，也可能碰巧",
    "reached_surely": "到了，不像碰巧",
}
CHANGES = {"up": "升了", "down": "降了", "not_apart": "看不出升降", "unknown": "比不了"}
PEERS = {"above": "明显高于", "below": "明显低于", "not_apart": "差不多", "unknown": "比不了"}
PAIRS = {"above": "前者高", "below": "前者低", "not_apart": "分不出高低", "unknown": "比不了"}
STANDINGS = {"upper": "肯定在上半", "lower": "肯定在下半", "open": "说不准"}
GAPS = {"within": "在规则以内", "over": "自评偏高", "under": "自评偏低", "unknown": "比不了"}
ROWS = {
    "no": "没有",
    "counting": "还不到规定的次数",
    "met": "到了规定的次数，每次都是法定评议",
    "met_by_surveys": "到了规定的次数，但不全是法定评议：值得看，不是依法终止职务的依据",
    "unknown": "本轮不判断",
}
TOO_FEW = "完整的票不到 10 张，不写"
HIDDEN = "票少，不单独显示"  # a figure of a group, or one from which it could be subtracted
MAY_SUBTRACT = "有一类人票少：这个数和别的数一减，就知道他们怎么评的，所以不写"


def flag(code: str) -> str:
    """Return the short name of a flag by its code, which may say of what (``identical_batch``)."""
    return FLAGS.get(code.partition("_")[0], code)


def band(ends: tuple[int, int] | None, grades: Sequence[str]) -> str:
    """Return the grades that the whole interval touches, named by `grades`, best first."""
    if ends is None:
        return "暂不能定"
    best, worst = ends
    between = "到" if worst - best > 1 else "或"  # more than two: those between are meant as well
    return grades[best] if best == worst else f"{grades[best]}{between}{grades[worst]}"


def mark(ends: tuple[int, int] | None, size: int) -> str:
    """Return the sign before a band of a scale of `size` grades: the same thing without colour."""
    if ends is None or ends[0] != ends[1]:
        return ""
    return "▲" if ends[0] == 0 else "▼" if ends[0] == size - 1 else ""


def yes(value: bool | None) -> str:
    """Return a judgement; None where the round judges nobody."""
    return "本轮不判断" if value is None else "是" if value else "不是"


def joined(cell: dict[str, int], grades: Sequence[str]) -> str:
    """Return the name of a published cell: one grade, or several together."""
    names = grades[cell["first"] : cell["last"] + 1]
    return names[0] if len(names) == 1 else f"{'、'.join(names)}合计"
