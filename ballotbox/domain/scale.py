"""Scales: 3 to 5 grades, each with a name, a short form, a printed reply key and a score; and abstaining."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

ABSTAIN = 0  # the reply key printed for "I don't know", on every scale
BLANK = 255  # left empty; paper only, since web and SMS ask again


@dataclass(frozen=True)
class Grade:
    """One grade: `key` is printed beside it and texted, `score` is what it counts."""

    key: int
    name: str
    name_en: str
    short: str
    score: float


@dataclass(frozen=True)
class Scale:
    """Grades, best first. Raises ValueError where a ballot could not be understood by it."""

    grades: tuple[Grade, ...]
    abstain_name: str = "不了解"
    abstain_name_en: str = "I don't know"
    abstain_key: int = ABSTAIN

    def __post_init__(self) -> None:
        keys = [grade.key for grade in self.grades]
        scores = [grade.score for grade in self.grades]
        if not 3 <= len(keys) <= 5:
            raise ValueError("a scale has 3 to 5 grades")
        if len({*keys, self.abstain_key}) != len(keys) + 1 or not all(0 <= key <= 9 for key in keys):
            raise ValueError("reply keys are different single digits")
        if any(a <= b for a, b in pairwise(scores)):
            raise ValueError("grades stand best first")

    @property
    def keys(self) -> tuple[int, ...]:
        """Every reply key, the grades best first, then abstaining."""
        return (*(grade.key for grade in self.grades), self.abstain_key)

    def grade(self, key: int) -> Grade | None:
        """Return the grade with reply key `key`; None for abstaining. Raises KeyError for any other."""
        if key == self.abstain_key:
            return None
        return {grade.key: grade for grade in self.grades}[key]

    def accepts(self, marks: Sequence[int]) -> bool:
        """Tell whether every mark is a reply key of this scale."""
        return set(marks) <= set(self.keys)


USUAL = Scale(
    (
        Grade(4, "优秀", "Excellent", "优", 100.0),
        Grade(3, "称职", "Competent", "称", 80.0),
        Grade(2, "基本称职", "Basically competent", "基", 60.0),
        Grade(1, "不称职", "Not competent", "不", 40.0),
    )
)
