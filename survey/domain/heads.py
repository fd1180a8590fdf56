"""The four heads of an interview day, 问政 问计 问需 问效, each with a sentence people understand."""

from __future__ import annotations

from dataclasses import dataclass

from survey.domain.words import Words


@dataclass(frozen=True)
class Head:
    """One head; `key` is what is stored and what a villager may type."""

    key: str
    name: Words
    plain: Words


HEADS = (
    Head("问政", Words("问政", "Affairs"), Words("村里事办得公道不公道", "Are village matters run fairly?")),
    Head("问计", Words("问计", "Ideas"), Words("您有什么好主意", "What would you do better?")),
    Head("问需", Words("问需", "Needs"), Words("家里、村里缺什么", "What do home and village lack?")),
    Head("问效", Words("问效", "Results"), Words("答应的事办成没有", "Was what was promised done?")),
)
KEYS = tuple(head.key for head in HEADS)


def head_of(key: str | None) -> Head | None:
    """Return the head stored as `key`; None where the villager left it open."""
    return next((head for head in HEADS if head.key == key), None)
