from __future__ import annotations

import errno
import os
import stat

import pytest

from core import keyring
from core.errors import Unavailable


def test_key_is_made_once_and_kept(app):
    first = keyring.key("codes")
    app.extensions.pop("keyring")  # as after a restart
    assert keyring.key("codes") == first
    assert len(first) == 32


def test_keys_differ(app):
    assert keyring.key("codes") != keyring.key("phones")


def test_key_file_is_readable_by_its_owner_alone(app):
    keyring.key("codes")
    path = keyring.folder() / "codes.key"
    assert stat.filemode(path.stat().st_mode) == "-rw-------"
    assert stat.filemode(path.parent.stat().st_mode) == "drwx------"


def test_written_key_is_never_overwritten(tmp_path):
    path = tmp_path / "rounds" / "k3m8x2vp.key"
    keyring.write_once(path, b"first")
    with pytest.raises(FileExistsError):
        keyring.write_once(path, b"second")
    assert path.read_bytes() == b"first"


def test_full_disk_leaves_no_half_key_behind(tmp_path, monkeypatch):
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "sms.key"
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(Unavailable):
            keyring.load_or_make(path)
    assert list(tmp_path.iterdir()) == []
    assert len(keyring.load_or_make(path)) == 32


def test_damaged_key_is_never_used(tmp_path):
    path = tmp_path / "ballot-code.key"
    path.write_bytes(b"")
    with pytest.raises(RuntimeError, match=r"ballot-code\.key is damaged"):
        keyring.load_or_make(path)
