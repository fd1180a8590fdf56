"""The house as its rules name it: which packages there are, and which files a package may hold."""

from __future__ import annotations

from pathlib import Path

from core.config import ROOT

# high to low, as the layers contract in pyproject.toml has them
PACKAGES = [
    "web",
    "demo",
    "discipline",
    "appraisal",
    "casework",
    "notices",
    "sms",
    "survey",
    "ballotbox",
    "roster",
    "core",
]
OWN_FILES = {"web", "demo", "core"}  # their files are named by what they do
FILES = {
    "cli",
    "views",
    "forms",
    "pdf",
    "spreadsheet",
    "qr",
    "charts",
    "gateways",
    "service",
    "queries",
    "models",
    "domain",
}


def sources(*folders: str) -> list[Path]:
    """Return the Python files of these folders of the repository."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
