"""Runs cases of the case file's format: kind and inputs in, results under the names of ``expected`` out."""

from collections.abc import Callable, Mapping
from typing import Any

from appraisal.domain.cases import flags as case_flags
from appraisal.domain.cases import tests as case_tests
from appraisal.domain.cases.degenerate import degenerate
from appraisal.domain.cases.input import a_list, need, read_counts
from appraisal.domain.cases.rounds import full_round, large_round
from appraisal.domain.errors import CountsError
from appraisal.domain.methods.strata import estimates

KINDS: Mapping[str, Callable[[Any], Any]] = {
    "appraisal_counts": full_round,
    "appraisal_counts_large": large_round,
    "krippendorff_alpha": case_tests.alpha,
    "rank_tests": case_tests.rank_tests,
    "multiplicity": case_tests.adjusted,
    "proportion_ci": case_tests.proportions,
    "one_sided_threshold": case_tests.thresholds,
    "shrinkage_beta_binomial": case_tests.beta_binomial,
    "rank_ci": case_tests.rank_confidence,
    "simpson": case_flags.simpson,
    "digit_test": case_flags.digits,
    "burst_identical": case_flags.identical,
    "burst_rate": case_flags.burst,
    "suppression": case_flags.suppression,
    "degenerate": degenerate,
}


def _fifteen_digits(result: Any) -> Any:
    """Floats to 15 digits, as the file has them: what lies beyond is how a computer adds."""
    if isinstance(result, dict):
        return {key: _fifteen_digits(value) for key, value in result.items()}
    if isinstance(result, list):
        return [_fifteen_digits(value) for value in result]
    return float(f"{result:.15g}") if isinstance(result, float) else result


def run_case(case: Any) -> Any:
    """Result of one case, ready for JSON (None for what does not exist); None for an unknown kind.

    A dict, but a list for kind ``degenerate``, whose ``expected`` is one. Raises CountsError; what is wrong
    in a way that no check names is ``unknown_shape``.
    """
    kind = need(case, "kind")
    if not isinstance(kind, str):
        raise CountsError("unknown_shape", "kind is not a text")
    if kind not in KINDS:
        return None
    try:
        return _fifteen_digits(KINDS[kind](need(case, "inputs")))
    except CountsError:
        raise
    except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise CountsError("unknown_shape", f"{type(error).__name__}: {error}") from error


def run_file(data: Any) -> dict[str, Any]:
    """Results of all cases of a file by name, without unknown kinds; CountsError on the first bad one."""
    cases = a_list(need(data, "cases"), "cases")
    found = {str(need(case, "name")): run_case(case) for case in cases}
    return {name: result for name, result in found.items() if result is not None}


def case_notes(case: Any) -> list[tuple[str, ...]]:
    """What must be said beside the composite of each cadre of an appraisal case: `strata.Estimate.notes`."""
    given = read_counts(need(case, "inputs"))
    found = estimates(given.composite, given.n_roll, given.group_weight, given.empty_group)
    return [estimate.notes for estimate in found]
