from dataclasses import replace

import pytest

from appraisal.domain.former import digest_of_version_1
from appraisal.domain.result import Prints
from appraisal.domain.summary import summarise
from demo.domain.synthetic.village import spec
from tests.support.flagged import honest_pile, ledger_of

# hashes that the program gave while results had their first form
SIGNED = {
    ("overall", 60): "bfc56cdcec7b86f3bb61596e59f50e498ff8a1285f9c8273555f066c7895d1a6",
    ("five_dimensions", 400): "b40a598ec45605fccb13c0c908407571491aeac217157615f3344b0d122d4930",
}


@pytest.mark.parametrize(("about", "digest"), SIGNED.items())
def test_result_still_has_the_hash_that_was_signed_in_its_first_form(about, digest):
    pile = honest_pile(*about, 0)
    old, counts = replace(spec(pile.preset, pile.rolls), version=1), pile.counts(spec(pile.preset, pile.rolls))
    result = summarise(old, counts, ledger_of(counts), Prints("a", "b", "c"))
    assert digest_of_version_1(result) == digest
    assert result.digest != digest
