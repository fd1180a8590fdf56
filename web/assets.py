"""Style sheets, scripts and pictures: few, small and the same for everybody, so compressed once and kept in memory."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import brotli

from ballotbox.views.prepared import Answer, coding_for, unchanged
from web.security import A_YEAR

LARGEST = 2**20  # bytes; a larger file is read from the disk by Flask


@dataclass(frozen=True)
class Asset:
    """One file as bytes, by Content-Encoding; "" is plain."""

    bodies: dict[str, bytes]
    type: str
    digest: str  # of the plain bytes; `web.pages.asset` puts its beginning into the address

    @classmethod
    def read(cls, path: Path) -> Asset:
        """Read a file; a coding that saves nothing is left out."""
        plain = path.read_bytes()
        packed = {"br": brotli.compress(plain), "gzip": gzip.compress(plain, mtime=0)}
        kind, _ = mimetypes.guess_type(path.name)
        text = kind is not None and (kind.startswith("text/") or kind == "application/javascript")
        smaller = {coding: body for coding, body in packed.items() if len(body) < len(plain)}
        named = kind or "application/octet-stream"
        digest = hashlib.sha256(plain).hexdigest()
        return cls({**smaller, "": plain}, f"{named}; charset=utf-8" if text else named, digest)

    def answer(self, query: str, headers: Mapping[str, str]) -> Answer:
        """Answer a request; an address that names this very content is kept for a year."""
        coding = coding_for(headers.get("accept-encoding", ""))
        coding = coding if coding in self.bodies else ""
        tag = f"{self.digest[:16]}-{coding or 'plain'}"
        named = query.startswith("v=") and len(query) > 6 and self.digest.startswith(query[2:])
        kept = {"Cache-Control": A_YEAR if named else "no-cache", "Vary": "Accept-Encoding", "ETag": f'"{tag}"'}
        if unchanged(tag, headers.get("if-none-match", "")):
            return Answer(304, b"", kept)
        coded = {"Content-Encoding": coding} if coding else {}
        return Answer(200, self.bodies[coding], {**kept, **coded}, self.type)


def read_all(folder: Path) -> dict[str, Asset]:
    """Return the files below `folder` by their path in it."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.stat().st_size <= LARGEST)
    return {path.relative_to(folder).as_posix(): Asset.read(path) for path in files}
