"""The sheet of a spot-check draw: what was drawn, from which list, with which seed, and how anybody recomputes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import force_locale

from ballotbox.domain.rows import RoundFacts
from core import clock, pdf
from core.canonical import grouped
from core.i18n import format_moment
from discipline.domain.draw import Kind, line_number
from discipline.queries import DrawView

HEADS = {Kind.ROUNDS: "村", Kind.LINES: "签到表"}
CHECKS = {
    Kind.ROUNDS: "到村里现场核对：签到表签了几行、票条账对不对得上、公告贴没贴、计票时谁在场。"
    "只核办事的过程，不问谁怎么评的。",
    Kind.LINES: "找到这一行签字的人，只问两句：是不是本人签的，票条领到没有。不问评没评、怎么评的。",
}


def draw_sheet(draw: DrawView, former: Sequence[DrawView], rounds: Mapping[str, RoundFacts]) -> bytes:
    """Return the sheet as PDF, in Chinese; `former` are earlier draws of the same kind of list, `rounds` names units.

    Before the seed is there the sheet fixes the list, so that it can be signed before anybody throws.
    """
    data = {
        "title": _title(draw),
        "done": draw.seed is not None,
        "rows": _rows(draw),
        "hash": grouped(draw.population_hash),
        "head": HEADS[draw.kind],
        "drawn": [[unit, _name(draw, unit, rounds)] for unit in draw.drawn],
        "check": CHECKS[draw.kind],
        "former": [
            f"{_moment(other.prepared_at)} {other.prepared_by}：{other.reason}；"
            + (f"抽签号 {other.seed}" if other.seed else "定了名单，没有抽")
            for other in former
        ],
        "commands": draw.commands,
        "number": draw.public_id,
    }
    return pdf.render("discipline/draw.typ", data)


def _title(draw: DrawView) -> str:
    if draw.facts is None or draw.group is None:
        return "抽村：每个村最近一次计完票的评议"
    return f"抽签到表的行：{draw.facts.village}，{draw.group.name}"


def _rows(draw: DrawView) -> list[tuple[str, str]]:
    rows = [
        ("抽几个", f"{len(draw.population)} 个里抽 {draw.k} 个"),
        ("为什么抽", draw.reason),
        ("抽签号从哪里来", draw.source),
        ("定名单", f"{_moment(draw.prepared_at)}，{draw.prepared_by}"),
    ]
    if draw.seed is None or draw.drawn_at is None:
        return rows
    return [*rows, ("抽签号", draw.seed), ("填抽签号", f"{_moment(draw.drawn_at)}，{draw.drawn_by}")]


def _name(draw: DrawView, unit: str, rounds: Mapping[str, RoundFacts]) -> str:
    return rounds[unit].village if draw.kind is Kind.ROUNDS else f"第 {line_number(unit)} 行"


def _moment(moment: datetime) -> str:
    with force_locale("zh"):  # whoever prints it may be reading English
        return f"{clock.local_day(moment).year} 年 {format_moment(moment)}"  # it is looked up years later
