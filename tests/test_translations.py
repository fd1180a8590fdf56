"""Every sentence has its English, once and with the same blanks to fill in; and no English is left over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import pofile
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir

from core.config import ROOT
from tests.support.house import PACKAGES

CATALOGS = sorted((ROOT / "translations" / "en" / "LC_MESSAGES").glob("*.po"))
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.svg", "jinja2")]
OPTIONS = {"**.html": {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}}
BLANK = re.compile(r"%\((\w+)\)[sd]")


def sentences() -> Iterator[tuple[str, str]]:
    """Yield every sentence to translate and the file it stands in."""
    for folder in [*PACKAGES, "templates"]:
        found = extract_from_dir(ROOT / folder, METHODS, OPTIONS, KEYWORDS, comment_tags=())
        for name, _line, message, _comments, _context in found:
            for text in message if isinstance(message, tuple) else (message,):
                yield text, f"{folder}/{name}"


@pytest.fixture(scope="module")
def used() -> dict[str, str]:
    """Every sentence, with the first file it stands in."""
    return dict(reversed(list(sentences())))


@pytest.fixture(scope="module")
def english() -> dict[str, dict[str, Message]]:
    """Every translation: sentence → catalog → message."""
    found: dict[str, dict[str, Message]] = defaultdict(dict)
    for path in CATALOGS:
        for message in read(path):
            found[str(message.id)][path.stem] = message
    return found


def read(path: Path) -> list[Message]:
    """Return a catalog's messages without its header."""
    with path.open("rb") as file:
        return [message for message in pofile.read_po(file, locale="en", abort_invalid=True) if message.id]


def test_sentences_all_have_their_english(used, english):
    done = {text for text, found in english.items() if any(m.string and not m.fuzzy for m in found.values())}
    assert {text: where for text, where in used.items() if text not in done} == {}


def test_translations_are_all_of_sentences_in_use(used, english):
    assert sorted(text for text in english if text not in used) == []


def test_catalogs_do_not_contradict_each_other(english):
    disputed = {text: {m.string for m in found.values()} for text, found in english.items()}
    assert {text: said for text, said in disputed.items() if len(said) > 1} == {}


def test_translations_fill_the_same_blanks(english):
    wrong = [
        text
        for text, found in english.items()
        for message in found.values()
        if set(BLANK.findall(text)) != set(BLANK.findall(str(message.string)))
    ]
    assert wrong == []


def test_translations_are_english(english):
    chinese = re.compile("[\u3400-\u9fff]")
    found = {t: str(m.string) for t, by in english.items() for m in by.values() if chinese.search(str(m.string))}
    assert {text: said for text, said in found.items() if "“" not in said} == {}
