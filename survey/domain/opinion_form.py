"""The usual 征求意见表: say it in your own words, and under which of the four heads if you know."""

from __future__ import annotations

from survey.domain.choices import Option, SingleChoice
from survey.domain.heads import HEADS
from survey.domain.schema import Schema
from survey.domain.texts import LongText
from survey.domain.words import Words

TITLE = Words("征求意见表", "Opinion form")
UNSURE = "说不好"

TEXT = LongText(
    key="text",
    title=Words("您想说什么？", "What do you want to say?"),
    hint=Words("写一句就行。不用写姓名、电话。", "One sentence is enough. No name or phone number needed."),
    required=True,
    limit=2000,
)
HEAD = SingleChoice(
    key="head",
    title=Words("是哪一类的事？", "What is it about?"),
    hint=Words("不选也可以。", "You may leave this open."),
    options=(
        *(Option(head.key, head.name, head.plain) for head in HEADS),
        Option(UNSURE, Words("说不好归哪类", "Not sure")),
    ),
)
OPINION_FORM = Schema((TEXT, HEAD))
