"""The staff audit log: who did what to which thing, and when. Append only; it never holds a ballot, code or answer.

Every entry is a leaf of one Merkle tree (`core.audit_tree`), whose checkpoints are printed on notices.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, cast

from sqlalchemy import CursorResult, null, text, update

from core import audit_tree, clock, merkle
from core.audit_rows import SALT_SIZE, AuditCheckpoint, AuditEntry, AuditHead
from core.audit_tree import FORGOTTEN, Checkpoint, Entry
from core.auth import Actor, Role
from core.db import before_commit, db, writing
from core.errors import NotAllowed

ONLY = 1  # the key of the one head
_FIRST = text("INSERT INTO audit_head (id, size, edge) VALUES (1, 0, :edge) ON CONFLICT (id) DO NOTHING")


def record(
    actor: Actor, action: str, subject: str, personal: Mapping[str, object] | None = None, **details: object
) -> None:
    """Add an entry to the transaction of the use case that acts; it takes its place right before the commit.

    `personal` is what may speak of people (a reason typed freely); it can be forgotten, `details` cannot. Raises
    RuntimeError outside `writing()`.
    """
    known = _as_stored({**(personal or {}), "name": actor.name})
    salt = secrets.token_bytes(SALT_SIZE)
    entry = Entry(
        position=0,
        at=clock.now(),
        staff_id=actor.staff_id,
        action=action,
        subject=subject,
        details=_as_stored(details),
        commitment=audit_tree.commitment(salt, known),
        personal=known,
        salt=salt,
        leaf=b"",
    )
    before_commit(partial(_append, entry))


def _as_stored(values: Mapping[str, object]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json.dumps(values))  # a tuple comes back as a list: hash what will be read
    return read


def _append(entry: Entry) -> None:
    head = _head(lock=True)
    placed = vars(entry) | {"position": head.size + 1}
    leaf = audit_tree.leaf_hash(Entry(**placed))
    db.session.add(AuditEntry(facts=placed.pop("details"), **placed | {"leaf": leaf}))
    edge = merkle.grown(_edge(head), head.size, leaf)
    head.size, head.edge = head.size + 1, b"".join(edge)
    db.session.flush()


def _head(*, lock: bool) -> AuditHead:
    found: AuditHead | None = db.session.get(AuditHead, ONLY, with_for_update=lock, populate_existing=True)
    if found is None:
        if not lock:
            return AuditHead(id=ONLY, size=0, edge=b"")
        db.session.execute(_FIRST, {"edge": b""})  # of two who begin the log at once, one waits for the other
        found = db.session.get_one(AuditHead, ONLY, with_for_update=True)
    return found


def _edge(head: AuditHead) -> list[bytes]:
    return [head.edge[at : at + 32] for at in range(0, len(head.edge), 32)]


def mark(name: str) -> None:
    """Keep a checkpoint called `name` at the end of this transaction; ask for it after the last `record`."""
    before_commit(partial(_mark, name))


def _mark(name: str) -> None:
    head = _head(lock=True)
    root = merkle.edge_root(_edge(head)).hex()
    db.session.add(AuditCheckpoint(name=name, size=head.size, root=root))


def checkpoint(name: str) -> Checkpoint | None:
    """Return the newest checkpoint called `name`; None where none was kept (before there was a tree)."""
    query = db.select(AuditCheckpoint).where(AuditCheckpoint.name == name).order_by(AuditCheckpoint.size.desc())
    found = db.session.scalar(query.limit(1))
    return Checkpoint(found.size, found.root, found.name) if found else None


def standing() -> Checkpoint:
    """Return how many entries the log says it has, and the root over them."""
    head = _head(lock=False)
    return Checkpoint(head.size, merkle.edge_root(_edge(head)).hex())


def verify(printed: Collection[Checkpoint] = ()) -> list[str]:
    """Recompute the log and return what is wrong with it, compared with stored and `printed` checkpoints too."""
    with writing() as session:  # nobody appends while it is read
        head = _head(lock=True)
        said = Checkpoint(head.size, merkle.edge_root(_edge(head)).hex())
        rows = [entry.row for entry in session.scalars(db.select(AuditEntry).order_by(AuditEntry.position))]
        kept = [Checkpoint(row.size, row.root, row.name) for row in session.scalars(db.select(AuditCheckpoint))]
    return audit_tree.faults(rows, said, kept, printed)


def forget(actor: Actor, staff_id: int) -> int:
    """Erase name and free text from all entries of a member of staff; return from how many. The tree stays whole.

    Raises NotAllowed unless the actor is an administrator.
    """
    if Role.ADMINISTRATOR not in actor.roles:
        raise NotAllowed("role_missing")
    of_staff = update(AuditEntry).where(AuditEntry.staff_id == staff_id, AuditEntry.salt.is_not(None))
    with writing() as session:
        _head(lock=True)  # an entry just being added would keep its name
        done = session.execute(of_staff.values(personal=null(), salt=None))
        erased = int(cast("CursorResult[Any]", done).rowcount)
        record(actor, FORGOTTEN, f"staff:{staff_id}", entries=erased)
    return erased


def entries(subject: str | None = None, limit: int = 200) -> list[AuditEntry]:
    """Return the newest entries, of one `subject` or of all."""
    return newest([subject] if subject else None, limit)


def newest(subjects: Collection[str] | None, limit: int) -> list[AuditEntry]:
    """Return the newest entries of any of `subjects`, or of all."""
    query = db.select(AuditEntry).order_by(AuditEntry.position.desc()).limit(limit)
    return list(db.session.scalars(query if subjects is None else query.where(AuditEntry.subject.in_(subjects))))
