"""Use cases of the ballot box: rounds, slips, casting, keys, the count."""

from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.errors import CodeTypo, CodeUnusable, RoundClosed
from ballotbox.service.assembly import record_assembly
from ballotbox.service.casting import (
    Cast,
    Prepared,
    cast,
    cast_in,
    cast_together,
    check_marks,
    checked,
    post_cast,
    prepare_cast,
)
from ballotbox.service.counting import count, open_box, open_key, task_name
from ballotbox.service.exchange import exchange
from ballotbox.service.field_notes import record_field_notes
from ballotbox.service.key_end import destroy_key
from ballotbox.service.keys import print_recovery, recovery_text, restore_key, set_passphrase
from ballotbox.service.objections import (
    answer_objection,
    ask_recount,
    begin_objections,
    note_recount,
    record_objection,
)
from ballotbox.service.recounting import bundle
from ballotbox.service.rounds import close_round, open_round, scale_of
from ballotbox.service.slips import Printed, activate, hand_out, print_batch, void_batch

__all__ = [
    "Cast",
    "CodeTypo",
    "CodeUnusable",
    "Prepared",
    "Printed",
    "RoundClosed",
    "RoundCounts",
    "activate",
    "answer_objection",
    "ask_recount",
    "begin_objections",
    "bundle",
    "cast",
    "cast_in",
    "cast_together",
    "check_marks",
    "checked",
    "close_round",
    "count",
    "destroy_key",
    "exchange",
    "hand_out",
    "note_recount",
    "open_box",
    "open_key",
    "open_round",
    "post_cast",
    "prepare_cast",
    "print_batch",
    "print_recovery",
    "record_assembly",
    "record_field_notes",
    "record_objection",
    "recovery_text",
    "restore_key",
    "scale_of",
    "set_passphrase",
    "task_name",
    "void_batch",
]
