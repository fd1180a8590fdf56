import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sms.domain.forms import sample_form
from sms.domain.reply import (
    find_code,
    keyword,
    numbered_part,
    redact,
    understand_ballot,
    understand_opinion,
    understand_rating,
    village_opinion,
    yes_or_no,
)
from sms.domain.reply.vocabulary import vocabulary

RATE5, BALLOT4 = sample_form("rate5"), sample_form("ballot4")
CODE = "5423511615594072"
COMPLETE = ("scores", "grades", "ballot", "abstain_all")
VALID = [
    "54354",
    "5 4 3 5 4",
    "5，4，3，5，4",
    "1:5 2:4 3:3 4:5 5:4",
    "1号5分，2号4分，3号3分，4号5分，5号4分",
    "王书记5 李主任4 张会计3 赵委员5 刘委员4",
    "王书记：优秀；李主任：称职；张会计：称职；赵委员：优秀；刘委员：不称职",
    "都是5分，除了3号3分",
    "前三个优秀，后两个称职",
    "1-3号5分，4-5号4分",
    "优秀 称职 称职 基本称职 不称职",
    "优优称基不",
    "ABABC",
    "5 4 3 弃权 4",
    "5 4 3 5 4\n更正 2号是5",
]
BALLOTS = [
    f"{CODE} 43441",
    f"{CODE}43441",
    f"{CODE} 优称优优不",
    f"{CODE} 前三个优秀后两个称职",
    f"{CODE} 王书记4，其他都3",
]

_KNOWN = {
    char for form in (RATE5, BALLOT4) for group in vocabulary(form).words.values() for word, _ in group for char in word
}
# common characters that no rule knows, and none that could make a numeral, a name or a negation
STRANGE = sorted(
    set("山水田土木火车马牛羊鸡鸭鱼米面油盐酱醋茶花草树林河湖海天雨雪风云春夏秋冬东西南北桌椅灯窗房屋瓦砖桥渠井塘坡岭")
    - _KNOWN
)
PIECES = sorted(
    {word for group in vocabulary(RATE5).words.values() for word, _ in group} | set(string.printable) | {CODE}
)

any_text = st.text(max_size=120) | st.lists(st.sampled_from(PIECES), max_size=15).map("".join)


def mutated(draw, valid, pieces):
    text = draw(st.sampled_from(valid))
    at = draw(st.integers(0, len(text)))
    return text, text[:at] + draw(st.sampled_from(pieces)) + text[at:]


strange_ratings = st.composite(lambda draw: mutated(draw, VALID, STRANGE))()
strange_ballots = st.composite(lambda draw: mutated(draw, BALLOTS, STRANGE))()


@pytest.mark.parametrize("budget", [300, pytest.param(100_000, marks=pytest.mark.soak)])
def test_no_text_raises(budget):
    @settings(max_examples=budget, deadline=None)
    @given(any_text)
    def run(text):
        for understand in (find_code, redact, village_opinion, numbered_part, keyword, yes_or_no):
            understand(text)
        for outcome in (understand_rating(text, RATE5), understand_ballot(text, BALLOT4)):
            assert "action" in outcome.as_dict()
        assert "action" in understand_opinion(text, True).as_dict()

    run()


@pytest.mark.parametrize("budget", [200, pytest.param(100_000, marks=pytest.mark.soak)])
def test_strange_character_never_makes_another_rating(budget):
    @settings(max_examples=budget, deadline=None)
    @given(strange_ratings)
    def run(texts):
        valid, changed = texts
        before, after = understand_rating(valid, RATE5).as_dict(), understand_rating(changed, RATE5).as_dict()
        assert after == before or after["action"] not in COMPLETE

    run()


@pytest.mark.parametrize("budget", [200, pytest.param(100_000, marks=pytest.mark.soak)])
def test_strange_character_never_makes_another_ballot(budget):
    @settings(max_examples=budget, deadline=None)
    @given(strange_ballots)
    def run(texts):
        valid, changed = texts
        before, after = understand_ballot(valid, BALLOT4).as_dict(), understand_ballot(changed, BALLOT4).as_dict()
        assert after == before or after["action"] not in COMPLETE

    run()


@settings(max_examples=200, deadline=None)
@given(any_text)
def test_ballot_is_complete_and_on_the_scale_or_none(text):
    outcome = understand_ballot(f"{CODE} {text}", BALLOT4).as_dict()
    if outcome["action"] == "ballot":
        assert list(outcome["grades"]) == ["1", "2", "3", "4", "5"]
        assert set(outcome["grades"].values()) <= {"优秀", "称职", "基本称职", "不称职", None}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.sampled_from([CODE, "5423 5116 1559 4072", "５４２３５１１６１５５９４０７２"]))
def test_code_never_stays_in_an_opinion(text, code):
    # letters around it, so that no other digits run into the code
    shown = redact(f"{text}号码是{code}，{text}").text
    assert code not in shown
    assert CODE not in shown
