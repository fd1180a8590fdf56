import pytest

from sms.domain.reply import understand_rating

REFUSED = {
    "six values": "5 4 3 5 4 4",
    "six values in Chinese": "五四三五四四",
    "four digits run together": "5435",
    "persons' numbers": "12345",
    "persons' numbers in Chinese": "一二三四五",
    "persons' numbers, listed": "1、2、3、4、5",
    "letters copied back": "ABCD",
    "words copied back": "优秀 称职 基本称职 不称职",
    "legend copied back": "A优秀 B称职 C基本称职 D不称职",
    "ten points": "10 8 9 10 7",
    "mostly off the scale": "9 8 7 9 5",
    "per cent": "95% 90% 88% 92% 85%",
    "one value off the scale for all": "都6分",
    "half": "3.5 4 3 5 4",
    "half said": "四点五 4 3 5 4",
    "fraction": "4½ 4 3 5 4",
    "between two": "4/5 4 3 5",
    "or": "4或5 4 3 5 4",
    "minus": "5 4 -3 5 4",
    "plus": "5+ 4 3 5 4",
    "letters with minus": "A- B A B C",
    "at least": "都4分以上",
    "about": "大概都5分",
    "empty field": "5,4,,5,4",
    "wide gap": "5 4  5 4",
    "empty line": "5⏎4⏎⏎5⏎4".replace("⏎", "\n"),
    "one digit": "5",
    "one word": "称职",
    "one short form": "优",
    "question of two words": "称职不称职",
    "negated word": "不优秀 称职 称职 基本称职 不称职",
    "negated with 是": "不是优秀 称职 称职 基本称职",
    "negated name": "王书记不优秀",
    "not good": "王书记不好",
    "none": "都不",
    "question mark": "5 4 3 5 4？",
    "asking back": "5 4 3 5 4 对吗",
    "unknown word": "5 4 3 5 4 哈密瓜",
    "unknown person": "孙委员5 王书记4",
    "post of two": "委员5",
    "person not there": "6号5分",
    "two names for one number": "2号王书记5分",
    "forgotten rating": "王书记5 李主任 张会计3 赵委员5 刘委员4",
    "forgotten rating, listed": "王书记5、李主任、张会计3、赵委员5、刘委员4",
    "order and names": "5 4 3 5 4 王书记5",
    "greeting a cadre": "王书记您好，都5分",
    "name of a person": "张三",
    "names of persons": "李四 王五",
    "mixed notations": "优秀 4 3 5 4",
    "words and letters": "优秀 B 称职 B C",
    "short forms and words": "优秀 优 称职 基本称职 不称职",
    "letter not printed": "ABABE",
    "grade of another scale": "良好 良好 一般 良好 差",
    "real word, not a slip": "失职 优秀 称职 称职 称职",
    "real word 优良": "优良 称职 称职 称职 称职",
    "very": "很称职 优秀 称职 称职 称职",
    "basically not": "基本不称职 优秀 称职 称职 称职",
    "count or person": "优秀：3；称职：2",
    "opinion": "路灯坏了三个月",
    "rating and opinion": "5 4 3 5 4 路灯坏了",
    "as you like": "看着办",
    "I do not know": "不知道",
    "unknown of nobody": "不了解",
    "yes": "是",
    "thanks": "谢谢",
    "emoji beside": "5 4 3 5 4 😡",
    "five zeros": "00000",
    "correction of nothing": "更正",
    "correction left open": "5 4 3 5 4 不对",
    "correction in order, in part": "更正：5 4",
    "changed without a word": "5 4 3 5 4 2号5",
    "code": "5423 5116 1559 4072 4 3 4 4 1",
    "very long": "5 4 3 5 4 " * 100,
    "cancel what": "取消",
}

SLIPS = """
other sign, same sound     | 优绣 称职 称职 基本称职 不称职   | confirm 优称称基不
in a long word             | 优秀 称职 称职 基本秤职 不称职   | confirm 优称称基不
behind a negation          | 优秀 称职 称职 基本称职 不秤职   | confirm 优称称基不
the same slip twice        | 优秀 称只 称只 基本称职 不称职   | confirm 优称称基不
two slips                  | 优绣 秤职 称职 基本称职 不称职   | confirm 优称称基不
for everybody              | 全部优绣                         | confirm 55555
in a name                  | 王书计5 李主任4 张会计3 赵委员5 刘委员4 | confirm 54354
in a post                  | 张会汁3分，其他5分               | confirm 55355
in an abstention           | 5 4 3 弃劝 4                     | confirm 543-4
in part                    | 2号秤职                          | confirm ?称???
in a correction            | 更正：2号秤职                    | ask_again
three slips                | 优绣 秤职 称值 基本称职 不称职   | ask_again
"""

CORRECTIONS = """
更正                       | 5 4 3 5 4 更正 2号5分            | scores 55354
改成                       | 5 4 3 5 4，2号改成5              | scores 55354
应该是                     | 5 4 3 5 4 打错了，2号应该是5分   | scores 55354
改, before the person      | 5 4 3 5 4 改2号5分              | scores 55354
不对                       | 5 4 3 5 4，不对，2号是5          | scores 55354
two persons                | 5 4 3 5 4 更正 2号5 3号4         | scores 55454
all over                   | 5 4 3 5 4 更正：5 5 3 5 4        | scores 55354
after names                | 王书记5分，其他4分，更正：3号3分 | scores 54344
alone, by name             | 更正 王书记5分                   | amend 5????
alone, 改成                | 2号改成5分                       | amend ?5???
alone, 改                  | 改：2号5分                       | amend ?5???
alone, all over            | 更正：5 5 3 5 4                  | amend 55354
"""


def rows(text):
    """Lines of `label | what was sent | outcome`."""
    cells = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [pytest.param(said, want, id=label) for label, said, want in cells]


@pytest.mark.parametrize("said", REFUSED.values(), ids=REFUSED.keys())
def test_rating_is_never_guessed(said, rate5):
    assert understand_rating(said, rate5).as_dict() == {"action": "ask again"}


@pytest.mark.parametrize(("said", "want"), rows(SLIPS))
def test_slip_of_one_character_is_asked_back(said, want, rate5, outcome):
    assert understand_rating(said, rate5).as_dict() == outcome(want)


@pytest.mark.parametrize(("said", "want"), rows(CORRECTIONS))
def test_correction_changes_only_what_it_names(said, want, rate5, outcome):
    assert understand_rating(said, rate5).as_dict() == outcome(want)
