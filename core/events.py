"""Upward news by registration: a lower package announces, a higher one has subscribed, `web.app` joined them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app

Handler = Callable[[Any], None]


def subscribe(app: Flask, event: type, handler: Handler) -> None:
    """Call `handler` with every announced `event`, in the announcer's transaction."""
    app.extensions.setdefault("events", defaultdict(list))[event].append(handler)


def announce(event: object) -> None:
    """Hand `event` (a frozen dataclass) to its subscribers; what they raise undoes the announcer's work too."""
    for handler in current_app.extensions.get("events", {}).get(type(event), ()):
        handler(event)
