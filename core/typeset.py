"""Typesets one sheet in a process of its own, for core/pdf.py: order on stdin, document on stdout.

Typst keeps what it drew until its process ends (a third of a megabyte a slip), so the server must not be that process.
"""

from __future__ import annotations

import json
import sys

import typst


def main() -> None:
    """Typeset the order; a faulty template is said on stderr, with exit code 1."""
    try:
        sys.stdout.buffer.write(typst.compile(**json.load(sys.stdin)))
    except typst.TypstError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
