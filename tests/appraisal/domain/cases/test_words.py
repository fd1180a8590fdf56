import re

from appraisal.domain.cases.words import WORDS
from core.config import ROOT

RAISED = re.compile(r'CountsError\(\s*"(\w+)"')


def test_every_code_that_is_raised_has_words_and_no_other_has():
    files = (ROOT / "appraisal").rglob("*.py")
    raised = {code for path in files for code in RAISED.findall(path.read_text(encoding="utf-8"))}
    assert raised - set(WORDS) == set()
    assert {"no_groups", "no_cadres", "no_items"} <= set(WORDS)
