"""Key files of this installation: made once, readable by the owner alone, never in the database or its backups."""

from __future__ import annotations

import os
import secrets
import threading
from pathlib import Path

from flask import current_app

_making = threading.Lock()  # two threads that make one key would each trust their own


def folder() -> Path:
    """Return the app's key folder."""
    return Path(current_app.config["KEYS"])


def load_or_make(path: Path, size: int = 32) -> bytes:
    """Return the key in `path`; on first use make one of `size` random bytes, synced before it is used."""
    if not path.exists():
        write_once(path, secrets.token_bytes(size))
    return path.read_bytes()


def write_once(path: Path, content: bytes) -> None:
    """Write `content` to a new file of mode 0600 and sync it; raises FileExistsError where one stands."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync_name(path.parent)


def _sync_name(folder: Path) -> None:
    # a synced file whose name is not on disk is gone after a power cut
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def key(name: str) -> bytes:
    """Return the 32-byte key called `name` of the running app."""
    cache: dict[str, bytes] = current_app.extensions.setdefault("keyring", {})
    if name not in cache:
        with _making:
            if name not in cache:
                cache[name] = load_or_make(folder() / f"{name}.key")
    return cache[name]
