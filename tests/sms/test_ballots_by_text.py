"""Ballots by text: counted, or asked again; never guessed, and never repeated in an answer."""

from __future__ import annotations

import pytest

from ballotbox import service as box
from ballotbox.domain.codes import group
from tests.support.texting import Phone, said

HOW = {
    "people": "1王书记 2李主任 3张副书记 4刘会计 5陈主席",
    "keys": "4优秀 3称职 2基本称职 1不称职 0不了解",
    "example": "43423",
}
COUNTED, UNUSABLE, MISTYPED = said("ballot_cast"), said("code_unusable"), said("code_mistyped")
CLOSED, AGAIN = said("round_closed"), said("ballot_again", **HOW)
UNKNOWN = "5423511615594072"  # well-formed, printed for nobody


@pytest.mark.parametrize(
    "words",
    [
        "{code} 43421",
        "{code}43421",
        "{grouped} 4 3 4 2 1",
        "{wide}　４３４２１",
        "票码{code} 评议 4,3,4,2,1 请保密",
        "{code}\n1号4 2号3 3号4 4号2 5号1",
        "{code} 优称优基不",
        "{code} 四三四二一",
        "{code} 全部弃权",
        "{code} 王书记优秀，其他人不了解",
    ],
)
def test_ballot_is_counted_once(round_, phone, in_the_box, words):
    code = round_.codes[0]
    wide = code.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    sent = words.format(code=code, grouped=group(code), wide=wide)
    assert (phone.text(sent), in_the_box()) == ([COUNTED], (1, 1))
    assert (phone.text(sent), in_the_box()) == ([UNUSABLE], (1, 1))


def test_counted_marks_are_those_that_were_texted(round_, phone, township):
    phone.text(f"{round_.codes[0]} 优秀 不称职 称职 基本称职 不了解")
    actors = township.actors
    box.close_round(actors["organizer"], round_.id)
    key = box.open_key(actors["officer1"], round_.id, "tin box at the town hall", "under the old willow tree")
    counts = box.count(actors["officer1"], round_.id, key)
    by_person = [[sum(g[1][k] for g in person[0]) for k in range(6)] for person in counts.cells]
    assert by_person == [
        [1, 0, 0, 0, 0, 0],
        [0, 0, 0, 1, 0, 0],
        [0, 1, 0, 0, 0, 0],
        [0, 0, 1, 0, 0, 0],
        [0, 0, 0, 0, 1, 0],
    ]


def test_unknown_spent_void_and_inert_codes_get_one_sentence(round_, phone, in_the_box, township):
    organizer = township.actors["organizer"]
    inert = box.print_batch(organizer, round_.id, 1, 1).codes[0]
    batch = box.print_batch(organizer, round_.id, 2, 1)
    box.void_batch(organizer, batch.batch_id)
    phone.text(f"{round_.codes[0]} 43421")
    codes = [UNKNOWN, round_.codes[0], inert, batch.codes[0]]
    assert [phone.text(f"{code} 43421") for code in codes] == [[UNUSABLE]] * 4
    assert in_the_box() == (1, 1)


def test_mistyped_code_is_to_be_looked_at_again(round_, phone, in_the_box):
    code = round_.codes[0]
    wrong = f"{code[:7]}{(int(code[7]) + 1) % 10}{code[8:]}"
    texts = [phone.text(f"{each} 43421") for each in (wrong, code[:15], code[1:])]
    assert (texts, in_the_box()) == ([[MISTYPED]] * 3, (0, 0))


def test_code_alone_is_answered_with_cadres_and_keys(round_, phone, in_the_box):
    assert (phone.text(round_.codes[0]), in_the_box()) == ([said("ask_grades", **HOW)], (0, 0))


@pytest.mark.parametrize("grades", ["4342", "434215", "53421", "优秀", "不评了", "优秀 称职 秤职 基本称职 不称职"])
def test_unclear_grades_are_asked_again_and_not_guessed(round_, phone, in_the_box, grades):
    assert (phone.text(f"{round_.codes[0]} {grades}"), in_the_box()) == ([AGAIN], (0, 0))


def test_second_unclear_message_is_led_to_another_way(round_, phone, in_the_box):
    first, second = (phone.text(f"{round_.codes[0]} 4342") for _ in range(2))
    assert (first, second) == ([AGAIN], [said("ballot_to_paper")])
    assert (phone.text(f"{round_.codes[0]} 43421"), in_the_box()) == ([COUNTED], (1, 1))


def test_two_codes_in_one_message_cast_nothing(round_, phone, in_the_box):
    answer = phone.text(f"{round_.codes[0]} 43421，我老伴的{round_.codes[1]} 43421")
    assert (answer, in_the_box()) == ([said("two_codes")], (0, 0))


def test_ballot_beside_an_opt_out_word_casts_nothing(round_, phone, in_the_box, rows):
    answer = phone.text(f"退订 {round_.codes[0]} 43421")
    assert (answer, in_the_box(), rows("SELECT * FROM sms_opt_out")) == ([said("opt_out_beside")], (0, 0), [])


def test_round_of_five_dimensions_is_for_web_and_paper(open_round, phone, in_the_box):
    code = open_round("five_dimensions").codes[0]
    answers = [phone.text(f"{code} {grades}") for grades in ("43421", "")]
    assert (answers, in_the_box()) == ([[said("web_or_paper")]] * 2, (0, 0))


def test_closed_round_takes_no_ballot(round_, phone, in_the_box, township):
    box.close_round(township.actors["organizer"], round_.id)
    # its codes are void: of those nothing is told, not even that there was a round
    assert (phone.text(f"{round_.codes[0]} 43421"), in_the_box()) == ([UNUSABLE], (0, 0))


def test_round_past_its_hour_takes_no_ballot(round_, phone, in_the_box, clock):
    clock.forward(days=3)
    assert (phone.text(f"{round_.codes[0]} 43421"), in_the_box()) == ([CLOSED], (0, 0))


@pytest.mark.parametrize("words", ["{code} 43421", "{code}", "{code} 4342", "退订 {code} 43421"])
def test_answers_repeat_neither_code_nor_grades(app, round_, words):
    sent = words.format(code=round_.codes[0])
    said = "".join(Phone(app).text(sent))
    assert [part for part in (round_.codes[0], group(round_.codes[0]), "43421") if part in said] == []
