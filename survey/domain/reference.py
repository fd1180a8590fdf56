"""How a reference is written for people."""

from __future__ import annotations


def grouped(reference: str) -> str:
    """Return a reference in groups of four, as it is printed and read aloud: k3m8-x2vp."""
    return "-".join(reference[i : i + 4] for i in range(0, len(reference), 4))
