"""The appraisal of one counted round: everything an officer reads and signs, from stored counts alone."""

from __future__ import annotations

from appraisal.domain.errors import CountsError
from appraisal.domain.flags.flag import Beside, Flag
from appraisal.domain.result import Ledger, Prints, RoundResult
from ballotbox import queries as ballotbox
from ballotbox.domain.accounting import Accounting
from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.rows import RoundFacts
from core.errors import Conflict


def appraise(round_public_id: str) -> RoundResult:
    """Return the result of a counted round.

    Raises NotFound for an unknown round, Conflict ``round_not_counted`` before the count, and Conflict
    ``counts_do_not_fit`` where what is stored cannot be the count of such a round.
    """
    from appraisal.domain.summary import summarise  # noqa: PLC0415 – scipy: most processes never need it

    facts, counts, sums = _counted(round_public_id)
    prints = Prints(facts.spec_hash, facts.key_fingerprint, facts.box_root or "")
    try:
        return summarise(facts.spec, counts, sums, prints)
    except CountsError as error:
        raise Conflict("counts_do_not_fit") from error


def flags(
    round_public_id: str, gatherings: frozenset[str] = frozenset(), sheets: tuple[int, ...] = ()
) -> tuple[Flag, ...]:
    """Return what a person should look at in a counted round; for the office, never for the notice board.

    `gatherings` are hours to which people were called, `sheets` totals typed by hand (`appraisal.domain.flags.flag`).
    Raises as `appraise` does.
    """
    from appraisal.domain.flags.find import find_flags  # noqa: PLC0415 – as above

    facts, counts, sums = _counted(round_public_id)
    batches = ballotbox.batches(round_public_id)
    groups, sizes = {row.id: row.group_index for row in batches}, {row.id: row.size for row in batches}
    try:
        return find_flags(facts.spec, counts, sums, Beside(groups, sizes, sheets, gatherings))
    except CountsError as error:
        raise Conflict("counts_do_not_fit") from error


def _counted(round_public_id: str) -> tuple[RoundFacts, RoundCounts, Ledger]:
    facts = ballotbox.round_facts(round_public_id)
    if facts.state != "counted":
        raise Conflict("round_not_counted")
    return facts, ballotbox.counts(round_public_id), ledger(ballotbox.accounting(round_public_id))


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
