import pytest

from appraisal.domain.flags.flag import Finding, Subject, Text
from appraisal.domain.flags.saying import said, wording
from appraisal.domain.flags.words import METHODS, WORDS
from appraisal.domain.flags.words_accounting import ACCOUNTING
from demo.domain.synthetic.village import spec

SPEC = spec("overall", (100, 20, 30))
EVERYTHING = Subject(
    "batch", numbers=(3, 4), channel=3, groups=("villager", "party_member"), person=2, hour="2026-11-03T19:00+08:00"
)


def say(code, subject, observed, expected, unit):
    return said(SPEC, Finding(code, subject, observed, expected, 0.001, large=True), unit)


@pytest.mark.parametrize("code", [*WORDS, *ACCOUNTING])
def test_every_flag_has_both_languages_and_figures(code):
    unit = METHODS[code.partition("_")[0]].unit
    text = say(code, EVERYTHING, 0.5, 0.25, unit)
    assert "{" not in text.zh + text.en
    assert all((text.zh, text.en, wording(code).check.zh, wording(code).check.en))
    assert text.zh.endswith("。")
    assert text.en.endswith(".")


ACCUSING = ("作弊", "舞弊", "造假", "嫌疑", "违规", "fraud", "cheat", "suspic", "stuff", "fake", "forg")


@pytest.mark.parametrize("code", [*WORDS, *ACCOUNTING])
def test_no_flag_accuses(code):
    words = wording(code)
    every = " ".join((words.text.zh, words.text.en, words.check.zh, words.check.en)).lower()
    assert [word for word in ACCUSING if word in every] == []


def test_sentence_on_identical_ballots():
    assert say("identical_batch", Subject("batch", (12,), groups=("villager",)), 0.8333, 0.221, "share") == Text(
        "第12批里，83%的票一模一样；同类人的其他批次里大约22%。"
        "值得看一眼：也可能大家想到一块儿了，或者一家人商量着填的。",
        "In batch 12, 83 % of the ballots are the same; in the group's other batches about 22 %. "
        "Worth a look: people may simply agree, or families filled them in together.",
    )


def test_sentence_on_a_person_says_higher_or_lower():
    found = say("means_person_enterer", Subject("enterer", (7, 9), person=2), -12.34, 3.0, "points")
    assert found.zh.startswith("7、9号录入的票给钱主任的分比给别人的低12.3分，各类人的票和别人录入的票是高3.0分。")
    assert found.en.startswith(
        "Against the others on the same ballots, what enterers 7, 9 typed in puts Director Qian 12.3 points lower; "
        "every group's batches and what others typed in 3.0 points higher."
    )


def test_sentence_on_an_hour():
    found = say("burst", Subject("hour", hour="2026-11-03T19:00+08:00"), 200, 30, "casts")
    assert found.zh.startswith("11月3日19点这一小时投了200张，相近的时段最多30张。")
    assert found.en.startswith(
        "200 ballots came in the hour from 19:00 on 2026-11-03; comparable hours had at most 30."
    )


def test_sentence_on_groups_and_channel():
    groups = say("conflict", Subject("group", groups=("villager", "party_member"), person=1), 31, 20, "points")
    channel = say("channel", Subject("channel", channel=3, person=1), 60, 85, "points")
    assert groups.zh.startswith("村民和党员给赵书记的分相差31.0分，超过20.0分就提示。")
    assert channel.zh.startswith("给赵书记打分，纸票平均60.0分，同类的人用别的方式平均85.0分。")
    assert channel.en.startswith("Secretary Zhao has 60.0 points on paper, and 85.0 by other channels")
