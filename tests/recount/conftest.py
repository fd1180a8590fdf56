"""A round counted by the real services and its files, as auditors get them."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

import recount
from appraisal.service import appraise
from ballotbox import queries, service
from core.db import db
from discipline import queries as discipline
from discipline import service as review
from tests.ballotbox.conftest import DISCIPLINE, SUPERVISION, Box, holders, make_box, open_round, quick_keys
from tests.support.recounting import Files

__all__ = ["holders", "make_box", "open_round", "quick_keys"]


@pytest.fixture
def counted(make_box: Callable[..., Box]) -> Callable[..., Files]:
    """Play a round with random grades and return its files: `counted(preset="five_dimensions")`."""

    def play(sizes: tuple[int, ...] = (30, 12, 12), casts: tuple[int, ...] = (27, 11, 6), **settings: object) -> Files:
        chance = random.Random(12)
        box = make_box(sizes=sizes, **settings)
        marks = queries.round_facts(box.round).spec.marks
        sms = settings.get("preset", "overall") == "overall"
        for codes, n in zip(box.codes, casts, strict=True):
            for at, code in enumerate(codes[:n]):
                text = "4" * marks if at < 7 else "".join(chance.choices("43210", (5, 4, 2, 1, 1), k=marks))
                box.cast(code, text, 2 if sms and at % 3 == 0 else 1)
        box.close()
        box.count()
        _publish(box)
        bundle = service.bundle(box.actors["officer1"], box.round, DISCIPLINE, SUPERVISION)
        return Files(
            bundle=bundle,
            bulletin=discipline.published(box.round).text,
            opening=queries.opening_notice(box.round),
            closing=queries.closing_notice(box.round),
            box=queries.box_notice(box.round),
        )

    return play


def _publish(box: Box) -> None:
    people = box.actors
    db.session.rollback()
    result = appraise(box.round)
    review.check(people["officer1"], box.round, result.digest)
    for officer in ("officer1", "officer2"):
        review.sign(people[officer], box.round, result.digest)
    review.publish(people["officer2"], box.round)


@pytest.fixture
def audit(tmp_path: Path) -> Callable[..., list[str]]:
    """Run recount.py on files: `audit(files)` returns its differences; `names` are the files it is given."""

    def run(files: Files, *names: str, mode: str = "audit", **printed: str) -> list[str]:
        paths = files.write(tmp_path, *(names or ("bundle", "bulletin", "opening", "closing", "box")))
        return recount.recount(mode, [str(path) for path in paths], printed)

    return run
