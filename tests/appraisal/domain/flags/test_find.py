from dataclasses import asdict, replace

import pytest

from appraisal.domain.errors import CountsError
from appraisal.domain.flags.find import find_flags, findings
from appraisal.domain.flags.flag import Beside, Finding, Subject, Text
from appraisal.domain.flags.saying import said
from appraisal.domain.flags.trays import numbers
from appraisal.domain.result import canonical
from ballotbox.domain.counts import RoundCounts
from demo.domain.synthetic.village import spec
from tests.support.flagged import flags_of, honest_pile, ledger_of, stuffed_pile
from tests.support.releases import released, weighted
from tests.support.specs import make_spec

AT = 0  # number of the round looked at


def counted(pile):
    about = spec(pile.preset, pile.rolls)
    return about, pile.counts(about), Beside(batch_groups=pile.batch_groups)


def test_flags_of_an_honest_round_are_none():
    assert flags_of(honest_pile("overall", 400, AT)) == ()


def test_flags_of_a_stuffed_batch_carry_everything_to_judge_them():
    first = flags_of(stuffed_pile("overall", 400, AT, "identical", 0.1))[0]
    assert (first.code, first.subject.kind, first.subject.groups) == ("identical_batch", "batch", ("villager",))
    assert (first.threshold, first.least, first.unit, first.weak) == (0.05, 0.2, "share", False)
    assert first.p < 0.001
    assert first.observed > first.expected + first.least
    assert first.method == Text(
        "贝塔二项预测分布，跟其他批次比", "Beta-binomial predictive tail against the other trays"
    )
    assert first.source == "Kleinman (1973); Holm (1979)"


def test_flags_are_the_same_for_the_same_counts_and_go_into_signed_json():
    found = [flags_of(stuffed_pile("five_dimensions", 400, AT, "rival_down", 0.1)) for _ in range(2)]
    assert found[0] == found[1]
    assert canonical([asdict(flag) for flag in found[0]]) == canonical([asdict(flag) for flag in found[1]])


def test_flags_put_sums_first_then_the_least_probable():
    about, counts, beside = counted(stuffed_pile("overall", 2000, AT, "rival_down", 0.1))
    found = find_flags(about, counts, replace(ledger_of(counts), void=1, problems=("slips_missing",)), beside)
    assert (found[0].code, found[0].p, found[0].threshold) == ("accounting_slips_missing", None, None)
    ps = [flag.p for flag in found[1:]]
    assert len(ps) > 0
    assert ps == sorted(ps)


def test_flags_need_no_groups_of_batches():
    about, counts, _ = counted(stuffed_pile("overall", 400, AT, "identical", 0.1))
    assert [
        flag for flag in find_flags(about, counts, ledger_of(counts)) if flag.subject.kind in {"batch", "enterer"}
    ] == []


def test_flags_take_joined_batches():
    about, counts, beside = counted(stuffed_pile("overall", 400, AT, "identical", 0.1))
    found = find_flags(about, counts, ledger_of(counts), beside)
    keyed = replace(counts, batches={(*numbers(key), 99): tray for key, tray in counts.batches.items()})
    joined = find_flags(about, keyed, ledger_of(keyed), replace(beside, batch_groups=beside.batch_groups | {99: 0}))
    assert [flag.subject.numbers for flag in joined] == [(*flag.subject.numbers, 99) for flag in found]
    assert len(found) > 0


def test_flags_of_totals_typed_by_hand_are_weak():
    about, counts, _ = counted(honest_pile("overall", 60, AT))
    (found,) = find_flags(about, counts, ledger_of(counts), Beside(sheets=(20,) * 60))
    assert (found.code, found.subject, found.weak, found.p) == ("digits", Subject("sheet"), True, 1e-12)


@pytest.mark.parametrize("ballots", [0, 1])
@pytest.mark.parametrize("preset", ["overall", "five_dimensions"])
def test_flags_of_no_ballot_and_of_one_are_none(preset, ballots):
    pile = honest_pile(preset, 60, AT)
    fields = ("group", "channel", "batch", "enterer", "hour", "marks")
    few = replace(pile, **{name: getattr(pile, name)[:ballots] for name in fields})
    assert flags_of(few) == ()


@pytest.mark.parametrize("at", range(3))
def test_findings_of_any_round_have_probabilities(at):
    about, counts, beside = counted(stuffed_pile("five_dimensions", 400, at, "random_tops", 0.1))
    found = findings(about, counts, beside)
    assert len(found) > 50
    assert all(0 <= one.p <= 1 for one in found)


def test_flags_refuse_counts_of_another_round():
    _, counts, beside = counted(honest_pile("overall", 60, AT))
    other = spec("five_dimensions", (100, 20, 20))
    with pytest.raises(CountsError):
        find_flags(other, counts, ledger_of(counts), beside)


def test_flags_of_an_empty_count_are_none():
    about = spec("overall", (100, 20, 20))
    cells = (((((0,) * 6,) * 3,) * 3,),) * 5
    empty = RoundCounts(cells, ((0, 0, 0),) * 3, (({},) * 3,) * 5, {}, {}, {}, (), {})
    assert find_flags(about, empty, ledger_of(empty)) == ()


def conflicting(few):
    """Villagers give the best grade, representatives the worst; of a third group `few` came."""
    about = weighted(make_spec(1, 1, 3), (0.5, 0.3, 0.2), (200, 60, 40))
    ballots = [[(4,)] * 55 + [(3,)] * 5, [(1,)] * 28 + [(2,)] * 2, [(3,)] * few]
    return released(about, ballots).result.flags


def test_flag_on_points_states_no_mean_where_a_small_group_could_be_subtracted():
    exact, veiled = (next(flag for flag in conflicting(few) if flag.code == "conflict") for few in (20, 5))
    assert "相差57.0分，超过20.0分就提示" in exact.text.zh
    assert (veiled.observed, veiled.expected, veiled.least) == (20.0, 20.0, 20.0)
    assert "相差20.0分以上。有一类人票少" in veiled.text.zh
    assert "differ by more than 20.0 points on" in veiled.text.en
    assert len(f"{veiled.p:.0e}") == len(str(veiled.p))


@pytest.mark.parametrize("code", ["means_level_batch", "means_person_enterer", "channel", "conflict"])
def test_sentence_without_points_has_none_of_them(code):
    subject = Subject("batch", (3,), channel=3, groups=("villager", "party_member"), person=2)
    about = spec("overall", (100, 20, 30))
    text = said(about, Finding(code, subject, 61.7, 83.4, 0.001, large=True), "points", 10.0)
    assert [words for words in ("61.7", "83.4", "21.7", "{") if words in text.zh + text.en] == []
    assert ("10.0分以上" in text.zh, "10.0 points" in text.en) == (True, True)
    assert code == "conflict" or ("低10.0分" in text.zh and "lower" in text.en)
