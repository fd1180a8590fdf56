"""Pages rendered once and kept: whole ones ready to send, and ones with a few gaps that are filled per voter.

Thousands open the same ballot page in one evening; rendering it costs a hundred times what sending it does.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass

import brotli
from flask import Response, current_app, request
from markupsafe import Markup, escape

from core.i18n import language

GAP = "\0"  # cannot occur in a page


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

    def response(self) -> Response:
        """Answer the request: 304 where the browser has this very page, otherwise the smallest body."""
        coding = next((name for name in ("br", "gzip") if request.accept_encodings.quality(name) > 0), "")
        tag = f"{self.tag}-{coding or 'plain'}"
        known = tag in request.if_none_match
        body, status = (b"", 304) if known else (self.bodies[coding], 200)
        response = Response(body, status, mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"  # keep, but ask each time: the round may have closed
        response.headers["Vary"] = "Accept-Encoding"
        response.set_etag(tag)
        if not known:
            response.headers["Content-Language"] = "en" if self.language == "en" else "zh-Hans"
            if coding:
                response.headers["Content-Encoding"] = coding
        return response
