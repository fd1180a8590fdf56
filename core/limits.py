"""Rate limits per origin, kept in memory: they protect the machine, they decide nothing about a ballot.

`limit` refuses a request; `note` and `worn_out` count failures alone, so that who sends none meets no limit. Who it is
that fails may be named by the caller instead: the sender of a text message, by a keyed hash.
Asked only where a limit stands (`limits` is the engine of Flask-Limiter, which hooks into every request): the pages of
the ballot pay nothing for it.
"""

from __future__ import annotations

from ipaddress import ip_network

from flask import request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from core.memory import remembered


def limit(name: str, rate: str) -> None:
    """Count this request of its origin under `name`; raises TooManyRequests above `rate` ("20/minute")."""
    if not note(name, rate):
        raise TooManyRequests


def note(name: str, rate: str, who: str = "") -> bool:
    """Count a failure of this request's origin, or of `who`, under `name`; False above `rate` of them."""
    return bool(_windows().hit(parse(rate), name, who or _origin()))


def worn_out(name: str, rate: str, who: str = "") -> bool:
    """Tell whether this request's origin, or `who`, has used up `rate` under `name`; counts nothing."""
    return not _windows().test(parse(rate), name, who or _origin())


def _windows() -> MovingWindowRateLimiter:
    return remembered("limits", lambda: MovingWindowRateLimiter(MemoryStorage()))


def _origin() -> str:
    """Return whose request this is: an address, or of IPv6 the network of 64 bits that one subscriber has."""
    address = request.remote_addr or ""
    if ":" not in address:
        return address
    try:
        return str(ip_network((address.partition("%")[0], 64), strict=False))
    except ValueError:
        return address
