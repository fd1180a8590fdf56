import pytest

from sms.domain.reply import CodeFound, find_code, understand_unusable

CODE = "5423511615594072"

FOUND = {
    "alone": (CODE, CodeFound(CODE)),
    "with grades": (f"{CODE} 43441", CodeFound(CODE, rest=" 43441")),
    "run on": (f"{CODE}43441", CodeFound(CODE, rest="43441", run_on=5)),
    "labelled": (f"票码{CODE}，", CodeFound(CODE, before="票码", rest=",")),
    "behind grades": (f"43441 {CODE}", CodeFound(CODE, before="43441 ")),
    "beside a phone": (f"电话13800000000 票码{CODE}", CodeFound(CODE, before="电话13800000000 票码")),
    "four for a village of four": (f"{CODE} 4344", CodeFound(CODE, rest=" 4344")),
}
NOT_FOUND = [
    "",
    "路灯坏了",
    "5 4 3 5 4",
    "电话13800000000",
    "打+86 138 0000 0000",
    "身份证110101199001011234，低保",
    "2024年1月1日",
]
ERRORS = {
    "wrong check digit": ("5423511615594073 43441", "code_check"),
    "15 digits": ("542351161559407 43441", "code_length"),
    "15 digits, grades spaced": ("5423 5116 1559 407 4 3 4 4 1", "code_length"),
    "two codes": (f"{CODE} 8011280598262049", "two_codes"),
    "two codes apart": (f"{CODE} 43441 还有8011280598262049", "two_codes"),
    "single digits": ("5 4 2 3 5 1 1 6 1 5 5 9 4 0 7 2", "code_length"),
}


@pytest.mark.parametrize(("said", "want"), FOUND.values(), ids=FOUND.keys())
def test_code_is_found(said, want):
    assert find_code(said) == want


@pytest.mark.parametrize("said", NOT_FOUND)
def test_other_numbers_are_no_code(said):
    assert find_code(said) is None


@pytest.mark.parametrize(("said", "error"), ERRORS.values(), ids=ERRORS.keys())
def test_code_that_cannot_be_read_says_why(said, error):
    found = find_code(said)
    assert (found.code, found.error) == (None, error)


@pytest.mark.parametrize(("said", "error"), ERRORS.values(), ids=ERRORS.keys())
def test_unusable_code_is_asked_again_with_its_reason(said, error):
    outcome = understand_unusable(said)
    assert (outcome.as_dict(), outcome.reason) == ({"action": "ask again"}, error)


def test_code_is_never_realigned_onto_the_grades():
    # the last 16 of these 17 digits are a code with a right check digit
    assert find_code(f"1{CODE}").code != CODE


def test_code_found_hides_the_code():
    assert CODE not in repr(find_code(f"{CODE} 43441"))
