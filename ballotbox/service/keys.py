"""Use cases of the two keys: a holder sets a passphrase, a round's key is made, wrapped, found, recovered."""

from __future__ import annotations

import secrets
from pathlib import Path

from ballotbox import queries
from ballotbox.domain import keys, recovery, seal
from ballotbox.domain.rows import HolderRow
from ballotbox.models import EvaluationRound, KeyHolder
from ballotbox.service.rights import acting_in, need
from core import clock, keyring
from core.audit import record
from core.auth import Actor, Role
from core.db import db, writing
from core.errors import Conflict, InvalidInput, NotAllowed
from roster import queries as roster
from roster.models import Area, Cadre

SIDES = {
    "discipline": (Role.OFFICER, "纪委"),
    "supervision": (Role.KEY_HOLDER, "村务监督委员会"),
}


def set_passphrase(actor: Actor, side: str, area_id: int, passphrase: str) -> HolderRow:
    """Make the key of `side` for a township (a whole campaign) or a village; rounds opened later use it.

    Only the public key and a salt are kept. Raises NotAllowed ("own_round": a cadre who would be appraised
    under it), InvalidInput "passphrase_too_short", "unknown_side".
    """
    if side not in SIDES:
        raise InvalidInput("unknown_side", {"side": "unknown_side"})
    role, office = SIDES[side]
    need(actor, role)
    area = roster.area(area_id)
    _not_appraised_in(actor, area)
    if not keys.long_enough(passphrase):
        raise InvalidInput("passphrase_too_short", {"passphrase": "passphrase_too_short"})
    salt = secrets.token_bytes(keys.SALT_SIZE)
    public = keys.holder_pair(passphrase, salt).public  # slow on purpose, so outside the transaction
    label = f"{area.name}{office}"
    with writing() as session:
        row = KeyHolder(
            side=side,
            area_id=area_id,
            label=label,
            salt=salt,
            public_key=public,
            set_at=clock.now(),
            set_by=actor.staff_id,
        )
        session.add(row)
        session.flush()
        record(actor, "key.set", f"holder:{row.id}", side=side, area=area_id)
        return HolderRow(row.id, side, area_id, label, row.set_at)


def _not_appraised_in(actor: Actor, area: Area) -> None:
    if actor.cadre_id is None:
        return
    village = db.session.get_one(Cadre, actor.cadre_id).area_id
    if area.id in (village, roster.area(village).parent_id):
        raise NotAllowed("own_round")


def holders_for(village_id: int, cadre_ids: set[int]) -> tuple[KeyHolder, KeyHolder]:
    """Return a new round's two holders; raises Conflict where one is missing, appraised, or both are one."""
    discipline, supervision = (queries.holder_for(side, village_id) for side in SIDES)
    if discipline is None or supervision is None:
        raise Conflict("discipline_key_missing" if discipline is None else "supervision_key_missing")
    if discipline.set_by == supervision.set_by:
        raise Conflict("one_person_both_keys")
    for holder in (discipline, supervision):
        person = roster.staff_by_id(str(holder.set_by))
        if person is not None and person.cadre_id in cadre_ids:
            raise Conflict("holder_in_round")
    return discipline, supervision


def make_round_key(public_id: str, discipline: KeyHolder, supervision: KeyHolder) -> bytes:
    """Make a round's key pair, write its wrapped private key to a synced file and return the public key."""
    public, private = seal.new_pair()
    keyring.write_once(path(public_id), keys.wrap(private, discipline.public_key, supervision.public_key))
    return public


def path(public_id: str) -> Path:
    """Return where a round's wrapped key lies: outside the database and its backups."""
    return keyring.folder() / "rounds" / f"{public_id}.key"


def read_wrapped(public_id: str) -> bytes:
    """Return a round's wrapped key; raises Conflict "key_file_lost"."""
    try:
        return path(public_id).read_bytes()
    except OSError as error:
        raise Conflict("key_file_lost") from error


def recovery_text(public_id: str) -> str:
    """Return the wrapped key as lines to print and seal; raises NotFound, Conflict "key_file_lost"."""
    queries.round_by_public_id(public_id)
    return recovery.to_text(read_wrapped(public_id))


def print_recovery(actor: Actor, public_id: str) -> str:
    """Return `recovery_text` for a holder to print and seal, and record that a copy was made; raises NotAllowed too."""
    text = recovery_text(public_id)
    with writing():
        acting_in(actor, public_id, Role.OFFICER, Role.KEY_HOLDER)
        record(actor, "key.printed", f"round:{public_id}")
    return text


def restore_key(actor: Actor, public_id: str, text: str) -> None:
    """Write a lost key file again from the printed recovery copy.

    Raises InvalidInput "recovery_line" (with `line`), Conflict "key_file_there", "key_destroyed", NotAllowed, NotFound.
    """
    try:
        wrapped = recovery.from_text(text)
    except recovery.RecoveryError as error:
        raise InvalidInput("recovery_line", {"text": "recovery_text"}, line=error.args[0]) from error
    with writing():
        row, _spec = acting_in(actor, public_id, Role.OFFICER, Role.KEY_HOLDER)
        if queries.key_minute_destroyed(row.id):
            raise Conflict("key_destroyed")
        record(actor, "key.restored", f"round:{row.public_id}")
        try:
            keyring.write_once(path(public_id), wrapped)
        except FileExistsError as error:
            raise Conflict("key_file_there") from error


def note(actor: Actor, action: str, public_id: str, **details: object) -> None:
    """Audit one act on a round by itself: what was tried with the keys stands, whatever fails afterwards."""
    with writing():
        record(actor, action, f"round:{public_id}", None, **details)


def unlock_noted(actor: Actor, row: EvaluationRound, passphrases: tuple[str, str], what: str) -> bytes:
    """Return the round's private key as `unlock` does; a failed try is audited as `<what>.refused`."""
    holders = (
        db.session.get_one(KeyHolder, row.discipline_holder_id),
        db.session.get_one(KeyHolder, row.supervision_holder_id),
    )
    public_id = row.public_id
    try:
        return unlock(row, holders, passphrases)
    except (InvalidInput, Conflict) as error:
        note(actor, f"{what}.refused", public_id, reason=error.code)
        raise


def unlock(row: EvaluationRound, holders: tuple[KeyHolder, KeyHolder], passphrases: tuple[str, str]) -> bytes:
    """Return the round's private key; passphrases stand as the holders do, the discipline office's first.

    Raises InvalidInput naming which is wrong, or that they are swapped; Conflict where the file is no use.
    """
    first, second = holders
    pairs = [
        keys.fits(phrase, holder.salt, holder.public_key) for phrase, holder in zip(passphrases, holders, strict=True)
    ]
    discipline, supervision = pairs
    if discipline is None or supervision is None:
        raise _wrong(pairs, swapped=_swapped(first, second, passphrases))
    try:
        return keys.unwrap(read_wrapped(row.public_id), discipline, supervision, row.public_key)
    except keys.KeysError as error:
        raise Conflict("key_file_damaged") from error


def _swapped(first: KeyHolder, second: KeyHolder, passphrases: tuple[str, str]) -> bool:
    return bool(
        keys.fits(passphrases[1], first.salt, first.public_key)
        and keys.fits(passphrases[0], second.salt, second.public_key)
    )


FIELDS = ("discipline_passphrase", "supervision_passphrase")


def _wrong(pairs: list[keys.Pair | None], *, swapped: bool) -> InvalidInput:
    if swapped:
        return InvalidInput("passphrases_swapped", dict.fromkeys(FIELDS, "passphrases_swapped"))
    wrong = {field: f"{field}_wrong" for field, pair in zip(FIELDS, pairs, strict=True) if pair is None}
    return InvalidInput(next(iter(wrong.values())) if len(wrong) == 1 else "both_passphrases_wrong", wrong)
