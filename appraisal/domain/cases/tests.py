"""Kinds of the case file that test or estimate: inputs in, figures under the keys of ``expected`` out."""

from typing import Any

from appraisal.domain.arrays import counts, floats
from appraisal.domain.cases.input import column, need, real
from appraisal.domain.errors import CountsError
from appraisal.domain.methods import rates
from appraisal.domain.methods.agreement import Level, krippendorff_alpha
from appraisal.domain.methods.betabinomial import Fit, fit
from appraisal.domain.methods.kruskal import kruskal_test
from appraisal.domain.methods.multiplicity import METHODS, adjust
from appraisal.domain.methods.ranks import rank_sets
from appraisal.domain.methods.ranktests import mann_whitney, pairwise
from appraisal.domain.methods.tables import independence, trend


def alpha(inputs: Any) -> dict[str, Any]:
    """Krippendorff's alpha at every level; ratio is None on a scale that is not one."""
    units = counts(need(inputs, "value_counts_units_x_values"), "units", 2)
    values = floats(need(inputs, "values"), "values", 1)
    if units.shape[1] != len(values):
        raise CountsError("unknown_shape", "counts and values differ in length")
    levels: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")
    usable = [level for level in levels if level != "ratio" or (values > 0).all()]
    return {level: krippendorff_alpha(units, values, level) for level in usable}


def rank_tests(inputs: Any) -> dict[str, Any]:
    """Rank and table tests; the pair compared alone is the first and the third group (or the last of two)."""
    table = counts(need(inputs, "counts_groups_x_grades"), "counts", 2)
    if len(table) < 2:
        raise CountsError("no_groups", "two groups to compare")
    kruskal, pair = kruskal_test(table), mann_whitney(table[0], table[min(2, len(table) - 1)])
    chi, slope = independence(table), trend(table[:, -1], table.sum(axis=1))
    return {
        "kruskal_H": kruskal.statistic,
        "df": kruskal.df,
        "kruskal_p": kruskal.p,
        "mwu_W_g1_vs_g3": pair.w,
        "mwu_p_cc": pair.p_corrected,
        "mwu_p_nocc": pair.p_plain,
        "pairwise_mwu_BH": [list(row) for row in pairwise(table)],
        "chisq": chi.statistic,
        "chisq_p": chi.p,
        "cochran_armitage_chisq_grade4": slope.statistic,
        "cochran_armitage_p": slope.p,
    }


def adjusted(inputs: Any) -> dict[str, Any]:
    """P-values adjusted by every method."""
    p = floats(need(inputs, "p"), "p", 1).tolist()
    return {method: list(adjust(p, method)) for method in METHODS}


def proportions(inputs: Any) -> dict[str, Any]:
    """Four intervals for each x of n."""
    methods = {
        "wilson": rates.wilson,
        "wilson_cc": rates.wilson_corrected,
        "clopper_pearson": rates.clopper_pearson,
        "jeffreys": rates.jeffreys,
    }
    pairs = zip(column(inputs, "x"), column(inputs, "n"), strict=True)
    found = [(x, n, {name: method(x, n) for name, method in methods.items()}) for x, n in pairs]
    return {"rows": [{"x": x, "n": n, **{k: v and list(v) for k, v in row.items()}} for x, n, row in found]}


def _part(text: Any) -> tuple[int, int]:
    over, _, under = str(text).partition("/")
    if not (over.isdigit() and under.isdigit() and 0 < int(over) < int(under)):
        raise CountsError("not_a_part", str(text))
    return int(over), int(under)


def thresholds(inputs: Any) -> dict[str, Any]:
    """The one-third rule for each x of n of a roll."""
    part = _part(inputs.get("threshold", "1/3"))
    columns = [column(inputs, key) for key in ("x_incompetent", "n_valid", "N_roll")]
    found = [rates.one_third(x, n, roll, part) for x, n, roll in zip(*columns, strict=True)]
    rows = [
        {"x": t.x, "n": t.n, "N": t.roll, "M0": t.limit, "binom_p": t.binomial, "hyper_p": t.hypergeometric}
        for t in found
    ]
    return {"rows": rows}


def _prior(found: Fit | None) -> dict[str, Any]:
    if found is None:
        return dict.fromkeys(("alpha", "beta", "posterior_mean", "ci95_low", "ci95_high", "neg_loglik"))
    return {
        "alpha": found.prior.alpha,
        "beta": found.prior.beta,
        "posterior_mean": list(found.posterior_mean),
        "ci95_low": [limits and limits[0] for limits in found.ci95],
        "ci95_high": [limits and limits[1] for limits in found.ci95],
        "neg_loglik": found.neg_loglik,
    }


def beta_binomial(inputs: Any) -> dict[str, Any]:
    """Both beta-binomial fits."""
    found = fit(counts(need(inputs, "x"), "x", 1), counts(need(inputs, "n"), "n", 1))
    mom, ml = _prior(found.moments), _prior(found.likelihood)
    from_moments = ("alpha", "beta", "posterior_mean", "ci95_low", "ci95_high")
    from_likelihood = ("alpha", "beta", "posterior_mean", "neg_loglik")
    return {
        "p_bar": found.share,
        "rho_mom": found.rho,
        **{f"{key}_mom": mom[key] for key in from_moments},
        **{f"{key}_ml": ml[key] for key in from_likelihood},
    }


def rank_confidence(inputs: Any) -> dict[str, Any]:
    """Ranks and their confidence sets."""
    found = rank_sets(need(inputs, "score"), need(inputs, "variance"), real({"level": 0.95, **inputs}, "level"))
    return {
        "critical_z": found.critical,
        "rank": list(found.rank),
        "lower": list(found.lower),
        "upper": list(found.upper),
    }
