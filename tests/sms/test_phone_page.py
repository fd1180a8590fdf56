"""The simulator phone: its messages take the way of all others, and nothing of the conversation is kept."""

from __future__ import annotations

import io
import re

import pytest

from core.errors import Unavailable
from sms import service
from tests.support.texting import Phone, said

COUNTED, UNUSABLE = said("ballot_cast"), said("code_unusable")
HOW = {
    "people": "1王书记 2李主任 3张副书记 4刘会计 5陈主席",
    "keys": "4优秀 3称职 2基本称职 1不称职 0不了解",
    "example": "43423",
}


@pytest.fixture
def office(client, sign_in):
    """An organizer with the page open: `office(text)` texts and returns the answer."""
    sign_in(client, "organizer")

    class Office:
        def __init__(self):
            self.read(client.get("/staff/phone"))

        def read(self, page):
            self.id = re.search(r'name="message_id"[^>]*value="(\w{16})"', page.text)[1]
            self.lines = re.findall(r'name="line" value="(.*?)">', page.text, re.S)
            return page

        def __call__(self, text, message_id=""):
            data = {"text": text, "message_id": message_id or self.id, "line": self.lines}
            return self.read(client.post("/staff/phone", data=data))

    return Office()


def bubbles(page):
    return re.findall(
        r'<li class="(\w+)"><span class="hidden-text">.*?</span><span[^>]*>(.*?)</span></li>', page.text, re.S
    )


def test_ballot_from_the_page_is_cast_like_any_other(office, round_, in_the_box, rows):
    page = office(f"{round_.codes[0]} 43421")
    assert (page.status_code, bubbles(page)) == (200, [("me", f"{round_.codes[0]} 43421"), ("office", COUNTED)])
    assert in_the_box() == (1, 1)
    assert rows("SELECT gateway, state, kind FROM inbound_message") == [("simulator", "done", "ballot_cast")]


def test_conversation_travels_with_the_page(office, round_):
    office("你好")
    page = office(f"{round_.codes[0]} 43421")
    assert [who for who, _ in bubbles(page)] == ["me", "office", "me", "office"]


def test_page_opened_anew_knows_nothing(office, client, round_):
    office(f"{round_.codes[0]} 43421")
    page = client.get("/staff/phone")
    assert (round_.codes[0] in page.text, bubbles(page)) == (False, [])


def test_same_page_sent_twice_is_one_message(office, round_, in_the_box):
    first = office.id
    office(f"{round_.codes[0]} 43421", first)
    page = office(f"{round_.codes[0]} 43421", first)
    assert (bubbles(page)[-1], in_the_box()) == (("office", UNUSABLE), (1, 1))


def test_code_cast_by_the_page_is_spent_for_phones(app, office, round_):
    office(f"{round_.codes[0]} 43421")
    assert Phone(app).text(f"{round_.codes[0]} 43421") == [UNUSABLE]


def test_empty_message_is_asked_for_in_words(office, rows):
    page = office("  ")
    assert (page.status_code, page.text.count("还没有写字。写一句再发。")) == (422, 2)
    assert rows("SELECT * FROM inbound_message") == []


def test_typed_signs_are_shown_as_signs(office):
    page = office('<b>1</b> & "x" 😀\x07\x00')
    assert bubbles(page)[0][1] == "&lt;b&gt;1&lt;/b&gt; &amp; &#34;x&#34; 😀"


def test_long_message_is_answered_and_shown_short(office):
    page = office("好" * 33_000)
    assert (bubbles(page)[1], len(bubbles(page)[0][1])) == (("office", said("too_long")), 700)


def test_junk_is_shown_as_unanswered(office):
    assert "这一条不回复" in office("【中国移动】您的话费余额为12.50元").text


def test_locked_database_keeps_what_was_typed(app, office, round_, in_the_box, monkeypatch):
    def busy(_message):
        raise Unavailable("database_busy")

    message_id = office.id
    with monkeypatch.context() as broken:
        broken.setattr(service, "receive", busy)
        page = office(f"{round_.codes[0]} 43421")
    assert (page.status_code, page.headers["Retry-After"], office.id) == (503, "10", message_id)
    assert f">\r\n{round_.codes[0]} 43421</textarea>" in page.text
    assert (bubbles(office(f"{round_.codes[0]} 43421")), in_the_box()) == (
        [("me", f"{round_.codes[0]} 43421"), ("office", COUNTED)],
        (1, 1),
    )


def test_parts_and_price_of_the_answer_stand_beside_it(office, round_):
    page = office(round_.codes[0])
    assert re.findall(r'<dd class="num">(.*?)</dd>', page.text)[:3] == [
        "2",
        "0.10 元",
        str(len(said("ask_grades", **HOW))),
    ]


def test_examples_are_those_of_the_open_round(office, client, round_):
    page = client.get("/staff/phone")
    assert re.findall(r"<li>(\w+) <span", page.text) == ["王书记", "李主任", "张副书记", "刘会计", "陈主席"]
    assert ("43423" in page.text, "优称优基称" in page.text, "1 村口的路灯坏了三个月" in page.text) == (True,) * 3


def test_round_beside_the_phone_can_be_chosen(client, sign_in, open_round, township):
    first, second = open_round(), open_round(village=1)
    page = sign_in(client, "admin").get(f"/staff/phone?round={second.id}")
    assert re.findall(r"<li>(\w+) <span", page.text)[0] == "赵书记"
    assert f"/staff/phone?round={first.id}" in page.text


def test_page_without_an_open_round_says_so(office, client):
    assert "现在没有能用短信投票的评议" in client.get("/staff/phone").text


def test_round_of_five_dimensions_is_no_example(client, office, open_round):
    open_round("five_dimensions")
    assert "现在没有能用短信投票的评议" in client.get("/staff/phone").text


@pytest.mark.parametrize(
    ("login", "status"), [("organizer", 200), ("admin", 200), ("officer1", 403), ("keyholder", 403)]
)
def test_phone_is_for_organizers_and_administrators(client, sign_in, login, status):
    assert sign_in(client, login).get("/staff/phone").status_code == status


def test_page_is_written_in_english_too(client, sign_in, round_):
    page = sign_in(client, "organizer").get("/staff/phone?lang=en")
    assert ("Simulator phone" in page.text, "Secretary 王" in page.text) == (True, True)


def test_file_sent_as_the_text_is_no_text(client, township, sign_in):
    sign_in(client, "organizer")
    answer = client.post("/staff/phone", data={"text": (io.BytesIO(b"x"), "text.txt")})
    assert answer.status_code == 422
