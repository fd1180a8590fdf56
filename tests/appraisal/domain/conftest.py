"""Rounds to compute by hand: one item unless cells say otherwise."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from appraisal.domain.counts import CountsInput
from appraisal.domain.methods.moments import of_counts

CASES = Path(__file__).parents[2] / "data" / "stats_cases.json"


@pytest.fixture(scope="session")
def case_file() -> dict[str, Any]:
    return json.loads(CASES.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def make_counts() -> Callable[..., CountsInput]:
    """Build a round from cells [cadre][item][group][grade]; rolls default to the ballots returned."""

    def build(cells: Any, scores: Any = (100, 80, 60, 40), **changes: Any) -> CountsInput:
        table = np.array(cells, dtype=float)
        _, items, groups, _ = table.shape
        returned = table.sum(axis=-1).max(axis=(0, 1))
        settings = {
            "grade_scores": np.array(scores, dtype=float),
            "groups": tuple(f"g{place}" for place in range(groups)),
            "group_weight": np.full(groups, 1 / groups),
            "n_roll": returned,
            "n_returned": returned,
            "item_names": tuple(f"i{place}" for place in range(items)),
            "item_weight": np.full(items, 1 / items),
            "cells": table,
            "composite": of_counts(table[:, 0], np.array(scores, dtype=float)),
        }
        return CountsInput(**(settings | changes))

    return build
