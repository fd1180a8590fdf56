import json
from pathlib import Path

import pytest

from sms.domain.cases import run_file
from sms.domain.forms import UnknownFormError

# Written for this product; the copy of sms_replies.json handed over with the brief.
CASES = json.loads((Path(__file__).parents[2] / "data" / "sms_replies.json").read_text(encoding="utf-8"))


def expected(case):
    return {"action": "ask again"} if case["expected"] == "ask again" else case["expected"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['form']} {case['text']!r}")
def test_case_is_understood_as_written(case):
    assert run_file([case]) == [expected(case)]


def test_run_file_keeps_the_order_of_the_cases():
    assert run_file(CASES) == [expected(case) for case in CASES]


def test_run_file_refuses_an_unknown_form():
    with pytest.raises(UnknownFormError, match="no such form: rate9"):
        run_file([{"text": "5 4 3 5 4", "form": "rate9"}])


def test_run_file_takes_a_missing_text_for_an_empty_one():
    assert run_file([{"form": "rate5", "text": None}]) == [{"action": "ask again"}]
