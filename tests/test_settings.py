"""README's table of settings says what the code says."""

from __future__ import annotations

import re
from dataclasses import fields

from core.config import ROOT, Settings

ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]*)` \| (?:`(.*?)`)? ?\| (.+?) \|$", re.MULTILINE)


def test_settings_stand_in_readme_with_default_and_meaning():
    code = [(field.name.upper(), field.default, field.metadata["meaning"]) for field in fields(Settings)]
    assert ROW.findall((ROOT / "README.md").read_text("utf-8")) == code
