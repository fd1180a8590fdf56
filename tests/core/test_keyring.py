from __future__ import annotations

import stat

import pytest

from core import keyring


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
