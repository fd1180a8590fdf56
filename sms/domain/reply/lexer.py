"""Cleaned text → tokens, the longest word first; and gaps run together into one."""

import re

from .characters import GAPS
from .numerals import number_at
from .tokens import Token, rewrite
from .vocabulary import Vocabulary

# Which gap is meant where several stand together: "1、 5" is a list gap, "王书记： 5" a link. A polite
# word ends whatever stood before it ("王书记您好，都5分" is no rating of 王书记 alone).
_STRONGEST = ";:、-~/.,\n "
_GAPS = re.compile(f"[{re.escape(_STRONGEST)}]+")
_NEGATIONS = frozenset("不没未非无否")


def lex(text: str, vocabulary: Vocabulary) -> list[Token]:
    """All tokens of cleaned text; what no rule knows becomes `?`."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        token = _next(text, at, vocabulary, tokens)
        tokens.append(token)
        at = token.end
    return _without_edges(rewrite(_guarded(tokens, text), _GAPS, lambda gaps: [_merge(gaps, text)]))


def unknown_at(tokens: list[Token]) -> int | None:
    """The place of the first character that no rule knows."""
    return next((token.start for token in tokens if token.symbol == "?"), None)


def _next(text: str, at: int, vocabulary: Vocabulary, before: list[Token]) -> Token:
    word = vocabulary.longest_at(text, at)
    if word:
        return word[1]._replace(start=at, end=at + len(word[0]))
    number = number_at(text, at)
    if number:
        return Token("x" if number.fraction else "0", number.digits, start=at, end=number.end)
    symbol = GAPS.get(text[at], "?")
    if text[at] == ")" and before and before[-1].symbol == "0":
        symbol = ":"  # "1) 5" numbers a person
    return Token(symbol, start=at, end=at + 1)


def _guarded(tokens: list[Token], text: str) -> list[Token]:
    """Words that count only before certain others; elsewhere they become unknown."""
    following = [*tokens[1:], Token("\n")][: len(tokens)]
    return [_guard(token, after, text) for token, after in zip(tokens, following, strict=True)]


def _guard(token: Token, after: Token, text: str) -> Token:
    word = text[token.start : token.end]
    unsure = (token.symbol == "w" and word in _NEGATIONS and _negates(after, text)) or (
        token.symbol == "N" and len(word) == 1 and _is_given_name(after, text)
    )
    return token._replace(symbol="?") if unsure else token


def _negates(after: Token, text: str) -> bool:
    """Whether 不 stands before something it could negate: it is a short form only beside other ratings."""
    return after.symbol not in "w0N\n" and text[after.start : after.end] not in GAPS


def _is_given_name(after: Token, text: str) -> bool:
    """张三 and 李四 are people, not a three for 张 and a four for 李."""
    return after.symbol == "0" and not text[after.start].isascii()


def _merge(gaps: list[Token], text: str) -> Token:
    symbols = {gap.symbol for gap in gaps}
    strongest = next(symbol for symbol in _STRONGEST if symbol in symbols)
    start, end = gaps[0].start, gaps[-1].end
    return Token(strongest, text[start:end], start=start, end=end)


def _without_edges(tokens: list[Token]) -> list[Token]:
    # a dash at the edge could be a minus or a "B-": it stays, and no rule takes it
    while tokens and tokens[0].symbol in ";:、~/.,\n ":
        tokens = tokens[1:]
    while tokens and tokens[-1].symbol in ";:、~/.,\n ":
        tokens = tokens[:-1]
    return tokens
