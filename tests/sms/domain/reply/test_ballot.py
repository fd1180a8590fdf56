import pytest

from sms.domain.reply import understand_ballot

CODE = "5423511615594072"
GRADES = {"1": "优秀", "2": "称职", "3": "优秀", "4": "优秀", "5": "不称职"}
OTHER = "8011280598262049"

CAST = {
    "spaced": f"{CODE} 4 3 4 4 1",
    "groups of four": "5423 5116 1559 4072 43441",
    "dashes": "5423-5116-1559-4072 4 3 4 4 1",
    "dashes all through": "5423-5116-1559-4072-4-3-4-4-1",
    "points": "5423.5116.1559.4072 43441",
    "two halves": "54235116 15594072 43441",
    "lines": "5423\n5116\n1559\n4072\n4 3 4 4 1",
    "run together": f"{CODE}43441",
    "full width": "５４２３５１１６１５５９４０７２４３４４１",
    "keycaps": "5️⃣4️⃣2️⃣3️⃣5116 1559 4072 43441",
    "comma": f"{CODE}，43441",
    "colon": f"{CODE}：4、3、4、4、1。",
    "Chinese": f"{CODE} 四三四四一",
    "Chinese with unit": f"{CODE} 四分三分四分四分一分",
    "short forms glued": f"{CODE}优称优优不",
    "words": f"{CODE} 优秀 称职 优秀 优秀 不称职",
    "traditional": f"{CODE} 優秀 稱職 優秀 優秀 不稱職",
    "labels": f"票码：{CODE}，评议：4 3 4 4 1",
    "polite": f"您好，我的票码是{CODE}，我评4 3 4 4 1，谢谢",
    "pairs": f"{CODE} 1:4 2:3 3:4 4:4 5:1",
    "dash pairs": f"{CODE} 1-4 2-3 3-4 4-4 5-1",
    "names": f"{CODE} 王书记4 李主任3 张会计4 赵委员4 刘委员1",
    "surnames": f"{CODE} 王:4,李:3,张:4,赵:4,刘:1",
    "numbered words": f"{CODE} 1优秀2称职3优秀4优秀5不称职",
    "rest": f"{CODE} 李主任3，刘委员1，其他都4",
    "code last": f"4 3 4 4 1 {CODE}",
    "code last, labelled": f"评议43441，票码{CODE}",
    "corrected": f"{CODE} 44441 更正 2号3",
    "secrecy": f"{CODE} 43441 请替我保密，谢谢",
    "signed": f"{CODE} 43441【张三】",
    "zero width": f"{CODE[:8]}\u200b{CODE[8:]} 43441",
}

OPINIONS = {
    "plain": (" 路灯坏了三个月没人修", "路灯坏了三个月没人修"),
    "comma": ("，村里的水是黄的，什么时候解决", "村里的水是黄的，什么时候解决"),
    "label": (" 建议：多装几盏路灯", "多装几盏路灯"),
    "by the way": (" 另外我想说路太烂了", "另外我想说路太烂了"),
    "phone": (" 我电话13800000000路灯坏了", "我电话[号码]路灯坏了"),
    "money on a card": (" 低保卡余额0元没到账", "低保卡余额0元没到账"),
}

REFUSED = {
    "four for five": f"{CODE} 4344",
    "six for five": f"{CODE} 434415",
    "four short forms for five": f"{CODE} 优称基不",
    "words of the grammar that say nothing": f"{CODE} 麻烦了位给大家评议",
    "no such key": f"{CODE} 5 3 4 4 1",
    "persons' numbers": f"{CODE} 12345",
    "wrong check digit": "5423511615594073 43441",
    "neighbours swapped": "5432511615594072 43441",
    "15 digits": "542351161559407 43441",
    "15 digits, spaced grades": "5423 5116 1559 407 4 3 4 4 1",
    "17 digits": f"{CODE}2 43441",
    "17 digits and four grades": f"{CODE}4 3 4 4 1",
    "16 digits and four grades run on": f"{CODE}4344",
    "one word": f"{CODE} 优秀",
    "slip": f"{CODE} 优秀 秤职 优秀 优秀 不称职",
    "in part": f"{CODE} 前三个优秀",
    "one of five": f"{CODE} 2号4",
    "refusal": f"{CODE} 不投了",
    "as you like": f"{CODE} 你们看着给吧",
    "all fine": f"{CODE} 都好",
    "opinion of the cadres": f"{CODE} 书记不行主任还可以",
    "question": f"{CODE} 怎么评",
    "question mark": f"{CODE} 43441？",
    "asking": f"{CODE} 43441 对吗",
    "taken back": f"{CODE} 43441 不对",
    "wish for less": f"{CODE} 43441 李主任再低一点",
    "another order": f"{CODE} 43441 顺序是从后往前",
    "for somebody": f"{CODE} 43441 这是帮我老伴投的",
    "correction alone": f"{CODE} 更正 2号4",
    "two codes": f"{CODE} 43441 {OTHER} 43441",
    "two codes, no grades": f"{CODE} {OTHER}",
    "the same code twice": f"{CODE} 43441 {CODE} 43441",
    "grades on both sides": f"4 3 {CODE} 4 4 1",
    "grades twice": f"{CODE} 43441 43441",
    "letters not printed": f"{CODE} ABABC",
    "stems not printed": f"{CODE} 甲乙甲乙丙",
    "another scale": f"{CODE} 良好 良好 一般 良好 差",
    "best of another scale": f"{CODE} 全部满分",
    "unknown of nobody": f"{CODE} 不了解",
    "grades without a code": "43441",
    "no code": "村里路灯坏了",
    "opinion before": f"路灯坏了三个月 {CODE} 43441",
    "number behind": f"{CODE} 43441 13800000000",
}

QUOTED = {
    "my code": (f"我的票码{CODE}，低保为什么没批", "我的票码[票码]，低保为什么没批"),
    "this is": (f"这是我的票码{CODE}，村里的水什么时候通", "这是我的票码[票码]，村里的水什么时候通"),
    "short": (f"{CODE} 路灯坏了", "[票码] 路灯坏了"),
    "code behind": (f"村里修路的钱去哪了？票码{CODE}", "村里修路的钱去哪了？票码[票码]"),
    "mistyped code": ("票码5423511615594073，村里修路的钱去哪了", "票码[票码]，村里修路的钱去哪了"),
}


@pytest.mark.parametrize("said", CAST.values(), ids=CAST.keys())
def test_ballot_is_read(said, ballot4):
    assert understand_ballot(said, ballot4).as_dict() == {"action": "ballot", "code": CODE, "grades": GRADES}


@pytest.mark.parametrize(("tail", "opinion"), OPINIONS.values(), ids=OPINIONS.keys())
def test_ballot_with_an_opinion_behind_it(tail, opinion, ballot4):
    want = {"action": "ballot", "code": CODE, "grades": GRADES, "opinion": opinion}
    assert understand_ballot(f"{CODE} 43441{tail}", ballot4).as_dict() == want


@pytest.mark.parametrize("said", ["全部弃权", "弃权", "都不了解", "00000", "0 0 0 0 0", "五个都弃权", "全部0"])
def test_ballot_that_abstains_from_everybody(said, ballot4):
    want = {"action": "ballot", "code": CODE, "grades": dict.fromkeys("12345")}
    assert understand_ballot(f"{CODE} {said}", ballot4).as_dict() == want


@pytest.mark.parametrize(
    ("said", "name"),
    [("全部4", "优秀"), ("都是优秀", "优秀"), ("五个称职", "称职"), ("优秀x5", "优秀"), ("都打1分", "不称职")],
)
def test_ballot_with_one_grade_for_everybody(said, name, ballot4):
    want = {"action": "ballot", "code": CODE, "grades": dict.fromkeys("12345", name)}
    assert understand_ballot(f"{CODE} {said}", ballot4).as_dict() == want


@pytest.mark.parametrize("said", REFUSED.values(), ids=REFUSED.keys())
def test_ballot_is_never_guessed(said, ballot4):
    assert understand_ballot(said, ballot4).as_dict() == {"action": "ask again"}


@pytest.mark.parametrize("said", [CODE, f"票码{CODE}", f"您好，我的票码是{CODE}，谢谢", "5423-5116-1559-4072。"])
def test_code_alone_asks_for_grades(said, ballot4):
    assert understand_ballot(said, ballot4).as_dict() == {"action": "ask grades", "code": CODE}


@pytest.mark.parametrize(("said", "text"), QUOTED.values(), ids=QUOTED.keys())
def test_opinion_that_quotes_a_code_is_redacted_and_not_cast(said, text, ballot4):
    assert understand_ballot(said, ballot4).as_dict() == {"action": "opinion", "text": text}


@pytest.mark.parametrize("said", [f"退订 {CODE} 43441", f"{CODE} 43441 TD", f"{CODE} 退订"])
def test_opt_out_beside_a_ballot_keeps_nothing_of_it(said, ballot4):
    assert understand_ballot(said, ballot4).as_dict() == {"action": "confirm_opt_out"}


def test_part_of_a_ballot_waits_for_the_other(ballot4):
    want = {"action": "join", "part": 1, "of": 2, "text": "5423 5116 1559"}
    assert understand_ballot("（1/2）5423 5116 1559", ballot4).as_dict() == want


def test_understood_shows_neither_code_nor_grades_in_logs(ballot4):
    shown = repr(understand_ballot(f"{CODE} 43441 路灯坏了三个月", ballot4))
    assert CODE not in shown
    assert "优秀" not in shown
    assert "路灯" not in shown
