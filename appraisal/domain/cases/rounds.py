"""Results of a round under the key names of the case file: appraisal_counts and appraisal_counts_large."""

from collections.abc import Callable, Sequence
from typing import Any

from appraisal.domain.arrays import Interval
from appraisal.domain.cases.input import read_counts
from appraisal.domain.methods.appraise import Appraisal, OneThird, appraise
from appraisal.domain.methods.scores import CompositeResult, ItemResult
from appraisal.domain.methods.shrinkage import Shrunken


def _ends(interval: Interval) -> list[Any]:
    """An interval that does not exist has two ends that do not exist."""
    return [None, None] if interval is None else list(interval)


def _items(items: Sequence[ItemResult]) -> dict[str, Any]:
    return {
        "mean": [item.score.mean for item in items],
        "se": [item.score.se for item in items],
        "ci95_t": [_ends(item.score.ci_t) for item in items],
        "ci95_z": [_ends(item.score.ci_z) for item in items],
        "degf": [item.score.degf for item in items],
        "p_top": [item.top.p for item in items],
        "se_top": [item.top.se for item in items],
        "p_bottom": [item.bottom.p for item in items],
        "se_bottom": [item.bottom.se for item in items],
        "kruskal_H_between_groups": [item.between_groups.statistic for item in items],
        "kruskal_p_between_groups": [item.between_groups.p for item in items],
    }


def _composite(result: CompositeResult) -> dict[str, Any]:
    return {
        "mean": result.score.mean,
        "se": result.score.se,
        "ci95_t": _ends(result.score.ci_t),
        "degf": result.score.degf,
        "n_complete": list(result.n_complete),
        "group_mean": list(result.group_mean),
        "mean_population_weighted": result.population_mean,
        "se_population_weighted": result.population_se,
        "se_if_items_wrongly_independent": result.se_if_independent,
    }


def _one_third(rule: OneThird) -> dict[str, Any]:
    return {
        "item": rule.item,
        "x": list(rule.x),
        "n": list(rule.n),
        "binom_p_greater_one_third": list(rule.p),
        "BH": list(rule.adjusted),
    }


def _shrunken(shrunken: Shrunken | None) -> dict[str, Any] | None:
    if shrunken is None:
        return None
    return {"tau2_DL": shrunken.tau2, "mu": shrunken.mu, "shrunk": list(shrunken.scores)}


def _full(result: Appraisal) -> dict[str, Any]:
    return {
        "turnout": list(result.turnout),
        "turnout_total": result.turnout_total,
        "item": [_items(cadre) for cadre in result.items],
        "composite": [_composite(cadre) for cadre in result.composites],
        "rank_composite": list(result.rank),
        "alpha_ordinal_all": result.agreement.ordinal,
        "alpha_nominal_all": result.agreement.nominal,
        "alpha_ordinal_group1": result.agreement.ordinal_first_group,
        "one_third": _one_third(result.one_third),
        "eb_normal_DL": _shrunken(result.shrunken),
    }


def _grid(result: Appraisal, field: Callable[[ItemResult], Any]) -> list[list[Any]]:
    return [[field(item) for item in cadre] for cadre in result.items]


def _large(result: Appraisal) -> dict[str, Any]:
    """Degrees of freedom stand once where all cadres have the same; covariances need joint data: None."""
    degf = [cadre.score.degf for cadre in result.composites]
    return {
        "item_mean": _grid(result, lambda item: item.score.mean),
        "item_se": _grid(result, lambda item: item.score.se),
        "item_ci_low_t": _grid(result, lambda item: _ends(item.score.ci_t)[0]),
        "item_ci_high_t": _grid(result, lambda item: _ends(item.score.ci_t)[1]),
        "composite_mean": [cadre.score.mean for cadre in result.composites],
        "composite_se": [cadre.score.se for cadre in result.composites],
        "composite_cov": None,
        "degf": degf[0] if len(set(degf)) == 1 else degf,
        "kruskal_H": _grid(result, lambda item: item.between_groups.statistic),
        "kruskal_p": _grid(result, lambda item: item.between_groups.p),
        "alpha_ordinal": result.agreement.ordinal,
        "alpha_nominal": result.agreement.nominal,
    }


def full_round(inputs: Any) -> dict[str, Any]:
    """All statistics of a round; raises CountsError as `read_counts`."""
    return _full(appraise(read_counts(inputs)))


def large_round(inputs: Any) -> dict[str, Any]:
    """The statistics of a round of a million ballots; raises CountsError as `read_counts`."""
    return _large(appraise(read_counts(inputs)))
