"""Rate limits per origin, kept in memory: they protect the machine, they decide nothing about a ballot.

`limit` refuses a request; `Failures` counts those of one origin alone, so that who sends none meets no limit.
Asked only where a limit stands (`limits` is the engine of Flask-Limiter, which hooks into every request): the pages of
the ballot pay nothing for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_network

from flask import request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from core.memory import remembered


@dataclass(frozen=True)
class Failures:
    """What failed at one origin of late; may be asked by any thread."""

    windows: MovingWindowRateLimiter
    rate: RateLimitItem
    name: str
    origin: str

    def note(self) -> bool:
        """Count one; False where there were more than the rate allows."""
        return bool(self.windows.hit(self.rate, self.name, self.origin))

    def worn_out(self) -> bool:
        """Tell whether the origin has used up its rate; counts nothing."""
        return not self.windows.test(self.rate, self.name, self.origin)


def failures(name: str, rate: str, address: str | None) -> Failures:
    """Return the failures called `name` of whoever is at `address`, at most `rate` ("60/minute").

    Who sends a text has the keyed hash of the number for an address.
    """
    return Failures(_windows(), parse(rate), name, _network(address or ""))


def limit(name: str, rate: str) -> None:
    """Count this request of its origin under `name`; raises TooManyRequests above `rate` ("20/minute")."""
    if not failures(name, rate, request.remote_addr).note():
        raise TooManyRequests


def _windows() -> MovingWindowRateLimiter:
    return remembered("limits", lambda: MovingWindowRateLimiter(MemoryStorage()))


def _network(address: str) -> str:
    """Return whose `address` that is: itself, or of IPv6 the network of 64 bits that one subscriber has."""
    if ":" not in address:
        return address
    try:
        return str(ip_network((address.partition("%")[0], 64), strict=False))
    except ValueError:
        return address
