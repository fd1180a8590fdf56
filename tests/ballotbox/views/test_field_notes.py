"""What the office notes while people vote, by a test client."""

from __future__ import annotations

import pytest

from ballotbox import queries
from ballotbox.domain.field_notes import FieldNotes
from core import clock
from core.db import db
from tests.support import ballots


@pytest.fixture
def opened(township):
    return ballots.open_round(township)


@pytest.fixture
def day():
    return f"{clock.today().month}月{clock.today().day + 1}日"


def test_gatherings_and_sheets_are_noted_and_shown(client, sign_in, opened, day):
    url = f"/staff/rounds/{opened.id}/field-notes"
    sign_in(client, "organizer")
    assert "记一下" in client.get(f"/staff/rounds/{opened.id}").text
    assert client.post(url, data={"gatherings": f"{day} 9-11\n", "sheets": "12 30"}).status_code == 303
    db.session.rollback()
    noted = queries.field_notes(opened.id)
    assert [hour[11:16] for hour in noted.gatherings] == ["09:00", "10:00"]
    assert noted.sheets == (12, 30)
    page = client.get(f"/staff/rounds/{opened.id}").text
    assert f"{day} 9:00；{day} 10:00" in page
    assert "合计数 2 个" in page
    assert f"{day} 9:00\n{day} 10:00</textarea>" in client.get(url).text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"gatherings": "昨晚 <b>"}, "这几行看不懂，或者不在投票时间里：昨晚 &lt;b&gt;。要写成“11月4日 19:00-21:00”。"),
        ({"gatherings": "1月1日 9\n" * 41}, "最多写 40 行。"),
        ({"sheets": "12 十二 -3"}, "这些不是数：十二；-3。只写数字，用空格或者换行隔开。"),
        ({"sheets": "12 " * 2001}, "最多写 2000 个数。"),
    ],
)
def test_what_cannot_be_read_is_named_and_kept(client, sign_in, opened, typed, said):
    answer = sign_in(client, "organizer").post(f"/staff/rounds/{opened.id}/field-notes", data=typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert next(iter(typed.values())).split("\n")[0].strip().replace("<b>", "&lt;b&gt;") in answer.text
    db.session.rollback()
    assert queries.field_notes(opened.id) == FieldNotes()
