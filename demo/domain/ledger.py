"""The closing table of an evening: what was sent, how it was answered, and whether the box agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Box:
    """What a round's box and slips say: ballots in it, slips spent."""

    sealed: int
    spent: int


@dataclass
class Ledger:
    """Answers by what was sent, and ballots accepted by round."""

    answers: Counter[tuple[str, str]] = field(default_factory=Counter)  # (what was sent, how it was answered)
    accepted: Counter[str] = field(default_factory=Counter)  # ballots by round
    surprises: list[str] = field(default_factory=list)  # answers that nobody should have got

    def note(self, sent: str, answer: str, wanted: str) -> bool:
        """Count an answer; returns whether it was the one wanted."""
        self.answers[sent, answer] += 1
        if answer != wanted:
            self.surprises.append(f"{sent}: {answer} instead of {wanted}")
        return answer == wanted

    def table(self) -> str:
        """Return the table as text."""
        lines = [f"{'sent':<34}{'answered':<34}{'count':>8}", "-" * 76]
        lines += [f"{sent:<34}{answer:<34}{n:>8}" for (sent, answer), n in sorted(self.answers.items())]
        return "\n".join(lines)


def reconcile(ledger: Ledger, before: Mapping[str, Box], after: Mapping[str, Box]) -> tuple[bool, str]:
    """Compare ballots accepted with what each box and its slips gained; returns whether all agree, and the text."""
    lines = [f"{'round':<12}{'accepted':>10}{'in the box':>12}{'spent':>8}", "-" * 42]
    good = True
    for name, now in after.items():
        sealed, spent = now.sealed - before[name].sealed, now.spent - before[name].spent
        agree = ledger.accepted[name] == sealed == spent
        good &= agree
        lines.append(f"{name:<12}{ledger.accepted[name]:>10}{sealed:>12}{spent:>8}{'' if agree else '   DIFFERENT'}")
    total = sum(ledger.accepted.values())
    verdict = (
        f"accepted = in the box = spent: {total} ballots" if good else "THE BOX DOES NOT AGREE with what was accepted"
    )
    return good, "\n".join([*lines, verdict])
