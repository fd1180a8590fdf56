"""The hash of a result in its first form, so that a review signed then can still be published as what was signed.

All of that form stands in the present one. Only where a single group under ten was hidden alone, the next smallest
is hidden now, too: such a result has another hash, and is checked and signed again.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from appraisal.domain.result import RoundResult, canonical, sha256

ROUND = ("round", "kind", "scale", "bands", "valid", "ledger", "prints")
TURNOUT = ("groups", "roll", "returned", "share", "threshold", "reached")
PERSON = ("number", "name", "name_en", "post", "post_en", "score", "band", "complete", "abstained", "blank", "groups")
ITEM = ("name", "name_en", "weight", "score")
GRADE = ("name", "name_en", "count", "share", "weighted")


def digest_of_version_1(result: RoundResult) -> str:
    """Return the sha256 that officers signed for this result before its second form, in hex."""
    raw = asdict(result)
    persons = [_person(person) for person in raw["persons"]]
    former = {"version": 1, "turnout": _pick(raw["turnout"], TURNOUT), "persons": persons}
    return sha256(canonical(_pick(raw, ROUND) | former))


def _person(raw: dict[str, Any]) -> dict[str, Any]:
    items = [_pick(item, ITEM) | {"grades": _grades(item)} for item in raw["items"]]
    return _pick(raw, PERSON) | {"grades": _grades(raw), "items": items}


def _grades(raw: dict[str, Any]) -> list[dict[str, Any]]:
    return [_pick(grade, GRADE) for grade in raw["grades"]]


def _pick(raw: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: raw[name] for name in names}
