import pytest

from ballotbox.domain.scale import USUAL, Grade, Scale


def grades(*keys_and_scores):
    return tuple(Grade(key, f"g{key}", f"g{key}", str(key), score) for key, score in keys_and_scores)


def test_usual_scale_is_the_printed_one():
    assert [(g.key, g.name, g.short, g.score) for g in USUAL.grades] == [
        (4, "优秀", "优", 100.0),
        (3, "称职", "称", 80.0),
        (2, "基本称职", "基", 60.0),
        (1, "不称职", "不", 40.0),
    ]
    assert USUAL.keys == (4, 3, 2, 1, 0)


def test_grade_of_the_abstain_key_is_none():
    assert USUAL.grade(0) is None
    assert USUAL.grade(3).name == "称职"
    with pytest.raises(KeyError):
        USUAL.grade(5)


@pytest.mark.parametrize(("marks", "accepted"), [((4, 0, 1), True), ((), True), ((4, 5), False), ((255,), False)])
def test_accepts_reply_keys_alone(marks, accepted):
    assert USUAL.accepts(marks) is accepted


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (grades((2, 100), (1, 60)), "3 to 5"),
        (grades((6, 5), (5, 4), (4, 3), (3, 2), (2, 1), (1, 0)), "3 to 5"),
        (grades((3, 100), (3, 80), (1, 60)), "different"),
        (grades((3, 100), (2, 80), (0, 60)), "different"),
        (grades((12, 100), (2, 80), (1, 60)), "different"),
        (grades((1, 40), (2, 60), (3, 80)), "best first"),
    ],
)
def test_scale_refuses_grades_nobody_could_answer(made, reason):
    with pytest.raises(ValueError, match=reason):
        Scale(made)
