"""Tokens, and the string of their symbols on which the rules of the grammar are written.

0 number   u number with 分   w grade   z abstain   N name   S person(s)   K count
A all   R the rest   E except   O outside   C correction   c changed to   * times
h 号   g 个   f 分   o 第   B front   Z back   M middle   x never understood   ? unknown   q question
gaps: space, line break, `,` `、` `.` `-` `~` `/` and `:` (also words such as 是, 给, 打)
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

GAP = r"[ \n,、.\-~/:]"
SAID = r"[0uwz]"

Notation = Literal["number", "word", "short", "letter", "stem", "abstain"]


@dataclass(frozen=True)
class Value:
    """One rating as written: `text` is what the answer shows, `name` the grade meant (empty for numbers)."""

    notation: Notation
    text: str
    name: str = ""


class Token(NamedTuple):
    """A symbol and what stands behind it; `start` and `end` are places in the cleaned text."""

    symbol: str
    text: str = ""
    numbers: tuple[int, ...] = ()
    value: Value | None = None
    start: int = 0
    end: int = 0


def shape(tokens: list[Token]) -> str:
    """The symbols of the tokens in one string, one character each."""
    return "".join(token.symbol for token in tokens)


Build = Callable[[list[Token]], list[Token] | None]


def rewrite(tokens: list[Token], pattern: re.Pattern[str], build: Build) -> list[Token]:
    """Replace what `pattern` finds in the shape by what `build` makes of it; None leaves it as it is."""
    made: list[Token] = []
    at = 0
    for match in pattern.finditer(shape(tokens)):
        new = build(tokens[match.start() : match.end()])
        if new is not None:
            made += [*tokens[at : match.start()], *new]
            at = match.end()
    return made + tokens[at:]


def spanning(symbol: str, old: list[Token], numbers: tuple[int, ...] = ()) -> Token:
    """A token of `symbol` in the place of the tokens `old`; its text is the first number among them."""
    text = next((token.text for token in old if token.symbol == "0"), "")
    return Token(symbol, text, numbers, None, old[0].start, old[-1].end)


def said(token: Token) -> Value:
    """The rating of a token of `SAID`."""
    return token.value if token.value is not None else Value("number", token.text)


def whole(token: Token) -> int:
    """The number of a token; nine digits are more than any person's number, and thousands of them are slow."""
    return int(token.text[:9])


def integers(tokens: list[Token]) -> list[int]:
    """The bare numbers among the tokens, in their order."""
    return [whole(token) for token in tokens if token.symbol == "0"]
