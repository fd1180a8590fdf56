"""Counts come back from JSON, whole or the parts that scores rest on."""

from __future__ import annotations

import json

import numpy as np
import pytest

from appraisal.domain.from_counts import from_counts
from ballotbox.domain.counts import from_json, margins_from_json
from demo.domain.synthetic.village import spec
from tests.support.flagged import honest_pile


@pytest.fixture(scope="module")
def pile():
    return honest_pile("five_dimensions", 60, 3)


def test_counts_come_back_from_json_as_they_were(pile):
    counts = pile.counts(spec(pile.preset, pile.rolls))
    assert from_json(counts.to_json()) == counts
    assert from_json(counts.to_json()).to_json() == counts.to_json()


def test_margins_are_those_of_the_counts(pile):
    about = spec(pile.preset, pile.rolls)
    counts = pile.counts(about)
    margins = margins_from_json(counts.to_json())
    assert json.loads(json.dumps([margins.cells, margins.returned])) == json.loads(
        json.dumps([counts.cells, counts.returned])
    )
    assert margins.composite == counts.composite
    whole, part = from_counts(about, counts), from_counts(about, margins)
    assert np.array_equal(whole.cells, part.cells)
    assert np.array_equal(whole.composite.mean, part.composite.mean)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"cells": []}'])
def test_margins_of_something_else_are_refused(text):
    with pytest.raises((ValueError, LookupError, TypeError)):
        margins_from_json(text)
