"""Opening the box: two passphrases, a thread that decrypts and counts, one commit at the end."""

from __future__ import annotations

import secrets
import zlib
from collections import Counter
from dataclasses import replace

from sqlalchemy import select

from ballotbox import queries
from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.news import RoundCounted
from ballotbox.domain.notices import checkpoint_name
from ballotbox.domain.seal import SealError, unseal
from ballotbox.models import Batch, EvaluationRound, StoredCount
from ballotbox.service.keys import note, unlock_noted
from ballotbox.service.rights import acting_in
from ballotbox.service.traces import wipe_traces, wiped
from core import clock, keyring, merkle, tasks
from core.audit import mark, record
from core.auth import Actor, Role
from core.db import db, writing
from core.errors import Conflict
from core.events import announce
from core.memory import running_app

OPENERS = (Role.OFFICER, Role.KEY_HOLDER)


def open_box(actor: Actor, public_id: str, discipline_passphrase: str, supervision_passphrase: str) -> str:
    """Start counting a closed round in the background; return the name of its task for `core.tasks.find`.

    Raises InvalidInput with fields discipline_passphrase and supervision_passphrase, NotAllowed, NotFound,
    Conflict "round_not_closed", "round_counted", "key_file_lost", "key_file_damaged".
    """
    private_key = open_key(actor, public_id, discipline_passphrase, supervision_passphrase)
    app = running_app()
    task = tasks.start(app, task_name(public_id), lambda progress: count(actor, public_id, private_key, progress))
    return task.name


def task_name(public_id: str) -> str:
    """Return the name of a round's count among the tasks."""
    return f"count:{public_id}"


def open_key(actor: Actor, public_id: str, discipline_passphrase: str, supervision_passphrase: str) -> bytes:
    """Return a closed round's private key; this and every failed try is audited. Raises as `open_box`."""
    row, _spec = _countable(actor, public_id)
    private_key = unlock_noted(actor, row, (discipline_passphrase, supervision_passphrase), "box")
    note(actor, "box.opened", public_id)
    return private_key


def _countable(actor: Actor, public_id: str, *, lock: bool = False) -> tuple[EvaluationRound, RoundSpec]:
    row, spec = acting_in(actor, public_id, *OPENERS, lock=lock)
    if row.state == "open":
        raise Conflict("round_not_closed")
    if row.state == "counted":
        raise Conflict("round_counted")
    return row, spec


def count(
    actor: Actor, public_id: str, private_key: bytes, progress: tasks.Progress = lambda _done, _total: None
) -> RoundCounts:
    """Decrypt, shuffle and count the box; commits once, at the end: a crash leaves the round countable.

    Raises NotAllowed, NotFound, Conflict. Ballots that cannot be read are counted by reason in `problems`.
    """
    # numpy is slow to import, and of the processes that serve only the one that counts needs it
    from ballotbox.domain.screen import Known  # noqa: PLC0415 – as said above
    from ballotbox.domain.tally import tally  # noqa: PLC0415 – as said above

    row, spec = _countable(actor, public_id)
    box = _Box(row, private_key)
    known = Known(spec, row.key16, _batches(row.id))
    hours = queries.cast_hours(row.id)
    round_id = row.id
    db.session.rollback()  # nothing is held while the box is read
    if not wiped(round_id):
        wipe_traces(round_id)
    box.decrypt(progress)
    counts = tally(known, box.plains, secrets.SystemRandom().shuffle, hours)
    counts = replace(counts, problems={**counts.problems, **box.problems})
    keyring.load_or_make(queries.salt_path(public_id))  # on disk before the counts it commits to are stored
    _store(actor, public_id, counts, box.root())
    wipe_traces(round_id)
    return counts


def _batches(round_id: int) -> dict[int, int]:
    query = select(Batch.id, Batch.group_index).where(Batch.round_id == round_id)
    return dict(db.session.execute(query).all())


class _Box:
    """A round's sealed ballots, being opened. The private key lives in memory, and only as long as this."""

    def __init__(self, row: EvaluationRound, private_key: bytes) -> None:
        self._round_id, self._public, self._private = row.id, row.public_key, private_key
        self._total = queries.slip_sums(row).sealed
        self._leaves: set[bytes] = set()
        self._done = 0
        self.plains: list[bytes] = []
        self.problems: Counter[str] = Counter()

    def decrypt(self, progress: tasks.Progress) -> None:
        """Open every ballot, telling after each chunk how far it is."""
        progress(0, self._total)
        for chunk in queries.sealed_ballots(self._round_id):
            for sealed in chunk:
                self._open(sealed)
            self._done += len(chunk)
            progress(self._done, self._total)

    def _open(self, sealed: bytes) -> None:
        leaf = merkle.leaf_hash(sealed)
        if leaf in self._leaves:  # two voters never seal the same bytes: somebody copied a ballot
            self.problems["copied"] += 1
            return
        self._leaves.add(leaf)
        try:
            self.plains.append(unseal(self._public, self._private, sealed))
        except SealError:
            self.problems["not_sealed_for_round"] += 1

    def root(self) -> str:
        """Return the Merkle root of the box in hexadecimal."""
        return merkle.root(sorted(self._leaves)).hex()


def _store(actor: Actor, public_id: str, counts: RoundCounts, box_root: str) -> None:
    with writing() as session:
        row, _spec = _countable(actor, public_id, lock=True)  # again: another thread may have been faster
        row.state, row.counted_at, row.box_root = "counted", clock.now(), box_root
        session.add(StoredCount(round_id=row.id, counts=zlib.compress(counts.to_json().encode())))
        session.flush()
        record(actor, "box.counted", f"round:{public_id}", ballots=counts.ballots, root=box_root)
        mark(checkpoint_name("closing", public_id))
        announce(RoundCounted(public_id))
    queries.forget_form(public_id)
