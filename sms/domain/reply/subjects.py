"""Who is rated: numbers with 号 or 第, ranges, 前/后 and lists, folded into one token `S` each."""

import re
from itertools import pairwise

from .tokens import GAP, SAID, Token, integers, rewrite, shape, spanning, whole

# A number right after a person is that person's rating, never the start of a list of persons.
_FREE = rf"(?<![hgNS0])(?<![hgNS]{GAP})"
_SPACE = re.compile(r"(?<=0) (?=[hgf])|(?<=[oBZM]) (?=0)|(?<=o0) (?=[hg])")
_FULL = re.compile(r"0f")
_ENDS = re.compile(r"[BZM]0g?")
_RANGE = re.compile(rf"{_FREE}o?0[hg]?[-~]o?0(?:h|(?<=o0)g|g)")
_CHAIN = re.compile(rf"{_FREE}(?:o?0、(?:0、)*0h|o?0,(?:0,)*0h|o?0 (?:0 )*0h|o0、(?:0、)*0g)")
_ONE = re.compile(r"o0[hg]?|0h")
_COUNT = re.compile(r"0g")
_BARE_RANGE = re.compile(rf"{_FREE}0[-~]0(?=:{SAID}|[ ,]?[wu])")
_NUMBERED = re.compile(r"[0S][ :、.,]?N")
_TWICE = re.compile(r"S[ :,]?N|N[ ,]?S|N ?N")
# "王书记5 李主任 张会计3" may be a forgotten rating: what stands between a rating and the next person
# (here a space) never joins persons, and only 、 和 or nothing does at all, unless 都 follows.
_JOINED = {"、": re.compile(r"S(?:、S)+"), "": re.compile(r"SS+(?=[: ]?[wu])")}
_PARTED = {"、": re.compile(rf"{SAID}、"), "": re.compile(rf"{SAID}S")}
_TOGETHER = re.compile(r"S(?:[ ,、]?S)+(?=[ :,]?A)")


def fold_subjects(tokens: list[Token], size: int) -> list[Token]:
    """Fold everything that names persons 1 … `size`; a person who is not there becomes `x`."""
    tokens = rewrite(tokens, _SPACE, lambda _: [])
    tokens = rewrite(tokens, _FULL, lambda old: [spanning("u", old)])
    tokens = rewrite(tokens, _ENDS, lambda old: _end(old, size))
    tokens = rewrite(tokens, _RANGE, lambda old: _range(old, size))
    tokens = rewrite(tokens, _CHAIN, lambda old: _chain(old, size))
    tokens = rewrite(tokens, _ONE, lambda old: _persons(old, integers(old), size))
    tokens = rewrite(tokens, _COUNT, lambda old: [spanning("K", old)])
    tokens = rewrite(_unnumbered(tokens), _BARE_RANGE, lambda old: _range(old, size))
    tokens = [t._replace(symbol="S") if t.symbol == "N" else t for t in _checked(tokens)]
    return _joined(rewrite(tokens, _TOGETHER, _list))


def _joined(tokens: list[Token]) -> list[Token]:
    for joint, pattern in _JOINED.items():
        if not _PARTED[joint].search(shape(tokens)):
            tokens = rewrite(tokens, pattern, _list)
    return tokens


def _persons(old: list[Token], numbers: list[int], size: int) -> list[Token]:
    known = bool(numbers) and all(1 <= number <= size for number in numbers)
    return [spanning("S" if known else "x", old, tuple(numbers))]


def _end(old: list[Token], size: int) -> list[Token]:
    count = integers(old)[0]
    rest = size - count
    first = {"B": 0, "Z": rest, "M": rest // 2}[old[0].symbol]
    if count > size or (old[0].symbol == "M" and rest % 2):
        return [spanning("x", old)]
    return _persons(old, list(range(first + 1, first + count + 1)), size)


def _range(old: list[Token], size: int) -> list[Token] | None:
    first, last = integers(old)
    return _persons(old, list(range(first, last + 1)), size) if first < last <= size else None


def _chain(old: list[Token], size: int) -> list[Token] | None:
    numbers = integers(old)
    rising = all(a < b for a, b in pairwise(numbers))
    return _persons(old, numbers, size) if rising else None


def _list(old: list[Token]) -> list[Token]:
    numbers = tuple(number for token in old for number in token.numbers)
    return [spanning("S" if len(set(numbers)) == len(numbers) else "x", old, numbers)]


def _unnumbered(tokens: list[Token]) -> list[Token]:
    """Drop "1、" before 王书记 where every name has its own number before it."""
    names = shape(tokens).count("N")
    own = [old for old in _numbered(tokens) if _number(old[0]) == old[-1].numbers]
    if not names or len(own) != names:
        return tokens
    return rewrite(tokens, _NUMBERED, lambda old: [old[-1]])


def _numbered(tokens: list[Token]) -> list[list[Token]]:
    found = _NUMBERED.finditer(shape(tokens))
    return [tokens[match.start() : match.end()] for match in found]


def _number(token: Token) -> tuple[int, ...]:
    return token.numbers or (whole(token),)


def _checked(tokens: list[Token]) -> list[Token]:
    """A number beside a name is the person's own or nothing is understood: "2号王书记" names two."""
    return rewrite(tokens, _TWICE, _same)


def _same(old: list[Token]) -> list[Token] | None:
    if old[0].numbers == old[-1].numbers:
        return [spanning("S", old, old[0].numbers)]
    return None if old[0].symbol == old[-1].symbol == "N" else [spanning("x", old)]
