import numpy as np
import pytest

from demo.domain.synthetic.honest import honest
from demo.domain.synthetic.stuffing import RIVAL, STYLES, Manner, stuffed
from demo.domain.synthetic.village import spec

BEFORE = honest(np.random.default_rng(4), 400)


def stuff(style="identical", share=0.1, **manner):
    return stuffed(np.random.default_rng(5), BEFORE, style, share, Manner(**manner))


def changed(after):
    return (after.marks != BEFORE.marks).any(axis=(1, 2))


@pytest.mark.parametrize("style", list(STYLES))
@pytest.mark.parametrize("share", [0.02, 0.05, 0.1])
def test_stuffing_touches_no_more_than_its_share_and_villagers_only(style, share):
    touched = changed(stuff(style, share))
    assert 0 < touched.sum() <= share * 400
    assert set(BEFORE.group[touched].tolist()) == {0}


def test_stuffing_a_batch_fills_it_before_the_next():
    after = stuff()
    tops = (after.marks == 4).all(axis=(1, 2))
    batches = [batch for batch in np.unique(BEFORE.batch[changed(after)]) if tops[BEFORE.batch == batch].all()]
    assert len(batches) >= 1
    assert len(np.unique(BEFORE.batch[changed(after)])) <= len(batches) + 1


def test_stuffing_spread_goes_to_many_batches():
    touched = np.unique(BEFORE.batch[changed(stuff(spread=True))])
    assert len(touched) > 2 * len(np.unique(BEFORE.batch[changed(stuff())]))


def test_rival_down_changes_one_person_only():
    filled = BEFORE.marks != 255  # the web leaves nothing blank: those become abstentions
    differs = ((stuff("rival_down").marks != BEFORE.marks) & filled).any(axis=(0, 2))
    assert [place for place, one in enumerate(differs) if one] == [RIVAL]


def test_random_tops_differ_from_each_other():
    after = stuff("random_tops")
    assert len(np.unique(after.marks[changed(after)], axis=0)) > 5


def test_hurried_stuffing_is_cast_within_an_hour():
    after = stuff(hurried=True)
    assert len(np.unique(after.hour[changed(after)])) == 1
    assert (stuff().hour == BEFORE.hour).all()


def test_typed_stuffing_is_on_paper_by_one_enterer():
    after = stuff(typed=True)
    assert set(zip(after.channel[changed(after)].tolist(), after.enterer[changed(after)].tolist(), strict=True)) == {
        (3, 1)
    }


@pytest.mark.parametrize("manner", [{}, {"spread": True, "hurried": True}, {"typed": True}])
def test_stuffed_ballots_are_read_by_the_count(manner):
    after = stuff("rival_down", **manner)
    counts = after.counts(spec(after.preset, after.rolls))
    assert (counts.ballots, counts.problems) == (400, {})
