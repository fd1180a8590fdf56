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
        (
            b'{"cases": [{"name": "B", "kind": "appraisal_counts", "inputs": {}}]}',
            "missing_key: groups – the file lacks this key",
        ),
        (b'{"cases": [{"name": "B", "kind": [], "inputs": {}}]}', "unknown_shape: kind is not a text"),
        (b"[" * 100_000, "not a case file in JSON"),
    ],
)
def test_appraise_says_what_is_wrong_with_a_file(run, tmp_path, content, words):
    path = tmp_path / "cases.json"
    path.write_bytes(content)
    answer = run(path)
    assert answer.exit_code == 1
    assert words in answer.output
    assert "Traceback" not in answer.output


def change(key, value):
    """Return a small round with one of its inputs changed."""
    known = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    case = next(case for case in known if case["name"].startswith("B01"))
    inputs = {**case["inputs"], key: value(case["inputs"][key]) if callable(value) else value}
    return json.dumps({"cases": [{"name": "odd", "kind": case["kind"], "inputs": inputs}]})


def first(value):
    """Put another first cell into the counts."""

    def put(cells):
        cells = json.loads(json.dumps(cells))
        cells[0][0][0][0] = value
        return cells

    return put


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("counts_cadre_item_group_grade", first(-1), "negative_count: cells – counts must be 0 or more"),
        ("counts_cadre_item_group_grade", first(1.5), "not_whole: cells – "),
        ("counts_cadre_item_group_grade", first("54"), "unknown_shape: cells holds text – "),
        ("counts_cadre_item_group_grade", first("many"), "unknown_shape: cells is not an array of numbers – "),
        ("counts_cadre_item_group_grade", first(float("nan")), "not_finite: cells – "),
        ("counts_cadre_item_group_grade", first(None), "not_finite: cells – "),
        ("counts_cadre_item_group_grade", first(10**400), "unknown_shape: "),
        ("counts_cadre_item_group_grade", first(10**30), "valid_exceeds_returned – "),
        ("N_roll", [180.5, 24, 26, 4], "not_whole: n_roll – counts must be whole numbers"),
        ("N_roll", [59, 24, 26, 4], "returned_exceeds_roll – more ballots returned than there are people on the roll"),
        ("grade_scores", [100, 80, 60], "unknown_grade: 4 counted, 3 on the scale – "),
        ("grade_scores", [40, 60, 80, 100], "scores_not_descending: "),
        (
            "group_weight",
            [0.4, 0.4, 0.4, 0.4],
            "weights_not_one: group_weight – weights must be 0 or more and sum to 1",
        ),
        ("group_weight", [1.2, -0.2, 0.0, 0.0], "weights_not_one: group_weight – "),
        ("item_weight", [0.5] * 5, "weights_not_one: item_weight – "),
        ("groups", [], "no_groups – there is no respondent group"),
    ],
)
def test_appraise_names_what_cannot_be_in_a_round(run, tmp_path, key, value, words):
    path = tmp_path / "odd.json"
    path.write_text(change(key, value), encoding="utf-8")
    answer = run(path)
    assert (answer.exit_code, words in answer.output, isinstance(answer.exception, SystemExit)) == (1, True, True)


def test_appraise_says_when_there_is_no_file(run, tmp_path):
    answer = run(tmp_path / "nothing.json")
    assert answer.exit_code == 1
    assert "No such file" in answer.output
