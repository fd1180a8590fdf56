"""The form for what is noted while people vote."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import ValidationError

from ballotbox.domain.field_notes import (
    MOST_LINES,
    MOST_SHEETS,
    FieldNotes,
    read_gatherings,
    read_sheets,
    write_gatherings,
)
from core.forms import Form

SHOWN = 5  # wrong lines that are named


class FieldNotesForm(Form):
    """Hours of gatherings, one line each, and totals of tally sheets; `voting` is from when to when people vote."""

    gatherings = TextAreaField(_l("什么时候把人叫到一起投票"))
    sheets = TextAreaField(_l("各张唱票单的合计数"))
    voting: tuple[datetime, datetime]

    @property
    def notes(self) -> FieldNotes:
        """What was typed, once it is valid."""
        hours, sheets = self.gatherings.data or "", self.sheets.data or ""
        return FieldNotes(read_gatherings(hours, *self.voting)[0], read_sheets(sheets)[0])

    def validate_gatherings(self, field: TextAreaField) -> None:
        """Every line names a day and hours within the time of voting."""
        text = field.data or ""
        if len(text.splitlines()) > MOST_LINES:
            raise ValidationError(_("最多写 %(most)s 行。", most=MOST_LINES))
        _named(
            read_gatherings(text, *self.voting)[1],
            _("这几行看不懂，或者不在投票时间里：%(lines)s。要写成“11月4日 19:00-21:00”。", lines="%s"),
        )

    def validate_sheets(self, field: TextAreaField) -> None:
        """Whole numbers."""
        found, wrong = read_sheets(field.data or "")
        _named(wrong, _("这些不是数：%(words)s。只写数字，用空格或者换行隔开。", words="%s"))
        if len(found) > MOST_SHEETS:
            raise ValidationError(_("最多写 %(most)s 个数。", most=MOST_SHEETS))


def _named(wrong: tuple[str, ...], message: str) -> None:
    if wrong:
        more = " …" if len(wrong) > SHOWN else ""
        raise ValidationError(message % ("；".join(one[:40] for one in wrong[:SHOWN]) + more))


def as_typed(notes: FieldNotes) -> dict[str, str]:
    """Return the fields' text for what is kept."""
    return {"gatherings": write_gatherings(notes.gatherings), "sheets": " ".join(map(str, notes.sheets))}
