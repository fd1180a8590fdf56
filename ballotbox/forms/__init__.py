"""Staff forms of the ballot box."""

from ballotbox.forms.assembly import AssemblyForm
from ballotbox.forms.field_notes import FieldNotesForm
from ballotbox.forms.new_round import NewRoundForm, usual_basis
from ballotbox.forms.office import (
    AnswerForm,
    CloseForm,
    DestroyForm,
    ExchangeForm,
    HandedOutForm,
    ObjectionForm,
    OpenBoxForm,
    PassphraseForm,
    PrintForm,
    RestoreForm,
)

__all__ = [
    "AnswerForm",
    "AssemblyForm",
    "CloseForm",
    "DestroyForm",
    "ExchangeForm",
    "FieldNotesForm",
    "HandedOutForm",
    "NewRoundForm",
    "ObjectionForm",
    "OpenBoxForm",
    "PassphraseForm",
    "PrintForm",
    "RestoreForm",
    "usual_basis",
]
