"""What the charts of one round show: its result and counts as rows and panels, in ballot order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from appraisal.domain.beside.comparison import Earlier
from appraisal.domain.figures import GroupScore, GroupTurnout, Score
from appraisal.domain.release.office import OfficeView
from appraisal.domain.result import MIN_GROUP, PersonResult, RoundResult
from ballotbox.domain.counts import RoundCounts
from discipline.charts import specs
from discipline.charts.specs import Panel, Point, Spec
from discipline.domain.axis import axis


@dataclass(frozen=True)
class Words:
    """The words of a chart in the reader's language.

    `whole` names the score itself, `hidden` a group that may not stand by itself, `nobody` one without ballots,
    `unknown` what cannot be computed, `absent` a round without the person; `channels` are web, SMS, paper; `axes` of
    the hours: from which hour, ballots; `moment` is how an hour is written (d3's time format); `comma` stands between
    names.
    """

    english: bool
    whole: str
    hidden: str
    nobody: str
    unknown: str
    absent: str
    channels: tuple[str, str, str]
    axes: tuple[str, str]
    moment: str
    comma: str

    def said(self, thing: Named) -> str:
        """Return the name of a person, item or group in the reader's language."""
        return thing.name_en if self.english else thing.name


class Named(Protocol):
    """Whatever has a name in both languages."""

    @property
    def name(self) -> str:
        """In Chinese."""

    @property
    def name_en(self) -> str:
        """In English."""


def profile(result: RoundResult, words: Words) -> Spec:
    """Return every person's items with their intervals below the whole score."""
    names = [words.whole, *(words.said(item) for item in result.persons[0].items)]
    panels = [
        Panel(_title(person, words), tuple(_point(one, words, whole=at == 0) for at, one in enumerate(scores)))
        for person in result.persons
        for scores in [[person.score, *(item.score for item in person.items)]]
    ]
    return _dots(names, panels, result)


def groups(result: RoundResult, shown: Sequence[OfficeView], words: Words) -> Spec:
    """Return every person's mean by group beside the whole score; `shown` by `appraisal.domain.release.office`."""
    sent = result.turnout.groups
    panels = [
        Panel(
            _title(person, words),
            (
                _point(person.score, words, whole=True),
                *(_part(*one, words) for one in zip(person.groups, view.groups, sent, strict=True)),
            ),
        )
        for person, view in zip(result.persons, shown, strict=True)
    ]
    return _dots([words.whole, *(words.said(group) for group in sent)], panels, result)


def bounds(result: RoundResult, shown: Sequence[OfficeView], words: Words) -> Spec:
    """Return every person's score between the lowest and the highest it could be had everybody voted."""
    points = tuple(_bounded(*one, words) for one in zip(result.persons, shown, strict=True))
    return _dots([_title(person, words) for person in result.persons], [Panel("", points)], result)


def changes(
    result: RoundResult,
    earlier: Sequence[Sequence[Earlier]],
    moments: Sequence[tuple[str, str]],
    words: Words,
) -> Spec:
    """Return how every person's score went: `earlier` rounds by person, `moments` as round and its name, oldest first.

    The last of `moments` is this round; persons whom no earlier round knows are left out.
    """
    panels = []
    for person, rounds in zip(result.persons, earlier, strict=True):
        found = {one.round: _point(one.score, words) for one in rounds}
        found[result.round] = _point(person.score, words, whole=True)
        if len(found) > 1:
            points = tuple(found.get(name, Point(note=words.absent)) for name, _ in moments)
            panels.append(Panel(_title(person, words), points))
    return _dots([name for _, name in moments], panels, result, joined=True)


def hours(counts: RoundCounts, words: Words) -> Spec:
    """Return the casts over the hours; each entry holds at least ten (or all there are)."""
    return specs.hours(counts.hours, words.axes, words.moment)


def channels(counts: RoundCounts, words: Words) -> Spec:
    """Return the ballots by channel, as `channel_rows` joins them."""
    return specs.bars(channel_rows(counts.by_channel, words), counts.ballots)


def channel_rows(ballots: Sequence[int], words: Words) -> list[tuple[str, int]]:
    """Return (channels, ballots) where each row has none or at least ten: smaller ones join the next smallest."""
    rows: list[tuple[tuple[int, ...], int]] = [((place,), n) for place, n in enumerate(ballots)]
    while any(0 < n < MIN_GROUP for _, n in rows) and len([n for _, n in rows if n]) > 1:
        first, second = sorted((row for row in rows if row[1]), key=lambda row: row[1])[:2]
        rows = [row for row in rows if row not in (first, second)]
        rows.append((tuple(sorted((*first[0], *second[0]))), first[1] + second[1]))
    return [(words.comma.join(words.channels[place] for place in places), n) for places, n in sorted(rows)]


def _title(person: PersonResult, words: Words) -> str:
    return f"{person.number}. {words.said(person)}"


def _point(score: Score, words: Words, *, whole: bool = False) -> Point:
    if score.mean is None:
        return Point(note=words.unknown, whole=whole)
    return Point(score.mean, score.low, score.high, whole=whole)


def _part(group: GroupScore, may: bool, sent: GroupTurnout, words: Words) -> Point:
    if may and group.mean is not None:
        return Point(group.mean)
    return Point(note=words.hidden if sent.returned else words.nobody)


def _bounded(person: PersonResult, view: OfficeView, words: Words) -> Point:
    point, ends = _point(person.score, words, whole=True), person.extremes
    return point if ends is None or not view.beside else replace(point, least=ends.worst, most=ends.best)


def _dots(names: Sequence[str], panels: Sequence[Panel], result: RoundResult, *, joined: bool = False) -> Spec:
    return specs.dots(names, panels, axis(_ends(panels), result.scale), joined=joined)


def _ends(panels: Iterable[Panel]) -> Iterable[float | None]:
    for panel in panels:
        for point in panel.points:
            yield from (point.value, point.low, point.least)
