"""`flask appraise FILE`."""

from __future__ import annotations

import json

import pytest

from appraisal.cli import appraise
from core.config import ROOT

CASES = ROOT / "tests" / "data" / "stats_cases.json"


@pytest.fixture
def run(app):
    return lambda path: app.test_cli_runner().invoke(appraise, [str(path)])


def test_appraise_prints_every_case_under_its_name(run):
    answer = run(CASES)
    known = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    results = json.loads(answer.output)
    assert answer.exit_code == 0
    assert list(results) == [case["name"] for case in known]
    b01 = next(case for case in known if case["name"].startswith("B01"))
    assert set(results[b01["name"]]) == set(b01["expected"])


def test_appraise_leaves_unknown_kinds_out(run, tmp_path):
    path = tmp_path / "cases.json"
    path.write_text('{"cases": [{"name": "X01", "kind": "tea leaves", "inputs": {}}]}', encoding="utf-8")
    assert json.loads(run(path).output) == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not json", "not a case file in JSON"),
        (b"\xff\xfe\x00", "not a case file in JSON"),
        (b'{"cases": 3}', "cases is not a list"),
        (b'{"cases": [{"name": "B", "kind": "appraisal_counts", "inputs": {}}]}', "missing_key: groups"),
    ],
)
def test_appraise_says_what_is_wrong_with_a_file(run, tmp_path, content, words):
    path = tmp_path / "cases.json"
    path.write_bytes(content)
    answer = run(path)
    assert answer.exit_code == 1
    assert words in answer.output
    assert "Traceback" not in answer.output


def test_appraise_says_when_there_is_no_file(run, tmp_path):
    answer = run(tmp_path / "nothing.json")
    assert answer.exit_code == 1
    assert "No such file" in answer.output
