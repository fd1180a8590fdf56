"""Array types, and the way from arrays to plain numbers: a number that does not exist is None, never NaN."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from appraisal.domain.errors import CountsError

Floats = npt.NDArray[np.float64]
Number = float | None
Interval = tuple[float, float] | None


def number(value: Any) -> Number:
    """Plain float, or None where the value is NaN or infinite."""
    plain = float(value)
    return plain if math.isfinite(plain) else None


def numbers(values: Any) -> tuple[Number, ...]:
    """One-dimensional array as a tuple of `number`."""
    return tuple(number(value) for value in values)


def interval(low: Any, high: Any) -> Interval:
    """Pair of plain floats, or None where either end does not exist."""
    ends = number(low), number(high)
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


def floats(values: Any, name: str, ndim: int) -> Floats:
    """Finite float array of `ndim` dimensions.

    Raises CountsError ``unknown_shape`` (ragged, not numbers, digits as text, other dimensions) or ``not_finite``.
    """
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise CountsError("unknown_shape", f"{name} is not an array of numbers") from error
    if not isinstance(values, np.ndarray) and np.asarray(values).dtype.kind in "US":
        raise CountsError("unknown_shape", f"{name} holds text")
    if array.ndim != ndim:
        raise CountsError("unknown_shape", f"{name} has {array.ndim} dimensions, not {ndim}")
    if not np.isfinite(array).all():
        raise CountsError("not_finite", name)
    return array


def counts(values: Any, name: str, ndim: int) -> Floats:
    """Array of whole numbers from 0 up, as floats (exact to 2**53).

    Raises CountsError ``negative_count``, ``not_whole``, and those of `floats`.
    """
    array = floats(values, name, ndim)
    if (array < 0).any():
        raise CountsError("negative_count", name)
    if (array != np.floor(array)).any():
        raise CountsError("not_whole", name)
    return array


def shares(values: Any, name: str) -> Floats:
    """Weights from 0 to 1 that sum to 1 (to 1e-6, for thirds written with six digits).

    Raises CountsError ``weights_not_one``, and those of `floats`.
    """
    array = floats(values, name, 1)
    if (array < 0).any() or abs(float(array.sum()) - 1) > 1e-6:
        raise CountsError("weights_not_one", name)
    return array
