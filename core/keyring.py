"""Key files of this installation: made once, readable by the owner alone, never in the database or its backups."""

from __future__ import annotations

import errno
import os
import secrets
import threading
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import current_app

from core.errors import Unavailable

FULL = (errno.ENOSPC, errno.EDQUOT)
_making = threading.Lock()  # two threads that make one key would each trust their own


def folder() -> Path:
    """Return the app's key folder."""
    return Path(current_app.config["KEYS"])


def load_or_make(path: Path, size: int = 32) -> bytes:
    """Return the key in `path`; on first use make one of `size` random bytes, synced before it is used.

    Raises RuntimeError where the file holds no key of that size (a damaged disk, a bad copy).
    """
    if not path.exists():
        with suppress(FileExistsError):  # another process was faster: its key is the key
            write_once(path, secrets.token_bytes(size))
    found = path.read_bytes()
    if len(found) != size:
        raise RuntimeError(f"the key file {path.name} is damaged: put back its copy")
    return found


def write_once(path: Path, content: bytes) -> None:
    """Write `content` to a new file of mode 0600 and sync it, whole or not at all.

    Raises FileExistsError where one stands, `Unavailable` where the disk is full.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # under another name until it is on disk: half a key would be taken for one
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.") as file:  # of mode 0600
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.link(file.name, path)
        _sync_name(path.parent)
    except OSError as error:
        if error.errno in FULL:
            raise Unavailable("database_busy") from error
        raise


def destroy(path: Path) -> None:
    """Overwrite a key file, unlink it and sync its folder; one that is gone already is fine.

    On a disk that writes elsewhere (flash, snapshots) the overwriting reaches only what the disk lets it reach.
    """
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            size = os.fstat(file.fileno()).st_size
            for content in (secrets.token_bytes(size), bytes(size)):
                file.seek(0)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        path.unlink()
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
