"""How often honest rounds raise a flag, and stuffed ones do. The tables of docs/statistics.md come from here."""

from collections import Counter

import pytest

from demo.domain.synthetic.stuffing import STYLES, Manner
from tests.support.flagged import PRESETS, SIZES, flagged, honest_pile, stuffed_pile

SHARES = (0.02, 0.05, 0.1)
HONEST, STUFFED = 1000, 200  # rounds of a cell
ROUGH = 0.5  # sd between hamlets: two thirds more than the roughest ordinary village
MANNERS = {
    "hurried": Manner(hurried=True),
    "spread over all batches": Manner(spread=True),
    "spread, but hurried": Manner(spread=True, hurried=True),
    "spread, on paper, one enterer": Manner(spread=True, typed=True),
}


def any_flag(rounds, pile):
    return sum(bool(codes) for codes in flagged(rounds, pile))


@pytest.mark.parametrize("preset", PRESETS)
def test_honest_rounds_few_raise_none(preset):
    assert [any_flag(10, lambda at, size=size: honest_pile(preset, size, at)) for size in SIZES] == [0, 0, 0]


@pytest.mark.parametrize("preset", PRESETS)
def test_identical_ballots_of_a_batch_are_found_at_400_and_ten_percent(preset):
    found = list(flagged(10, lambda at: stuffed_pile(preset, 400, at, "identical", 0.1)))
    assert sum("identical_batch" in codes for codes in found) >= 8  # ten rounds, of which 95 % are to be expected


@pytest.mark.soak
@pytest.mark.parametrize("preset", PRESETS)
def test_honest_rounds_raise_any_flag_in_at_most_five_percent(preset):
    rates = []
    for size in SIZES:
        found = list(flagged(HONEST, lambda at, size=size: honest_pile(preset, size, at)))
        rates.append(sum(map(bool, found)) / HONEST)
        codes = Counter(code for one in found for code in one)
        print(f"| {preset} | {size} | {100 * rates[-1]:.1f} % | {dict(codes)} |")  # noqa: T201 – figures of the soak run
    assert max(rates) <= 0.05


@pytest.mark.soak
@pytest.mark.parametrize("preset", PRESETS)
def test_hamlets_that_differ_much_raise_flags_more_often(preset):
    """What the rate is worth where a village is not like the generator's: told, not bounded."""
    rates = [
        any_flag(STUFFED, lambda at, n=size: honest_pile(preset, n, at, hamlets=ROUGH)) / STUFFED for size in SIZES
    ]
    print(f"| {preset} | {' | '.join(f'{100 * rate:.1f} %' for rate in rates)} |")  # noqa: T201 – figures of the soak run
    assert max(rates) < 0.5


@pytest.mark.soak
@pytest.mark.parametrize("preset", PRESETS)
def test_stuffed_rounds_raise_a_flag(preset):
    for style in STYLES:
        for size in SIZES:
            rates = [
                any_flag(STUFFED, lambda at, s=style, n=size, part=share: stuffed_pile(preset, n, at, s, part))
                / STUFFED
                for share in SHARES
            ]
            cells = " | ".join(f"{100 * rate:.0f} %" for rate in rates)
            print(f"| {preset} | {style} | {size} | {cells} |")  # noqa: T201 – figures of the soak run
            if (style, size) == ("identical", 400):
                assert rates[-1] >= 0.8


@pytest.mark.soak
@pytest.mark.parametrize("preset", PRESETS)
def test_manner_of_stuffing_tells(preset):
    rates = {}
    for name, manner in MANNERS.items():
        for size in SIZES:
            found = any_flag(STUFFED, lambda at, n=size, m=manner: stuffed_pile(preset, n, at, "identical", 0.1, m))
            rates[name, size] = found / STUFFED
        cells = " | ".join(f"{100 * rates[name, size]:.0f} %" for size in SIZES)
        print(f"| {preset} | {name} | {cells} |")  # noqa: T201 – figures of the soak run
    assert rates["hurried", 2000] > rates["spread over all batches", 2000]
