"""Reads the counts of a round from the JSON form of the case file.

Keys: ``grade_scores groups group_weight N_roll n_returned item_names item_weight
counts_cadre_item_group_grade``; the composite as ``composite_hist_cadre`` (per cadre ``values`` and
``counts[group][value]``, where the counts of a group may be null if ``sums[group]`` holds [n, sum, sum of
squares] instead), or as ``composite_values`` with ``composite_hist_cadre_group[cadre][group][value]``.
"""

from collections.abc import Mapping
from typing import Any

from appraisal.domain.arrays import counts, floats
from appraisal.domain.counts import CountsInput, EmptyGroup
from appraisal.domain.errors import CountsError
from appraisal.domain.methods import moments
from appraisal.domain.methods.moments import Moments


def need(given: Any, key: str) -> Any:
    """`given[key]`; raises CountsError ``missing_key``, or ``unknown_shape`` where `given` is no mapping."""
    if not isinstance(given, Mapping):
        raise CountsError("unknown_shape", f"nothing to read {key} from")
    if key not in given:
        raise CountsError("missing_key", key)
    return given[key]


def a_list(given: Any, name: str) -> list[Any]:
    """`given` if it is a list; raises CountsError ``unknown_shape``."""
    if not isinstance(given, list):
        raise CountsError("unknown_shape", f"{name} is not a list")
    return given


def column(inputs: Any, key: str) -> list[int]:
    """Column of whole numbers; raises CountsError as `counts`."""
    return [int(value) for value in counts(need(inputs, key), key, 1)]


def whole(inputs: Any, key: str) -> int:
    """One whole number; raises CountsError as `counts`."""
    return int(counts([need(inputs, key)], key, 1)[0])


def real(inputs: Any, key: str) -> float:
    """One finite number; raises CountsError as `floats`."""
    return float(floats([need(inputs, key)], key, 1)[0])


def _group(cadre: Any, group: int, ballots: Any) -> Moments:
    if ballots is not None:
        return moments.from_histogram(need(cadre, "values"), [ballots])
    sums = a_list(need(cadre, "sums"), "sums")
    known = a_list(sums[group] if group < len(sums) else None, "sums of a group")
    if len(known) != 3:
        raise CountsError("unknown_shape", "sums of a group are [n, sum, sum of squares]")
    return moments.from_sums(*([value] for value in known))


def _cadre(cadre: Any) -> Moments:
    groups = a_list(need(cadre, "counts"), "composite counts")
    if not groups:
        raise CountsError("no_groups")
    return moments.join_groups([_group(cadre, place, ballots) for place, ballots in enumerate(groups)])


def _composite(inputs: Any) -> Moments:
    if "composite_hist_cadre" in inputs:
        cadres = a_list(inputs["composite_hist_cadre"], "composite_hist_cadre")
        return moments.stack_cadres([_cadre(cadre) for cadre in cadres])
    values = need(inputs, "composite_values")
    tables = a_list(need(inputs, "composite_hist_cadre_group"), "composite_hist_cadre_group")
    return moments.stack_cadres([moments.from_histogram(values, table) for table in tables])


def _names(inputs: Any, size: int) -> tuple[str, ...]:
    names = inputs.get("item_names", [str(place + 1) for place in range(size)])
    return tuple(str(name) for name in a_list(names, "item_names"))


def _policy(inputs: Any) -> EmptyGroup:
    try:
        return EmptyGroup(inputs.get("empty_group", EmptyGroup.MISSING))
    except ValueError as error:
        raise CountsError("unknown_policy", "empty_group") from error


def read_counts(inputs: Any) -> CountsInput:
    """Counts of a round from `inputs`; raises CountsError as `CountsInput`, or ``missing_key``."""
    groups = a_list(need(inputs, "groups"), "groups")
    cells = need(inputs, "counts_cadre_item_group_grade")
    if not groups or not cells:
        raise CountsError("no_cadres" if groups else "no_groups")
    item_weight = a_list(need(inputs, "item_weight"), "item_weight")
    return CountsInput(
        grade_scores=need(inputs, "grade_scores"),
        groups=tuple(str(name) for name in groups),
        group_weight=need(inputs, "group_weight"),
        n_roll=need(inputs, "N_roll"),
        n_returned=need(inputs, "n_returned"),
        item_names=_names(inputs, len(item_weight)),
        item_weight=need(inputs, "item_weight"),
        cells=counts(cells, "cells", 4),
        composite=_composite(inputs),
        empty_group=_policy(inputs),
    )
