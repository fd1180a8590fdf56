import pytest

from sms.domain.forms import sample_form
from sms.domain.segments import segments
from sms.domain.templates import TEMPLATES, MissingFieldError, keys_line, people_line, template

ALL = [pytest.param(entry, id=f"{entry.name}-{entry.language}") for entry in TEMPLATES.values()]
BALLOT = ["ballot_cast", "code_unusable", "slower", "code_mistyped", "ballot_again", "round_closed", "ballot_to_paper"]


def test_unusable_code_has_its_exact_sentence():
    assert template("code_unusable").fill() == "【直评】此码不能再用；如果您已投过，您的票已计入。"


@pytest.mark.parametrize("entry", ALL)
def test_template_speaks_kindly_and_needs_no_link(entry):
    assert not [word for word in ("错误", "非法", "无效", "http", "error", "invalid", "illegal") if word in entry.text]


@pytest.mark.parametrize("name", BALLOT)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_answer_to_a_ballot_has_no_place_for_code_or_grades(name, language):
    assert not {"code", "grades", "understood"} & set(template(name, language).fields)


@pytest.mark.parametrize("entry", ALL)
def test_template_has_the_same_fields_in_both_languages(entry):
    assert sorted(entry.fields) == sorted(template(entry.name, "en" if entry.language == "zh" else "zh").fields)


def test_template_is_filled_and_signed():
    want = "【东山镇】您的意见收到了，编号A-12。有人办理后会给您回信。"
    assert template("opinion_received").fill({"reference": "A-12"}, "东山镇") == want


def test_template_takes_braces_in_what_is_filled_in():
    filled = template("confirm").fill({"understood": "{code}"})
    assert filled == "【直评】您是说：{code}。对吗？对请回“是”，不对请重发。"


def test_template_without_a_value_says_which():
    with pytest.raises(MissingFieldError, match="opinion_received: reference"):
        template("opinion_received").fill()


@pytest.mark.parametrize("entry", [e for e in TEMPLATES.values() if e.language == "zh" and not e.fields])
def test_chinese_text_without_fields_is_one_part(entry):
    assert segments(entry.fill()).parts == 1


def test_people_and_keys_are_listed_as_on_the_notice():
    form = sample_form("ballot4")
    assert people_line(form) == "1王书记 2李主任 3张会计 4赵委员 5刘委员"
    assert people_line(form, ("2", "5")) == "2李主任 5刘委员"
    assert keys_line(form) == "4优秀 3称职 2基本称职 1不称职 0不了解"
    assert keys_line(sample_form("rate5")) == "5分最好，1分最差"
