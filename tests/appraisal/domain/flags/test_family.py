import pytest

from appraisal.domain.flags.family import SHARES, corrected, family, raised
from appraisal.domain.flags.flag import Finding, Subject


def finding(code, p, large=True):
    return Finding(code, Subject("round"), 1, 0, p, large)


def test_families_share_the_round():
    assert sum(SHARES.values()) == pytest.approx(1)


def test_corrected_is_holm_within_a_family_over_its_share():
    found = [finding("identical_batch", 0.001), finding("identical_enterer", 0.004), finding("burst", 0.001)]
    assert [p for _, p in corrected(found)] == pytest.approx([0.002 / 0.35, 0.004 / 0.35, 0.001 / 0.1])


def test_corrected_keeps_every_finding_in_its_place():
    found = [finding("accounting_slips", None), finding("lines_batch", 0.9), finding("means_level_batch", 0.06)]
    assert corrected(found) == ((found[0], None), (found[1], 1.0), (found[2], pytest.approx(0.4)))


def test_family_of_a_sum_is_none():
    assert (family("accounting_slips"), family("means_person_enterer")) == (None, "means")


@pytest.mark.parametrize(
    ("large", "p", "expected"), [(True, 0.05, True), (True, 0.0501, False), (False, 0.0, False), (True, None, True)]
)
def test_raised_needs_a_large_difference_that_is_not_chance(large, p, expected):
    assert raised(finding("burst", p, large), p) is expected
