import pytest

from ballotbox import queries, service
from ballotbox.domain.field_notes import FieldNotes
from core.audit import entries
from core.errors import Conflict, NotAllowed, NotFound

NOTES = FieldNotes(("2026-11-03T19:00+08:00",), (12, 108))


@pytest.mark.usefixtures("both_databases")
def test_field_notes_are_kept_replaced_and_audited(holders, box):
    assert queries.field_notes(box.round) == FieldNotes()
    service.record_field_notes(holders.actors["organizer"], box.round, NOTES)
    assert queries.field_notes(box.round) == NOTES
    service.record_field_notes(holders.actors["officer1"], box.round, FieldNotes())
    assert queries.field_notes(box.round) == FieldNotes()
    assert [(entry.action, entry.details) for entry in entries()[:2]] == [
        ("round.field_notes", {"gatherings": [], "sheets": []}),
        ("round.field_notes", {"gatherings": ["2026-11-03T19:00+08:00"], "sheets": [12, 108]}),
    ]


def test_field_notes_are_for_the_office_and_before_the_count(holders, box):
    with pytest.raises(NotFound):
        service.record_field_notes(holders.actors["organizer"], "nosuchrd", NOTES)
    with pytest.raises(NotFound):
        queries.field_notes("nosuchrd")
    for login, reason in (("keyholder", "role_missing"), ("cadre", "own_round")):
        with pytest.raises(NotAllowed, match=reason):
            service.record_field_notes(holders.actors[login], box.round, NOTES)
    box.close()
    service.record_field_notes(holders.actors["organizer"], box.round, NOTES)
    key = service.open_key(holders.actors["officer1"], box.round, "liuhe jiwei 2026", "cunwu jiandu 2026")
    service.count(holders.actors["officer1"], box.round, key)
    with pytest.raises(Conflict, match="round_counted"):
        service.record_field_notes(holders.actors["organizer"], box.round, FieldNotes())
    assert queries.field_notes(box.round) == NOTES
