"""Every slip and every ballot accounted for: what was printed, voided, spent, and what lay in the box."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Accounting:
    """The sums of one closed round. Before the count `direct`, `paper` and `rejected` are None."""

    issued: int  # codes printed, of the roll and of the reserve
    void: int  # voided before or at closing, never used
    spent: int  # spent by web or SMS
    spent_paper: int  # stubs of paper ballots
    sealed: int  # ballots in the box
    direct: int | None = None  # decrypted ballots that came by web or SMS
    paper: int | None = None  # decrypted ballots that came on paper
    rejected: int | None = None  # ballots that could not be read

    @property
    def decrypted(self) -> int | None:
        """Ballots read at the count."""
        return None if self.direct is None or self.paper is None else self.direct + self.paper

    @property
    def problems(self) -> tuple[str, ...]:
        """Codes of the sums that do not add up."""
        checks = {
            "slips_missing": self.issued != self.void + self.spent + self.spent_paper,
            "ballots_missing": self.sealed < self.spent,
            "ballots_added": self.sealed > self.spent + self.spent_paper,
            "ballots_rejected": bool(self.rejected),
            "direct_not_spent": self.direct is not None and self.direct != self.spent,
            "paper_over_stubs": self.paper is not None and self.paper > self.spent_paper,
        }
        return tuple(code for code, wrong in checks.items() if wrong)

    @property
    def in_order(self) -> bool:
        """Tell whether every sum adds up."""
        return not self.problems
