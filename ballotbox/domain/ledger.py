"""Where every slip of a round is: batch by batch, with sums, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class BatchLine:
    """One batch. While the round is open `void` and `spent` are None: they would tell who has voted."""

    batch: int
    group_index: int
    kind: str  # "roll", "reserve"
    state: str  # "printed", "active", "void"
    printed: int
    handed_out: int | None  # None: the organizer has not counted them yet
    exchanged: int  # taken back as spoiled; they are among the void
    void: int | None = None
    spent: int | None = None  # by web, SMS and paper

    @property
    def unclaimed(self) -> int | None:
        """Slips that nobody was given: all of a batch that was never activated."""
        if self.state == "printed":
            return self.printed
        return None if self.handed_out is None else self.printed - self.handed_out

    @property
    def unreturned(self) -> int | None:
        """Slips that were given to somebody and neither used nor exchanged."""
        if self.handed_out is None or self.spent is None:
            return None
        return self.handed_out - self.spent - self.exchanged

    @property
    def problems(self) -> tuple[str, ...]:
        """Codes of what does not add up in this batch."""
        if self.void is None or self.spent is None:
            return ()
        used = self.spent + self.exchanged
        checks = {
            "ledger_batch": self.printed != self.void + self.spent,
            "ledger_exchanged": self.exchanged > self.void,
            "ledger_not_counted": self.handed_out is None and used > 0,
            "ledger_over_handed_out": self.handed_out is not None and used > self.handed_out,
        }
        return tuple(code for code, wrong in checks.items() if wrong)


@dataclass(frozen=True)
class GroupLines:
    """The batches of one group and their sums."""

    index: int
    batches: tuple[BatchLine, ...]

    @property
    def printed(self) -> int:
        """Slips printed."""
        return sum(line.printed for line in self.batches)

    @property
    def handed_out(self) -> int:
        """Slips handed out, as far as they were counted."""
        return sum(line.handed_out or 0 for line in self.batches)

    @property
    def exchanged(self) -> int:
        """Spoiled slips taken back."""
        return sum(line.exchanged for line in self.batches)

    @property
    def void(self) -> int | None:
        """Void slips."""
        return _sum(line.void for line in self.batches)

    @property
    def spent(self) -> int | None:
        """Spent slips."""
        return _sum(line.spent for line in self.batches)

    @property
    def unclaimed(self) -> int | None:
        """Slips that nobody was given; None as long as a batch is not counted."""
        return _sum(line.unclaimed for line in self.batches)

    @property
    def problems(self) -> tuple[str, ...]:
        """Codes of what does not add up, each once."""
        from_reserve = sum(line.handed_out or 0 for line in self.batches if line.kind == "reserve")
        found = [code for line in self.batches for code in line.problems]
        found += ["ledger_reserve"] if from_reserve != self.exchanged else []
        return tuple(dict.fromkeys(found))


def _sum(parts: Iterable[int | None]) -> int | None:
    known = list(parts)
    return None if None in known else sum(part for part in known if part is not None)


@dataclass(frozen=True)
class Ledger:
    """The slips of a round."""

    groups: tuple[GroupLines, ...]

    @property
    def whole(self) -> GroupLines:
        """All batches as if they were of one group, for the sums."""
        return GroupLines(-1, tuple(line for group in self.groups for line in group.batches))

    @property
    def problems(self) -> tuple[str, ...]:
        """Codes of what does not add up, each once."""
        return tuple(dict.fromkeys(code for group in self.groups for code in group.problems))


def ledger(groups: int, lines: Iterable[BatchLine]) -> Ledger:
    """Return the ledger of a round of that many groups."""
    kept = tuple(lines)
    return Ledger(tuple(GroupLines(at, tuple(b for b in kept if b.group_index == at)) for at in range(groups)))
