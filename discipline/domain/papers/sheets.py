"""All sheets of the spreadsheet, in their order."""

from __future__ import annotations

from discipline.domain.papers import sheet_persons, sheet_rest
from discipline.domain.papers.dossier import Dossier
from discipline.domain.papers.table import Sheet


def sheets(of: Dossier) -> list[Sheet]:
    """Return every sheet of a round; the last explains the columns of all the others."""
    found = [
        sheet_rest.summary(of),
        sheet_persons.persons(of),
        sheet_persons.items(of),
        sheet_persons.groups(of),
        sheet_persons.grades(of),
        sheet_persons.beside(of),
        sheet_rest.pairs(of),
        sheet_rest.flags(of),
        sheet_rest.ledger(of),
    ]
    return [*found, sheet_rest.notes(of, found)]
