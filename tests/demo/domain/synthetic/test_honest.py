import numpy as np
import pytest

from demo.domain.synthetic.honest import honest
from demo.domain.synthetic.pile import Pile
from demo.domain.synthetic.village import spec


@pytest.fixture(scope="module")
def pile() -> Pile:
    return honest(np.random.default_rng(3), 2000, "five_dimensions")


@pytest.mark.parametrize(("preset", "items"), [("overall", 1), ("five_dimensions", 5)])
@pytest.mark.parametrize("size", [60, 400, 2000])
def test_honest_round_has_ballots_of_every_group_and_no_more_than_its_roll(preset, items, size):
    found = honest(np.random.default_rng(1), size, preset)
    by_group = np.bincount(found.group)
    assert found.marks.shape == (size, 5, items)
    assert min(by_group) >= 12
    assert (by_group <= found.rolls).all()


def test_honest_round_is_the_same_from_the_same_seed():
    first, second = (honest(np.random.default_rng(9), 400).marks for _ in range(2))
    assert (first == second).all()


def test_honest_ballots_hang_together(pile):
    complete = pile.marks[((pile.marks > 0) & (pile.marks < 5)).all(axis=(1, 2))].astype(float)
    pairs = np.triu_indices(5, 1)
    persons, items = np.corrcoef(complete.mean(axis=2).T)[pairs], np.corrcoef(complete[:, 0].T)[pairs]
    assert 0.4 < persons.min() < persons.max() < items.min()  # halo between persons, more within one


def test_honest_round_has_straight_liners(pile):
    flat = pile.marks.reshape(len(pile), -1)
    assert 0.05 < (flat == flat[:, :1]).all(axis=1).mean() < 0.6


def test_honest_round_is_read_by_the_count_without_a_rejected_ballot(pile):
    counts = pile.counts(spec(pile.preset, pile.rolls))
    assert (counts.ballots, counts.problems, sum(n for _, n in counts.hours)) == (2000, {}, 2000)
    assert 0.9 * counts.by_channel[2] < sum(tray.n for tray in counts.enterers.values()) <= counts.by_channel[2]


def test_honest_casts_have_an_evening_peak(pile):
    by_hour = np.bincount((pile.hour + 8) % 24, minlength=24)
    assert by_hour[18:22].sum() > 3 * by_hour[0:8].sum()
    assert 18 <= by_hour.argmax() <= 21


def test_honest_rounds_of_five_dimensions_have_no_sms(pile):
    assert set(np.unique(pile.channel).tolist()) == {1, 3}
    assert set(np.unique(honest(np.random.default_rng(3), 2000).channel).tolist()) == {1, 2, 3}
