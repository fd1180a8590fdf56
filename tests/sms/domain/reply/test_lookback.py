import pytest

from sms.domain.reply import understand_opinion

ANSWERED = {
    "不满意": "不满意",
    "满意": "满意",
    "基本满意。": "基本满意",
    "很满意": "满意",
    "非常满意，谢谢": "满意",
    "我很满意": "满意",
    "对结果满意": "满意",
    "滿意": "满意",
    "不滿意！": "不满意",
    "非常不满意": "不满意",
}
WITH_REASON = {
    "不满意，井水还是黄的": ("不满意", "井水还是黄的"),
    "井水还是黄的，不满意": ("不满意", "井水还是黄的"),
    "基本满意 路面还有坑": ("基本满意", "路面还有坑"),
    "我很不满意！没人管": ("不满意", "没人管"),
    "满意——修得很好": ("满意", "修得很好"),
}
ASKED_BACK = {
    "解决了，谢谢": "满意",
    "已解决": "满意",
    "路修好了": "满意",
    "好了": "满意",
    "满义": "满意",
    "不慢意": "不满意",
    "没解决": "不满意",
    "还没修好": "不满意",
    "老样子": "不满意",
    "不太满意": "不满意",
    "不满": "不满意",
    "比较满意": "基本满意",
    "还行": "基本满意",
}
UNCLEAR = ["满意不满意", "满意吗", "路满意，灯不满意", "谈不上满意", "满意个屁", "一般", "1", "？", "谢谢"]


@pytest.mark.parametrize(("said", "value"), ANSWERED.items())
def test_look_back_is_answered(said, value):
    assert understand_opinion(said, True).as_dict() == {"action": "satisfaction", "value": value}


@pytest.mark.parametrize(("said", "want"), WITH_REASON.items())
def test_look_back_keeps_the_reason(said, want):
    value, text = want
    assert understand_opinion(said, True).as_dict() == {"action": "satisfaction", "value": value, "text": text}


@pytest.mark.parametrize(("said", "value"), ASKED_BACK.items())
def test_look_back_said_in_other_words_is_asked_back(said, value):
    assert understand_opinion(said, True).as_dict() == {"action": "confirm", "satisfaction": value}


@pytest.mark.parametrize("said", UNCLEAR)
def test_unclear_look_back_is_asked_again(said):
    assert understand_opinion(said, True).as_dict() == {"action": "ask again"}


@pytest.mark.parametrize("said", ["解决了，但是又坏了", "井水还是黄的"])
def test_look_back_without_an_answer_is_an_opinion(said):
    assert understand_opinion(said, True).as_dict() == {"action": "opinion", "text": said}


def test_look_back_redacts_the_reason():
    want = {"action": "satisfaction", "value": "不满意", "text": "打13800000000没人接".replace("13800000000", "[号码]")}
    assert understand_opinion("不满意，打13800000000没人接", True).as_dict() == want | {"flag": ["contains_phone"]}
