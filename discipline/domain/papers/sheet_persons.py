"""The sheets of the spreadsheet that have rows for each person."""

from __future__ import annotations

from collections.abc import Iterator

from appraisal.domain.beside.comparison import PersonComparison
from appraisal.domain.result import GradeCount, PersonResult, Score
from discipline.domain.papers import said
from discipline.domain.papers.dossier import Dossier, Shown
from discipline.domain.papers.opening import UNTOLD
from discipline.domain.papers.table import ITEM, MEAN, NAME, NUMBER, POST, WHO, WHY, Column, Sheet, Value

Row = list[Value]
NAMED = 2  # number and name

PERSONS = (
    NUMBER,
    NAME,
    POST,
    *MEAN,
    Column("等次", "text", "band", width=16),
    Column("完整的票", "count", "complete"),
    Column("不了解", "count", "complete", "回答“不了解”的份数：一张票每个方面各算一份。", 8),
    Column("没填", "count", "complete", "空着的份数，只有纸票会有。", 8),
    Column("按人数加权", "points", "by_people"),
    Column("最坏", "points", "extremes"),
    Column("最好", "points", "extremes"),
    Column("在本村的位置", "text", "standing", width=13),
    Column("最差等次票数", "count", "one_third", "规则所看的那个方面上最差一等的份数。", 8),
    Column("基数", "count", "one_third", "上一列除以它。", 8),
    Column("占比", "share", "one_third", "", 8),
    Column("校正后 p", "p", "one_third", "", 9),
    Column("三分之一规则", "text", "one_third", width=16),
    Column("不称职", "text", "not_competent", width=10),
    Column("类别之间 p", "p", "between_groups"),
    Column("渠道之间 p", "p", "channels"),
    WHY,
)
ITEMS = (*WHO, ITEM, Column("权重", "share", words="这个方面在得分里占多少。", width=8), *MEAN, WHY)
GROUPS = (
    *WHO,
    Column("类别", "text", words="评议人的类别。", width=14),
    Column("权重", "share", words="这类人在得分里占多少，开票前定好。", width=8),
    Column("名册", "count", "turnout", "", 8),
    Column("投票", "count", "turnout", "", 8),
    Column("参评率", "share", "turnout", "", 9),
    Column("完整的票", "count", "groups"),
    Column("平均分", "points", "groups"),
    WHY,
)
GRADES = (
    *WHO,
    ITEM,
    Column("等次", "text", "grade_share", "票上的一个等次。"),
    Column("份数", "count", "grade_share", "", 8),
    Column("基数", "count", "grade_share", "", 8),
    Column("占比", "share", "grade_share", "", 9),
    Column("区间下限", "share", "grade_share"),
    Column("区间上限", "share", "grade_share"),
    Column("加权占比", "share", "weighted_share"),
    Column("加权标准误", "share", "weighted_share", "几个方面合起来的，是它最大能有多大。"),
    WHY,
)
BESIDE = (
    *WHO,
    Column("上次得分", "points", "change"),
    Column("上次计票", "text", "change", "上次那一轮计票的日子。"),
    Column("变化", "points", "change"),
    Column("变化下限", "points", "change"),
    Column("变化上限", "points", "change"),
    Column("变化 p", "p", "change", "已按人数校正。"),
    Column("升降", "text", "change"),
    Column("同职务村数", "count", "peers"),
    Column("各村平均", "points", "peers"),
    Column("收缩后的分", "points", "shrunken"),
    Column("同职务 p", "p", "peers", "已按村数校正。"),
    Column("名次从", "count", "rank_set", "", 8),
    Column("名次到", "count", "rank_set", "", 8),
    Column("和同职务比", "text", "peers"),
    Column("连续不称职", "count", "in_a_row"),
    Column("自评", "points", "self_gap", "", 8),
    Column("自评差", "points", "self_gap", "", 8),
    WHY,
)


def persons(of: Dossier) -> Sheet:
    """Return one row per person in ballot order."""
    return Sheet("干部", PERSONS, [_person(of, one) for one in of.people], NAMED)


def _person(of: Dossier, one: Shown) -> Row:
    who = one.person
    row: Row = [who.number, who.name, who.post]
    if not one.enough:
        return [*row, *[None] * (len(PERSONS) - 4), said.TOO_FEW]
    return [
        *row,
        *_mean(who.score),
        said.band(who.band, of.grades),
        who.complete,
        who.abstained,
        who.blank,
        *_other(one),
        said.STANDINGS[who.standing] if who.standing else None,
        *_third(one),
        said.yes(who.not_competent),
        who.between_groups.p,
        who.channels.adjusted if who.channels else None,
        _why(one),
    ]


def _mean(score: Score) -> Row:
    return [score.mean, score.se, score.low, score.high, score.degf if score.low is not None else None]


def _other(one: Shown) -> Row:
    """Other sums over the groups: by people, worst, best."""
    ends = one.person.extremes
    if not one.open:
        return [None, None, None]
    return [one.person.by_people.mean, ends.worst if ends else None, ends.best if ends else None]


def _third(one: Shown) -> Row:
    third = one.person.one_third
    told: Row = [third.x, third.n, third.share, third.adjusted] if one.pooled else [None] * 4
    return [*told, said.THIRDS[third.says]]


def _why(one: Shown) -> str:
    """Why cells of a person's row are empty."""
    who = one.person
    found = [said.NOTES[code] for code in who.score.notes]
    if not one.open:
        found.append(f"{said.MAY_SUBTRACT}。")
    if who.between_groups.p is None:
        found.append("类别之间：没有两类十张以上的票可比，或者没有差别可比。")
    if who.channels is None:
        found.append("渠道之间：没有两种方式可比。")
    return "".join(found)


def items(of: Dossier) -> Sheet:
    """Return one row per person and item."""
    rows = [_item(one, place) for one in of.people for place in range(len(of.spec.items))]
    return Sheet("方面", ITEMS, rows, NAMED)


def _item(one: Shown, place: int) -> Row:
    item = one.person.items[place]
    score = item.score if one.enough else UNTOLD
    why = "".join(said.NOTES[code] for code in score.notes) if one.enough else said.TOO_FEW
    return [*_who(one.person), item.name, item.weight, *_mean(score), why]


def groups(of: Dossier) -> Sheet:
    """Return one row per person and group; figures only of a group that may be shown by itself."""
    return Sheet("类别", GROUPS, [row for one in of.people for row in _groups(of, one)], NAMED)


def _groups(of: Dossier, one: Shown) -> Iterator[Row]:
    told = of.result.turnout.groups
    shown = one.of_groups([group.name for group in told])
    for group, (_, complete, mean) in zip(told, shown, strict=True):
        came: Row = [group.name, group.weight, group.roll, group.returned, group.share]
        yield [*_who(one.person), *came, complete, mean, said.HIDDEN if complete is None else ""]


def grades(of: Dossier) -> Sheet:
    """Return one row per person, item and grade; first the items together."""
    return Sheet("等次", GRADES, [row for one in of.people for row in _grades(one)], NAMED)


def _grades(one: Shown) -> Iterator[Row]:
    who = one.person
    parts = [(item.name, item.grades) for item in who.items]
    if len(parts) > 1:
        parts.insert(0, ("各方面合计", who.grades))
    for name, found in parts:
        yield from ([*_who(who), name, grade.name, *_grade(one, grade)] for grade in found)


def _grade(one: Shown, grade: GradeCount) -> Row:
    if not one.enough:
        return [*[None] * 7, said.TOO_FEW]
    pooled: Row = [grade.count, grade.of, grade.share, grade.low, grade.high] if one.pooled else [None] * 5
    why = said.MAY_SUBTRACT if not one.open else "没有有效评价" if grade.share is None else ""
    if one.open and grade.share is not None and grade.weighted is None:
        why = said.NOTES["missing_group"]
    return [*pooled, grade.weighted, grade.weighted_se, why]


def beside(of: Dossier) -> Sheet:
    """Return one row per person: the last round, the same post elsewhere, the own score."""
    return Sheet("比较", BESIDE, [[*_who(one.person), *_beside(one)] for one in of.people], NAMED)


def _beside(one: Shown) -> Row:
    if not one.enough:
        return [*[None] * (len(BESIDE) - 3), said.TOO_FEW]
    found = one.beside
    return [*_change(found), *_peers(found), *_own(found), _lacks(found)]


def _change(found: PersonComparison) -> Row:
    one = found.change
    if one is None:
        return [None] * 7
    return [one.before, one.counted_on, one.difference, one.low, one.high, one.adjusted, said.CHANGES[one.says]]


def _peers(found: PersonComparison) -> Row:
    one = found.peers
    if one is None:
        return [None] * 7
    rank: Row = [one.rank_from, one.rank_to]
    return [one.villages, one.mean, one.shrunken, one.adjusted, *rank, said.PEERS[one.band]]


def _own(found: PersonComparison) -> Row:
    row, gap = found.in_a_row, found.self_gap
    times = None if row.says == "unknown" else row.rounds
    return [times, gap.self_score if gap else None, gap.difference if gap else None]


def _lacks(found: PersonComparison) -> str:
    lacking = {
        "没有上一次可比。": found.change is None,
        "没有别的村可比。": found.peers is None or found.peers.band == "unknown",
        "本轮不判断称职不称职。": found.in_a_row.says == "unknown",
        "没有自评。": found.self_gap is None,
    }
    return "".join(words for words, holds in lacking.items() if holds)


def _who(who: PersonResult) -> Row:
    return [who.number, who.name]
