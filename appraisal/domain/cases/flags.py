"""Kinds of the case file about what a person should look at, and about what may be published."""

from typing import Any

from appraisal.domain.arrays import counts
from appraisal.domain.cases.input import a_list, column, need, real, whole
from appraisal.domain.errors import CountsError
from appraisal.domain.flags import classic
from appraisal.domain.methods.simpson import compare
from appraisal.domain.release.suppression import Range, attack


def simpson(inputs: Any) -> dict[str, Any]:
    """Two cadres pooled and by group."""
    named = need(inputs, "array_grade_ok_notok_by_cadre_by_group")
    if not isinstance(named, dict) or not named:
        raise CountsError("unknown_shape", "tables by group")
    found = compare(counts(list(named.values()), "tables", 3))
    rates_by_group = dict(zip((f"rate_{name}" for name in named), map(list, found.by_group), strict=True))
    return {
        "pooled_rate": list(found.pooled),
        **rates_by_group,
        "cmh_chisq": found.test.statistic,
        "cmh_p": found.test.p,
        "mh_odds_ratio": found.test.odds_ratio,
    }


def digits(inputs: Any) -> dict[str, Any]:
    """Last-digit test."""
    found = classic.last_digits(column(inputs, "digit_counts_0_9"))
    return {"chisq": found.statistic, "df": found.df, "p": found.p}


def identical(inputs: Any) -> dict[str, Any]:
    """Identical ballots in a batch."""
    shares = a_list(need(inputs, "pattern_freq_reference"), "frequencies")
    found = classic.identical(shares, whole(inputs, "batch_n"), whole(inputs, "batch_same_pattern"))
    return {
        "match_prob_two_ballots": found.match,
        "expected_identical_pairs": found.pairs,
        "p_at_least_x_same_as_modal": found.p_modal,
        f"p_bonferroni_{len(shares)}_patterns": found.p_any,
    }


def burst(inputs: Any) -> dict[str, Any]:
    """Burst of ballots in a window."""
    window = whole(inputs, "events_in_window"), real(inputs, "window_minutes")
    baseline = whole(inputs, "baseline_events"), real(inputs, "baseline_minutes")
    found = classic.burst(window, baseline, whole(inputs, "windows_scanned"))
    return {"rate_ratio": found.rate_ratio, "p": found.p, "p_bonferroni": found.p_adjusted}


def _ranges(found: tuple[Range, ...]) -> list[dict[str, Any]]:
    return [
        {"row": entry.cell[0], "col": entry.cell[1], "true": entry.true, "min": entry.low, "max": entry.high}
        for entry in found
    ]


def suppression(inputs: Any) -> dict[str, Any]:
    """What can be worked out about suppressed cells, without and with complementary suppression."""
    table, margins = need(inputs, "table"), bool(inputs.get("margins_published", True))

    def found(key: str) -> list[dict[str, Any]]:
        holes = counts(need(inputs, key), key, 2)
        return _ranges(attack(table, [(int(row), int(column)) for row, column in holes], margins))

    return {
        "primary_only": found("suppressed_primary_only"),
        "with_secondary": found("suppressed_with_secondary"),
    }
