"""The two notices of a round and the auditors' bundle, as canonical JSON: what is printed, posted and recounted.

docs/recount.md describes every field; recount.py reads them.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from ballotbox.domain.accounting import Accounting
from ballotbox.domain.keys import fingerprint
from ballotbox.domain.layout import RoundSpec
from core.audit_tree import Checkpoint
from core.canonical import canonical


@dataclass(frozen=True)
class BatchLine:
    """An activated batch as the notices name it; `code_root` is the Merkle root over its sorted code hashes."""

    batch: int
    group: int  # place in the spec's groups
    kind: str
    size: int
    code_root: str


@dataclass(frozen=True)
class RoundName:
    """What a notice says about which round it is of."""

    spec: RoundSpec
    round_key: bytes
    public_key: bytes
    audit: Checkpoint | None = None  # of the staff audit log; a round older than its tree has none

    def fields(self) -> dict[str, Any]:
        """Return the fields both notices share."""
        audit = {"audit": {"size": self.audit.size, "root": self.audit.root}} if self.audit else {}
        return audit | {
            "round": self.spec.round,
            "round_key": self.round_key.hex(),
            "questionnaire": self.spec.digest(),
            "key_fingerprint": fingerprint(self.public_key),
            "opened_at": moment(self.spec.opens_at),
        }


def opening(name: RoundName, batches: Iterable[BatchLine]) -> str:
    """Return the opening notice: what was asked, of how many, under which key, with which slips."""
    return canonical(
        {
            **name.fields(),
            "format": "zhiping-opening/1",
            "spec": json.loads(name.spec.to_json()),
            "public_key": name.public_key.hex(),
            "eligible": [[group.key, group.roll] for group in name.spec.groups],
            "eligible_total": name.spec.roll,
            "batches": [asdict(line) for line in batches],
            "closes_at": moment(name.spec.closes_at),
        }
    )


def closing(
    name: RoundName,
    batches: Iterable[tuple[BatchLine, int]],
    sums: Accounting,
    box_root: str,
    commitment: str,
    closed_at: datetime,
    counted_at: datetime,
) -> str:
    """Return the closing notice: the accounting, the root of the box, the commitment to the counts.

    `batches` pairs each activated batch with its paper stubs.
    """
    return canonical(
        {
            **name.fields(),
            "format": "zhiping-closing/1",
            "batches": [asdict(line) | {"stubs": stubs} for line, stubs in batches],
            "issued": sums.issued,
            "void": sums.void,
            "spent": sums.spent,
            "spent_paper": sums.spent_paper,
            "sealed": sums.sealed,
            "box_root": box_root,
            "commitment": commitment,
            "closed_at": moment(closed_at),
            "counted_at": moment(counted_at),
        }
    )


def box(public_id: str, leaves: Sequence[bytes]) -> str:
    """Return the sorted leaf hashes of the sealed ballots: the receipts of all."""
    return canonical({"format": "zhiping-box/1", "round": public_id, "leaves": [leaf.hex() for leaf in leaves]})


def bundle(notices: Mapping[str, str], private_key: bytes, sealed: Sequence[bytes], counts: str, salt: bytes) -> str:
    """Return what the auditors recount from; `notices` holds "opening" and "closing", `sealed` stands by leaf hash."""
    return canonical(
        {
            "format": "zhiping-bundle/1",
            **{kind: json.loads(text) for kind, text in notices.items()},
            "private_key": private_key.hex(),
            "sealed": [base64.b64encode(ballot).decode() for ballot in sealed],
            "counts": json.loads(counts),
            "salt": salt.hex(),
        }
    )


def commitment(salt: bytes, counts: str) -> str:
    """Return SHA-256 of the salt and the counts' canonical JSON: fixes the result without telling it."""
    return hashlib.sha256(salt + counts.encode()).hexdigest()


def checkpoint_name(kind: str, public_id: str) -> str:
    """Return the name of the audit log's checkpoint on a round's "opening" or "closing" notice."""
    return f"{kind}:{public_id}"


def moment(at: datetime) -> str:
    """Return a moment as the notices write it: UTC, whole seconds."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
