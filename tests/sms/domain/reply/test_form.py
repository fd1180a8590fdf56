import pytest

from sms.domain.forms import UnknownFormError, sample_form
from sms.domain.reply import Cadre, Grade, ReplyForm, understand_ballot, understand_rating

PEOPLE = (("王", "书记"), ("李", "主任"), ("张", "会计"))


def form(grades, people=PEOPLE, kind="rate5", keys="", abstain=("弃权",), scale=None):
    cadres = tuple(Cadre(i, who, post, who + post) for i, (who, post) in enumerate(people, 1))
    return ReplyForm(
        kind, cadres, tuple(Grade(g, key=keys[i : i + 1]) for i, g in enumerate(grades)), abstain, scale=scale
    )


def graded(*names):
    return {"action": "grades", "grades": {str(i): name for i, name in enumerate(names, 1)}}


THREE = ["满意", "基本满意", "不满意"]
FOUR = ["好", "较好", "一般", "差"]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("满意 基本满意 不满意", ("满意", "基本满意", "不满意")),
        ("不满意满意基本满意", ("不满意", "满意", "基本满意")),
        ("都不满意", ("不满意", "不满意", "不满意")),
        ("王书记满意，其他基本满意", ("满意", "基本满意", "基本满意")),
    ],
)
def test_form_of_three_grades_takes_its_own_words(said, names):
    assert understand_rating(said, form(THREE)).as_dict() == graded(*names)


@pytest.mark.parametrize(
    ("said", "names"),
    [("好 较好 一般", ("好", "较好", "一般")), ("好好差", ("好", "好", "差")), ("都一般", ("一般",) * 3)],
)
def test_form_whose_grades_are_polite_words_takes_them_as_grades(said, names):
    assert understand_rating(said, form(FOUR)).as_dict() == graded(*names)


@pytest.mark.parametrize("said", ["很好 好 差", "不好 好 好", "好 好 好 好", "不太满意 好 好"])
def test_form_whose_grades_are_common_words_refuses_others(said):
    assert understand_rating(said, form(FOUR)).as_dict() == {"action": "ask again"}


FORTY = tuple(("", f"{i}组长") for i in range(1, 41))
ODD = (("伍", "书记"), ("丁", "主任"), ("和", "会计"))
SAME = (("李", "书记"), ("李", "主任"), ("欧阳", "副主任"))


def scored(*scores):
    return {"action": "scores", "scores": {str(i): score for i, score in enumerate(scores, 1)}}


@pytest.mark.parametrize(
    ("said", "scores"),
    [
        ("54321" * 8, (5, 4, 3, 2, 1) * 8),
        (" ".join("54321" * 8), (5, 4, 3, 2, 1) * 8),
        ("1-38号5分，39、40号4分", (5,) * 38 + (4,) * 2),
        ("前三十八个5分，后两个4分", None),
        ("第四十个3分，其他都5分", (5,) * 39 + (3,)),
        (" ".join(f"{i}:5" for i in range(1, 41)), (5,) * 40),
    ],
)
def test_form_of_forty_persons(said, scores):
    forty = form(["优秀", "称职", "不称职"], FORTY, scale=(1, 5))
    want = scored(*scores) if scores else scored(*(5,) * 38, 4, 4)
    assert understand_rating(said, forty).as_dict() == want


@pytest.mark.parametrize("said", ["伍书记5 丁主任4 和会计3", "书记5，主任4，会计3", "五四三", "5 4 3"])
def test_surnames_that_are_also_numerals_or_conjunctions(said):
    odd = form(["优秀", "称职", "不称职"], ODD, scale=(1, 5))
    assert understand_rating(said, odd).as_dict() == scored(5, 4, 3)


@pytest.mark.parametrize(
    ("said", "want"),
    [
        ("李书记5 李主任4 欧阳副主任3", scored(5, 4, 3)),
        ("副主任3 书记5 主任4", scored(5, 4, 3)),
        ("欧阳3 李书记5 李主任4", scored(5, 4, 3)),
        ("李5 欧阳3", {"action": "ask again"}),
    ],
)
def test_persons_of_one_surname_are_told_apart_by_the_post(said, want):
    assert understand_rating(said, form(["优秀", "称职", "不称职"], SAME, scale=(1, 5))).as_dict() == want


@pytest.mark.parametrize("said", ["弃权", "5 4 弃权", "都弃权"])
def test_abstaining_is_not_understood_where_it_is_not_allowed(said):
    strict = form(["优秀", "称职", "不称职"], abstain=(), scale=(1, 5))
    assert understand_rating(said, strict).as_dict() == {"action": "ask again"}


@pytest.mark.parametrize("said", ["3", "优秀", "王书记3", "全部优秀"])
def test_ballot_for_one_person(said):
    one = form(["优秀", "称职", "不称职"], PEOPLE[:1], "ballot", "321")
    want = {"action": "ballot", "code": "5423511615594072", "grades": {"1": "优秀"}}
    assert understand_ballot(f"5423511615594072 {said}", one).as_dict() == want


def test_legend_copied_back_is_no_ballot():
    four = form(["优秀", "称职", "基本称职", "不称职"], (*PEOPLE, ("赵", "委员")), "ballot", "4321")
    said = "5423511615594072 4优秀 3称职 2基本称职 1不称职"
    assert understand_ballot(said, four).as_dict() == {"action": "ask again"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"people": ()}, "1 to 40 persons"),
        ({"grades": ["好", "差"]}, "3 to 5 grades"),
        ({"keys": "332"}, "a digit of its own"),
        ({"scale": (1, 10)}, "between two digits"),
    ],
)
def test_form_that_would_be_ambiguous_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        form(**{"grades": ["好", "中", "差"], **change})


def test_sample_form_refuses_an_unknown_name():
    with pytest.raises(UnknownFormError):
        sample_form("rate9")
