"""What a round asks, of whom, under which rules: fixed when it opens, printed on the notice, never edited."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from ballotbox.domain import rules as judged
from ballotbox.domain.record import MAX_MARKS
from ballotbox.domain.rules import FORMER, Rules
from ballotbox.domain.scale import Grade, Scale

VERSION = 2  # 1 had no rules: what it was judged by stood in the program


@dataclass(frozen=True)
class Person:
    """A cadre on the ballot; `number` is the one printed before the name."""

    number: int
    cadre_id: int
    surname: str
    title: str
    name: str  # 王书记
    name_en: str
    post: str
    post_en: str


@dataclass(frozen=True)
class Item:
    """One thing every person is graded on; weights of a round's items sum to 1."""

    key: str
    name: str
    name_en: str
    weight: float


@dataclass(frozen=True)
class Group:
    """Respondents of one kind; `merged` names small groups counted with them (under 10 is not secret)."""

    key: str
    name: str
    name_en: str
    weight: float
    roll: int
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoundSpec:
    """A round as it was announced. Raises ValueError where it would not fit a ballot."""

    version: int
    round: str  # public id
    village: str
    village_en: str
    title: str
    kind: str  # "survey" or "statutory": a tally by phone is not by itself the evaluation the statute means
    basis: str  # on what rule the settings rest, in words
    persons: tuple[Person, ...]
    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    scale: Scale
    turnout_threshold: float  # share of all rolls that must have voted for the round to be valid
    one_third_rule: bool
    opens_at: datetime
    closes_at: datetime
    preset: str
    rules: Rules = FORMER

    def __post_init__(self) -> None:
        if not (self.persons and self.items and self.groups) or self.marks > MAX_MARKS:
            raise ValueError("a ballot asks between 1 and 483 marks")
        if not abs(sum(item.weight for item in self.items) - 1) <= 1e-6:  # so that NaN is refused, too
            raise ValueError("item weights sum to 1")
        if not abs(sum(group.weight for group in self.groups) - 1) <= 1e-6:
            raise ValueError("group weights sum to 1")
        if self.version == 1 and self.rules != FORMER:
            raise ValueError("a round of version 1 has no rules of its own")
        if self.rules.bands.lower and len(self.rules.bands.lower) != len(self.scale.grades):
            raise ValueError("bad_rule_bands")
        if self.rules.one_third.item not in {"", *(item.key for item in self.items)}:
            raise ValueError("bad_rule_one_third")

    @property
    def marks(self) -> int:
        """How many marks a ballot holds."""
        return len(self.persons) * len(self.items)

    @property
    def judged_item(self) -> int:
        """The place of the item that the one-third rule looks at: the one it names, otherwise the last."""
        keys = [item.key for item in self.items]
        return keys.index(self.rules.one_third.item) if self.rules.one_third.item else len(keys) - 1

    @property
    def roll(self) -> int:
        """How many people may vote, all groups together."""
        return sum(group.roll for group in self.groups)

    def evaluates(self, cadre_id: int | None) -> bool:
        """Tell whether this cadre is one of those evaluated; None is nobody."""
        return cadre_id is not None and any(person.cadre_id == cadre_id for person in self.persons)

    def reached(self, returned: int) -> bool:
        """Tell whether `returned` ballots pass the turnout threshold."""
        return judged.turnout_reached(returned, self.roll, self.turnout_threshold, self.rules.turnout.comparison)

    def to_json(self) -> str:
        """Return the canonical text: sorted keys, no blanks, UTF-8; its hash is the questionnaire hash."""
        raw = asdict(self)
        if self.version == 1:
            del raw["rules"]
        return json.dumps(raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_moment)

    def digest(self) -> str:
        """Return the questionnaire hash: SHA-256 of `to_json`, in hexadecimal."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def same_scale(a: RoundSpec, b: RoundSpec) -> bool:
    """Tell whether points of two rounds mean the same, so that one may be subtracted from the other."""
    return [grade.score for grade in a.scale.grades] == [grade.score for grade in b.scale.grades]


Meaning = tuple[tuple[float, ...], tuple[tuple[str, float], ...]]


def meaning(spec: RoundSpec) -> Meaning:
    """Return what the points of a round rest on, to tell rounds apart whose points mean something else."""
    return tuple(grade.score for grade in spec.scale.grades), tuple((item.key, item.weight) for item in spec.items)


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(type(value).__name__)
    return value.astimezone(UTC).isoformat()


def from_json(text: str) -> RoundSpec:
    """Return the round written by `RoundSpec.to_json`; raises ValueError for another version."""
    raw: dict[str, Any] = json.loads(text)
    if raw["version"] not in {1, VERSION}:
        raise ValueError(f"round version {raw['version']}")
    if raw["version"] > 1:
        raw["rules"] = judged.read(raw["rules"])
    raw["persons"] = tuple(Person(**row) for row in raw["persons"])
    raw["items"] = tuple(Item(**row) for row in raw["items"])
    raw["groups"] = tuple(Group(**{**row, "merged": tuple(row["merged"])}) for row in raw["groups"])
    raw["scale"] = Scale(**{**raw["scale"], "grades": tuple(Grade(**row) for row in raw["scale"]["grades"])})
    for name in ("opens_at", "closes_at"):
        raw[name] = datetime.fromisoformat(raw[name])
    return RoundSpec(**raw)
