"""The same post in every village of a list of rounds, compared at once: a screening, never a table of places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from appraisal.domain.beside.comparison import Peers
from appraisal.domain.beside.overview import RoundFigures
from appraisal.domain.beside.peers import Holder, compare, holder
from ballotbox.domain.layout import Meaning, RoundSpec, meaning

Key = tuple[Meaning, str, str]  # scale and items, post in both languages


def across(rounds: Sequence[tuple[RoundSpec, RoundFigures]]) -> dict[tuple[str, int], Peers]:
    """Return, by round and number on the ballot, how each person stands among the holders of the same post.

    `rounds` are one a village. Rounds on another scale or with other items are compared among themselves, since their
    points mean something else. Who has fewer than ten complete ballots is compared with nobody, and nobody with them.
    Source: `appraisal.domain.beside.peers`.
    """
    holding: dict[Key, list[tuple[tuple[str, int], Holder]]] = defaultdict(list)
    for spec, figures in rounds:
        for person, said in zip(spec.persons, figures.persons, strict=True):
            key = (meaning(spec), person.post, person.post_en)
            holding[key].append(((spec.round, person.number), holder(spec.village, said)))
    found: dict[tuple[str, int], Peers] = {}
    for (_, post, post_en), holders in holding.items():
        bands = compare((post, post_en), [one for _, one in holders])
        found |= {who: band for (who, _), band in zip(holders, bands, strict=True)}
    return found
