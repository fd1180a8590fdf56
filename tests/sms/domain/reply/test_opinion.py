import pytest

from sms.domain.reply import redact, understand_opinion, village_opinion

PLAIN = {
    "as written": ("村东头那条路下雨就淹，修一修", "村东头那条路下雨就淹，修一修"),
    "意见": ("意见：低保名单要公开", "低保名单要公开"),
    "建议": ("建议:多装路灯", "多装路灯"),
    "my opinion is": ("我的意见是：修路", "修路"),
    "a suggestion": ("我有个建议：修桥", "修桥"),
    "no colon, no label": ("意见箱坏了", "意见箱坏了"),
    "traditional is kept": ("村裏的路燈壞了", "村裏的路燈壞了"),
    "opt-out word inside": ("要求退订村里统一收的报纸", "要求退订村里统一收的报纸"),
    "carrier inside": ("我们村移动信号差，快递不进村", "我们村移动信号差，快递不进村"),
    "money": ("我低保卡余额0元", "我低保卡余额0元"),
    "numbers that are no list": ("1路 2路公交都不来", "1路 2路公交都不来"),
    "decimal": ("修2.5米宽的路", "修2.5米宽的路"),
    "link that does not work": ("村里公示在http://t.cn/abc打不开", "村里公示在http://t.cn/abc打不开"),
    "fraction": ("3/4的路灯坏了", "3/4的路灯坏了"),
    "satisfied about something, no question open": ("满意", "满意"),
}

LISTS = {
    "points": "1.修路 2.路灯 3.垃圾桶少",
    "ideographic commas": "1、修路；2、路灯；3、垃圾桶少",
    "rings": "①修路②路灯③垃圾桶少",
    "Chinese": "一、修路 二、路灯 三、垃圾桶少",
    "parentheses": "（1）修路（2）路灯（3）垃圾桶少",
    "ordinals": "第一，修路；第二，路灯；第三，垃圾桶少。",
    "keycaps": "1️⃣修路2️⃣路灯3️⃣垃圾桶少",
    "lines": "1.修路\n2.路灯\n3.垃圾桶少",
    "label": "意见：1.修路 2.路灯 3.垃圾桶少",
}

NOTHING = [
    "",
    "。",
    "？",
    "😀",
    "喂",
    "您好",
    "在吗",
    "谢谢",
    "好的",
    "收到",
    "测试",
    "test",
    "测试一下",
    "123",
    "1",
    "没有意见",
    "5 4 3 5 4",
    "帮助",
]

PARTS = {
    "second of two": ("（2/2）垃圾没人拉，臭得很", 2, 2, "垃圾没人拉，臭得很"),
    "ASCII": ("(1/3)垃圾没人拉", 1, 3, "垃圾没人拉"),
    "square": ("[2/3] 垃圾没人拉", 2, 3, "垃圾没人拉"),
    "black": ("【1/2】垃圾没人拉", 1, 2, "垃圾没人拉"),
    "bare": ("2/2 垃圾没人拉", 2, 2, "垃圾没人拉"),
    "bare with colon": ("1/2：垃圾没人拉", 1, 2, "垃圾没人拉"),
    "Chinese": ("（一/二）垃圾没人拉", 1, 2, "垃圾没人拉"),
    "at the end": ("垃圾没人拉（2/2）", 2, 2, "垃圾没人拉"),
}

REDACTED = {
    "mobile": ("他电话13800000000", "他电话[号码]", ("contains_phone",)),
    "spaced mobile": ("电话138 0000 0000。", "电话[号码]。", ("contains_phone",)),
    "country code": ("打+86 13800000000", "打[号码]", ("contains_phone",)),
    "full width": ("打１３８００００００００吧", "打[号码]吧", ("contains_phone",)),
    "Chinese numerals": ("打幺三八零零零零零零零零", "打[号码]", ("contains_phone",)),
    "zero width inside": ("打1380000\u200b0000", "打[号码]", ("contains_phone",)),
    "area code": ("座机0591-88888888", "座机[号码]", ("contains_phone",)),
    "local": ("电话8888888", "电话[号码]", ("contains_phone",)),
    "identity": ("身份证110101199001011234，低保", "身份证[证件号]，低保", ("contains_id",)),
    "identity with X": ("11010119900101123x", "[证件号]", ("contains_id",)),
    "old identity": ("证110101900101123", "证[证件号]", ("contains_id",)),
    "code": ("票码1241 1824 4935 3487", "票码[票码]", ("contains_code",)),
    "code and grades": ("1241182449353487 43441", "[票码]", ("contains_code",)),
    "both": ("13800000000，110101199001011234", "[号码]，[证件号]", ("contains_id", "contains_phone")),
    "years and money stay": ("2023年1000000元的路", "2023年1000000元的路", ()),
    "counts stay": ("三十八户，1、2、3组", "三十八户，1、2、3组", ()),
}

VILLAGES = {
    "space": ("3 路灯坏了", (3, "路灯坏了")),
    "村": ("3村路灯坏了", (3, "路灯坏了")),
    "村 and colon": ("3村：路灯坏了", (3, "路灯坏了")),
    "full width": ("３，路灯坏了", (3, "路灯坏了")),
    "point": ("3.路灯坏了", (3, "路灯坏了")),
    "line": ("12\n路灯坏了", (12, "路灯坏了")),
    "第": ("第3村 路灯坏了", (3, "路灯坏了")),
    "bus or village": ("3路灯坏了", None),
    "counts": ("3 个月没来水", None),
    "groups": ("3 组的路灯坏了", None),
    "list": ("1.修路 2.路灯", None),
    "rating": ("5 4 3 5 4", None),
    "nought": ("0 路灯坏了", None),
    "phone": ("13800000000 路灯坏了", None),
    "too little": ("3 好", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("said", "text"), PLAIN.values(), ids=PLAIN.keys())
def test_opinion_is_kept_as_written(said, text):
    assert understand_opinion(said).as_dict() == {"action": "opinion", "text": text}


@pytest.mark.parametrize("said", LISTS.values(), ids=LISTS.keys())
def test_numbered_list_is_items_of_one_opinion(said):
    assert understand_opinion(said).as_dict() == {"action": "opinion", "items": ["修路", "路灯", "垃圾桶少"]}


def test_list_with_an_introduction_keeps_it():
    want = {"action": "opinion", "text": "我说两点 1.修路 2.路灯", "items": ["修路", "路灯"]}
    assert understand_opinion("我说两点 1.修路 2.路灯").as_dict() == want


@pytest.mark.parametrize("said", NOTHING)
def test_text_that_says_nothing_is_asked_again(said):
    assert understand_opinion(said).as_dict() == {"action": "ask again"}


@pytest.mark.parametrize(("said", "part", "of", "text"), PARTS.values(), ids=PARTS.keys())
def test_hand_numbered_part_waits_for_the_others(said, part, of, text):
    assert understand_opinion(said).as_dict() == {"action": "join", "part": part, "of": of, "text": text}


@pytest.mark.parametrize("said", ["(5/4)垃圾没人拉", "（1/1）垃圾没人拉"])
def test_impossible_part_is_an_opinion(said):
    assert understand_opinion(said).as_dict() == {"action": "opinion", "text": said}


@pytest.mark.parametrize(("said", "text", "flags"), REDACTED.values(), ids=REDACTED.keys())
def test_numbers_are_redacted(said, text, flags):
    assert redact(said) == (text, flags)


def test_danger_is_flagged_for_a_person():
    want = {"action": "opinion", "text": "村支书打了我，他电话[号码]", "flag": ["safety", "contains_phone"]}
    assert understand_opinion("村支书打了我，他电话13800000000").as_dict() == want


@pytest.mark.parametrize(("said", "want"), VILLAGES.values(), ids=VILLAGES.keys())
def test_village_number_before_an_opinion(said, want):
    assert village_opinion(said) == want
