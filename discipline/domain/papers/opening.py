"""The first page of the office report: what round this is, who took part, every person in one row, what to look at."""

from __future__ import annotations

from typing import Any

from appraisal.domain.result import GroupTurnout, PersonResult, Score, Turnout
from discipline.domain import watch
from discipline.domain.axis import Axis
from discipline.domain.papers import numbers, said
from discipline.domain.papers.dossier import Dossier, Shown
from discipline.domain.states import State

Rows = list[tuple[str, str]]
IN_A_ROW = {"met": "都是法定评议", "met_by_surveys": "不全是法定评议"}
UNTOLD = Score(None, None, None, None, 0, ())
LOOKS = {3: "420", 4: "4320", 5: "43120"}  # of the grades by their place: the fill's number in the template


def heading(of: Dossier) -> dict[str, Any]:
    """Return what stands above everything."""
    return {
        "title": "村干部直评结果报告",
        "office": of.office,
        "village": of.spec.village,
        "round_title": of.spec.title,
        "draft": draft(of),
        "rows": _round(of),
        "valid": of.result.valid,
        "watch": [said.WATCH[code] for code in watch.reasons(of.result)],
        "reason": of.standing.reason,
        "printed": f"{of.printed_by} {numbers.moment(of.printed_at)}",
        "digest": of.digest,
        "round": of.spec.round,
    }


def draft(of: Dossier) -> str | None:
    """Return the mark of a report that two officers have not signed."""
    if of.standing.final:
        return None
    return "已退回 · 草稿" if of.standing.state is State.RETURNED else "草稿 · 未经两人签字"


def _round(of: Dossier) -> Rows:
    rows = [
        ("性质", said.KINDS.get(of.result.kind, of.result.kind)),
        *_meeting(of),
        ("依据", of.spec.basis),
        ("投票", f"{numbers.moment(of.opened_at)} 至 {numbers.moment(of.closed_at)}"),
        ("计票", numbers.moment(of.counted_at)),
        ("审核", _state(of)),
    ]
    return [row for row in rows if row[1]]


def _meeting(of: Dossier) -> Rows:
    if of.result.kind != "statutory":
        return []
    meeting = of.result.assembly
    if meeting is None:
        return [("会议", "没有记下谁主持、到了多少人：按法定评议的要求，还缺这一项")]
    reached = "到会够法定人数" if meeting.quorum else "到会不够法定人数"
    return [("会议", f"{meeting.host}主持；应到 {meeting.eligible} 人，实到 {meeting.present} 人，{reached}")]


def _state(of: Dossier) -> str:
    published = of.standing.published_at
    day = f"（{numbers.moment(published)} 公布）" if published else ""
    return said.STATES[of.standing.state] + day


def turnout(of: Dossier) -> dict[str, Any]:
    """Return the figures of participation against the threshold."""
    told = of.result.turnout
    sign = "达到" if told.comparison == ">=" else "超过"
    reached = f"门槛 {numbers.threshold(told.threshold)} {'已' if told.reached else '没有'}{sign}"
    return {
        "figures": [
            [str(told.returned), f"有效票 / 应参加 {told.roll} 人"],
            [numbers.percent(told.share), f"参评率，{reached}"],
            [f"{watch.settled(of.told)} / {len(of.result.persons)}", "位干部等次明确"],
            [str(len(of.result.flags)), "处需要人看一眼"],
            [str(of.result.ledger.difference), "票数差额" + ("，对得上" if of.result.ledger.balanced else "，对不上")],
        ],
        "threshold": told.threshold,
        "groups": [_group(group) for group in told.groups],
        "together": _together(told),
    }


def _group(group: GroupTurnout) -> dict[str, Any]:
    return {
        "name": group.name,
        "weight": f"{group.weight * 100:.3g}%",
        "returned": group.returned,
        "roll": group.roll,
        "share": numbers.percent(group.share),
        "part": group.share or 0.0,
    }


def _together(told: Turnout) -> dict[str, Any]:
    return {
        "name": "合计",
        "weight": "100%",
        "returned": told.returned,
        "roll": told.roll,
        "share": numbers.percent(told.share),
        "part": told.share or 0.0,
    }


def table(of: Dossier, axis: Axis) -> dict[str, Any]:
    """Return one row per person in ballot order, with places 0 to 1 on the common `axis`."""
    looks = LOOKS[len(of.grades)]
    return {
        "ticks": [[f"{tick:g}", _place(axis, tick)] for tick in axis.ticks],
        "legend": [[name, int(look)] for name, look in zip(of.grades, looks, strict=True)],
        "rows": [_row(of, one, axis) for one in of.people],
        "pooled": all(one.pooled for one in of.people if one.enough),
    }


def _row(of: Dossier, one: Shown, axis: Axis) -> dict[str, Any]:
    person = one.person
    score, where = (person.score, person.band) if one.enough else (UNTOLD, None)
    return {
        "number": person.number,
        "name": person.name,
        "post": person.post,
        "shares": shares(one),
        "untold": _untold(of, one),
        "score": numbers.points(score.mean),
        "span": numbers.span(score.low, None if score.high is None else axis.clip(score.high)),
        "dot": _place(axis, score.mean),
        "low": _place(axis, score.low),
        "high": _place(axis, score.high),
        "band": said.band(where, of.grades),
        "mark": said.mark(where, len(of.grades)),
        "fired": fired(one),
    }


def _untold(of: Dossier, one: Shown) -> str:
    """Why there are no grade shares of a person."""
    if not of.result.turnout.returned:
        return "没有有效评价"
    return "没有有效评价" if one.pooled else "有一类人票少，占比不写" if one.enough else said.TOO_FEW


def shares(one: Shown) -> list[dict[str, Any]] | None:
    """Return the parts of the bar of grade shares; None where there are none to show."""
    looks = LOOKS[len(one.person.grades)]
    parts = [one.share(grade) for grade in one.person.grades]
    if any(part is None for part in parts):
        return None
    whole = sum(part or 0.0 for part in parts) or 1.0  # of shares of the roll the bar shows how the answers divide
    return [
        {"look": int(look), "part": (part or 0.0) / whole, "words": numbers.percent(part, 0)}
        for look, part in zip(looks, parts, strict=True)
    ]


def _place(axis: Axis, value: float | None) -> float | None:
    return None if value is None else (axis.clip(value) - axis.least) / (axis.most - axis.least)


def fired(one: Shown) -> list[str]:
    """Return what the rules of the round point out of a person, shortest words."""
    if not one.enough:
        return []
    third, row, gap = one.person.one_third.says, one.beside.in_a_row, one.beside.self_gap
    found = [f"三分之一规则：{said.THIRDS[third]}"] if third in {"reached", "reached_surely"} else []
    found += ["判为不称职"] if one.person.not_competent else []
    found += [f"连续 {row.rounds} 次不称职，{IN_A_ROW[row.says]}"] if row.says in IN_A_ROW else []
    found += [said.GAPS[gap.says]] if gap and gap.says in {"over", "under"} else []
    return found + [short(code) for code in one.person.score.notes]


def short(code: str) -> str:
    """Return a note beside a score in the fewest words."""
    known = {
        "missing_group": "有一类人没有票，算不出",
        "one_ballot": "有一类人只有一票，没有区间",
        "census": "人人都评了，没有区间",
        "reweighted": "空类别的权重分给了别的类",
        "office_rounded": "有一类人票少，只写大概",
        "small_group": "有一类人票少，不写",
    }
    return known.get(code, code)


def scores(person: PersonResult) -> list[float | None]:
    """Return the numbers that must lie on the axis."""
    return [person.score.low, person.score.mean, person.score.high]
