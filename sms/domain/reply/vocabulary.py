"""Every word that means something on one form, found by its first character, longest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from . import words
from .characters import DIGITS, GAPS, TENS
from .clean import clean
from .form import Cadre, ReplyForm
from .tokens import Token, Value

# 弃权 alone gives up the whole ballot; "不了解" alone says of nobody in particular that they are unknown.
_GIVE_UP = {"弃权": ("弃权", "弃权票", "弃票", "投弃权票", "投弃权", "弃")}

BLANK = "\x00"

_SAME_FOR_ALL: dict[str, Iterable[str]] = {
    " ": words.FILLERS,
    ";": [*words.POLITE, *words.KIND_EMOJI],
    ":": words.LINKS,
    "、": words.LISTS,
    "~": words.RANGES,
    "A": words.ALL,
    "R": words.REST,
    "E": words.EXCEPT,
    "O": words.OUTSIDE,
    "C": words.CORRECT,
    "c": words.CHANGE,
    "B": words.FRONT,
    "Z": words.BACK,
    "M": words.MIDDLE,
    "*": words.TIMES,
    "h": words.NUMBERS,
    "g": words.CLASSIFIERS,
    "f": ["分", "分数"],
    "o": ["第"],
    "q": ["?", "吗", "么"],
}


@dataclass(frozen=True)
class Vocabulary:
    """Words by first character; and for slips, words of two characters and more with one of them blanked."""

    words: dict[str, list[tuple[str, Token]]]
    mendable: frozenset[str]
    blanked: dict[str, list[str]]
    lengths: tuple[int, ...]

    def longest_at(self, text: str, at: int) -> tuple[str, Token] | None:
        """The longest word that begins at `at`, or None."""
        for word, token in self.words.get(text[at], ()):
            if text.startswith(word, at):
                return word, token
        return None


@lru_cache(maxsize=256)
def vocabulary(form: ReplyForm) -> Vocabulary:
    """The words of a form. What the form prints wins over what is said on every form."""
    found = {word: Token(symbol) for symbol, said in _SAME_FOR_ALL.items() for word in said}
    printed = {_plain(word): token for word, token in _printed(form)}
    people = {word: token for word, token in _people(form).items() if _free(word, {**found, **printed})}
    found.update(people)
    found.update(printed)
    by_first: dict[str, list[tuple[str, Token]]] = {}
    for word in sorted(found, key=len, reverse=True):
        by_first.setdefault(word[0], []).append((word, found[word]))
    mendable = frozenset(word for word in [*printed, *people] if len(word) > 1)
    lengths = tuple(sorted({len(word) for word in mendable}))
    return Vocabulary(by_first, mendable, _blanked(mendable), lengths)


def _blanked(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        for i in range(len(word)):
            found.setdefault(word[:i] + BLANK + word[i + 1 :], []).append(word)
    return found


def _plain(word: str) -> str:
    return clean(word).text


def _printed(form: ReplyForm) -> Iterator[tuple[str, Token]]:
    for word in form.abstain_words:
        for said in _GIVE_UP.get(word, (word,)):
            whole = "whole" if word in _GIVE_UP and len(said) > 1 else ""
            yield said, Token("z", whole, value=Value("abstain", ""))
    if form.scale:
        yield "满分", Token("u", str(form.scale[1]))
    for grade in form.grades:
        for said in filter(None, (grade.letter, grade.stem)):
            yield said, Token("w", value=Value("letter", said, grade.name))
        if grade.short:
            yield grade.short, Token("w", value=Value("short", grade.name, grade.name))
        yield grade.name, Token("w", value=Value("word", grade.name, grade.name))


def _people(form: ReplyForm) -> dict[str, Token]:
    """Names, posts and surnames of the round; whatever could mean two persons is left out."""
    meant: dict[str, set[int]] = {}
    for cadre in form.cadres:
        for word in _said_of(cadre):
            meant.setdefault(_plain(word), set()).add(cadre.number)
    for cadre in form.cadres:  # a synonym never takes the printed post of somebody else
        for post in words.POSTS.get(cadre.title, ()):
            if post not in meant:
                meant[post] = {c.number for c in form.cadres if c.title == cadre.title}
    return {word: Token("N", word, tuple(who)) for word, who in meant.items() if len(who) == 1}


def _said_of(cadre: Cadre) -> Iterator[str]:
    yield cadre.name
    yield cadre.surname
    yield cadre.title
    yield f"{cadre.name}{cadre.title}"
    for post in (cadre.title, *words.POSTS.get(cadre.title, ())):
        yield f"{cadre.surname}{post}"


def _free(word: str, taken: dict[str, Token]) -> bool:
    # surnames such as 伍, 丁 or 和 are also numerals, stems and conjunctions: only with the post are they names
    return bool(word) and word not in taken and not set(word) <= {*DIGITS, *TENS, *GAPS}
