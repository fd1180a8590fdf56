"""A spoiled slip for one of the reserve: both or neither, one sentence for every refusal, counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from ballotbox import queries, service
from ballotbox.domain.codes import code_hash, new_code
from ballotbox.models import EvaluationRound, Slip
from ballotbox.service.exchange import FAILURES
from core import keyring
from core.audit import entries
from core.db import db
from core.errors import Conflict, InvalidInput, NotAllowed

UNKNOWN = new_code(bytes(16))


def state(code):
    hashed = code_hash(keyring.key("ballot-code"), code)
    return db.session.scalar(db.select(Slip.state).where(Slip.code_hash == hashed))


@pytest.fixture
def reserve(box):
    """The codes of an opened reserve of the first group."""
    return make_reserve(box)


def make_reserve(box, size=10, group=0, opened=True):
    printed = service.print_batch(box.actors["organizer"], box.round, group, size, kind="reserve")
    if opened:
        service.activate(box.actors["organizer"], printed.batch_id)
        service.activate(box.actors["keyholder"], printed.batch_id)
    db.session.rollback()
    return printed.codes


def swap(box, old, new, login="organizer"):
    service.exchange(box.actors[login], box.round, old, new)


def test_exchange_voids_the_spoiled_slip_and_activates_the_other(box, reserve):
    old, new = box.codes[0][0], reserve[0]
    swap(box, old, new)
    assert (state(old), state(new), state(reserve[1])) == ("void", "active", "inert")
    with pytest.raises(service.CodeUnusable):
        box.cast(old)
    box.cast(new)
    roll, _, spare = queries.batches(box.round)
    assert (roll.exchanged, spare.handed_out, spare.exchanged) == (1, 1, 0)
    assert (entries()[0].action, entries()[0].subject, entries()[0].details) == (
        "slip.exchanged",
        f"round:{box.round}",
        {},
    )


def test_exchange_of_a_slip_that_came_from_the_reserve_is_counted_there(box, reserve):
    swap(box, box.codes[0][0], reserve[0])
    swap(box, reserve[0], reserve[1])
    roll, _, spare = queries.batches(box.round)
    assert (roll.exchanged, spare.handed_out, spare.exchanged) == (1, 2, 1)


@pytest.mark.parametrize("case", ["spent", "unknown", "swapped", "twice", "not_reserve", "sealed", "other_group"])
def test_exchange_refuses_with_one_sentence_and_changes_nothing(box, reserve, case):
    old, new = box.codes[0][0], reserve[0]
    box.cast(box.codes[0][1])
    swap(box, box.codes[0][2], reserve[5])
    old, new = {
        "spent": (box.codes[0][1], new),
        "unknown": (UNKNOWN, new),
        "swapped": (new, old),
        "twice": (box.codes[0][2], new),
        "not_reserve": (old, box.codes[0][3]),
        "sealed": (old, make_reserve(box, 5, opened=False)[0]),
        "other_group": (box.codes[1][0], new),
    }[case]
    before = (state(old), state(new), queries.batches(box.round))
    with pytest.raises(Conflict) as refused:
        swap(box, old, new)
    assert (refused.value.code, refused.value.params) == ("exchange_refused", {})
    assert (state(old), state(new), queries.batches(box.round)) == before
    assert (entries()[0].action, entries()[0].details) == ("slip.exchange_refused", {})


def test_exchange_runs_the_same_statements_whatever_the_code(box, reserve, count_queries):
    def refused(old):
        with pytest.raises(Conflict, match="exchange_refused"):
            swap(box, old, box.codes[0][9])

    box.cast(box.codes[0][1])
    db.session.rollback()
    known = [count_queries(lambda code=code: refused(code)) for code in (box.codes[0][1], UNKNOWN)]
    assert known[0] == known[1]


def test_exchange_stops_after_too_many_refusals(box, reserve):
    row = db.session.query(EvaluationRound).one()
    row.exchange_failures = FAILURES - 1
    db.session.commit()
    with pytest.raises(Conflict, match="exchange_refused"):
        swap(box, reserve[1], reserve[0])
    with pytest.raises(Conflict, match="exchange_stopped"):
        swap(box, box.codes[0][0], reserve[0])
    assert state(reserve[0]) == "inert"


def test_exchange_says_which_code_was_copied_wrong_and_counts_no_failure(box):
    with pytest.raises(InvalidInput) as refused:
        swap(box, "1234", box.codes[0][0])
    assert refused.value.fields == {"spoiled": "code_typo"}
    assert db.session.query(EvaluationRound).one().exchange_failures == 0


def test_exchange_is_the_organizers_and_of_an_open_round(box, reserve):
    for login, reason in (("officer1", "role_missing"), ("admin", "role_missing"), ("cadre", "own_round")):
        with pytest.raises(NotAllowed, match=reason):
            swap(box, box.codes[0][0], reserve[0], login)
    box.close()
    with pytest.raises(Conflict, match="round_closed"):
        swap(box, box.codes[0][0], reserve[0])


def test_exchanged_slips_count_against_the_roll(box):
    organizer, reserve = box.actors["organizer"], make_reserve(box, 10, group=1)
    swap(box, box.codes[1][0], reserve[0])
    with pytest.raises(InvalidInput) as refused:
        service.print_batch(organizer, box.round, 1, 29)  # 38 on the roll, 10 printed
    assert refused.value.params == {"left": 28}


def test_exchange_racing_a_cast_exactly_one_wins(app, make_box):
    box = make_box(sizes=(40,))
    reserve = make_reserve(box, 40)
    pairs = list(zip(box.codes[0], reserve, strict=True))[: FAILURES - 1]  # each lost race counts as a refusal

    def caster(code):
        with app.app_context():
            try:
                box.cast(code)
            except service.CodeUnusable:
                return False
            return True

    def exchanger(pair):
        with app.app_context():
            try:
                swap(box, *pair)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        races = [(pool.submit(exchanger, pair), pool.submit(caster, pair[0])) for pair in pairs]
        wins = [(swapped.result(), cast.result()) for swapped, cast in races]
    assert [sum(pair) for pair in wins] == [1] * len(pairs)
    expected = [("void", "active") if swapped else ("spent", "inert") for swapped, _ in wins]
    assert [(state(old), state(new)) for old, new in pairs] == expected


def test_ledger_adds_up_and_hides_slips_until_closing(box, reserve):
    organizer = box.actors["organizer"]
    service.hand_out(organizer, box.batches[0], 15)
    service.hand_out(organizer, box.batches[1], 10)
    swap(box, box.codes[0][0], reserve[0])
    for code in (*box.codes[0][1:5], reserve[0]):
        box.cast(code)
    before = queries.ledger(box.round)
    assert (before.whole.void, before.whole.spent, before.problems) == (None, None, ())
    box.close()
    after = queries.ledger(box.round)
    lines = [
        (line.printed, line.handed_out, line.exchanged, line.void, line.spent, line.unclaimed, line.unreturned)
        for line in after.whole.batches
    ]
    assert lines == [(20, 15, 1, 16, 4, 5, 10), (10, 1, 0, 9, 1, 9, 0), (10, 10, 0, 10, 0, 0, 10)]
    whole = after.whole
    assert (whole.printed, whole.void, whole.spent, whole.unclaimed, after.problems) == (40, 35, 5, 14, ())
