import pytest

from sms.domain.forms import sample_form

SHORT = {"优": "优秀", "称": "称职", "基": "基本称职", "不": "不称职", "-": None}


def read(line):
    """The expected outcome of a line such as `scores 54354`, `partial 54?5-` or `grades 优称-基不`.

    `-` is an abstention, `?` a person who is missing; the other words stand for themselves.
    """
    action, _, marks = line.partition(" ")
    if not marks:
        return {"action": action.replace("_again", " again").replace("ask_grades", "ask grades")}
    given = {str(i): mark for i, mark in enumerate(marks, 1) if mark != "?"}
    missing = [str(i) for i, mark in enumerate(marks, 1) if mark == "?"]
    numeric = all(mark in "0123456789-" for mark in given.values())
    kind = "scores" if numeric else "grades"
    values = {i: (None if m == "-" else int(m)) if numeric else SHORT.get(m, m) for i, m in given.items()}
    shown = f"{kind}_candidate" if action == "confirm_opt_out" else kind
    return {"action": action, shown: values} | (
        {"missing": missing} if missing and action not in ("amend", "confirm_opt_out") else {}
    )


@pytest.fixture
def outcome():
    return read


@pytest.fixture(scope="session")
def rate5():
    return sample_form("rate5")


@pytest.fixture(scope="session")
def ballot4():
    return sample_form("ballot4")
