"""The catalogue explains what a result holds, in both languages, and names real cases."""

from __future__ import annotations

import json
import re
from dataclasses import fields

import pytest

from appraisal.domain.beside.comparison import PersonComparison
from appraisal.domain.definitions import DEFINITIONS, LETTERS
from appraisal.domain.figures import OneThird
from appraisal.domain.result import PersonResult, RoundResult
from core.config import ROOT

NAMES_IN_RESULT = {  # fields that carry another name in the catalogue
    "grades": "grade_share",
    "prints": "box_root",
    "earlier": "change",
}
PLAIN = {"version", "round", "kind", "scale", "bands", "denominator", "valid", "persons"}
WHO = {"number", "name", "name_en", "post", "post_en", "abstained", "blank"}


def names(kind) -> set[str]:
    return {field.name for field in fields(kind)}


@pytest.mark.parametrize(("kind", "besides"), [(RoundResult, PLAIN), (PersonResult, WHO), (PersonComparison, WHO)])
def test_every_part_of_a_result_is_explained(kind, besides):
    assert {NAMES_IN_RESULT.get(name, name) for name in names(kind) - besides} <= DEFINITIONS.keys()


@pytest.mark.parametrize("one", DEFINITIONS.values(), ids=DEFINITIONS.keys())
def test_definition_is_written_in_both_languages(one):
    for zh, en in (one.name, one.words, LETTERS):
        assert re.search("[\u4e00-\u9fff]", zh)
        assert not re.search("[\u4e00-\u9fff]", en)
    assert not re.search("[\u4e00-\u9fff]", one.formula)


def test_cases_named_are_in_the_case_file():
    cases = json.loads((ROOT / "tests" / "data" / "stats_cases.json").read_bytes())["cases"]
    known = {case["name"][:3] for case in cases}
    named = {case for one in DEFINITIONS.values() for case in re.findall(r"[ABC]\d\d", one.case)}
    assert len(named) > 8
    assert named <= known


def test_one_third_is_explained_by_its_own_rule():
    assert {"x", "n"} <= names(OneThird)
    assert "1/3" in DEFINITIONS["one_third"].formula
