import hashlib
import json
from dataclasses import replace

import pytest

from ballotbox.domain.layout import from_json
from tests.support.specs import make_spec


def test_spec_comes_back_from_json_as_it_was():
    spec = make_spec(persons=5, items=3, groups=3)
    assert from_json(spec.to_json()) == spec
    assert from_json(spec.to_json()).to_json() == spec.to_json()


def test_json_is_canonical():
    text = make_spec().to_json()
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert json.loads(text)["opens_at"] == "2026-11-03T01:00:00+00:00"


def test_digest_is_the_sha256_of_the_json_and_changes_with_it():
    spec = make_spec()
    assert spec.digest() == hashlib.sha256(spec.to_json().encode()).hexdigest()
    assert replace(spec, turnout_threshold=0.6).digest() != spec.digest()


def test_spec_knows_its_sums():
    spec = make_spec(persons=5, items=5, groups=3, roll=40)
    assert (spec.marks, spec.roll) == (25, 120)


def test_json_of_another_version_is_refused():
    with pytest.raises(ValueError, match="round version 3"):
        from_json(make_spec().to_json().replace('"version":1', '"version":3'))


def test_spec_that_fits_no_record_is_refused():
    assert make_spec(persons=161, items=3).marks == 483
    with pytest.raises(ValueError, match="483"):
        make_spec(persons=121, items=4)
    with pytest.raises(ValueError, match="483"):
        make_spec(persons=0)


@pytest.mark.parametrize("part", ["items", "groups"])
def test_weights_that_do_not_sum_to_one_are_refused(part):
    spec = make_spec()
    rows = tuple(replace(row, weight=row.weight * 0.9) for row in getattr(spec, part))
    with pytest.raises(ValueError, match="weights sum to 1"):
        replace(spec, **{part: rows})
