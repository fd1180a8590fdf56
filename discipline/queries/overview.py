"""The year of every village somebody may see: a fixed number of queries, however many villages and rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from appraisal import service as appraisal
from ballotbox import queries as ballotbox
from core import clock
from core.auth import Actor
from core.errors import NotAllowed, NotFound
from discipline.domain.overview import Place, Village
from discipline.queries.year import year_of
from roster import queries as roster


@dataclass(frozen=True)
class Township:
    """A township and its villages in the order of their numbers."""

    place: Place
    villages: tuple[Village, ...]


@dataclass(frozen=True)
class Overview:
    """What an actor may see of a year; `sure` are rounds whose flags stand out among all of its villages.

    `whole` tells whether the actor's area is more than one township; `years` are those with rounds, newest first.
    """

    place: Place
    whole: bool
    year: int
    years: tuple[int, ...]
    townships: tuple[Township, ...]
    posts: tuple[tuple[str, str], ...]  # in the order of ballots, both languages
    sure: frozenset[str]

    @property
    def villages(self) -> tuple[Village, ...]:
        """All villages, township by township."""
        return tuple(village for township in self.townships for village in township.villages)

    def township(self, public_id: str) -> Township:
        """Return the township of an address; raises NotAllowed ``other_area``, NotFound ``no_area``."""
        found = next((one for one in self.townships if one.place.public_id == public_id), None)
        if found is None:
            roster.area_by_public_id(public_id)  # raises NotFound where there is none at all
            raise NotAllowed("other_area")
        return found


def overview(actor: Actor, year: int | None = None) -> Overview:
    """Return the `year` (by default this one) of the villages in the actor's area; raises NotFound ``no_area``."""
    places = {place.id: place for place in roster.places()}
    if actor.area_id not in places:
        raise NotFound("no_area")
    of = {one.id: _township(one, places) for one in places.values() if one.kind == "village"}
    mine = [one for one in places.values() if one.id in of and _within(one, actor.area_id, places)]
    year = year or clock.today().year
    latest, counted = year_of(actor, year, {one.id for one in mine})
    by_id = {one.id: Village(_place(one), _place(of[one.id]), latest.get(one.id), counted.get(one.id)) for one in mine}
    heads = [one for one in places.values() if one.kind == "township" and _within(one, actor.area_id, places)]
    towns = dict.fromkeys([*heads, *(of[one.id] for one in mine)])
    flagged = {one.counted.round: one.counted.findings.p for one in by_id.values() if one.counted}
    return Overview(
        place=_place(places[actor.area_id]),
        whole=len(towns) != 1 or places[actor.area_id].kind == "county",
        year=year,
        years=_years(year),
        townships=tuple(
            Township(_place(town), tuple(by_id[one.id] for one in mine if of[one.id] == town)) for town in towns
        ),
        posts=_posts(by_id.values()),
        sure=appraisal.named(flagged) if flagged else frozenset(),
    )


def _within(place: roster.Place, area_id: int, places: Mapping[int, roster.Place]) -> bool:
    at: roster.Place | None = place
    while at is not None:
        if at.id == area_id:
            return True
        at = places.get(at.parent_id) if at.parent_id is not None else None
    return False


def _township(village: roster.Place, places: Mapping[int, roster.Place]) -> roster.Place:
    return places.get(village.parent_id or 0, village)


def _place(row: roster.Place) -> Place:
    return Place(row.public_id, row.name, row.name_en)


def _years(shown: int) -> tuple[int, ...]:
    first, this = ballotbox.first_opened(), clock.today().year
    since = clock.local_day(first).year if first is not None else this
    return tuple(sorted({*range(since, this + 1), shown}, reverse=True))


def _posts(villages: Iterable[Village]) -> tuple[tuple[str, str], ...]:
    known = {row.post: row.post_en for one in villages if one.counted for row in one.counted.persons}
    order = {name: at for at, name in enumerate(roster.post_order())}
    return tuple(sorted(known.items(), key=lambda post: (order.get(post[0], len(order)), post[0])))
