"""Whatever goes wrong: a status, a sentence in the reader's language, a page of ours, never a stack trace."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.exc import DataError, OperationalError

from core import errors
from core.auth import Open, access
from tests.support.house import PACKAGES, sources
from web.messages import SENTENCES

NOTE = re.compile(r'<p class="note warn">(.*?)</p>')
BUSY = "机器这会儿太忙，刚才的没有存上。等十秒再交一次，您写的还在。"


def sentence(answer) -> str:
    return NOTE.search(answer.text)[1]


@pytest.fixture
def failing(app, client):
    """Ask for a page whose view raises what is passed."""

    def ask(error: Exception, query: str = ""):
        def view():
            raise error

        app.add_url_rule("/fails", "fails", access(Open.PUBLIC)(view))
        return client.get(f"/fails{query}")

    return ask


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.InvalidInput, 422),
        (errors.NotFound, 404),
        (errors.NotAllowed, 403),
        (errors.Conflict, 409),
        (errors.Unavailable, 503),
    ],
)
def test_error_of_a_use_case_gets_its_status_and_sentence(failing, kind, status):
    answer = failing(kind("no_area"))
    assert (answer.status_code, sentence(answer)) == (status, "没有这个村。")


def test_sentence_is_in_the_language_of_the_reader(failing):
    answer = failing(errors.NotFound("no_area"), "?lang=en")
    assert (sentence(answer), '<html lang="en">' in answer.text) == ("There is no such village.", True)


def test_busy_database_is_said_in_words_with_when_to_come_back(failing):
    answer = failing(OperationalError("INSERT INTO opinion …", {}, Exception("database is locked")))
    assert (answer.status_code, sentence(answer), answer.headers["Retry-After"]) == (503, BUSY, "10")
    assert "INSERT" not in answer.text


def test_unexpected_error_shows_no_trace_and_logs_no_words(app, failing, caplog):
    app.testing = False
    answer = failing(ValueError("13800000000 wrote this"))
    assert answer.status_code == 500
    assert sentence(answer).startswith("机器出了问题，不是您的问题。")
    assert ("Traceback" in answer.text, "13800000000" in answer.text) == (False, False)
    assert caplog.messages == ["unexpected ValueError at fails"]


def test_value_that_no_row_can_hold_is_not_found(failing):
    answer = failing(DataError("SELECT …", {}, Exception("cannot contain NUL")))
    assert (answer.status_code, sentence(answer)) == (404, "没有这一页。对一对网址，或者重新扫一次码。")


def test_error_page_that_fails_too_still_says_what_happened(app, failing, monkeypatch, caplog):
    app.testing = False
    monkeypatch.setitem(app.jinja_env.globals, "here", None)
    answer = failing(errors.NotFound("no_area"))
    assert (answer.status_code, answer.mimetype, answer.text) == (404, "text/plain", "没有这个村。\n")
    assert caplog.messages == ["no page for status 404: TypeError"]


SENT_AGAIN = re.compile(r'<input type="hidden" name="(.*?)" value="(.*?)">')


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"owner": "水利站<b>", "due": "2026-11-18"}, [("owner", "水利站&lt;b&gt;"), ("due", "2026-11-18")]),
        ({"login": "organizer", "password": "hush-hush"}, []),
        ({"discipline_passphrase": "hush-hush"}, []),
    ],
)
def test_form_sent_to_a_busy_machine_is_kept_but_for_secrets(app, client, sent, kept):
    def view():
        raise errors.Unavailable("database_busy")

    app.add_url_rule("/fails", "fails", access(Open.CODE)(view), methods=["POST"])
    app.extensions["csrf"].exempt(view)
    answer = client.post("/fails?lang=en", data=sent)
    assert (answer.status_code, SENT_AGAIN.findall(answer.text)) == (503, kept)
    assert ('<form method="post" action="/fails?lang=en">' in answer.text, "hush-hush" in answer.text) == (
        bool(kept),
        False,
    )


@pytest.mark.parametrize(
    ("method", "address", "status", "said"),
    [
        ("GET", "/nowhere", 404, "没有这一页。对一对网址，或者重新扫一次码。"),
        ("GET", "/%00", 404, "没有这一页。对一对网址，或者重新扫一次码。"),
        ("POST", "/healthz", 405, "这个网址不能这样打开。请从上一页的按钮进来。"),
    ],
)
def test_wrong_address_is_answered_in_words(client, method, address, status, said):
    answer = client.open(address, method=method)
    assert (answer.status_code, sentence(answer)) == (status, said)


def test_form_that_is_too_long_is_answered_in_words(client, township):
    answer = client.post("/staff/sign-in", data={"login": "x" * 600_000, "password": "x"})
    assert (answer.status_code, sentence(answer)) == (413, "写得太长了，一次收不下。分成几段，一段一段地交。")


def test_english_page_of_an_unknown_address_links_back_in_english(client):
    answer = client.get("/nowhere?lang=en")
    assert ('<html lang="en">' in answer.text, 'href="/?lang=en"' in answer.text) == (True, True)


def test_sentences_blame_nobody(app):
    words = ("错误", "非法", "无效", "失败")
    assert [code for code, text in SENTENCES.items() if any(word in str(text) for word in words)] == []


def test_sentences_stand_for_every_code_raised():
    raised = re.compile(r'(?:InvalidInput|NotFound|NotAllowed|Conflict|Unavailable|sentence)\(\s*"(\w+)"')
    codes = {code for path in sources(*PACKAGES) for code in raised.findall(path.read_text("utf-8"))}
    assert codes - set(SENTENCES) == set()
