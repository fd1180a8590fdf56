"""Pages of the ballot box: `ballot` is for villagers, the others for the office."""

from ballotbox.views import assembly, ballot, box, field_notes, keys, notices, objections, round_page, rounds, slips
from ballotbox.views.blueprint import bp

__all__ = [
    "assembly",
    "ballot",
    "box",
    "bp",
    "field_notes",
    "keys",
    "notices",
    "objections",
    "round_page",
    "rounds",
    "slips",
]
