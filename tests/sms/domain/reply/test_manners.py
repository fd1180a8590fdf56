import pytest

from sms.domain.reply import is_opt_out, keyword, understand_rating, yes_or_no

POLITE = {
    "greeting and thanks": "您好！领导，5 4 3 5 4，谢谢",
    "kind emoji": "5 4 3 5 4 🙏",
    "hard work": "5 4 3 5 4 辛苦了",
    "secrecy": "5 4 3 5 4 请保密",
    "English": "hello 5 4 3 5 4 thank you",
    "label": "我的评分：5 4 3 5 4",
    "label without a mark": "评议5 4 3 5 4",
    "that is all": "5 4 3 5 4，就这些。",
    "in order": "按顺序依次是5 4 3 5 4",
    "quotes": "“5 4 3 5 4”",
    "exclamation": "5 4 3 5 4！！",
    "tilde": "5 4 3 5 4~",
}

SIGNED = {
    "name in brackets": ("5 4 3 5 4【李四】", ["【李四】"]),
    "brackets before": ("[李四] 5 4 3 5 4", ["[李四]"]),
    "dashes": ("5 4 3 5 4——张三", ["——张三"]),
    "parentheses": ("5 4 3 5 4（王五）", ["（王五）"]),
    "I am": ("5 4 3 5 4，我是张三", ["我是张三"]),
    "villager": ("5 4 3 5 4 村民王五", ["村民王五"]),
    "handset": ("5 4 3 5 4 发自我的iPhone", ["发自我的iPhone"]),
}

NO_SIGNATURE = {
    "value in brackets": ("【5】【4】【3】【5】【4】", "scores 54354"),
    "grade in brackets": ("优秀 称职 称职 称职【优秀】", "grades 优称称称优"),
    "slip in brackets": ("优秀 称职 称职 称职【秤职】", "confirm 优称称称称"),
    "slip behind a dash": ("王书记——优秀 李主任——程职", "confirm 优称???"),
    "name alone": ("5 4 3 5 4 张三", "ask_again"),
}

OPT_OUTS = """
T|t|TD|ｔｄ|td。|R|N|n|STOP|Stop |退订|退訂|退订！|TD退订|T退订|退订TD|回T退订|回复TD退订|回TD退订|发送T退订|拒收
拒收请回复R|取消订阅| T |退 订|“TD”|退订，谢谢|UNSUBSCRIBE|stop all|不要再发了|请不要再给我发短信了|我要退订|T\u200bD
"""

NO_OPT_OUTS = [
    "退耕还林",
    "我家退耕还林补贴没到账",
    "要求退订村里统一收的报纸",
    "T3路公交什么时候通到我们村",
    "TV",
    "NO",
    "取消",
    "取消退订",
    "退休金",
    "R1",
    "不要再发洪水了",
    "",
]

BESIDE = """
before                     | TD 5 4 3 5 4                     | confirm_opt_out 54354
behind                     | 5 4 3 5 4 退订                   | confirm_opt_out 54354
words                      | 退订，都是称职                   | confirm_opt_out 称称称称称
nothing understood         | 退订 路灯坏了                    | ask_again
"""

MACHINES = [
    "0000",
    "000000",
    "【中国移动】您的话费余额为12.50元",
    "【中国电信】您的流量已用完",
    "【某某农商银行】您尾号1234的账户收入100元",
    "您的验证码是123456，请勿泄露",
    "123456是您的验证码",
    "尊敬的客户，您好！您本月套餐已用80%",
    "【顺丰速运】取件码8-2-1234",
    "[自动回复]您好，我现在有事不在",
    "我正在开会，稍后联系您",
]


@pytest.mark.parametrize("said", POLITE.values(), ids=POLITE.keys())
def test_polite_words_change_nothing(said, rate5, outcome):
    assert understand_rating(said, rate5).as_dict() == outcome("scores 54354")


@pytest.mark.parametrize(("said", "strip"), SIGNED.values(), ids=SIGNED.keys())
def test_signature_is_taken_off(said, strip, rate5, outcome):
    assert understand_rating(said, rate5).as_dict() == outcome("scores 54354") | {"strip": strip}


@pytest.mark.parametrize(("said", "want"), NO_SIGNATURE.values(), ids=NO_SIGNATURE.keys())
def test_answer_is_never_taken_for_a_signature(said, want, rate5, outcome):
    assert understand_rating(said, rate5).as_dict() == outcome(want)


@pytest.mark.parametrize("said", OPT_OUTS.strip().replace("\n", "|").split("|"))
def test_opt_out_is_the_whole_message(said, rate5):
    assert is_opt_out(said)
    assert understand_rating(said, rate5).as_dict() == {"action": "opt_out"}


@pytest.mark.parametrize("said", NO_OPT_OUTS)
def test_opt_out_word_inside_a_message_is_none(said):
    assert not is_opt_out(said)


@pytest.mark.parametrize("line", BESIDE.strip().splitlines())
def test_opt_out_beside_an_answer_is_asked_back(line, rate5, outcome):
    _, said, want = (cell.strip() for cell in line.split("|"))
    assert understand_rating(said, rate5).as_dict() == outcome(want)


@pytest.mark.parametrize("said", MACHINES)
def test_message_of_a_machine_is_ignored(said, rate5):
    assert understand_rating(said, rate5).as_dict() == {"action": "ignore"}


@pytest.mark.parametrize(
    "said", ["http://t.cn/abc 领红包", "t.cn/abc 点击领取", "https://a.com/x", "低息贷款 加微信 提现快"]
)
def test_link_spam_is_ignored_and_flagged(said, rate5):
    assert understand_rating(said, rate5).as_dict() == {"action": "ignore", "flag": ["spam"]}


@pytest.mark.parametrize(
    ("said", "want"), [("是", True), ("对的。", True), ("YES", True), ("不是", False), ("不对", False)]
)
def test_yes_or_no_is_the_whole_message(said, want):
    assert yes_or_no(said) is want


@pytest.mark.parametrize("said", ["N", "是的，路灯也坏了", "", "5"])
def test_yes_or_no_is_neither(said):
    assert yes_or_no(said) is None


@pytest.mark.parametrize(
    ("said", "want"), [("？", "help"), ("帮助", "help"), ("help!", "help"), ("English", "english"), ("中文", "chinese")]
)
def test_keyword_is_found(said, want):
    assert keyword(said) == want


def test_keyword_is_the_whole_message():
    assert keyword("请帮助我家修路") is None
