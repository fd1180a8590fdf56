"""Signatures that handsets and people put under a message: taken off, and on anonymous forms not kept."""

import re

from .characters import SURNAMES
from .form import ReplyForm
from .lexer import lex
from .tokens import shape
from .vocabulary import vocabulary

_NAME = rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_BRACKETS = re.compile(
    r"^\s*([【\[〔][^【】\[\]〔〕\n]{1,12}[】\]〕])|([【\[〔][^【】\[\]〔〕\n]{1,12}[】\]〕])[\s.。!]*$"
)
_SIGNED = re.compile(
    rf"[\s,;。]*(?P<mark>(?:[-—–]{{1,3}}\s*|(?:姓名|签名|署名|落款|我是|我叫)\s*:?\s*|村民)(?P<name>{_NAME})"
    rf"|\((?P<inside>{_NAME})\))[\s.。!]*$"
)
_HANDSET = re.compile(r"\s*(?:(?:发自|来自)(?:我的)?[^\s,。]{1,20}|SENT FROM MY [A-Z0-9 ]{1,20})\s*$")


def unsigned(text: str, form: ReplyForm) -> tuple[str, tuple[str, ...]]:
    """Cleaned text without its signatures, and the signatures. What could be an answer is no signature."""
    found: list[str] = []
    for _ in range(3):
        start, end, name = _signature(text, form)
        if not name:
            break
        found.append(text[start:end].strip())
        text = text[:start] + text[end:]
    return text, tuple(found)


def _signature(text: str, form: ReplyForm) -> tuple[int, int, str]:
    bracket = _BRACKETS.search(text)
    if bracket and _foreign(inner := (bracket[1] or bracket[2])[1:-1], form):
        group = 1 if bracket[1] else 2
        return bracket.start(group), bracket.end(group), inner
    signed = _SIGNED.search(text)
    if signed and _stranger(name := signed["name"] or signed["inside"], form):
        return signed.start("mark"), signed.end("mark"), name
    handset = _HANDSET.search(text)
    return (handset.start(), handset.end(), handset[0]) if handset else (0, 0, "")


def _foreign(inner: str, form: ReplyForm) -> bool:
    """Whether the brackets hold a word that is not of the form, nor a mistyped one."""
    return "?" in shape(lex(inner, vocabulary(form))) and _stranger(inner, form)


def _stranger(name: str, form: ReplyForm) -> bool:
    """A name that shares no character with what the form prints, so that no mistyped grade is thrown away."""
    printed = {*"".join(grade.name for grade in form.grades), *"".join(form.abstain_words)}
    return not set(name) & printed and not any(cadre.title[-1:] in name for cadre in form.cadres if cadre.title)
