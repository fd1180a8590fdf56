"""Opinions and everything else that is texted."""

from __future__ import annotations

import pytest

from tests.support.texting import said

HELP, COUNTED, UNUSABLE = said("help"), said("ballot_cast"), said("code_unusable")
OPINIONS = "SELECT village_id, channel, text, reference FROM opinion"


def received(reference: str) -> str:
    return said("opinion_received", reference=f"{reference[:4]}-{reference[4:]}")


@pytest.mark.parametrize(
    ("sent", "filed"),
    [
        ("2 村口的路灯坏了三个月", "村口的路灯坏了三个月"),
        ("２村：井水还是黄的", "井水还是黄的"),
        ("2号村，意见：低保名单要公开", "低保名单要公开"),
        ("2 路灯坏了😀，电话13912345678", "路灯坏了😀，电话[号码]"),
    ],
)
def test_opinion_for_a_village_is_filed_and_answered_with_its_reference(phone, forms, rows, township, sent, filed):
    answer = phone.text(sent)
    [(village, channel, text, reference)] = rows(OPINIONS)
    assert (village, channel, text) == (township.villages[1].id, "sms", filed)
    assert answer == [received(reference)]


def test_opinion_sent_again_by_the_gateway_has_the_same_reference(phone, forms, rows):
    answers = [phone.text("1 路灯坏了三个月", sid="SM1") for _ in range(3)]
    [(*_, reference)] = rows(OPINIONS)
    assert answers == [[received(reference)]] * 3


def test_other_words_under_the_same_id_file_nothing(phone, forms, rows):
    answers = [phone.text(words, sid="SM1") for words in ("1 路灯坏了三个月", "2 水井没有盖子")]
    assert (len(rows(OPINIONS)), answers[0] == answers[1]) == (1, True)


def test_ballot_and_opinion_are_counted_and_filed_apart(phone, round_, forms, rows, in_the_box, township):
    answer = phone.text(f"{round_.codes[0]} 43421 村里的路灯坏了三个月", sid="SM1")
    [(village, channel, text, reference)] = rows(OPINIONS)
    assert (village, channel, text) == (township.villages[0].id, "sms", "村里的路灯坏了三个月")
    assert (answer, in_the_box()) == ([COUNTED, received(reference)], (1, 1))
    assert rows("SELECT kind, reference FROM inbound_message") == [("ballot_and_opinion", None)]
    assert (phone.text(f"{round_.codes[0]} 43421 村里的路灯坏了三个月", sid="SM1"), len(rows(OPINIONS))) == (
        [UNUSABLE],
        1,
    )


def test_opinion_beside_an_unusable_code_is_not_filed(phone, round_, forms, rows):
    phone.text(f"{round_.codes[0]} 43421")
    assert phone.text(f"{round_.codes[0]} 43421 村里的路灯坏了三个月") == [UNUSABLE]
    assert rows(OPINIONS) == []


def test_opinion_that_quotes_a_code_is_filed_without_it(phone, round_, forms, rows, in_the_box):
    phone.text(f"我的票码是{round_.codes[0]}，村里修路的钱去哪了")
    assert [text for _, _, text, _ in rows(OPINIONS)] == ["我的票码是[票码]，村里修路的钱去哪了"]
    assert in_the_box() == (0, 0)


def test_ballot_counts_where_the_village_takes_no_opinions(phone, round_, rows, in_the_box):
    assert phone.text(f"{round_.codes[0]} 43421 村里的路灯坏了三个月") == [COUNTED]
    assert (in_the_box(), rows(OPINIONS)) == ((1, 1), [])


@pytest.mark.parametrize("sent", ["9 路灯坏了三个月", "999 路灯坏了三个月"])
def test_unknown_village_is_to_be_looked_at_again(phone, forms, rows, sent):
    assert (phone.text(sent), rows(OPINIONS)) == ([said("no_such_village", number=sent.split()[0])], [])


def test_village_without_a_form_says_so(phone, township, rows):
    answer = phone.text("1 路灯坏了三个月")
    assert (answer, rows(OPINIONS)) == ([said("no_opinion_form", village="大柳村")], [])


@pytest.mark.parametrize("sent", ["这是什么", "？", "😀", "你好", "村东头那条路下雨就淹", "1", "\x00\x07", "1 测试"])
def test_anything_else_is_answered_with_help(phone, forms, rows, sent):
    assert (phone.text(sent), rows(OPINIONS)) == ([HELP], [])


@pytest.mark.parametrize(
    "sent", ["0000", "【中国移动】您的话费余额为12.50元", "http://t.cn/abc 领红包", "1 http://t.cn/abc 点击领红包"]
)
def test_machines_get_no_answer(phone, forms, rows, sent):
    assert (phone.text(sent), rows("SELECT state, kind FROM inbound_message")) == ([], [("done", "ignored")])


@pytest.mark.parametrize("sent", ["TD", "ｔｄ", "退订", "R"])
def test_opt_out_is_noted_as_a_keyed_hash_and_answered(phone, rows, sent):
    assert phone.text(sent) == [said("opt_out_done")]
    [(number, since)] = rows("SELECT number_hash, since FROM sms_opt_out")
    assert (len(number), since) == (32, "2026-11-03")
    assert phone.text(sent, sid="again") != []
    assert len(rows("SELECT * FROM sms_opt_out")) == 1


def test_opt_out_that_twilio_answers_itself_is_noted_in_silence(phone, rows):
    assert (phone.text("Stop "), len(rows("SELECT * FROM sms_opt_out"))) == ([], 1)


def test_number_that_opted_out_may_still_vote(phone, round_):
    phone.text("TD")
    assert phone.text(f"{round_.codes[0]} 43421") == [COUNTED]


@pytest.mark.parametrize("sent", ["1 " + "路" * 1600, "好" * 33_000, "4" * 2000])
def test_text_longer_than_a_gateway_hands_on_is_to_be_split(phone, forms, rows, sent):
    assert (phone.text(sent), rows(OPINIONS)) == ([said("too_long")], [])


def test_machine_that_answers_every_answer_is_left_alone(phone):
    answers = [phone.text(f"收到您的消息 {'好' * turn}") for turn in range(14)]
    assert [len(answer) for answer in answers] == [1] * 10 + [0] * 4


def test_hand_numbered_part_with_its_village_is_filed(phone, forms, rows):
    phone.text("1 （2/2）垃圾没人拉，臭得很")
    assert [text for _, _, text, _ in rows(OPINIONS)] == ["垃圾没人拉，臭得很"]
