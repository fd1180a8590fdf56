"""The meeting that makes an evaluation the statutory one.

Source: Organic Law of Villagers' Committees, art. 38 as amended in 2025 (art. 33 before 2026) on the evaluation; on
quorums art. 22 and 26 of the law before the amendment. A tally by phone is not by itself such a meeting.
"""

from __future__ import annotations

from dataclasses import dataclass

HOST_LENGTH = 100
MOST = 1_000_000  # members of an assembly


@dataclass(frozen=True)
class Assembly:
    """Which body chaired, how many could come, how many came, and whether the quorum was reached.

    Raises ValueError "bad_assembly" where the numbers or the host cannot be.
    """

    host: str
    eligible: int
    present: int
    quorum: bool

    def __post_init__(self) -> None:
        if not 0 < len(self.host.strip()) <= HOST_LENGTH or not 0 <= self.present <= self.eligible or not self.eligible:
            raise ValueError("bad_assembly")
