"""`sms-parse`: the written cases come out as they are expected, and what cannot be read is said in words."""

from __future__ import annotations

import json

import pytest

from core.config import ROOT

CASES = ROOT / "tests" / "data" / "sms_replies.json"
COMPARED = ("action", "code", "scores", "grades", "items", "value", "satisfaction")


def compared(answer: object) -> dict[str, object]:
    """Return what is compared of an expected answer."""
    wanted = {"action": "ask again"} if answer == "ask again" else answer
    assert isinstance(wanted, dict)
    return {name: wanted[name] for name in COMPARED if name in wanted}


def parse(app, path):
    return app.test_cli_runner().invoke(args=["sms-parse", str(path)])


def test_written_cases_come_out_as_expected_in_order(app):
    done = parse(app, CASES)
    expected = [compared(case["expected"]) for case in json.loads(CASES.read_text("utf-8"))]
    found = [
        {name: answer.get(name) for name in wanted}
        for answer, wanted in zip(json.loads(done.stdout), expected, strict=True)
    ]
    assert (done.exit_code, found) == (0, expected)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "not a case file in JSON"),
        (b"\xff\xfe", "not a case file in JSON"),
        (b'{"text": "5"}', "not a list of cases"),
        (b'["5 4 3 5 4"]', "not a list of cases"),
        (b'[{"text": "5", "form": "rate9"}]', "no such form: rate9"),
    ],
)
def test_unreadable_file_is_said_in_words(app, tmp_path, content, said):
    path = tmp_path / "cases.json"
    path.write_bytes(content)
    done = parse(app, path)
    assert (done.exit_code, f"Error: {path}: {said}" in done.output, "Traceback" in done.output) == (1, True, False)


def test_missing_file_is_said_in_words(app, tmp_path):
    done = parse(app, tmp_path / "none.json")
    assert (done.exit_code, done.output) == (
        1,
        f"Error: cannot read {tmp_path / 'none.json'}: No such file or directory\n",
    )
