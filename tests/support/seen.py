"""Villages as an overview sees them, made by hand."""

from __future__ import annotations

from dataclasses import replace

from appraisal.domain.beside.comparison import Peers
from appraisal.domain.beside.overview import PersonFigures, RoundFigures
from discipline.domain.findings import Findings, PersonFound
from discipline.domain.overview import Counted, Latest, PersonRow, Place, Stage, Village
from discipline.domain.states import State

MEANING = ((100.0, 80.0, 60.0, 40.0), (("overall", 1.0),))
TOWN = Place("town", "柳河镇", "Liuhe Town")
FINE = PersonFound(1, "not_reached", not_competent=False, in_a_row="no", fell=False)


def person(number=1, mean=82.0, band="not_apart", complete=200, common=80.0, post="村会计"):
    """A person with a score and a place among the same post elsewhere."""
    figures = PersonFigures(number, mean, 1.0, mean - 2, mean + 2, 100, (1, 1), (mean,), complete)
    peers = Peers(post, post, 5, common, 3.0, mean, 0.5, 0.5, 1, 5, band)
    return PersonRow(number, f"第{number}人", f"No. {number}", post, post, figures, peers)


def counted(name="a", state=State.DRAFT, *, returned=300, roll=600, reached=True, persons=None, days=0, **found):
    """A counted round of village `name`, all in order unless said otherwise."""
    persons = persons or (person(),)
    figures = RoundFigures(name, roll, returned, returned / roll, reached, tuple(one.figures for one in persons))
    findings = Findings("0" * 64, (), (), tuple(replace(FINE, number=one.number) for one in persons), ())
    return Counted(name, state, 0, days, 1 / 3, MEANING, figures, replace(findings, **found), persons)


def village(name="a", stage=Stage.DRAFT, round_=None, *, own=False, town=TOWN, **latest):
    """A village whose newest round is at `stage`; NONE: without a round."""
    last = Latest(name, stage, own, 0, 0, reached=False, over=False)
    newest = None if stage is Stage.NONE else replace(last, **latest)
    return Village(Place(name, name, name), town, newest, round_)
