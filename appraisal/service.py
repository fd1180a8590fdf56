"""The appraisal of one counted round: everything an officer reads and signs, from stored counts alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from appraisal.domain.beside.comparison import Comparison, Earlier, Peers
from appraisal.domain.errors import CountsError
from appraisal.domain.flags.flag import Beside
from appraisal.domain.release.released import Release
from appraisal.domain.result import Ledger, Prints, RoundResult, statutory
from ballotbox import queries as ballotbox
from ballotbox.domain.accounting import Accounting
from ballotbox.domain.counts import RoundCounts, Scored
from ballotbox.domain.layout import RoundSpec, meaning, same_scale
from ballotbox.domain.rows import CountedRound, RoundFacts, newest
from core import clock
from core.errors import Conflict

if TYPE_CHECKING:
    from appraisal.domain.beside.overview import RoundFigures

PEERS_WITHIN = timedelta(days=366)  # rounds farther apart are not of one campaign
EARLIER = 5  # rounds of a village looked back upon


def appraise(round_public_id: str) -> RoundResult:
    """Return the result of a counted round.

    Raises NotFound for an unknown round, Conflict ``round_not_counted`` before the count, and Conflict
    ``counts_do_not_fit`` where what is stored cannot be the count of such a round.
    """
    from appraisal.domain.summary import summarise  # noqa: PLC0415 – scipy: most processes never need it

    facts, counts, sums = _counted(round_public_id)
    prints = Prints(facts.spec_hash, facts.key_fingerprint, facts.box_root or "")
    meeting = ballotbox.assembly(round_public_id)
    try:
        return summarise(facts.spec, counts, sums, prints, _beside(round_public_id), meeting)
    except CountsError as error:
        raise Conflict("counts_do_not_fit") from error


def compare(
    round_public_id: str, self_scores: Mapping[int, float] | None = None, result: RoundResult | None = None
) -> Comparison:
    """Return what stands beside a result: earlier rounds, the same posts elsewhere, `self_scores` by ballot number.

    It changes when other rounds are counted, so nobody signs it. `result` is that of the round, where the caller has
    it. Raises as `appraise` does.
    """
    from appraisal.domain.beside.beyond import compared  # noqa: PLC0415 – as above

    result, facts = result or appraise(round_public_id), ballotbox.round_facts(round_public_id)
    at = facts.counted_at or facts.closes_at  # the CHECK on the table gives a counted round its moment
    around = ballotbox.all_counts(at - PEERS_WITHIN, at + PEERS_WITHIN)
    return compared(result, facts.spec.rules, _before(facts), _peers(facts, around), self_scores or {})


def figures(rounds: Iterable[tuple[RoundSpec, Scored | None]]) -> list[RoundFigures | None]:
    """Return turnout and scores of these rounds, in order; None for each without counts or with others than its own."""
    from appraisal.domain.beside.overview import readable  # noqa: PLC0415 – as above

    return readable(rounds)


def across(rounds: Sequence[tuple[RoundSpec, RoundFigures]]) -> dict[tuple[str, int], Peers]:
    """Return how each person (round, number) stands among those with the same post in these rounds, one a village."""
    from appraisal.domain.beside.across import across as compared  # noqa: PLC0415 – as above

    return compared(rounds)


def named(p: Mapping[str, float]) -> frozenset[str]:
    """Return which rounds of `p` (round → p of its flags) stand out among all of them, not just by themselves."""
    from appraisal.domain.beside.villages import screen  # noqa: PLC0415 – numpy

    return frozenset(one.village for one in screen(p) if one.look)


def since(result: RoundResult) -> Comparison:
    """Return what a result says beside earlier rounds of its village; no other village is looked at."""
    from appraisal.domain.beside.beyond import compared  # noqa: PLC0415 – as above

    facts = ballotbox.round_facts(result.round)
    return compared(result, facts.spec.rules, _before(facts), {}, {})


def _beside(round_public_id: str) -> Beside:
    batches, notes = ballotbox.batches(round_public_id), ballotbox.field_notes(round_public_id)
    return Beside(
        batch_groups={row.id: row.group_index for row in batches},
        batch_sizes={row.id: row.size for row in batches},
        sheets=notes.sheets,
        gatherings=frozenset(notes.gatherings),
    )


def _before(facts: RoundFacts) -> dict[int, list[Earlier]]:
    """What the village's earlier rounds said, by number on the ballot of `facts`."""
    own = ballotbox.all_counts(until=facts.counted_at or facts.closes_at, village_id=facts.village_id)
    return _earlier(facts, [row for row in own if row.public_id != facts.public_id])


def _earlier(facts: RoundFacts, rounds: Sequence[CountedRound]) -> dict[int, list[Earlier]]:
    """By number on the ballot of `facts`, what the latest rounds on the same scale said of that person."""
    numbers = {person.cadre_id: person.number for person in facts.spec.persons}
    found: dict[int, list[Earlier]] = {}
    for row in [row for row in rounds if same_scale(row.spec, facts.spec)][:EARLIER]:
        try:
            result = appraise(row.public_id)
        except Conflict:  # an old round that cannot be read must not hide this one
            continue
        day = clock.local_day(row.counted_at).isoformat()
        for person, said in zip(row.spec.persons, result.persons, strict=True):
            if person.cadre_id in numbers:
                one = Earlier(row.public_id, day, said.score, said.not_competent, statutory(result))
                found.setdefault(numbers[person.cadre_id], []).append(one)
    return found


def _peers(facts: RoundFacts, rounds: Sequence[CountedRound]) -> dict[int, Peers]:
    """By number on the ballot of `facts`, how the person stands among those with the same post in other villages."""
    alike = [row for row in rounds if meaning(row.spec) == meaning(facts.spec)]
    own = [row for row in alike if row.public_id == facts.public_id]
    others = newest(row for row in alike if row.village_id != facts.village_id).values()
    specs = [(row.spec, row.counts) for row in [*own, *others]]
    # a round whose counts do not fit must not hide all the others
    told = [(spec, one) for (spec, _), one in zip(specs, figures(specs), strict=True) if one is not None]
    return {number: band for (name, number), band in across(told).items() if name == facts.spec.round}


def _counted(round_public_id: str) -> tuple[RoundFacts, RoundCounts, Ledger]:
    facts = ballotbox.round_facts(round_public_id)
    if facts.state != "counted":
        raise Conflict("round_not_counted")
    return facts, ballotbox.counts(round_public_id), ledger(ballotbox.accounting(round_public_id))


def release(result: RoundResult) -> Release:
    """Return what may leave the office of a round with this result, always the same; raises NotFound."""
    from appraisal.domain.release.release import release as made  # noqa: PLC0415 – scipy, as above

    return made(ballotbox.round_facts(result.round).spec, ballotbox.counts(result.round), result)


def ledger(sums: Accounting) -> Ledger:
    """Return the accounting as it stands in a result; `difference` is 0 where box and codes agree."""
    direct, paper = sums.direct or 0, sums.paper or 0
    return Ledger(
        issued=sums.issued,
        void=sums.void,
        spent=sums.spent,
        spent_paper=sums.spent_paper,
        sealed=sums.sealed,
        counted=direct + paper,
        difference=abs(direct - sums.spent) + max(paper - sums.spent_paper, 0),
        problems=sums.problems,
    )
