"""The exported result: its hash, what is covered in it, and its published schema."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from appraisal.domain.definitions import DEFINITIONS
from appraisal.domain.figures import ChannelTest
from appraisal.domain.result import canonical, sha256
from core.config import ROOT
from discipline.domain.papers.dossier import whole
from discipline.domain.papers.original import original, signed_text
from discipline.domain.papers.schema import schema
from tests.support import dossiers
from tests.support.dossiers import of_ballots
from tests.support.specs import make_spec

SMALL = [[(4, 3)] * 20 + [(2, 1)] * 8, [(3, 3)] * 5]
KINDS = {"string": str, "integer": int, "boolean": bool, "null": type(None), "array": list, "object": dict}


def faults(value, wanted: dict, where: str = "$") -> list[str]:
    """Return where `value` is not as the schema `wanted` has it: the words of JSON Schema that ours uses, no others."""
    known = {"type", "properties", "required", "additionalProperties", "items", "prefixItems", "minItems", "maxItems"}
    assert wanted.keys() <= known | {"anyOf", "enum", "const", "pattern", "$schema", "title"}
    if "anyOf" in wanted:
        return [] if any(not faults(value, each) for each in wanted["anyOf"]) else [f"{where}: {value!r}"]
    if "const" in wanted or "enum" in wanted:
        return [] if value in wanted.get("enum", [wanted.get("const")]) else [f"{where}: {value!r}"]
    if not fits(value, wanted["type"]) or not re.search(wanted.get("pattern", ""), str(value)):
        return [f"{where}: {value!r} is no {wanted['type']}"]
    if isinstance(value, dict):
        return members(value, wanted, where)
    return elements(value, wanted, where) if isinstance(value, list) else []


def fits(value, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, int | float) if kind == "number" else isinstance(value, KINDS[kind])


def members(value: dict, wanted: dict, where: str) -> list[str]:
    named, others = wanted.get("properties", {}), wanted.get("additionalProperties", True)
    found = [f"{where}.{name} is missing" for name in wanted.get("required", []) if name not in value]
    for name, each in value.items():
        if name not in named and others is False:
            found.append(f"{where}.{name} is not known")
        elif name in named or isinstance(others, dict):
            found += faults(each, named.get(name, others), f"{where}.{name}")
    return found


def elements(value: list, wanted: dict, where: str) -> list[str]:
    parts = wanted.get("prefixItems", [wanted.get("items")] * len(value))
    if len(parts) != len(value):
        return [f"{where}: {len(value)} elements"]
    return [
        fault
        for at, (each, part) in enumerate(zip(value, parts, strict=True))
        for fault in faults(each, part, f"{where}[{at}]")
    ]


def test_hash_of_the_result_is_the_one_that_was_signed():
    of = dossiers.usual()
    found = json.loads(original(of))
    text = json.dumps(found["result"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert (sha256(text), found["sha256"], found["complete"]) == (of.digest, of.digest, True)
    assert {mark["sha256"] for mark in found["review"]["marks"]} == {of.digest}


def test_signed_text_is_the_very_bytes_that_are_hashed():
    of = dossiers.usual("overall")
    text = signed_text(of)
    assert sha256(text) == of.digest
    assert text in original(of)  # the same bytes stand inside the file with the definitions


def test_definitions_are_those_of_the_catalogue():
    found = json.loads(original(dossiers.usual()))["definitions"]
    assert found.keys() == DEFINITIONS.keys()
    assert found["se"] == {
        "name": {"zh": "标准误", "en": "Standard error"},
        "words": dict(zip(("zh", "en"), DEFINITIONS["se"].words, strict=True)),
        "formula": "√ Σ W_g² (1 − n_g/N_g) s_g² / n_g",
        "source": "Cochran 1977, 5.4; R survey::svymean, fpc",
        "case": "B01–B13, C01",
    }


def test_result_that_tells_of_a_small_group_is_covered():
    of = of_ballots(make_spec(), SMALL)
    found = json.loads(original(of))
    assert (found["complete"], signed_text(of), "null" in found["how"]["en"]) == (False, None, True)
    person = found["result"]["persons"][0]
    assert of.result.persons[0].score.mean == 84.285714
    assert person["score"] == {
        "mean": 85.0, "se": None, "low": 80.0, "high": 90.0, "degf": 31, "notes": ["office_rounded"],
    }  # fmt: skip
    assert (person["by_people"], person["extremes"]) == ({"mean": None, "se": None}, None)
    assert {grade["count"] for grade in person["grades"]} == {None}
    assert {grade["weighted"] for grade in person["grades"]} == {None}
    assert [group["mean"] for group in person["groups"]] == [None, None]
    assert (person["one_third"]["x"], person["one_third"]["says"]) == (None, "not_reached")


def test_means_of_channels_are_covered_beside_a_small_group():
    of = of_ballots(make_spec(), SMALL)
    tested = replace(of.result.persons[0], channels=ChannelTest(1, 91.2, 88.7, 0.3, 0.6))
    found = json.loads(original(replace(of, result=replace(of.result, persons=(tested, *of.result.persons[1:])))))
    assert found["result"]["persons"][0]["channels"] is None
    assert faults(found, schema()) == []


def test_result_of_a_person_with_nine_ballots_tells_nothing_of_that_person():
    ballots = [[(4, 3)] * 5 + [(0, 3)] * 20, [(4, 3)] * 4 + [(0, 3)] * 20]
    found = json.loads(original(of_ballots(make_spec(), ballots)))["result"]
    first, second = found["persons"]
    figures = [
        value
        for key, value in leaves(first)
        if isinstance(value, int | float) and key not in {"number", "weight", "degf", "df"}
    ]
    assert figures == []
    assert second["complete"] == 49
    assert (found["pairs"][0]["difference"], found["agreement"]["ordinal"]) == (None, None)


def leaves(raw, name=""):
    if isinstance(raw, dict):
        for key, each in raw.items():
            yield from leaves(each, key)
    elif isinstance(raw, list):
        for each in raw:
            yield from leaves(each, name)
    else:
        yield name, raw


def test_census_and_empty_rounds_are_whole():
    everybody = of_ballots(make_spec(roll=20), [[(4, 3)] * 20, [(3, 3)] * 20])
    assert (whole(everybody.result), whole(of_ballots(make_spec(), [[], []]).result)) == (True, True)


def test_schema_is_published_as_the_classes_have_it():
    published = json.loads((ROOT / "static" / "schema" / "zhiping-result-1.json").read_bytes())
    assert published == json.loads(canonical(schema()))


@pytest.mark.parametrize(
    "make",
    [
        dossiers.usual,
        dossiers.flagged,
        lambda: of_ballots(make_spec(), SMALL, signers=0),
        lambda: of_ballots(make_spec(), [[], []]),
        lambda: of_ballots(make_spec(persons=1, items=3), [[(4, 3, 0)], []]),
    ],
    ids=["usual", "flagged", "small", "empty", "one"],
)
def test_exported_result_follows_its_schema(make):
    assert faults(json.loads(original(make())), schema()) == []


def test_schema_finds_what_does_not_fit():
    found = json.loads(original(dossiers.usual()))
    del found["result"]["kind"]
    found["result"]["persons"][0]["score"]["mean"] = "85"
    found["sha256"] = "0"
    assert faults(found, schema()) == [
        "$.result.kind is missing",
        "$.result.persons[0].score.mean: '85'",
        "$.sha256: '0' is no string",
    ]
