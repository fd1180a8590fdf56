"""Printed sheets: a Typst template and its data in, PDF bytes out. Templates are `templates/<package>/*.typ`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

from core.config import ROOT

# Noto is preferred where it is installed; the shipped WenQuanYi Micro Hei keeps Chinese from showing as boxes
FONTS = ROOT / "assets" / "fonts"
TYPESET = [sys.executable, "-I", str(Path(__file__).with_name("typeset.py"))]


class TemplateFault(RuntimeError):
    """A template cannot be typeset; the message is Typst's."""


def render(template: str, data: dict[str, Any], *, pages: Literal["pdf", "png"] = "pdf", ppi: int = 144) -> bytes:
    """Typeset `templates/<template>` with `data` (JSON types; read in it as `data`) and return the PDF.

    Raises TemplateFault where the template itself is faulty, with what Typst says.
    """
    order = {
        "input": str(ROOT / "templates" / template),
        "root": str(ROOT / "templates"),
        "font_paths": [str(FONTS)],
        "format": pages,
        "ppi": ppi,
        "sys_inputs": {"data": json.dumps(data, ensure_ascii=False)},
    }
    done = subprocess.run(TYPESET, input=json.dumps(order).encode(), capture_output=True, check=False)  # noqa: S603 – our own file
    if done.returncode:
        raise TemplateFault(done.stderr.decode(errors="replace"))
    return done.stdout
