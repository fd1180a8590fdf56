"""What one process remembers for one app: caches, boards, threads. Gone at a restart; never the truth."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar, cast

from flask import Flask, current_app

from core.config import Settings

T = TypeVar("T")
_making = threading.Lock()


def running_app() -> Flask:
    """Return the app of the present context itself, to be handed to a thread."""
    return cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]


def of_app(app: Flask, name: str, make: Callable[[], T]) -> T:
    """Return what `app` remembers under `name`; the first to ask makes it, once, whatever threads ask."""
    found = app.extensions.get(name)
    if found is None:
        with _making:
            found = app.extensions.get(name)
            if found is None:
                found = app.extensions[name] = make()
    return cast(T, found)


def remembered(name: str, make: Callable[[], T]) -> T:
    """Return what the running app remembers under `name`."""
    return of_app(running_app(), name, make)


def settings() -> Settings:
    """Return the running app's settings."""
    return cast(Settings, current_app.extensions["settings"])
