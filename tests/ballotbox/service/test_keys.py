import pytest

from ballotbox import queries, service
from ballotbox.models import EvaluationRound, KeyHolder
from ballotbox.service import keys
from core.audit import entries
from core.db import db
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tests.ballotbox.conftest import DISCIPLINE, SUPERVISION


@pytest.mark.parametrize(
    ("login", "side", "label"),
    [("officer1", "discipline", "柳河镇纪委"), ("keyholder", "supervision", "柳河镇村务监督委员会")],
)
def test_passphrase_leaves_a_public_key_and_a_salt_alone(township, quick_keys, login, side, label):
    made = service.set_passphrase(township.actors[login], side, township.id, DISCIPLINE)
    assert (made.side, made.area_id, made.label) == (side, township.id, label)
    row = db.session.get(KeyHolder, made.id)
    assert (len(row.salt), len(row.public_key), row.set_by) == (16, 32, township.actors[login].staff_id)
    assert [(e.action, e.subject, e.details) for e in entries()] == [
        ("key.set", f"holder:{made.id}", {"side": side, "area": township.id})
    ]


def test_same_passphrase_twice_makes_two_keys(township, quick_keys):
    for _ in range(2):
        service.set_passphrase(township.actors["officer1"], "discipline", township.id, DISCIPLINE)
    assert len({row.public_key for row in db.session.query(KeyHolder)}) == 2
    assert [row.id for row in queries.holders()] == [2, 1]


@pytest.mark.parametrize(
    ("login", "side"),
    [("organizer", "discipline"), ("keyholder", "discipline"), ("officer1", "supervision"), ("admin", "supervision")],
)
def test_each_side_is_set_by_its_own_role_alone(township, login, side):
    with pytest.raises(NotAllowed, match="role_missing"):
        service.set_passphrase(township.actors[login], side, township.id, DISCIPLINE)


def test_cadre_holds_no_key_for_the_own_village_or_the_township(township, quick_keys):
    cadre = township.actors["cadre"]
    for area in (township.id, township.villages[0].id):
        with pytest.raises(NotAllowed, match="own_round"):
            service.set_passphrase(cadre, "supervision", area, SUPERVISION)
    assert service.set_passphrase(cadre, "supervision", township.villages[1].id, SUPERVISION).side == "supervision"


def test_short_passphrase_is_refused_at_its_field(township):
    with pytest.raises(InvalidInput) as refused:
        service.set_passphrase(township.actors["officer1"], "discipline", township.id, "11 letters ")
    assert refused.value.fields == {"passphrase": "passphrase_too_short"}
    assert queries.holders() == ()


def test_unknown_side_is_refused(township):
    with pytest.raises(InvalidInput, match="unknown_side"):
        service.set_passphrase(township.actors["officer1"], "third", township.id, DISCIPLINE)


def test_village_holder_goes_before_the_townships(holders, open_round):
    village = holders.villages[0]
    own = service.set_passphrase(holders.actors["keyholder"], "supervision", village.id, "dalv jiandu 2026")
    chosen = [
        db.session.scalar(db.select(EvaluationRound.supervision_holder_id).where(EvaluationRound.public_id == made))
        for made in (open_round(0), open_round(1))
    ]
    assert chosen == [own.id, 2]


def test_later_passphrase_does_not_lock_earlier_rounds(holders, open_round):
    first = open_round(0)
    service.set_passphrase(holders.actors["officer2"], "discipline", holders.id, "another one 2027")
    service.close_round(holders.actors["organizer"], first)
    assert len(service.open_key(holders.actors["officer2"], first, DISCIPLINE, SUPERVISION)) == 32


def test_key_file_is_the_wrapped_key_and_the_owners_alone(app, holders, open_round):
    opened = open_round()
    file = keys.path(opened)
    assert str(file) == f"{app.config['KEYS']}/rounds/{opened}.key"
    assert (file.stat().st_mode & 0o777, len(file.read_bytes())) == (0o600, 128)


def test_recovery_copy_brings_a_lost_key_back(box):
    text = service.recovery_text(box.round)
    before = keys.path(box.round).read_bytes()
    keys.path(box.round).unlink()
    box.close()
    with pytest.raises(Conflict, match="key_file_lost"):
        box.key()
    service.restore_key(box.actors["keyholder"], box.round, text.lower())
    assert keys.path(box.round).read_bytes() == before
    assert len(box.key()) == 32
    assert entries(f"round:{box.round}")[1].action == "key.restored"


def test_recovery_copy_is_not_taken_while_the_key_is_there(box):
    with pytest.raises(Conflict, match="key_file_there"):
        service.restore_key(box.actors["officer1"], box.round, service.recovery_text(box.round))
    assert [e.action for e in entries(f"round:{box.round}")] == ["round.opened"]


def test_wrong_line_of_a_recovery_copy_is_named(box):
    lines = service.recovery_text(box.round).split("\n")
    lines[4] = lines[5]
    with pytest.raises(InvalidInput) as refused:
        service.restore_key(box.actors["officer1"], box.round, "\n".join(lines))
    assert (refused.value.code, refused.value.params) == ("recovery_line", {"line": 5})


def test_recovery_copy_of_an_unknown_round_is_not_found(app):
    with pytest.raises(NotFound, match="no_round"):
        service.recovery_text("nothere2")


def test_organizer_and_cadre_restore_no_key(box):
    text = service.recovery_text(box.round)
    for login, reason in (("organizer", "role_missing"), ("cadre", "own_round")):
        with pytest.raises(NotAllowed, match=reason):
            service.restore_key(box.actors[login], box.round, text)
