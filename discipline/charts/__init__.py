"""The charts of a round: what each shows, and how it is specified. Specifications in, drawn by `core.charts.draw`."""

from discipline.charts.report import report
from discipline.charts.review import Words, bounds, changes, channel_rows, channels, groups, hours, profile
from discipline.charts.specs import Panel, Point, Spec, bars, dots

__all__ = [
    "Panel",
    "Point",
    "Spec",
    "Words",
    "bars",
    "bounds",
    "changes",
    "channel_rows",
    "channels",
    "dots",
    "groups",
    "hours",
    "profile",
    "report",
]
