from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import render_template_string, url_for

from core import i18n

DAY = date(2026, 11, 3)
MOMENT = datetime(2026, 11, 3, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "language"),
    [("", "zh"), ("?lang=en", "en"), ("?lang=zh", "zh"), ("?lang=fr", "zh"), ("?lang=en'><b>", "zh")],
)
def test_language_is_the_one_in_the_address(app, query, language):
    with app.test_request_context(f"/{query}"):
        assert i18n.language() == language


def test_language_is_chinese_outside_requests(app):
    assert (i18n.language(), i18n.big()) == ("zh", False)


@pytest.mark.parametrize(("query", "big"), [("", False), ("?big=1", True), ("?big=0", False), ("?big=", False)])
def test_large_type_is_asked_for_in_the_address(app, query, big):
    with app.test_request_context(f"/{query}"):
        assert i18n.big() is big


def test_addresses_carry_language_and_size_on(app):
    with app.test_request_context("/?lang=en&big=1&other=2"):
        assert url_for("web.healthz") == "/healthz?lang=en&big=1"
        assert url_for("web.healthz", lang=None, big=None) == "/healthz"
        assert url_for("static", filename="x.css") == "/static/x.css"


def test_addresses_of_a_chinese_page_carry_nothing(app):
    with app.test_request_context("/"):
        assert url_for("web.healthz") == "/healthz"


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("", ["11 月 3 日，星期二", "11 月 3 日", "9:05", "11 月 3 日 9:05"]),
        ("?lang=en", ["Tuesday 3 November", "3 November", "9:05", "3 November 9:05"]),
    ],
)
def test_days_and_times_are_written_as_people_do(app, query, written):
    with app.test_request_context(f"/{query}"):
        said = [
            i18n.format_day(DAY),
            i18n.format_date(DAY),
            i18n.format_clock(MOMENT),
            i18n.format_moment(MOMENT),
        ]
    assert said == written


def test_filters_of_templates_write_days_and_times(app):
    with app.test_request_context("/"):
        said = render_template_string("{{ day|day }} · {{ at|clock }} · {{ at|moment }}", day=DAY, at=MOMENT)
    assert said == "11 月 3 日，星期二 · 9:05 · 11 月 3 日 9:05"


@pytest.mark.parametrize(("query", "said"), [("", "大柳村 没有"), ("?lang=en", "Daliu 没有")])
def test_either_takes_the_text_of_the_language_and_chinese_where_there_is_no_other(app, query, said):
    with app.test_request_context(f"/{query}"):
        assert f"{i18n.either('大柳村', 'Daliu')} {i18n.either('没有', '')}" == said


def test_sentence_of_a_code_is_in_the_language_of_the_reader(app):
    with app.test_request_context("/?lang=en"):
        assert i18n.sentence("no_area") == "There is no such village."


def test_catalog_is_compiled_anew_when_it_changed(app, tmp_path):
    po = tmp_path / "sample.po"
    po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "路"\nmsgstr "road"\n',
        "utf-8",
    )
    i18n._compile(po)
    first = po.with_suffix(".mo").read_bytes()
    i18n._compile(po)
    assert po.with_suffix(".mo").read_bytes() == first
    assert first.endswith(b"road\x00")
