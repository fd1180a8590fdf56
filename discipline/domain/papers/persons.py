"""The half page of the office report on one person."""

from __future__ import annotations

from typing import Any

from appraisal.domain.beside.comparison import ChangeSince, Peers, SelfGap
from appraisal.domain.definitions import DEFINITIONS
from appraisal.domain.figures import ChannelTest
from appraisal.domain.result import ItemResult
from discipline.domain.papers import numbers, said
from discipline.domain.papers.dossier import Dossier, Shown
from discipline.domain.papers.opening import UNTOLD

Fact = tuple[str, str]


def person(of: Dossier, one: Shown) -> dict[str, Any]:
    """Return the facts, the groups, the items, and what must be said beside them."""
    who = one.person
    return {
        "number": who.number,
        "name": who.name,
        "post": who.post,
        "facts": [[name, words] for name, words in facts(of, one)],
        "groups": groups(of, one),
        "grades": list(of.grades),
        "items": [_item(item, one) for item in who.items],
        "several": len(who.items) > 1,
        "every": _grades(one),
        "pooled": one.pooled,
        "notes": [said.NOTES[code] for code in who.score.notes if one.enough] + _kept(one),
    }


def facts(of: Dossier, one: Shown) -> list[Fact]:
    """Return the figures, rules and comparisons that may be told, each with the catalogue's name."""
    if not one.enough:
        return [(_name("complete"), "不到 10 张")]
    return [*_figures(of, one), *_rules(one), *_beside(one)]


def _kept(one: Shown) -> list[str]:
    """Why figures are left out that other pages have."""
    if one.open:
        return []
    if not one.enough:
        return ["完整的票不到 10 张：写出来就等于说出每个人怎么评的，所以得分、占比和比较都不写。"]
    left = "票数和占比、按人数加权、最好最坏" if not one.pooled else "按人数加权、加权占比、最好最坏"
    return [f"有一类人票少：{left}和别的数一减，就知道他们怎么评的，所以不写。"]


def _figures(of: Dossier, one: Shown) -> list[Fact]:
    who, score = one.person, one.person.score
    found = [
        (_name("score"), _score(one)),
        (_name("band"), " ".join(filter(None, (said.mark(who.band, len(of.grades)), said.band(who.band, of.grades))))),
        (_name("complete"), f"{who.complete} 张；不了解 {who.abstained} 份，没填 {who.blank} 份"),
    ]
    if one.open:
        found += [(_name("by_people"), numbers.points(who.by_people.mean))]
    if one.open and who.extremes:
        found += [(_name("extremes"), numbers.span(who.extremes.worst, who.extremes.best))]
    if one.open and who.reweighted:
        found += [(_name("reweighted"), f"{numbers.points(who.reweighted.mean)}，不是得分")]
    if score.mean is not None and len(of.people) > 1 and who.standing:
        found += [(_name("standing"), said.STANDINGS[who.standing])]
    return found


def _score(one: Shown) -> str:
    score = one.person.score
    if score.mean is None:
        return "算不出来" if one.view.score else "有一类人票少，不写"
    if score.low is None:
        return numbers.points(score.mean)
    ends = numbers.span(score.low, score.high)
    if score.se is None:
        return f"{numbers.points(score.mean)}（{ends}）"
    return f"{numbers.points(score.mean)}（{ends}，标准误 {numbers.points(score.se, 2)}）"


def _rules(one: Shown) -> list[Fact]:
    who, row = one.person, one.beside.in_a_row
    third = who.one_third
    of = f"：{third.x} / {third.n}，{numbers.percent(third.share)}" if one.pooled and third.n else ""
    p = f"，p\u00a0{numbers.p_value(third.adjusted)}" if third.says in {"reached", "reached_surely"} else ""
    found = [
        (_name("one_third"), f"{said.THIRDS[third.says]}{of}{p}"),
        (_name("not_competent"), said.yes(who.not_competent)),
    ]
    if row.rounds:
        found += [(_name("in_a_row"), f"{row.rounds} 次，规定 {row.needed} 次：{said.ROWS[row.says]}")]
    return found + ([(_name("self_gap"), _gap(one.beside.self_gap))] if one.beside.self_gap else [])


def _gap(gap: SelfGap) -> str:
    own = f"自评 {numbers.points(gap.self_score)}"
    return f"{own}，差 {numbers.signed(gap.difference)}：{said.GAPS[gap.says]}（差 {gap.gap:g} 分起提示）"


def _beside(one: Shown) -> list[Fact]:
    who, beside = one.person, one.beside
    found = [(_name("change"), _change(beside.change)), (_name("peers"), _peers(beside.peers))]
    if who.between_groups.p is not None:
        found += [
            (_name("between_groups"), f"p\u00a0{numbers.p_value(who.between_groups.p)}，{_apart(who.between_groups.p)}")
        ]
    if who.channels:
        found += [(_name("channels"), _channels(one, who.channels))]
    return found


def _channels(one: Shown, test: ChannelTest) -> str:
    """The test; with its means, which are of the groups big enough, only where no group is hidden beside them."""
    p = f"p\u00a0{numbers.p_value(test.adjusted)}，{_apart(test.adjusted)}"
    if not one.open:
        return p
    means = f"{numbers.points(test.mean)}，同类的人用别的方式 {numbers.points(test.others)}"
    return f"{said.CHANNELS[test.channel]} {means}；{p}"


def _apart(p: float) -> str:
    return "有差别" if numbers.sure(p) else "看不出差别"


def _change(one: ChangeSince | None) -> str:
    if one is None:
        return "没有上一次可比"
    if one.difference is None:
        return f"{said.CHANGES[one.says]}（上次 {one.counted_on}）"
    ends = f"，区间 {numbers.signed(one.low)} 至 {numbers.signed(one.high)}" if one.low is not None else ""
    last = f"上次 {numbers.points(one.before)}（{one.counted_on}）"
    return f"{said.CHANGES[one.says]}：{numbers.signed(one.difference)}{ends}；{last}"


def _peers(one: Peers | None) -> str:
    if one is None or one.band == "unknown" or one.rank_from is None:
        return "可比的村不到三个，不比"
    places = f"名次的范围 {one.rank_from}–{one.rank_to}"
    return f"{said.PEERS[one.band]}（{one.villages} 个村，平均 {numbers.points(one.mean)}；{places}）"


def groups(of: Dossier, one: Shown) -> list[list[str]]:
    """Return each group's own mean with its ballots, or that it is not shown."""
    names = [group.name for group in of.spec.groups]
    return [
        [name, said.HIDDEN if complete is None else f"{numbers.points(mean)}（{complete} 张）"]
        for name, complete, mean in one.of_groups(names)
    ]


def _item(item: ItemResult, one: Shown) -> dict[str, Any]:
    score = item.score if one.enough else UNTOLD
    return {
        "name": item.name,
        "weight": f"{item.weight * 100:.3g}%",
        "score": numbers.points(score.mean),
        "span": numbers.span(score.low, score.high),
        "shares": [numbers.percent(one.share(grade), 0) for grade in item.grades],
    }


def _grades(one: Shown) -> list[list[str]]:
    """All items together: grade, answers, share with interval (where they may be told), weighted share."""
    return [
        [
            grade.name,
            f"{grade.count} / {grade.of}" if one.pooled else numbers.NONE,
            numbers.percent(grade.share) if one.pooled else numbers.NONE,
            f"{numbers.percent(grade.low)}–{numbers.percent(grade.high)}" if one.pooled and grade.of else numbers.NONE,
            numbers.percent(grade.weighted),
        ]
        for grade in one.person.grades
    ]


def _name(key: str) -> str:
    return DEFINITIONS[key].name[0]
