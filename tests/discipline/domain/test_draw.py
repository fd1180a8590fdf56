"""The lot: reproducible, blind to the order of the list, fair over seeds, and recomputable with plain tools."""

from __future__ import annotations

import hashlib
import random
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from core.errors import Conflict, InvalidInput
from discipline.domain import draw
from discipline.domain.draw import Kind

VILLAGES = tuple(f"v{n:02}" for n in range(1, 13))
SEEDS = tuple(f"seed {n}" for n in range(6_000))
units = st.lists(st.text("abcdefgh23456789.", min_size=1, max_size=12), min_size=1, max_size=40, unique=True)
seeds = st.text("0123456789abc", min_size=4, max_size=20)


def test_rank_is_the_hash_of_seed_and_unit():
    assert draw.rank("3 5 1 6 2 4", "k3m8x2vp") == hashlib.sha256(b"3 5 1 6 2 4|k3m8x2vp").hexdigest()


def test_draw_is_the_one_it_always_was():
    """Worked out once with sha256sum and sort: a printed sheet must still be true after the program has changed."""
    assert draw.draw("3 5 1 6 2 4", VILLAGES, 4) == ("v08", "v07", "v04", "v05")


@given(seeds, units, st.randoms(use_true_random=False), st.data())
def test_draw_does_not_depend_on_the_order_of_the_list(seed, population, rng, data):
    k = data.draw(st.integers(1, len(population)))
    mixed = list(population)
    rng.shuffle(mixed)
    assert draw.draw(seed, population, k) == draw.draw(seed, mixed, k)
    assert draw.population_text(population) == draw.population_text(mixed)


@given(seeds, units, st.data())
def test_draw_takes_k_different_units_of_the_list_and_a_larger_k_adds_to_them(seed, population, data):
    k = data.draw(st.integers(1, len(population)))
    found = draw.draw(seed, population, k)
    assert (len(found), len(set(found)), set(found) <= set(population)) == (k, k, True)
    assert draw.draw(seed, population, len(population))[:k] == found


def test_every_unit_is_equally_likely_to_be_drawn():
    """Pearson's chi-square over fixed seeds; without replacement it is smaller by (n-k)/(n-1)."""
    k, n = 3, len(VILLAGES)
    drawn = Counter(unit for seed in SEEDS for unit in draw.draw(seed, VILLAGES, k))
    expected = len(SEEDS) * k / n
    statistic = sum((drawn[unit] - expected) ** 2 / expected for unit in VILLAGES) * (n - 1) / (n - k)
    assert 0.001 < stats.chi2.sf(statistic, n - 1) < 0.999


def test_every_place_in_the_lot_is_equally_likely_for_a_unit():
    places = Counter(draw.draw(seed, VILLAGES, len(VILLAGES)).index("v07") for seed in SEEDS)
    assert 0.001 < stats.chisquare([places[place] for place in range(len(VILLAGES))]).pvalue < 0.999


def test_every_pair_is_equally_likely():
    pairs = Counter(frozenset(draw.draw(seed, VILLAGES, 2)) for seed in SEEDS)
    assert len(pairs) == 66
    assert 0.001 < stats.chisquare(list(pairs.values())).pvalue < 0.999


def test_fairness_test_sees_an_unfair_lot():
    """The same test on a lot that prefers one unit, so that it can fail."""
    rng = random.Random(1)
    drawn = Counter(rng.choices(VILLAGES, [1.15] + [1] * 11)[0] for _ in range(18_000))
    assert stats.chisquare([drawn[unit] for unit in VILLAGES]).pvalue < 0.001


def test_population_is_one_unit_a_line_and_hashed_as_sha256sum_does(tmp_path: Path):
    text = draw.population_text(("b", "a", "c"))
    assert text == "a\nb\nc\n"
    (tmp_path / "list.txt").write_text(text, "ascii")
    said = subprocess.run(["sha256sum", tmp_path / "list.txt"], capture_output=True, check=True, text=True)
    assert said.stdout.split()[0] == draw.population_hash(text)


def test_lines_are_named_by_round_group_and_number():
    assert draw.lines("k3m8x2vp", "villager", 3) == tuple(f"k3m8x2vp.villager.{n:05}" for n in (1, 2, 3))
    assert draw.line_number("k3m8x2vp.villager.00217") == 217
    assert Kind("lines") is Kind.LINES


@pytest.mark.parametrize(
    ("n", "k", "code"),
    [
        (0, 1, "draw_empty"),
        (3, 0, "draw_size"),
        (3, 4, "draw_size"),
        (3, -1, "draw_size"),
        (20_001, 1, "draw_too_many"),
    ],
)
def test_sizes_that_cannot_be_drawn_are_refused(n, k, code):
    with pytest.raises(InvalidInput, match=code) as refused:
        draw.check_size([str(unit) for unit in range(n)], k)
    assert refused.value.fields == {"k": code}


def test_whole_list_and_one_of_it_can_be_drawn():
    draw.check_size(VILLAGES, 1)
    draw.check_size(VILLAGES, len(VILLAGES))


@pytest.mark.parametrize(
    ("typed", "seed"),
    [("  3 5 1   6 2 4 ", "3 5 1 6 2 4"), ("３５１６", "3516"), ("2026-11-05.3D.417", "2026-11-05.3D.417")],
)
def test_seed_is_what_everybody_can_type(typed, seed):
    assert draw.checked_seed(typed) == seed


@pytest.mark.parametrize("typed", ["", "351", "骰子三五一六", "35|16", "3516'", "-351", "a" * 101, "35\n\n $(x)"])
def test_seed_that_not_everybody_can_type_is_refused(typed):
    with pytest.raises(InvalidInput, match="seed_wrong") as refused:
        draw.checked_seed(typed)
    assert (refused.value.fields, refused.value.params) == ({"seed": "seed_wrong"}, {"least": 4, "most": 100})


def test_words_are_asked_for_and_tidied():
    assert draw.checked_words(" 年度  抽查\n", "reason") == "年度 抽查"
    for typed, code in (("  ", "draw_words"), ("长" * 301, "draw_words_long")):
        with pytest.raises(InvalidInput, match=code) as refused:
            draw.checked_words(typed, "source")
        assert refused.value.fields == {"source": code}


def test_seed_is_given_once():
    draw.guard_unseeded(None)
    with pytest.raises(Conflict, match="draw_done"):
        draw.guard_unseeded("3516")
