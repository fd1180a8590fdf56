import pytest

from ballotbox import queries, service
from ballotbox.domain.codes import code_hash, parse_code
from ballotbox.models import Batch, Slip
from core import keyring
from core.audit import entries
from core.db import db
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound


@pytest.fixture
def opened(open_round):
    """An open round without slips."""
    return open_round()


@pytest.fixture
def actors(township):
    """The staff, by login."""
    return township.actors


def states(batch_id):
    """The slips of a batch by state."""
    query = db.select(Slip.state, db.func.count()).where(Slip.batch_id == batch_id).group_by(Slip.state)
    return dict(db.session.execute(query).all())


def test_batch_is_printed_inert_and_kept_as_keyed_hashes(opened, actors, clock):
    printed = service.print_batch(actors["organizer"], opened, 1, 12)
    assert len(set(printed.codes)) == 12
    assert [parse_code(code) for code in printed.codes] == list(printed.codes)
    key = keyring.key("ballot-code")
    stored = set(db.session.scalars(db.select(Slip.code_hash)))
    assert stored == {code_hash(key, code) for code in printed.codes}
    assert states(printed.batch_id) == {"inert": 12}
    (row,) = queries.batches(opened)
    assert (row.group_index, row.kind, row.size, row.state, row.printed_at) == (1, "roll", 12, "printed", clock())
    assert (row.printed_by, row.activated_by_1) == (actors["organizer"].staff_id, None)
    assert queries.batch_round(printed.batch_id) == opened


def test_printing_is_audited_without_a_code(opened, actors):
    printed = service.print_batch(actors["organizer"], opened, 0, 2)
    entry = entries()[0]
    assert (entry.action, entry.subject) == ("batch.printed", f"batch:{printed.batch_id}")
    assert entry.details == {"round": opened, "group": 0, "size": 2}


def test_slips_of_a_group_never_exceed_its_roll(opened, actors):
    organizer = actors["organizer"]
    service.print_batch(organizer, opened, 1, 30)
    with pytest.raises(InvalidInput) as refused:
        service.print_batch(organizer, opened, 1, 9)
    assert (refused.value.code, refused.value.fields, refused.value.params) == (
        "batch_over_roll",
        {"size": "batch_over_roll"},
        {"left": 8},
    )
    service.print_batch(organizer, opened, 1, 8)
    assert [row.size for row in queries.batches(opened)] == [30, 8]


def test_voided_slips_may_be_printed_again_but_spent_ones_count(box):
    organizer = box.actors["organizer"]
    for code in box.codes[1][:4]:
        box.cast(code)
    assert service.void_batch(organizer, box.batches[1]) == 6
    assert states(box.batches[1]) == {"spent": 4, "void": 6}
    with pytest.raises(InvalidInput, match="batch_over_roll"):
        service.print_batch(organizer, box.round, 1, 35)
    service.print_batch(organizer, box.round, 1, 34)


def test_reserve_is_a_tenth_of_the_roll_beside_it(opened, actors):
    organizer = actors["organizer"]
    service.print_batch(organizer, opened, 0, 780)
    with pytest.raises(InvalidInput) as refused:
        service.print_batch(organizer, opened, 0, 79, kind="reserve")
    assert refused.value.params == {"left": 78}
    service.print_batch(organizer, opened, 0, 78, kind="reserve")
    service.print_batch(organizer, opened, 1, 10, kind="reserve")
    with pytest.raises(InvalidInput, match="batch_over_roll"):
        service.print_batch(organizer, opened, 1, 1, kind="reserve")


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        ((3, 5), {"group_index": "unknown_group"}),
        ((-1, 5), {"group_index": "unknown_group"}),
        ((0, 0), {"size": "batch_empty"}),
        ((0, -5), {"size": "batch_empty"}),
        ((0, 10**9), {"size": "batch_over_roll"}),
        ((0, 5, "spare"), {"kind": "unknown_kind"}),
    ],
)
def test_batch_that_cannot_be_is_refused_by_field(opened, actors, arguments, fields):
    with pytest.raises(InvalidInput) as refused:
        service.print_batch(actors["organizer"], opened, *arguments)
    assert refused.value.fields == fields
    assert db.session.query(Batch).count() == 0


def test_two_different_people_activate_a_batch(opened, actors):
    batch = service.print_batch(actors["organizer"], opened, 0, 5).batch_id
    assert service.activate(actors["organizer"], batch) is False
    assert states(batch) == {"inert": 5}
    with pytest.raises(Conflict, match="second_person_needed"):
        service.activate(actors["organizer"], batch)
    assert states(batch) == {"inert": 5}
    assert service.activate(actors["keyholder"], batch) is True
    assert states(batch) == {"active": 5}
    (row,) = queries.batches(opened)
    persons = (actors["organizer"].staff_id, actors["keyholder"].staff_id)
    assert (row.state, row.activated_by_1, row.activated_by_2) == ("active", *persons)
    with pytest.raises(Conflict, match="batch_state"):
        service.activate(actors["officer1"], batch)
    assert [e.action for e in entries(f"batch:{batch}")] == ["batch.activated", "batch.witnessed", "batch.printed"]


def test_database_too_wants_two_people(opened, actors):
    batch = service.print_batch(actors["organizer"], opened, 0, 5).batch_id
    for change in ({"activated_by_1": 1, "activated_by_2": 1}, {"state": "active"}):
        with pytest.raises(Exception, match="CHECK"):
            db.session.execute(db.update(Batch).where(Batch.id == batch).values(**change))
        db.session.rollback()


def test_reserve_is_opened_by_two_and_its_slips_stay_inert(opened, actors):
    batch = service.print_batch(actors["organizer"], opened, 0, 5, kind="reserve").batch_id
    assert service.activate(actors["organizer"], batch) is False
    with pytest.raises(Conflict, match="second_person_needed"):
        service.activate(actors["organizer"], batch)
    assert service.activate(actors["keyholder"], batch) is True
    assert states(batch) == {"inert": 5}


def test_handed_out_is_a_number_within_the_batch(box):
    organizer, batch = box.actors["organizer"], box.batches[0]
    for wrong in (-1, 21):
        with pytest.raises(InvalidInput) as refused:
            service.hand_out(organizer, batch, wrong)
        assert (refused.value.code, refused.value.params) == ("handed_out_range", {"least": 0, "most": 20})
    service.hand_out(organizer, batch, 20)
    service.hand_out(organizer, batch, 18)
    assert queries.batches(box.round)[0].handed_out == 18
    assert (entries()[0].action, entries()[0].details) == ("batch.handed_out", {"number": 18})


def test_handed_out_is_of_activated_batches_until_the_count(box):
    organizer = box.actors["organizer"]
    printed = service.print_batch(organizer, box.round, 1, 5).batch_id
    reserve = service.print_batch(organizer, box.round, 1, 5, kind="reserve").batch_id
    for batch in (printed, reserve):
        with pytest.raises(Conflict, match="batch_state"):
            service.hand_out(organizer, batch, 1)
    box.close()
    service.hand_out(organizer, box.batches[0], 3)
    box.count()
    with pytest.raises(Conflict, match="round_counted"):
        service.hand_out(organizer, box.batches[0], 4)
    for login, reason in (("officer1", "role_missing"), ("cadre", "own_round")):
        with pytest.raises(NotAllowed, match=reason):
            service.hand_out(box.actors[login], box.batches[0], 1)


def test_administrator_and_cadre_touch_no_batch(opened, actors):
    batch = service.print_batch(actors["organizer"], opened, 0, 5).batch_id
    for login, reason in (("admin", "role_missing"), ("cadre", "own_round")):
        for act in (service.activate, service.void_batch):
            with pytest.raises(NotAllowed, match=reason):
                act(actors[login], batch)
        with pytest.raises(NotAllowed, match=reason):
            service.print_batch(actors[login], opened, 0, 1)
    with pytest.raises(NotAllowed, match="role_missing"):
        service.void_batch(actors["officer1"], batch)
    assert states(batch) == {"inert": 5}


def test_batch_is_voided_once(opened, actors):
    batch = service.print_batch(actors["organizer"], opened, 0, 5).batch_id
    assert service.void_batch(actors["organizer"], batch) == 5
    with pytest.raises(Conflict, match="batch_state"):
        service.void_batch(actors["organizer"], batch)
    with pytest.raises(Conflict, match="batch_state"):
        service.activate(actors["organizer"], batch)


def test_after_closing_nothing_is_printed_activated_or_voided(opened, actors):
    organizer = actors["organizer"]
    batch = service.print_batch(organizer, opened, 0, 5).batch_id
    service.activate(organizer, batch)
    service.close_round(organizer, opened)
    for act in (
        lambda: service.print_batch(organizer, opened, 0, 1),
        lambda: service.activate(actors["officer1"], batch),
        lambda: service.void_batch(organizer, batch),
    ):
        with pytest.raises(Conflict, match="round_closed"):
            act()
    assert states(batch) == {"void": 5}


def test_unknown_batch_is_not_found(actors):
    with pytest.raises(NotFound, match="no_batch"):
        service.activate(actors["organizer"], 99)
