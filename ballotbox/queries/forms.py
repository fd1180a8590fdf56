"""The round as a voter meets it: read on every cast, so kept in memory."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import lru_cache

from sqlalchemy import select

from ballotbox.domain import layout
from ballotbox.domain.codes import code_hash, parse_code
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.rows import BallotForm
from ballotbox.models import EvaluationRound
from core import keyring
from core.db import db
from core.errors import NotFound
from core.memory import remembered
from core.statements import Statement

CODE_KEY = "ballot-code"  # the key file under which codes are hashed
FRESH_SECONDS = 1.0  # how long a round's state is believed; what decides a cast is the slip's own state
_STATE = Statement("SELECT state FROM evaluation_round WHERE id = :id")
_ROUND_OF_CODE = Statement(
    "SELECT r.public_id FROM slip s JOIN evaluation_round r ON r.id = s.round_id "
    "WHERE s.code_hash = :hash AND s.state = 'active'"
)


@lru_cache(maxsize=1024)  # a county's overview reads three hundred at a time
def read_spec(json: str) -> RoundSpec:
    """Return the parsed spec; specs never change, so each is parsed once."""
    return layout.from_json(json)


def ballot_form(public_id: str) -> BallotForm:
    """Return a round as a voter meets it, from memory; its state is a second old at most. Raises NotFound."""
    form = form_at_hand(public_id)
    if form is not None:
        return form
    forms, now = _forms(), time.monotonic()
    form, _read_at = forms.get(public_id, (None, 0.0))
    form = _read_form(public_id) if form is None else replace(form, state=_read_state(form.round_id))
    forms[public_id] = form, now
    return form


def form_at_hand(public_id: str) -> BallotForm | None:
    """Return the same without a look at the database: None where what is remembered is too old, or nothing is."""
    form, read_at = _forms().get(public_id, (None, 0.0))
    return form if time.monotonic() - read_at < FRESH_SECONDS else None


def some_form() -> BallotForm | None:
    """Return a round that voters have met lately, from memory alone: the stand-in for a code that is of no use."""
    forms = list(_forms().values())
    return next((form for form, _read_at in forms if form.state == "open"), None)


def forget_form(public_id: str) -> None:
    """Have the round's state read again at once in this process."""
    _forms().pop(public_id, None)


def _forms() -> dict[str, tuple[BallotForm, float]]:
    return remembered("ballot_forms", dict)


def _read_state(round_id: int) -> str:
    row = _STATE.first(db.engine, {"id": round_id})
    if row is None:
        raise NotFound("no_round")
    return str(row[0])


def _read_form(public_id: str) -> BallotForm:
    table = EvaluationRound.__table__
    with db.engine.connect() as connection:  # no session: this is on the way of a cast
        row = connection.execute(select(table).where(table.c.public_id == public_id)).first()
    if row is None:
        raise NotFound("no_round")
    return BallotForm(
        public_id=row.public_id,
        round_id=row.id,
        key16=row.key16,
        public_key=row.public_key,
        spec=read_spec(row.spec),
        spec_hash=row.spec_hash,
        state=row.state,
        closes_at=row.closes_at,
    )


def round_of_code(code: str) -> str | None:
    """Return the public id of the round in which a code can be used; raises `CodeTypo`.

    None for all others alike: spent, void, not yet activated and printed for nobody.
    """
    hashed = code_hash(keyring.key(CODE_KEY), parse_code(code))
    row = _ROUND_OF_CODE.first(db.engine, {"hash": hashed})
    return str(row[0]) if row else None
