"""What a round asks and what its notice prints: the input of the grammar, beside the text."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["rate5", "ballot"]


@dataclass(frozen=True)
class Cadre:
    """One person appraised: the number on the notice, surname, post, and the name as printed."""

    number: int
    surname: str
    title: str
    name: str


@dataclass(frozen=True)
class Grade:
    """One grade: its name and what else is printed for it. An empty string is not printed."""

    name: str
    short: str = ""
    key: str = ""
    letter: str = ""
    stem: str = ""


@dataclass(frozen=True)
class ReplyForm:
    """A form that can be answered by one message.

    `rate5` takes whole numbers of `scale` (lowest, highest) and may be answered in part; `ballot` takes
    the grades' keys, and everything or nothing. `abstain_words` is empty where abstaining is not allowed.
    Raises ValueError for a form that the grammar cannot keep unambiguous.
    """

    kind: Kind
    cadres: tuple[Cadre, ...]
    grades: tuple[Grade, ...]
    abstain_words: tuple[str, ...] = ()
    abstain_key: str = ""
    scale: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.cadres) <= 40 or not 3 <= len(self.grades) <= 5:
            raise ValueError("a reply form has 1 to 40 persons and 3 to 5 grades")
        if [cadre.number for cadre in self.cadres] != list(range(1, len(self.cadres) + 1)):
            raise ValueError("the persons are numbered 1, 2, 3 … as on the notice")
        keys = [key for key in (*(grade.key for grade in self.grades), self.abstain_key) if key]
        if len(set(keys)) != len(keys) or any(len(key) != 1 or key not in "0123456789" for key in keys):
            raise ValueError("every key is a digit of its own")
        if self.scale and not 0 <= self.scale[0] < self.scale[1] <= 9:
            raise ValueError("a scale runs between two digits")

    @property
    def size(self) -> int:
        """How many persons are appraised."""
        return len(self.cadres)

    @property
    def keys(self) -> dict[str, str]:
        """Reply key → name of the grade, for the forms that print keys."""
        return {grade.key: grade.name for grade in self.grades if grade.key}

    @property
    def top(self) -> str:
        """The name of the best grade; grades run from best to worst."""
        return self.grades[0].name
