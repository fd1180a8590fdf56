"""The JSON Schema of the exported result, made from the classes themselves; published in `static/schema`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from appraisal.domain.figures import GradeCount, OneThird, Pair
from appraisal.domain.result import PersonResult, RoundResult
from discipline.domain.papers.original import FORMAT
from discipline.domain.states import State

Json = dict[str, Any]

# what a result never lacks, and a covered one may (`original.covered`)
COVERED: dict[type, frozenset[str]] = {
    GradeCount: frozenset({"count", "of"}),
    OneThird: frozenset({"x", "n", "says"}),
    Pair: frozenset({"says", "turned"}),
    PersonResult: frozenset({"complete", "abstained", "blank"}),
}
PLAIN: dict[type, str] = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
HASH: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def schema() -> Json:
    """Return the schema (draft 2020-12) of what `original.original` writes."""
    text = {"type": "string"}
    both = _object({"zh": text, "en": text})
    definition = {"name": both, "words": both, "formula": text, "source": text, "case": text}
    mark = _object({"kind": {"enum": ["checked", "signed"]}, "name": text, "at": text, "sha256": HASH})
    review = {
        "state": {"enum": [state.value for state in State]},
        "marks": {"type": "array", "items": mark},
        "exported_by": text,
        "exported_at": text,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The result of one round of direct evaluation, as officers sign it",
        **_object(
            {
                "format": {"const": FORMAT},
                "schema": text,
                "sha256": HASH,
                "complete": {"type": "boolean"},
                "how": both,
                "result": of_class(RoundResult),
                "definitions": {"type": "object", "additionalProperties": _object(definition)},
                "letters": both,
                "review": _object(review),
            }
        ),
    }


def of_class(kind: type) -> Json:
    """Return the schema of a frozen dataclass: every field is there, and no other."""
    hints, covered = get_type_hints(kind), COVERED.get(kind, frozenset())
    named = {field.name: hints[field.name] for field in fields(kind)}
    return _object({name: _of(hint | None if name in covered else hint) for name, hint in named.items()})


def _of(hint: Any) -> Json:
    if get_origin(hint) in {Union, UnionType}:
        return {"anyOf": [_of(part) for part in get_args(hint)]}
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint))
    return of_class(hint) if isinstance(hint, type) and is_dataclass(hint) else {"type": PLAIN[hint]}


def _tuple(parts: tuple[Any, ...]) -> Json:
    if parts[-1] is Ellipsis:
        return {"type": "array", "items": _of(parts[0])}
    each = [_of(part) for part in parts]
    return {"type": "array", "prefixItems": each, "minItems": len(each), "maxItems": len(each)}


def _object(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
