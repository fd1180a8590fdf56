"""The appraisal of one counted round: everything an officer reads and signs, from stored counts alone."""

from __future__ import annotations

from appraisal.domain.errors import CountsError
from appraisal.domain.released import Release
from appraisal.domain.result import Ledger, Prints, RoundResult
from ballotbox import queries as ballotbox
from ballotbox.domain.accounting import Accounting
from core.errors import Conflict


def appraise(round_public_id: str) -> RoundResult:
    """Return the result of a counted round.

    Raises NotFound for an unknown round, Conflict ``round_not_counted`` before the count, and Conflict
    ``counts_do_not_fit`` where what is stored cannot be the count of such a round.
    """
    from appraisal.domain.summary import summarise  # noqa: PLC0415 – scipy: most processes never need it

    facts = ballotbox.round_facts(round_public_id)
    if facts.state != "counted":
        raise Conflict("round_not_counted")
    prints = Prints(facts.spec_hash, facts.key_fingerprint, facts.box_root or "")
    counts = ballotbox.counts(round_public_id)
    try:
        return summarise(facts.spec, counts, ledger(ballotbox.accounting(round_public_id)), prints)
    except CountsError as error:
        raise Conflict("counts_do_not_fit") from error


def release(result: RoundResult) -> Release:
    """Return what may leave the office of a round with this result, always the same; raises NotFound."""
    from appraisal.domain.release import release as made  # noqa: PLC0415 – scipy, as above

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
