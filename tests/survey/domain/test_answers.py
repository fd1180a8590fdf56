from __future__ import annotations

import pytest

from core.redact import MARK
from survey.domain.answers import parse_answers
from survey.domain.choices import Option, SingleChoice
from survey.domain.opinion_form import HEAD, OPINION_FORM, TEXT
from survey.domain.questions import Problem, Question, Summary
from survey.domain.schema import Schema
from survey.domain.texts import LongText, ShortText
from survey.domain.words import Words

NAME = ShortText(key="name", title=Words("叫什么"), limit=5)
AGREE = SingleChoice(
    key="agree",
    title=Words("同意吗", "Do you agree?"),
    required=True,
    options=(Option("yes", Words("同意", "Yes")), Option("no", Words("不同意", "No"))),
)


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        (TEXT, " 路灯坏了\r\n修一修 ", "路灯坏了\n修一修"),
        (TEXT, "电话13812345678", f"电话{MARK}"),
        (TEXT, "字" * 2000, "字" * 2000),
        (TEXT, "字" * 2001, Problem("text_too_long", {"question": TEXT.title, "length": 2001, "limit": 2000})),
        (TEXT, " \n\t ", Problem("text_missing", {"question": TEXT.title})),
        (TEXT, None, Problem("text_missing", {"question": TEXT.title})),
        (NAME, "王  二\n小", "王 二 小"),
        (NAME, "", None),
        (NAME, "一二三四五六", Problem("text_too_long", {"question": NAME.title, "length": 6, "limit": 5})),
        (AGREE, "yes", "yes"),
        (AGREE, " 不同意 ", "no"),
        (AGREE, "ＹＥＳ", "yes"),
        (AGREE, "", Problem("choice_missing", {"question": AGREE.title})),
        (AGREE, "也许", Problem("choice_unknown", {"question": AGREE.title})),
        (HEAD, "问需", "问需"),
        (HEAD, "Results", "问效"),
        (HEAD, "说不好归哪类", "说不好"),
        (HEAD, "", None),
    ],
)
def test_question_reads_what_came_in(question: Question, raw: object, value: object) -> None:
    assert question.parse(raw) == value


def test_answers_are_values_and_problems_by_key() -> None:
    schema = Schema((TEXT, HEAD, AGREE))
    parsed = parse_answers(schema, {"text": "修路", "head": "", "agree": "?", "stranger": "x"})
    assert parsed.values == {"text": "修路"}
    assert parsed.problems == {"agree": Problem("choice_unknown", {"question": AGREE.title})}


def test_questions_write_values_out_in_words() -> None:
    assert AGREE.as_text("no", english=False) == "不同意"
    assert AGREE.as_text("no", english=True) == "No"
    assert AGREE.as_text("perhaps", english=True) == "perhaps"
    assert TEXT.as_text("修路", english=True) == "修路"


def test_questions_sum_values_up() -> None:
    assert AGREE.summarise(["no", None, "no"]) == Summary(2, (("yes", 0), ("no", 2)))
    assert TEXT.summarise(["修路", None]) == Summary(1)


def test_schema_comes_back_from_its_json() -> None:
    schema = Schema((TEXT, HEAD, NAME, AGREE))
    assert Schema.from_json(schema.to_json()) == schema
    assert OPINION_FORM.question("head") == HEAD


@pytest.mark.parametrize("format", [0, 2])
def test_schema_refuses_another_format(format: int) -> None:
    with pytest.raises(ValueError, match="format"):
        Schema.from_json({"format": format, "questions": []})


def test_schema_refuses_two_questions_with_one_key() -> None:
    with pytest.raises(ValueError, match="one key"):
        Schema((TEXT, LongText(key="text", title=Words("再说一句"))))
