import contextlib
import copy
import json
from pathlib import Path

import pytest

from appraisal.domain.cases.run import case_notes, run_case, run_file
from appraisal.domain.errors import CountsError

FILE = json.loads((Path(__file__).parents[3] / "data" / "stats_cases.json").read_text(encoding="utf-8"))
BY_NAME = {case["name"]: case for case in FILE["cases"]}
# A case names its own tolerance for what an optimiser finds, and what marginal counts cannot give.
OWN = {"alpha_ml": "rel_ml", "beta_ml": "rel_ml", "posterior_mean_ml": "rel_posterior_ml"}
EXEMPT = {"rel_cov_needs_joint_data": "composite_cov"}


def leaves(value, path=()):
    """Every leaf of nested dicts and lists by its path."""
    if isinstance(value, dict):
        return {k: v for key, item in value.items() for k, v in leaves(item, (*path, key)).items()}
    if isinstance(value, list):
        return {k: v for place, item in enumerate(value) for k, v in leaves(item, (*path, place)).items()}
    return {path: value}


def close(expected, found, tolerance, relative):
    if isinstance(expected, str) or expected is None or found is None:
        return found == expected
    allowed = max(tolerance.get("abs", 0), tolerance.get(relative, tolerance.get("rel", 0)) * abs(expected))
    return abs(found - expected) <= allowed


@pytest.mark.parametrize("name", BY_NAME)
def test_case_gives_every_expected_value(name):
    case = BY_NAME[name]
    tolerance = case["tolerance"]
    exempt = {key for flag, key in EXEMPT.items() if flag in tolerance}
    found = leaves(run_case(case))
    wrong = {
        path: (value, found.get(path))
        for path, value in leaves(case["expected"]).items()
        if path[0] not in exempt and not close(value, found.get(path, "none"), tolerance, OWN.get(path[0], "rel"))
    }
    assert wrong == {}


@pytest.mark.parametrize("name", BY_NAME)
def test_case_is_json_without_nan(name):
    result = run_case(BY_NAME[name])
    assert json.loads(json.dumps(result, allow_nan=False)) == result


def test_file_gives_all_cases_by_name():
    assert list(run_file(FILE)) == list(BY_NAME)


def test_file_leaves_out_unknown_kinds():
    assert run_file({"cases": [{"name": "x", "kind": "horoscope", "inputs": {}}]}) == {}


def small():
    """Two cadres, two items, two groups; complete ballots only."""
    cell = [[3, 1, 0], [1, 1, 0]]
    hist = {"values": [100, 75, 50], "counts": [[3, 0, 1], [1, 0, 1]]}
    return {
        "name": "small",
        "kind": "appraisal_counts",
        "inputs": {
            "grade_scores": [100, 50, 0],
            "groups": ["villager", "representative"],
            "group_weight": [0.5, 0.5],
            "N_roll": [8, 4],
            "n_returned": [4, 2],
            "item_names": ["a", "b"],
            "item_weight": [0.5, 0.5],
            "counts_cadre_item_group_grade": [[cell, cell], [cell, cell]],
            "composite_hist_cadre": [hist, hist],
        },
    }


def changed(**changes):
    case = copy.deepcopy(small())
    case["inputs"].update(changes)
    return case


ODD = [
    ("weights_not_one", {"group_weight": [0.5, 0.4]}),
    ("weights_not_one", {"item_weight": [0.5, 0.6]}),
    ("weights_not_one", {"group_weight": [1.5, -0.5]}),
    ("returned_exceeds_roll", {"N_roll": [3, 4]}),
    ("valid_exceeds_returned", {"n_returned": [3, 2]}),
    ("negative_count", {"n_returned": [4, -2]}),
    ("negative_count", {"counts_cadre_item_group_grade": [[[[3, 1, -1], [1, 1, 0]]] * 2] * 2}),
    ("not_whole", {"N_roll": [8.5, 4]}),
    ("not_finite", {"N_roll": [float("nan"), 4]}),
    ("unknown_grade", {"grade_scores": [100, 80, 60, 40]}),
    ("scores_not_descending", {"grade_scores": [0, 50, 100]}),
    ("unknown_shape", {"counts_cadre_item_group_grade": [[[[3, 1, 0], [1, 1]]] * 2] * 2}),
    ("unknown_shape", {"counts_cadre_item_group_grade": [3]}),
    ("unknown_shape", {"N_roll": "many"}),
    ("unknown_shape", {"N_roll": [8]}),
    ("unknown_shape", {"item_names": ["a"]}),
    ("unknown_shape", {"composite_hist_cadre": [{"values": [100], "counts": [[1], [1]]}]}),
    ("unknown_shape", {"composite_hist_cadre": [{"values": [100], "counts": [[1, 2], [1]]}] * 2}),
    (
        "unknown_shape",
        {"composite_hist_cadre": [{"values": [100], "counts": [None, [1]], "sums": [[1]]}] * 2},
    ),
    ("missing_key", {"composite_hist_cadre": [{"values": [100], "counts": [None, [1]]}] * 2}),
    ("composite_exceeds_valid", {"composite_hist_cadre": [{"values": [100], "counts": [[5], [1]]}] * 2}),
    ("composite_out_of_range", {"composite_hist_cadre": [{"values": [101], "counts": [[1], [1]]}] * 2}),
    ("no_groups", {"groups": []}),
    ("no_cadres", {"counts_cadre_item_group_grade": []}),
    ("no_cadres", {"composite_hist_cadre": []}),
    ("unknown_policy", {"empty_group": "guess"}),
]


@pytest.mark.parametrize(("code", "changes"), ODD)
def test_bad_round_has_a_named_error(code, changes):
    with pytest.raises(CountsError) as caught:
        run_case(changed(**changes))
    assert caught.value.code == code


@pytest.mark.parametrize("case", [None, [], {}, {"kind": "rank_ci"}, {"kind": "rank_ci", "inputs": []}])
def test_bad_case_is_a_counts_error(case):
    with pytest.raises(CountsError):
        run_case(case)


@pytest.mark.parametrize("name", BY_NAME)
def test_case_without_one_input_never_fails_otherwise(name):
    case = BY_NAME[name]
    for key in case["inputs"]:
        rest = {other: value for other, value in case["inputs"].items() if other != key}
        with contextlib.suppress(CountsError):
            json.dumps(run_case({**case, "inputs": rest}), allow_nan=False)


def test_sums_in_place_of_a_histogram_give_the_same_round():
    hist = {"values": [100, 75, 50], "counts": [[3, 0, 1], None], "sums": [None, [2, 150, 12500]]}
    assert run_case(changed(composite_hist_cadre=[hist, hist])) == run_case(small())


def test_empty_group_is_missing_and_not_reweighted():
    cells = [[[[3, 1, 0], [0, 0, 0]]] * 2] * 2
    hist = {"values": [100, 50], "counts": [[3, 1], [0, 0]]}
    changes = {
        "n_returned": [4, 0],
        "counts_cadre_item_group_grade": cells,
        "composite_hist_cadre": [hist] * 2,
    }
    result = run_case(changed(**changes))
    composite = result["composite"][0]
    assert (composite["mean"], composite["se"], composite["ci95_t"]) == (None, None, [None, None])
    assert composite["group_mean"] == [87.5, None]
    assert composite["mean_population_weighted"] == 87.5
    assert composite["degf"] == 3
    assert result["rank_composite"] == [None, None]
    assert case_notes(changed(**changes)) == [("missing_group",)] * 2


def test_empty_group_is_reweighted_where_the_round_says_so():
    hist = {"values": [100, 50], "counts": [[3, 1], [0, 0]]}
    case = changed(composite_hist_cadre=[hist] * 2, empty_group="reweight")
    assert run_case(case)["composite"][0]["mean"] == 87.5
    assert case_notes(case) == [("missing_group", "reweighted")] * 2


def test_one_ballot_of_a_larger_roll_has_no_se():
    hist = {"values": [100, 50], "counts": [[3, 1], [1, 0]]}
    case = changed(composite_hist_cadre=[hist] * 2)
    composite = run_case(case)["composite"][0]
    assert composite["mean"] == 93.75
    assert (composite["se"], composite["ci95_t"], composite["degf"]) == (None, [None, None], 3)
    assert case_notes(case) == [("one_ballot",)] * 2


NUMBERS = [float("inf"), float("nan"), -1, 1.5, "x", None, []]


@pytest.mark.parametrize("value", NUMBERS)
@pytest.mark.parametrize("name", ["A20_rank_confidence_sets", "A24_batch_identical_ballots", "A25_poisson_burst"])
def test_case_with_one_odd_number_is_a_result_or_a_counts_error(name, value):
    for key, old in BY_NAME[name]["inputs"].items():
        if not isinstance(old, list | dict):
            with contextlib.suppress(CountsError):
                json.dumps(
                    run_case({**BY_NAME[name], "inputs": {**BY_NAME[name]["inputs"], key: value}}),
                    allow_nan=False,
                )
