"""The way of a review."""

from __future__ import annotations

from itertools import product

import pytest

from core.errors import Conflict, InvalidInput, NotAllowed
from discipline.domain import states
from discipline.domain.states import State, Step
from tests.support.specs import make_spec

ALLOWED = {
    (State.DRAFT, Step.CHECK): State.CHECKED,
    (State.DRAFT, Step.SEND_BACK): State.RETURNED,
    (State.CHECKED, Step.SIGN): State.CHECKED,
    (State.CHECKED, Step.SEND_BACK): State.RETURNED,
    (State.SIGNED, Step.PUBLISH): State.PUBLISHED,
    (State.SIGNED, Step.SEND_BACK): State.RETURNED,
    (State.RETURNED, Step.REOPEN): State.DRAFT,
}


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_after_allows_only_the_steps_of_a_state(state, step):
    if (state, step) in ALLOWED:
        assert states.after(state, step) == ALLOWED[state, step]
        assert step in states.steps(state)
        return
    assert step not in states.steps(state)
    with pytest.raises(Conflict) as refused:
        states.after(state, step)
    assert refused.value.code == "review_moved_on"


def test_after_needs_two_signatures():
    assert [states.after(State.CHECKED, Step.SIGN, signers=n) for n in (1, 2)] == [State.CHECKED, State.SIGNED]


def test_steps_of_a_published_review_are_none():
    assert states.steps(State.PUBLISHED) == frozenset()


def test_guard_own_round_refuses_those_evaluated_alone():
    spec = make_spec(persons=2)
    evaluated = [person.cadre_id for person in spec.persons]
    states.guard_own_round(None, spec)
    states.guard_own_round(max(evaluated) + 1, spec)
    with pytest.raises(NotAllowed) as refused:
        states.guard_own_round(evaluated[1], spec)
    assert refused.value.code == "own_round"


def test_guard_second_person_refuses_the_first_one():
    states.guard_second_person(8, [7])
    with pytest.raises(Conflict) as refused:
        states.guard_second_person(7, [7])
    assert refused.value.code == "signed_already"


def test_guard_same_result_refuses_any_other():
    states.guard_same_result("a", [])
    states.guard_same_result("a", ["a", "a"])
    with pytest.raises(Conflict) as refused:
        states.guard_same_result("a", ["a", "b"])
    assert refused.value.code == "result_changed"


def test_reason_is_tidied_and_needed():
    assert states.reason("  第 2 批\n对不上 ") == "第 2 批 对不上"
    with pytest.raises(InvalidInput) as refused:
        states.reason(" \n ")
    assert refused.value.fields == {"reason": "reason_missing"}
