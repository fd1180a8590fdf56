"""The house rules that import-linter and ruff do not check: names of files, sizes, reasons for exceptions."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from statistics import median, quantiles

from core.config import ROOT
from tests.support.house import FILES, OWN_FILES, PACKAGES, sources

LAYERS = re.compile(r"[a-z_]+")
EXCEPTION = re.compile(r"#\s*noqa\b(.*)|#\s*pragma: no cover(.*)")


def length(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text("utf-8").splitlines())


def ninth_tenth(sizes: list[int]) -> float:
    """Return the value that nine tenths do not exceed."""
    return quantiles(sizes, n=10)[-1]


def function_lengths() -> list[int]:
    """Return the lengths in lines of all functions of the packages, docstrings not counted."""
    found = []
    for path in sources(*PACKAGES):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno
                words = ast.get_docstring(node, clean=False)
                found.append(node.end_lineno - node.lineno + 1 - (words.count("\n") + 1 if words else 0))
    return found


def test_packages_are_those_of_the_layers():
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = [name for layer in rules["contracts"][0]["layers"] for name in LAYERS.findall(layer)]
    assert (rules["root_packages"], layers) == (PACKAGES, PACKAGES)
    assert sorted(path.parent.name for path in ROOT.glob("*/__init__.py")) == sorted([*PACKAGES, "bench"])


def test_packages_hold_only_the_files_every_package_may():
    found = {
        f"{package}/{path.name}"
        for package in PACKAGES
        if package not in OWN_FILES
        for path in (ROOT / package).iterdir()
        if path.name not in ("__init__.py", "__pycache__") and path.stem not in FILES
    }
    assert found == set()


def test_root_holds_no_stray_modules():
    assert sorted(path.name for path in ROOT.glob("*.py")) == ["recount.py", "wsgi.py"]


def test_files_are_short():
    sizes = [size for size in map(length, sources(*PACKAGES)) if size]
    assert {str(p): length(p) for p in sources(*PACKAGES, "tests", "bench") if length(p) > 300} == {}
    assert median(sizes) <= 80
    assert ninth_tenth(sizes) <= 200


def test_functions_are_short():
    sizes = function_lengths()
    assert median(sizes) <= 8
    assert ninth_tenth(sizes) <= 25


def test_templates_are_short():
    templates = (ROOT / "templates").rglob("*.html")
    assert {str(path): length(path) for path in templates if length(path) > 120} == {}


def test_tests_are_no_packages():
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_exceptions_to_the_linter_give_their_reason():
    bare = []
    for path in sources(*PACKAGES, "tests", "bench", "migrations"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            found = EXCEPTION.search(line)
            if found and not re.search(r"[–-] \w{2,}", found[1] or found[2] or ""):
                bare.append(f"{path.relative_to(ROOT)}:{number}")
    assert bare == []


def test_stylesheet_is_the_only_place_of_looks():
    pages = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.svg")]
    styled = [p.name for p in pages if re.search(r"""\sstyle=|<style|\son[a-z]+=["']""", p.read_text("utf-8"))]
    assert styled == []
    assert [path.name for path in (ROOT / "static" / "css").iterdir()] == ["zhiping.css"]
