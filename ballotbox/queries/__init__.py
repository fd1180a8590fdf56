"""Reads of rounds, slips, ballots and counts."""

from ballotbox.queries.box import accounting, all_counts, cast_hours, counts, sealed_ballots, sealed_hashes, slip_sums
from ballotbox.queries.forms import (
    CODE_KEY,
    ballot_form,
    forget_form,
    form_at_hand,
    read_spec,
    round_of_code,
    some_form,
)
from ballotbox.queries.ledger import ledger
from ballotbox.queries.notices import box_notice, closing_notice, opening_notice, salt, salt_path
from ballotbox.queries.objections import key_minute, key_minute_destroyed, objection_round, objections
from ballotbox.queries.rounds import (
    all_rounds,
    assembly,
    batch_round,
    batches,
    field_notes,
    holder_for,
    holders,
    round_by_public_id,
    round_facts,
    rounds_of_village,
)

__all__ = [
    "CODE_KEY",
    "accounting",
    "all_counts",
    "all_rounds",
    "assembly",
    "ballot_form",
    "batch_round",
    "batches",
    "box_notice",
    "cast_hours",
    "closing_notice",
    "counts",
    "field_notes",
    "forget_form",
    "form_at_hand",
    "holder_for",
    "holders",
    "key_minute",
    "key_minute_destroyed",
    "ledger",
    "objection_round",
    "objections",
    "opening_notice",
    "read_spec",
    "round_by_public_id",
    "round_facts",
    "round_of_code",
    "rounds_of_village",
    "salt",
    "salt_path",
    "sealed_ballots",
    "sealed_hashes",
    "slip_sums",
    "some_form",
]
