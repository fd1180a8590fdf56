"""Pages rendered once and kept: whole ones ready to send, and ones with a few gaps that are filled per voter.

Thousands open the same ballot page in one evening; rendering it costs a hundred times what sending it does.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache

import brotli
from flask import current_app
from markupsafe import Markup, escape
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from core.i18n import language

GAP = "\0"  # cannot occur in a page
RETRY_SECONDS = "10"


def render(template: str, **values: object) -> str:
    """Render without Flask's context processors: a villager's page knows no session and no account."""
    return current_app.jinja_env.get_template(template).render(**values)


def gap(name: str) -> Markup:
    """Return the mark that a template writes where `Sheet.fill` will put the value called `name`."""
    return Markup(f"{GAP}{name}{GAP}")  # noqa: S704 - names are ours


class Sheet:
    """A rendered page with gaps."""

    def __init__(self, rendered: str) -> None:
        parts = rendered.split(GAP)
        self._text, self._names = parts[::2], parts[1::2]

    def fill(self, values: dict[str, str]) -> str:
        """Return the page, each gap filled with its escaped value; raises KeyError where one is missing."""
        filled = [self._text[0]]
        for name, text in zip(self._names, self._text[1:], strict=True):
            filled += (escape(values[name]), text)
        return "".join(filled)


@dataclass(frozen=True)
class Answer:
    """An answer, whichever server sends it; `headers` beside type, length and those of every page."""

    status: int
    body: bytes
    headers: dict[str, str]
    type: str = "text/html; charset=utf-8"


def written(page: str, status: int = 200) -> Answer:
    """Return the answer to something that was sent: never kept by a browser."""
    retry = {"Retry-After": RETRY_SECONDS} if status in (429, 503) else {}
    return Answer(status, page.encode(), {"Cache-Control": "no-store", **retry})


@dataclass(frozen=True)
class Packed:
    """A finished page as bytes: plain, and in the two compressions that browsers know."""

    bodies: dict[str, bytes]  # by Content-Encoding; "" is plain
    tag: str
    language: str

    @classmethod
    def of(cls, page: str) -> Packed:
        """Pack `page`, which is in the language of the current request."""
        plain = page.encode()
        bodies = {"br": brotli.compress(plain), "gzip": gzip.compress(plain, mtime=0), "": plain}
        return cls(bodies, hashlib.sha256(plain).hexdigest()[:16], language())

    def answer(self, accept_encoding: str, if_none_match: str) -> Answer:
        """Answer a request's two headers: 304 where the browser has this very page, otherwise the smallest body."""
        coding = coding_for(accept_encoding)
        tag = f"{self.tag}-{coding or 'plain'}"
        # keep, but ask each time: the round may have closed
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding", "ETag": f'"{tag}"'}
        if unchanged(tag, if_none_match):
            return Answer(304, b"", headers)
        headers["Content-Language"] = "en" if self.language == "en" else "zh-Hans"
        if coding:
            headers["Content-Encoding"] = coding
        return Answer(200, self.bodies[coding], headers)


def unchanged(tag: str, if_none_match: str) -> bool:
    """Tell whether a request's If-None-Match names `tag`."""
    return bool(if_none_match) and tag in parse_etags(if_none_match)


@lru_cache(maxsize=256)
def coding_for(accept_encoding: str) -> str:
    """Return the best Content-Encoding a request accepts: "br", "gzip", or "" for none."""
    accepted: Accept = parse_accept_header(accept_encoding, Accept)
    return next((name for name in ("br", "gzip") if accepted.quality(name) > 0), "")
