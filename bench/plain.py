"""The plain loop: a WSGI program that answers every request with one fixed text, under the same server."""

from __future__ import annotations

from collections.abc import Callable, Iterable

BODY = b"<!doctype html><title>plain</title>" + b"x" * 4000
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def app(environ: dict[str, object], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Read what was sent, answer the fixed text."""
    environ["wsgi.input"].read()  # type: ignore[attr-defined]
    start_response("200 OK", HEADERS)
    return [BODY]
