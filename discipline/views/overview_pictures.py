"""The charts of the overviews in the reader's language, drawn; the tables beside them hold the figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.charts import draw
from core.i18n import _, either
from discipline.charts import overview as charts
from discipline.charts.overview import Bar, Mark
from discipline.domain.axis import Axis, axis
from discipline.domain.overview import OfPost, PersonRow, Place, Village
from discipline.queries import Township


def turnout(villages: Sequence[Village]) -> str:
    """Draw the turnout of every village of a township."""
    told = [one.counted.figures for one in villages if one.counted is not None and one.counted.figures is not None]
    reached = sum(one.reached for one in told)
    label = _("各村参评率，%(n)s 个村计了票，%(reached)s 个到了门槛", n=len(told), reached=reached)
    return draw("turnout", label, charts.turnout([_bar(one) for one in villages])) if told else ""


def _bar(village: Village) -> Bar:
    figures = village.counted.figures if village.counted is not None else None
    if village.counted is None or figures is None or figures.share is None:
        return Bar(_name(village.place), None, None, "–")
    sign = "✓" if figures.reached else "✕"
    return Bar(_name(village.place), figures.share, village.counted.threshold, f"{100 * figures.share:.0f}% {sign}")


def turnouts(townships: Sequence[Township], threshold: float | None) -> str:
    """Draw the turnout of every village, a line for each township; `threshold` where all rounds have the same."""
    rows = [(_name(township.place), _known(township.villages)) for township in townships]
    told = [reached for _place, known in rows for _share, reached in known]
    label = _("各村参评率，%(n)s 个村计了票，%(reached)s 个到了门槛", n=len(told), reached=sum(told))
    return draw("turnout", label, charts.turnouts(rows, threshold)) if told else ""


def _known(villages: Sequence[Village]) -> list[tuple[float, bool]]:
    figures = [one.counted.figures for one in villages if one.counted is not None and one.counted.figures is not None]
    return [(one.share, one.reached) for one in figures if one.share is not None]


def scores(townships: Sequence[Township], post: OfPost) -> str:
    """Draw the scores of one post in every village, a line for each township."""
    of = {village.place.public_id: row for village, row in post.rows}
    rows = [
        (_name(township.place), [mark for one in township.villages if (mark := _mark(of.get(one.place.public_id)))])
        for township in townships
    ]
    return (
        draw("post", _label(post), charts.scores(rows, _axis(post), post.mean))
        if any(marks for _place, marks in rows)
        else ""
    )


def intervals(post: OfPost) -> str:
    """Draw the scores of one post in every village of a township with their intervals."""
    rows = [(_name(village.place), _mark(row)) for village, row in post.rows]
    return (
        draw("post", _label(post), charts.intervals(rows, _axis(post), post.mean))
        if any(mark for _place, mark in rows)
        else ""
    )


def _mark(row: PersonRow | None) -> Mark | None:
    if row is None or not row.shown or row.score is None:
        return None
    return Mark(row.score, *row.ends, row.band)


def _axis(post: OfPost) -> Axis:
    marks = [mark for _village, row in post.rows if (mark := _mark(row))]
    ends = [end for mark in marks for end in (mark.value, mark.low, mark.high)]
    return axis([*ends, post.mean], _scale(village for village, _row in post.rows))


def _scale(villages: Iterable[Village]) -> tuple[float, float]:
    points = [score for one in villages if one.counted is not None for score in one.counted.meaning[0]]
    return min(points), max(points)


def _label(post: OfPost) -> str:
    return _(
        "%(post)s：%(above)s 个村明显高于别村，%(below)s 个村明显低于别村",
        post=either(post.post, post.post_en),
        above=post.standing("above"),
        below=post.standing("below"),
    )


def _name(place: Place) -> str:
    """A short name: a column of "… Village" says nothing."""
    return either(place.name, place.name_en.removesuffix(" Village").removesuffix(" Township"))
