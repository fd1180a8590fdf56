"""The result as JSON: the very object that is hashed and signed, with the meaning of its figures beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from appraisal.domain.definitions import DEFINITIONS, LETTERS, Definition
from appraisal.domain.result import canonical
from discipline.domain.papers.dossier import Dossier, Shown, whole

FORMAT = "zhiping-result/1"
SCHEMA = "/static/schema/zhiping-result-1.json"
HOW = {
    "zh": "把 result 写成规范的 JSON（键按字母排，不留空格，UTF-8），算 SHA-256，要等于 sha256。用 Python："
    "json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(',', ':'))。",
    "en": "Write result as canonical JSON (sorted keys, no blanks, UTF-8); its SHA-256 must be sha256. In Python: "
    "json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(',', ':')).",
}
WITHHELD = {
    "zh": "有一类人来的票不到 10 张：原文里几个数一减，就知道他们怎么评的。所以这些数空着，sha256 不能用这个文件来算；"
    "签的是没有空着的原文。",
    "en": "A group sent fewer than ten ballots, and figures of the original would give it away by subtraction. They "
    "are null here, so sha256 cannot be computed from this file: what was signed is the original.",
}


def original(of: Dossier) -> str:
    """Return the result with definitions and signatures as JSON.

    Where it tells of a group under ten, figures that would are null, `complete` is false, and `withheld` says so.
    """
    complete = whole(of.result)
    return canonical(
        {
            "format": FORMAT,
            "schema": SCHEMA,
            "sha256": of.digest,
            "complete": complete,
            "how": HOW if complete else WITHHELD,
            "result": asdict(of.result) if complete else covered(of),
            "definitions": {key: _definition(one) for key, one in DEFINITIONS.items()},
            "letters": {"zh": LETTERS[0], "en": LETTERS[1]},
            "review": _review(of),
        }
    )


def signed_text(of: Dossier) -> str | None:
    """Return the very text that is hashed, byte for byte; None where it would tell of a group under ten."""
    return canonical(asdict(of.result)) if whole(of.result) else None


def covered(of: Dossier) -> dict[str, Any]:
    """Return the result as the office's pages show it, with null for every figure that may not be told."""
    raw = asdict(of.told)
    for one, person in zip(of.people, raw["persons"], strict=True):
        _cover(one, person)
    told = {one.person.number for one in of.people if one.enough}
    for pair in raw["pairs"]:
        if not {pair["first"], pair["second"]} <= told:
            _blank(pair, PAIR)
    if len(told) < len(of.people):
        _blank(raw["agreement"], ("ordinal", "nominal"))
    return raw


PAIR = ("difference", "se", "low", "high", "p", "adjusted", "says", "turned")
GRADE = ("count", "of", "share", "low", "high")
SCORE = ("mean", "se", "low", "high")


def _cover(one: Shown, person: dict[str, Any]) -> None:
    for group, shown in zip(person["groups"], one.view.groups, strict=True):
        if not (shown and one.enough):
            _blank(group, ("complete", "mean"))
    if not one.open:
        _blank(person["by_people"], ("mean", "se"))
        _blank(person, ("extremes", "reweighted", "channels"))
    if not one.pooled:
        _blank(person["one_third"], ("x", "n", "share", "binomial", "hypergeometric", "adjusted"))
        for grade in _all_grades(person):
            _blank(grade, GRADE)
    if not one.enough:
        _silence(person)


def _silence(person: dict[str, Any]) -> None:
    """Leave nothing of a person with under ten complete ballots."""
    _blank(person, ("band", "complete", "abstained", "blank", "channels", "standing", "not_competent"))
    _blank(person["one_third"], ("says",))
    for scored in (person, *person["items"]):
        _blank(scored["score"], SCORE)
        _blank(scored["between_groups"], ("statistic", "p"))
    for grade in _all_grades(person):
        _blank(grade, ("weighted", "weighted_se"))


def _all_grades(person: dict[str, Any]) -> list[dict[str, Any]]:
    return [*person["grades"], *(grade for item in person["items"] for grade in item["grades"])]


def _blank(raw: dict[str, Any], names: Sequence[str]) -> None:
    for name in names:
        raw[name] = None


def _definition(one: Definition) -> dict[str, Any]:
    both = {name: dict(zip(("zh", "en"), getattr(one, name), strict=True)) for name in ("name", "words")}
    return {**both, "formula": one.formula, "source": one.source, "case": one.case}


def _review(of: Dossier) -> dict[str, Any]:
    return {
        "state": of.standing.state.value,
        "marks": [
            {"kind": mark.kind, "name": mark.name, "at": mark.at.isoformat(timespec="seconds"), "sha256": mark.sha256}
            for mark in of.standing.marks
        ],
        "exported_by": of.printed_by,
        "exported_at": of.printed_at.isoformat(timespec="seconds"),
    }
