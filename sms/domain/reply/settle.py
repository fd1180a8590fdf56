"""A reading, held against the scale of the form: what may be counted, what is missing, what is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .form import ReplyForm
from .reading import Reading
from .tokens import Value


@dataclass(frozen=True)
class Settled:
    """Answers by person's number: whole numbers (`scores`) or words (`grades`); None is an abstention."""

    kind: Literal["scores", "grades"]
    scores: Mapping[str, int | None]
    grades: Mapping[str, str | None]
    missing: tuple[str, ...] = ()

    @property
    def abstains(self) -> bool:
        """Whether everybody is abstained from."""
        found = self.scores or self.grades
        return not self.missing and all(value is None for value in found.values())


def settle(reading: Reading, form: ReplyForm) -> Settled | str:
    """The answers of a reading, or the code of the reason why it cannot be taken."""
    if not reading.values:
        return "nothing_rated"
    if _copied(reading, form):
        return "copied_list"
    if _negating(reading):
        return "negation"
    return _ballot(reading, form) if form.kind == "ballot" else _rating(reading, form)


def _copied(reading: Reading, form: ReplyForm) -> bool:
    """Whether the printed list came back: the persons' numbers, the scale, the grades or their legend."""
    said = [value.text for value in reading.values.values()]
    numbers = [str(number) for number in range(1, form.size + 1)]
    if not reading.in_order:
        return {str(k): v.name for k, v in reading.values.items()} == form.keys
    if len(said) >= 3 and said in (numbers, _scale(form)):
        return True
    # all grades in the printed order for more persons than grades
    printed = [g.letter if said[0] == g.letter else g.stem if said[0] == g.stem else g.name for g in form.grades]
    return len(said) < form.size and said == printed


def _scale(form: ReplyForm) -> list[str]:
    if form.scale:
        return [str(score) for score in range(form.scale[0], form.scale[1] + 1)]
    return sorted([*form.keys, *filter(None, [form.abstain_key])])


def _negating(reading: Reading) -> bool:
    """不 is a rating among short forms only, and for everybody: elsewhere it may negate what follows."""
    short = [v for v in reading.values.values() if v.notation == "short"]
    if not any(v.name.startswith("不") for v in short):
        return False
    return bool(reading.everyone) or len(short) + _abstained(reading) < len(reading.values)


def _abstained(reading: Reading) -> int:
    return sum(value.notation == "abstain" for value in reading.values.values())


def _ballot(reading: Reading, form: ReplyForm) -> Settled | str:
    """Everything or nothing: a ballot is never filled up."""
    if len(reading.values) < form.size:
        return "incomplete"
    answers: dict[str, str | None] = {}
    for number, value in sorted(reading.values.items()):
        if value.notation == "number" and value.text not in (*form.keys, form.abstain_key):
            return "off_scale"
        answers[str(number)] = form.keys.get(value.text) if value.notation == "number" else value.name or None
    return Settled("grades", {}, answers)


def _rating(reading: Reading, form: ReplyForm) -> Settled | str:
    values = _as_scores(reading, form)
    notations = {value.notation for value in values.values()} - {"abstain"}
    if len(notations - {"word", "short"}) + bool(notations & {"word", "short"}) > 1:
        return "mixed_notations"
    kept = {number: value for number, value in values.items() if _on_scale(value, form)}
    # one slip is asked for alone; if most are off the scale, another scale was meant
    if len(kept) * 2 <= len(values):
        return "off_scale"
    missing = tuple(str(c.number) for c in form.cadres if c.number not in kept)
    numeric = not notations or notations == {"number"}
    scores = {str(n): _score(v) for n, v in sorted(kept.items())} if numeric else {}
    grades = {} if numeric else {str(n): v.text or None for n, v in sorted(kept.items())}
    return Settled("scores" if numeric else "grades", scores, grades, missing)


def _as_scores(reading: Reading, form: ReplyForm) -> dict[int, Value]:
    """都优秀 is the best score on a numeric form, unless other grade words stand beside it."""
    named = {v for v in reading.values.values() if v.notation not in ("abstain", "number")}
    if form.scale is None or not named or not named <= reading.everyone or {v.name for v in named} != {form.top}:
        return reading.values
    if any(value.notation not in ("word", "short") for value in named):
        return reading.values
    best = Value("number", str(form.scale[1]))
    return {number: best if value in named else value for number, value in reading.values.items()}


def _on_scale(value: Value, form: ReplyForm) -> bool:
    if value.notation != "number":
        return True
    return form.scale is not None and form.scale[0] <= int(value.text) <= form.scale[1]


def _score(value: Value) -> int | None:
    return int(value.text) if value.notation == "number" else None
