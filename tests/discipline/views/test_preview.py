"""What villagers will read, shown to whoever is to sign."""

from __future__ import annotations

import html
import re

import pytest
from flask import render_template_string

from ballotbox.domain.scale import USUAL
from core import audit
from discipline import queries, service
from discipline.domain.states import State
from tests.support.counted import Ballots


@pytest.fixture
def officer(client, sign_in):
    return sign_in(client, "officer1")


def persons(page: str) -> list[str]:
    """The text of each person as it reads, without marks."""
    found = re.findall(r'<article class="result">.*?</article>', page, re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in found]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_preview_says_of_every_person_what_the_bulletin_then_says(officer, client, case, language):
    before = officer.get(f"/staff/reviews/{case.round}/preview?lang={language}").text
    case.publish()
    bulletin = client.get(f"/r/{case.round}?lang={language}").text
    assert len(persons(before)) == 5
    assert persons(before) == persons(bulletin)


def test_preview_keeps_nothing(officer, case):
    entries = len(audit.entries(f"round:{case.round}"))
    assert officer.get(f"/staff/reviews/{case.round}/preview").status_code == 200
    assert queries.review_of(case.round).standing is State.DRAFT
    assert queries.published(case.round) is None
    assert len(audit.entries(f"round:{case.round}")) == entries


def test_preview_of_a_round_below_its_threshold_says_so(officer, make_case):
    case = make_case(0, tuple(Ballots(group, (4, 3, 2, 3, 4), 12) for group in range(3)))
    assert "没有达到，结果只能作参考。" in officer.get(f"/staff/reviews/{case.round}/preview").text


def test_preview_leads_to_the_bulletin_once_there_is_one(officer, case):
    case.publish()
    answer = officer.get(f"/staff/reviews/{case.round}/preview")
    assert (answer.status_code, answer.location) == (302, f"/r/{case.round}")


def test_preview_is_for_officers_and_not_for_the_person_evaluated(client, sign_in, case):
    address = f"/staff/reviews/{case.round}/preview"
    assert client.get(address).status_code == 302
    assert [sign_in(client, login).get(address).status_code for login in ("organizer", "cadre")] == [403, 403]


def test_review_leads_to_what_the_bulletin_will_say(officer, case):
    assert officer.get(f"/staff/reviews/{case.round}").text.count(f"/staff/reviews/{case.round}/preview") == 2


def test_bulletin_that_is_previewed_has_the_figures_of_the_release(case):
    told = service.preview(case.first, case.round)
    case.publish()
    found = queries.published(case.round)
    assert found is not None
    assert told["persons"] == found.content["persons"]
    assert (told["turnout"], told["ledger"]) == (found.content["turnout"], found.content["ledger"])


@pytest.mark.parametrize(
    ("ends", "language", "words"),
    [
        ((1, 1), "zh", "称职"),
        ((1, 2), "zh", "称职或基本称职"),
        ((0, 2), "zh", "优秀到基本称职"),
        ((1, 2), "en", "Competent or Basically competent"),
        ((0, 2), "en", "Excellent to Basically competent"),
    ],
)
def test_band_over_three_grades_does_not_read_as_if_the_middle_one_were_out(app, ends, language, words):
    source = "{% import 'discipline/words.html' as words with context %}{{ words.band(ends, grades) }}"
    with app.test_request_context(f"/?lang={language}"):
        made = render_template_string(source, ends=ends, grades=USUAL.grades)
    assert re.sub(r"<[^>]+>", "", made).strip() == words
