"""Guessing at codes by text: no answer tells a code that exists, and many failures of one number go unanswered."""

from __future__ import annotations

import re

import pytest

from ballotbox.domain.codes import new_code
from ballotbox.service import casting
from sms.service.guessing import slowed
from tests.support.statements import statements
from tests.support.texting import NUMBER, Phone, said

pytestmark = pytest.mark.usefixtures("both_databases")
UNUSABLE, COUNTED = [said("code_unusable")], [said("ballot_cast")]
SHAPES = ["{}", "{} 4342", "{} 43421", "43421 {}", "{} 优秀", "我的票码是{}，村里修路的钱去哪了", "退订 {} 43421"]


def guess(n: int) -> str:
    return new_code(n.to_bytes(16, "big"))


@pytest.mark.parametrize(
    ("shape", "elsewhere"),
    [*((shape, "overall") for shape in SHAPES), *((shape, "five_dimensions") for shape in SHAPES[:3:2])],
)
def test_unusable_code_gets_one_sentence_by_one_path_whatever_is_beside_it(app, round_, unusable, shape, elsewhere):
    codes = unusable(round_, elsewhere)
    Phone(app).text(f"{guess(1)} 43210")  # forms and keys are in memory from here on
    answers, paths = {}, {}
    for number, (name, code) in enumerate(codes.items()):
        phone = Phone(app, f"+861391234{number:04}")
        paths[name] = statements(lambda p=phone, c=code, n=name: answers.update({n: p.text(shape.format(c))}))
    assert answers == dict.fromkeys(codes, UNUSABLE)
    assert paths == dict.fromkeys(codes, paths["unknown"])


def test_opinion_for_a_named_village_is_filed_whatever_code_it_quotes(app, round_, forms, unusable, rows):
    codes = unusable(round_)
    for number, code in enumerate(codes.values()):
        answer = Phone(app, f"+861391234{number:04}").text(f"2 我的票码是{code}，村里修路的钱去哪了")
        assert re.match("【直评】您的意见收到了", answer[0])
    assert rows("SELECT text FROM opinion") == [("我的票码是[票码]，村里修路的钱去哪了",)] * len(codes)


def test_usable_code_alone_is_answered_with_the_cadres_of_its_round(round_, phone):
    assert [word in phone.text(round_.codes[0])[0] for word in ("票码收到", "1王书记", "4优秀")] == [True] * 3


def test_many_failures_of_a_number_are_told_once_and_then_unanswered_while_a_working_code_casts(
    app, round_, in_the_box
):
    phone, other = Phone(app), Phone(app, "+8613912340001")
    answers = [phone.text(f"{guess(n)} 43421") for n in range(30)]
    assert answers == [UNUSABLE] * 20 + [[said("slower")]] + [[]] * 9
    assert [phone.text(f"{code} 43421") for code in round_.codes[:3]] == [COUNTED] * 3
    assert (phone.text(f"{round_.codes[0]} 43421"), other.text(f"{round_.codes[0]} 43421")) == ([], UNUSABLE)
    assert in_the_box() == (3, 3)


def test_failures_are_of_a_number_however_it_is_written_and_codes_alone_count_too(app, round_):
    for n in range(20):
        assert Phone(app, ("+8613912345678", "13912345678")[n % 2]).text(guess(n), sid=f"S{n}") == UNUSABLE
    assert Phone(app, "008613912345678").text(guess(20), sid="S20") == [said("slower")]


def test_refused_guess_by_text_is_not_sealed(round_, phone, monkeypatch):
    seals, sealer = [], casting.seal
    monkeypatch.setattr(casting, "seal", lambda *given: seals.append(1) or sealer(*given))
    phone.text(round_.codes[0])
    for n in range(25):
        phone.text(f"{guess(n)} 43421")
    assert len(seals) == 20


def test_number_that_failed_is_kept_as_a_keyed_hash_alone(app, round_, phone, caplog):
    caplog.set_level("DEBUG")
    for n in range(22):
        phone.text(guess(n))
    assert slowed(NUMBER)
    storage = app.extensions["limits"].storage
    kept = [*storage.events, *storage.storage]
    assert len(kept) > 0
    assert [each for each in kept if NUMBER[3:] in str(each)] == []
    assert NUMBER[3:] not in caplog.text
