from datetime import timedelta

import pytest

from ballotbox import queries, service
from ballotbox.domain.news import RoundClosed, RoundOpened
from ballotbox.models import EvaluationRound, Slip
from ballotbox.service import keys
from core import clock
from core.audit import entries
from core.auth import Actor, Role
from core.db import db, writing
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.events import subscribe
from roster.models import Cadre, RollSize, Staff
from tests.ballotbox.conftest import DISCIPLINE, SUPERVISION


@pytest.mark.usefixtures("both_databases")
def test_round_is_fixed_as_announced(holders, open_round):
    form = queries.ballot_form(open_round(threshold=0.6, one_third_rule=False))
    spec = form.spec
    assert (form.state, form.closes_at) == ("open", clock.now() + timedelta(days=3))
    assert (spec.village, spec.village_en, spec.title) == ("大柳村", "Daliu Village", "2026 年大柳村村干部直评")
    assert (spec.kind, spec.basis, spec.preset) == ("survey", "柳河镇党委〔2026〕12 号", "overall")
    assert (spec.turnout_threshold, spec.one_third_rule) == (0.6, False)
    assert [(p.number, p.name, p.post) for p in spec.persons] == [
        (1, "王书记", "村党支部书记"),
        (2, "李主任", "村委会主任"),
        (3, "张副书记", "村党支部副书记"),
        (4, "刘会计", "村会计"),
        (5, "陈主席", "村妇联主席"),
    ]
    assert [(g.key, g.roll, g.weight) for g in spec.groups] == [
        ("villager", 780, 0.5),
        ("representative", 38, 0.25),
        ("party_member", 50, 0.25),
    ]
    assert form.spec_hash == spec.digest()
    assert spec.round == form.public_id


def test_five_dimensions_ask_every_person_five_things(open_round):
    spec = queries.ballot_form(open_round(preset="five_dimensions")).spec
    assert ("".join(item.name for item in spec.items), spec.marks) == ("德能勤绩廉", 25)


def test_opening_is_announced_and_audited_in_its_transaction(app, open_round, holders):
    heard = []
    subscribe(app, RoundOpened, heard.append)
    opened = open_round()
    assert heard == [RoundOpened(opened)]
    entry = entries()[0]
    assert (entry.action, entry.subject) == ("round.opened", f"round:{opened}")
    assert entry.details["questionnaire"] == queries.ballot_form(opened).spec_hash


def test_opening_that_a_subscriber_refuses_leaves_nothing_behind(app, open_round):
    def refuse(_event):
        raise Conflict("not_today")

    subscribe(app, RoundOpened, refuse)
    with pytest.raises(Conflict, match="not_today"):
        open_round()
    assert queries.all_rounds() == []
    assert list(keys.path("x").parent.iterdir()) == []


def test_each_round_has_a_key_of_its_own(open_round):
    forms = [queries.ballot_form(open_round(village)) for village in (0, 1)]
    assert len({form.public_key for form in forms}) == len({form.key16 for form in forms}) == 2


def test_village_has_one_open_round_at_a_time(open_round, holders):
    first = open_round()
    with pytest.raises(Conflict, match="round_already_open"):
        open_round()
    service.close_round(holders.actors["organizer"], first)
    assert [row.state for row in queries.rounds_of_village(holders.villages[0].id)] == ["closed"]
    open_round()


@pytest.mark.usefixtures("both_databases")
def test_database_too_keeps_one_open_round_a_village(open_round):
    row = queries.round_by_public_id(open_round())
    columns = {c.name: getattr(row, c.name) for c in EvaluationRound.__table__.columns if c.name != "id"}
    with pytest.raises(Exception, match=r"(?i)unique"), writing() as session:
        session.add(EvaluationRound(**columns | {"public_id": "k3m8x2vp", "key16": b"x" * 16}))


@pytest.mark.parametrize(
    ("settings", "fields"),
    [
        ({"preset": "stars"}, {"preset": "unknown_preset"}),
        ({"days": 0}, {"closes_at": "closes_too_early"}),
        ({"threshold": 1.1}, {"threshold": "bad_threshold"}),
        ({"groups": {"party_member": "nobody"}}, {"groups": "unknown_group"}),
        ({"preset": "stars", "days": -1}, {"preset": "unknown_preset", "closes_at": "closes_too_early"}),
    ],
)
def test_settings_at_fault_are_named_by_field(open_round, settings, fields):
    with pytest.raises(InvalidInput) as refused:
        open_round(**settings)
    assert refused.value.fields == fields
    assert queries.all_rounds() == []


@pytest.mark.parametrize(
    ("kind", "basis", "fields"),
    [
        ("vote", "x", {"kind": "unknown_kind"}),
        ("survey", "  ", {"basis": "basis_missing"}),
        ("statutory", "x" * 501, {"basis": "basis_missing"}),
    ],
)
def test_kind_and_basis_must_be_said(holders, kind, basis, fields):
    organizer, village = holders.actors["organizer"], holders.villages[0].id
    with pytest.raises(InvalidInput) as refused:
        service.open_round(organizer, village, "overall", clock.now() + timedelta(days=1), kind, basis)
    assert refused.value.fields == fields


def test_small_group_is_merged_when_the_round_opens(open_round, holders):
    with writing() as session:
        row = session.query(RollSize).filter_by(area_id=holders.villages[0].id, group_id=holders.groups["party_member"])
        row.one().size = 9
    groups = queries.ballot_form(open_round()).spec.groups
    assert [(g.key, g.roll, g.merged) for g in groups] == [
        ("villager", 789, ("party_member",)),
        ("representative", 38, ()),
    ]


def test_township_and_village_without_cadres_have_no_round(holders):
    with writing() as session:
        session.query(Cadre).filter_by(area_id=holders.villages[1].id).delete()
    for area in (holders.id, holders.villages[1].id):
        with pytest.raises(Conflict, match="no_cadres"):
            service.open_round(
                holders.actors["organizer"], area, "overall", clock.now() + timedelta(days=1), "survey", "x"
            )


@pytest.mark.parametrize("login", ["officer1", "keyholder", "admin"])
def test_round_is_opened_by_an_organizer_alone(holders, login):
    with pytest.raises(NotAllowed, match="role_missing"):
        service.open_round(
            holders.actors[login], holders.villages[0].id, "overall", clock.now() + timedelta(days=1), "survey", "x"
        )


def test_cadre_opens_no_round_of_the_own_village_but_of_others(holders):
    cadre, day = holders.actors["cadre"], clock.now() + timedelta(days=1)
    with pytest.raises(NotAllowed, match="own_round"):
        service.open_round(cadre, holders.villages[0].id, "overall", day, "survey", "x")
    service.open_round(cadre, holders.villages[1].id, "overall", day, "survey", "x")


def test_round_needs_both_keys(township, quick_keys):
    organizer, day = township.actors["organizer"], clock.now() + timedelta(days=1)

    def attempt():
        return service.open_round(organizer, township.villages[0].id, "overall", day, "survey", "x")

    with pytest.raises(Conflict, match="discipline_key_missing"):
        attempt()
    service.set_passphrase(township.actors["officer1"], "discipline", township.id, DISCIPLINE)
    with pytest.raises(Conflict, match="supervision_key_missing"):
        attempt()
    service.set_passphrase(township.actors["keyholder"], "supervision", township.id, SUPERVISION)
    assert attempt()


def test_one_person_cannot_hold_both_keys(holders, open_round):
    officer = holders.actors["officer1"]
    both = Actor(officer.staff_id, officer.name, frozenset({Role.OFFICER, Role.KEY_HOLDER}), officer.area_id)
    service.set_passphrase(both, "supervision", holders.id, SUPERVISION)
    with pytest.raises(Conflict, match="one_person_both_keys"):
        open_round()


def test_key_of_somebody_who_became_a_cadre_since_is_not_used(holders, open_round):
    with writing() as session:
        keyholder = session.get(Staff, holders.actors["keyholder"].staff_id)
        keyholder.cadre_id = holders.villages[0].cadres[2]
    with pytest.raises(Conflict, match="holder_in_round"):
        open_round(0)
    open_round(1)


def states(public_id):
    """The slips of a round by state."""
    row = queries.round_by_public_id(public_id)
    query = db.select(Slip.state, db.func.count()).where(Slip.round_id == row.id).group_by(Slip.state)
    return dict(db.session.execute(query).all())


@pytest.mark.usefixtures("both_databases")
def test_closing_voids_every_unspent_slip(app, box, make_box, clock):
    heard = []
    subscribe(app, RoundClosed, heard.append)
    other = make_box(village=1, sizes=(3,))
    service.print_batch(box.actors["organizer"], box.round, 2, 4)
    for code in box.codes[0][:7]:
        box.cast(code)
    box.close()
    assert states(box.round) == {"spent": 7, "void": 13 + 10 + 4}
    assert states(other.round) == {"active": 3}
    assert heard == [RoundClosed(box.round)]
    facts = queries.round_facts(box.round)
    assert (facts.state, facts.closed_at) == ("closed", clock())
    assert (entries()[0].action, entries()[0].details) == ("round.closed", {"voided": 27})


def test_closed_round_is_not_closed_again(box):
    box.close()
    with pytest.raises(Conflict, match="round_closed"):
        box.close()


def test_round_is_closed_by_an_organizer_who_is_not_in_it(box):
    for login, reason in (("officer1", "role_missing"), ("cadre", "own_round")):
        with pytest.raises(NotAllowed, match=reason):
            service.close_round(box.actors[login], box.round)
    with pytest.raises(NotFound, match="no_round"):
        service.close_round(box.actors["organizer"], "nothere2")
    assert queries.round_facts(box.round).state == "open"
