"""Use cases of a round: open it, close it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from ballotbox import queries
from ballotbox.domain import layout
from ballotbox.domain.groups import GroupsError, Roll, arrange
from ballotbox.domain.layout import Group, Person, RoundSpec
from ballotbox.domain.news import RoundClosed, RoundOpened
from ballotbox.domain.notices import checkpoint_name
from ballotbox.domain.presets import PRESETS
from ballotbox.domain.scale import USUAL
from ballotbox.models import EvaluationRound, KeyHolder
from ballotbox.service import keys
from ballotbox.service.rights import acting_in, need, not_among
from ballotbox.service.slips import turn_slips
from ballotbox.service.traces import wipe_traces
from core import clock
from core.audit import mark, record
from core.auth import Actor, Role
from core.db import writing
from core.errors import Conflict, InvalidInput
from core.events import announce
from core.ids import short_id
from roster import queries as roster
from roster.models import Area, Cadre

KINDS = ("survey", "statutory")
BASIS_LENGTH = 500


def open_round(  # noqa: PLR0913, PLR0917 – the settings of a round, as the form asks them
    actor: Actor,
    village_id: int,
    preset: str,
    closes_at: datetime,
    kind: str,
    basis: str,
    groups: Mapping[str, str] | None = None,
    threshold: float = 0.5,
    *,
    one_third_rule: bool = True,
) -> str:
    """Open a direct evaluation of a village's cadres and return its public id; it is never edited afterwards.

    `groups` maps a group's key to the one it is merged into (small ones join the largest by themselves);
    `threshold` is the share of the rolls that makes the round valid. Raises NotAllowed "own_round",
    InvalidInput with the fields at fault, Conflict where keys or cadres are missing or a round is open there.
    """
    need(actor, Role.ORGANIZER)
    village, cadres = roster.area(village_id), roster.cadres_of(village_id)
    if village.kind != "village" or not cadres:
        raise Conflict("no_cadres")
    not_among(actor, (cadre.id for cadre in cadres))
    _check(preset, closes_at, kind, basis, threshold)
    spec = RoundSpec(
        version=layout.VERSION,
        round=short_id(),
        village=village.name,
        village_en=village.name_en,
        title=f"{clock.today().year} 年{village.name}村干部直评",
        kind=kind,
        basis=basis.strip(),
        persons=tuple(_person(number, cadre) for number, cadre in enumerate(cadres, 1)),
        items=PRESETS[preset].items,
        groups=_groups(village, groups),
        scale=USUAL,
        turnout_threshold=threshold,
        one_third_rule=one_third_rule,
        opens_at=clock.now(),
        closes_at=closes_at,
        preset=preset,
    )
    holders = keys.holders_for(village_id, {cadre.id for cadre in cadres})
    public_key = keys.make_round_key(spec.round, *holders)
    try:
        _store(actor, village_id, spec, public_key, holders)
    except BaseException:
        keys.path(spec.round).unlink(missing_ok=True)  # the key of a round that does not exist opens nothing
        raise
    return spec.round


def _check(preset: str, closes_at: datetime, kind: str, basis: str, threshold: float) -> None:
    wrong = {
        "preset": "unknown_preset" if preset not in PRESETS else "",
        "closes_at": "closes_too_early" if closes_at <= clock.now() else "",
        "kind": "unknown_kind" if kind not in KINDS else "",
        "basis": "basis_missing" if not 0 < len(basis.strip()) <= BASIS_LENGTH else "",
        "threshold": "bad_threshold" if not 0 <= threshold <= 1 else "",
    }
    fields = {field: code for field, code in wrong.items() if code}
    if fields:
        raise InvalidInput(next(iter(fields.values())), fields)


def _person(number: int, cadre: Cadre) -> Person:
    return Person(
        number=number,
        cadre_id=cadre.id,
        surname=cadre.surname,
        title=cadre.title,
        name=cadre.name,
        name_en=cadre.name_en,
        post=cadre.post.name,
        post_en=cadre.post.name_en,
    )


def _groups(village: Area, merge: Mapping[str, str] | None) -> tuple[Group, ...]:
    rolls = [Roll(row.group.key, row.group.name, row.group.name_en, row.size) for row in roster.rolls_of(village.id)]
    try:
        return arrange(rolls, merge)
    except GroupsError as error:
        raise InvalidInput(error.args[0], {"groups": error.args[0]}) from error


def _store(
    actor: Actor, village_id: int, spec: RoundSpec, public_key: bytes, holders: tuple[KeyHolder, KeyHolder]
) -> None:
    discipline, supervision = (holder.id for holder in holders)
    with writing() as session:
        still_open = select(EvaluationRound.id).where(
            EvaluationRound.area_id == village_id, EvaluationRound.state == "open"
        )
        if session.scalar(still_open) is not None:
            raise Conflict("round_already_open")
        session.add(
            EvaluationRound(
                public_id=spec.round,
                key16=secrets.token_bytes(16),
                area_id=village_id,
                spec=spec.to_json(),
                spec_hash=spec.digest(),
                public_key=public_key,
                opened_at=spec.opens_at,
                closes_at=spec.closes_at,
                discipline_holder_id=discipline,
                supervision_holder_id=supervision,
            )
        )
        session.flush()
        record(actor, "round.opened", f"round:{spec.round}", village=village_id, questionnaire=spec.digest())
        mark(checkpoint_name("opening", spec.round))
        announce(RoundOpened(spec.round))


def close_round(actor: Actor, public_id: str) -> None:
    """Close the round: unspent slips become void in the same transaction, so that no cast can follow.

    Raises NotAllowed, NotFound, Conflict "round_closed".
    """
    with writing() as session:
        row, _spec = acting_in(actor, public_id, Role.ORGANIZER)
        if row.state != "open":
            raise Conflict("round_closed")
        row.state, row.closed_at = "closed", clock.now()
        voided = turn_slips(row.id, ("inert", "active"), "void")
        session.flush()
        record(actor, "round.closed", f"round:{public_id}", voided=voided)
        announce(RoundClosed(public_id))
        round_id = row.id
    queries.forget_form(public_id)
    wipe_traces(round_id)  # the round is closed all the same where this fails; counting tries again
