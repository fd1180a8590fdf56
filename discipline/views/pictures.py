"""The charts of the review page, drawn in the reader's language; those that would show nothing are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from appraisal.domain.beside.comparison import Comparison
from appraisal.domain.release.office import OfficeView
from appraisal.domain.result import MIN_GROUP, RoundResult
from ballotbox.domain.counts import RoundCounts
from core.charts import draw
from core.i18n import is_english
from discipline import charts
from discipline.charts import Spec, Words

LABELS = {
    "items": _l("每个人的总分和各方面的分，带 95% 区间。数字在旁边的表里。"),
    "groups": _l("每个人的总分，和各类人自己的平均分。数字在旁边的表里。"),
    "changes": _l("每个人历次的得分，带 95% 区间，早的在上面。数字在旁边的表里。"),
    "bounds": _l("每个人的得分，和没投的人全给最低、全给最高时会到哪里。数字在旁边的表里。"),
    "channels": _l("网上、短信、纸票各有多少张。数字在旁边的表里。"),
    "hours": _l("各个时段投了多少票。数字在旁边的表里。"),
}


def words() -> Words:
    """Return the words of the charts in the reader's language."""
    return Words(
        english=is_english(),
        whole=_("总分"),
        hidden=_("不单独显示"),
        nobody=_("没有票"),
        unknown=_("算不出来"),
        absent=_("那次没有评"),
        channels=(_("网上"), _("短信"), _("纸票")),
        axes=(_("从几点起"), _("票")),
        moment=_("%-d 日 %-H 时"),
        comma=_("、"),
    )


def pictures(
    result: RoundResult, shown: Sequence[OfficeView], counts: RoundCounts, beside: Comparison, day: date
) -> dict[str, Markup]:
    """Return the charts by name; `shown` as `appraisal.domain.release.office` has it, `day` is that of the count."""
    found = [*_of_result(result, shown), *_of_rounds(result, beside, day), *_of_counts(counts)]
    return {name: Markup(draw(name, str(LABELS[name]), spec)) for name, spec in found}  # noqa: S704 – SVG of our own


def moments(this: str, beside: Comparison, day: date) -> list[tuple[str, str]]:
    """Return every round that the comparison knows, oldest first and this one last, with its day."""
    rounds = {one.round: one.counted_on for person in beside.persons for one in person.earlier}
    earlier = sorted(rounds.items(), key=lambda pair: pair[1])
    return [*earlier, (this, day.isoformat())]


def _of_result(result: RoundResult, shown: Sequence[OfficeView]) -> Iterator[tuple[str, Spec]]:
    if len(result.persons[0].items) > 1:
        yield "items", charts.profile(result, words())
    if len(result.turnout.groups) > 1 and any(any(view.groups) for view in shown):
        yield "groups", charts.groups(result, shown, words())
    if any(person.extremes for person in result.persons):
        yield "bounds", charts.bounds(result, shown, words())


def _of_rounds(result: RoundResult, beside: Comparison, day: date) -> Iterator[tuple[str, Spec]]:
    earlier = [one.earlier for one in beside.persons]
    if any(earlier):
        yield "changes", charts.changes(result, earlier, moments(result.round, beside, day), words())


def _of_counts(counts: RoundCounts) -> Iterator[tuple[str, Spec]]:
    if counts.ballots:
        yield "channels", charts.channels(counts, words())
    if counts.ballots >= MIN_GROUP and counts.hours:
        yield "hours", charts.hours(counts, words())
