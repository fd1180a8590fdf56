"""The files of a counted round, as witnesses and auditors hold them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Files:
    """Texts of the five files."""

    bundle: str
    bulletin: str
    opening: str
    closing: str
    box: str

    def write(self, folder: Path, *names: str) -> list[Path]:
        """Write the files of these names into `folder`."""
        paths = [folder / f"{name}.json" for name in names]
        for path, name in zip(paths, names, strict=True):
            path.write_text(getattr(self, name), "utf-8")
        return paths

    def read(self, name: str) -> Any:
        """Return a file's content, to be changed and put back."""
        return json.loads(getattr(self, name))

    def put(self, **contents: Any) -> Files:
        """Return files with other contents."""
        texts = {
            k: json.dumps(v, sort_keys=True, ensure_ascii=False, separators=(",", ":")) for k, v in contents.items()
        }
        return replace(self, **texts)
