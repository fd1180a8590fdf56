from __future__ import annotations

from pathlib import Path

import pytest

from core.config import ROOT, Settings


def test_settings_keep_their_defaults_without_variables():
    assert Settings.from_env({}) == Settings()


def test_settings_read_their_variables_and_no_others():
    assert Settings.from_env({"PORT": "8080", "HOME": "/home/x"}) == Settings(port="8080")


def test_settings_take_an_empty_variable_as_not_set():
    assert Settings.from_env({"PORT": "", "DATABASE_URL": ""}) == Settings()


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        (Settings(instance_path="/srv/zhiping"), "sqlite:////srv/zhiping/zhiping.db"),
        (Settings(database_url="sqlite:////tmp/x.db"), "sqlite:////tmp/x.db"),
        (Settings(database_url="postgresql://u@h/db"), "postgresql+psycopg://u@h/db"),
        (Settings(database_url="postgresql+psycopg://u@h/db"), "postgresql+psycopg://u@h/db"),
    ],
)
def test_database_is_a_file_of_the_instance_or_the_one_named(settings, url):
    assert settings.database == url


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (Settings(), "http://127.0.0.1:8000"),
        (Settings(host="0.0.0.0", port="80"), "http://0.0.0.0:80"),
        (Settings(public_url="https://pj.example.cn/"), "https://pj.example.cn"),
    ],
)
def test_printed_address_is_the_public_one(settings, address):
    assert settings.base_url == address


def test_folders_lie_in_the_repository_unless_named():
    named = Settings(instance_path="/srv/zhiping")
    assert (Settings().instance, Settings().keys) == (ROOT / "instance", ROOT / "instance" / "keys")
    assert (named.instance, named.keys) == (Path("/srv/zhiping"), Path("/srv/zhiping/keys"))
