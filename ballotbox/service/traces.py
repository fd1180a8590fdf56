"""Once a round is closed, its slips and ballots are written anew: nothing is left of who came before whom."""

from __future__ import annotations

from sqlalchemy import update

from ballotbox.models import Ballot, CastHour, Slip
from core.memory import remembered
from core.rewrite import rewrite

_ORDER = {"slip": "pk_slip", "ballot": "pk_ballot", "cast_hour": "pk_cast_hour"}  # by random keys


def wipe_traces(round_id: int) -> bool:
    """Rewrite the tables of the box in the order of their random keys; False where that has to be tried again."""
    same = [
        update(Slip).where(Slip.round_id == round_id).values(state=Slip.state),
        update(Ballot).where(Ballot.round_id == round_id).values(sealed=Ballot.sealed),
        update(CastHour).where(CastHour.round_id == round_id).values(n=CastHour.n),
    ]
    done = rewrite(same, _ORDER)
    if done:
        _done().add(round_id)
    return done


def wiped(round_id: int) -> bool:
    """Tell whether this process has rewritten the closed round; after a restart it is done once more."""
    return round_id in _done()


def _done() -> set[int]:
    return remembered("wiped_rounds", set)
