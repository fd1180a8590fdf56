"""Figures and moments as printed Chinese papers write them."""

from __future__ import annotations

from datetime import datetime

NONE = "–"
SURE = 0.05  # corrected p up to which the statistics say that there is a difference
TINY = 0.001


def points(value: float | None, digits: int = 1) -> str:
    """Return points with `digits` decimals; a dash where there are none."""
    return NONE if value is None else f"{value:.{digits}f}"


def signed(value: float | None, digits: int = 1) -> str:
    """Return a difference in points with its sign; a true minus, not a hyphen."""
    if value is None:
        return NONE
    rounded = round(value, digits) + 0.0
    return f"{rounded:+.{digits}f}".replace("-", "−") if rounded else f"{0:.{digits}f}"


def percent(share: float | None, digits: int = 1) -> str:
    """Return a share (0 to 1) in per cent."""
    return NONE if share is None else f"{share * 100:.{digits}f}%"


def threshold(share: float) -> str:
    """Return a threshold (0 to 1) as people say it: the usual fractions as such."""
    usual = {"1/3": 1 / 3, "1/2": 1 / 2, "2/3": 2 / 3}
    return next((name for name, value in usual.items() if abs(value - share) < 1e-3), f"{round(share * 100, 1):g}%")


def p_value(p: float | None) -> str:
    """Return a p as papers print it; blanks in it do not break."""
    if p is None:
        return NONE
    return f"<\u00a0{TINY}" if p < TINY else f"{p:.3f}"


def sure(p: float | None) -> bool:
    """Tell whether a corrected p is small enough to be said."""
    return p is not None and p <= SURE


def span(low: float | None, high: float | None, digits: int = 1) -> str:
    """Return an interval in points; a dash where there is none."""
    return NONE if low is None or high is None else f"{points(low, digits)}–{points(high, digits)}"


def moment(at: datetime | None) -> str:
    """Return a local moment with its year: papers are kept."""
    return NONE if at is None else f"{at.year} 年 {at.month} 月 {at.day} 日 {at.hour}:{at.minute:02}"
