"""Rate limits per origin, kept in memory: they protect the machine, they decide nothing about a ballot.

Asked only where a limit stands (`limits` is the engine of Flask-Limiter, which hooks into every request): the pages of
the ballot pay nothing for it.
"""

from __future__ import annotations

from flask import request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from core.memory import remembered


def limit(name: str, rate: str) -> None:
    """Count this request of its origin under `name`; raises TooManyRequests above `rate` ("20/minute")."""
    windows = remembered("limits", lambda: MovingWindowRateLimiter(MemoryStorage()))
    if not windows.hit(parse(rate), name, request.remote_addr or ""):
        raise TooManyRequests
