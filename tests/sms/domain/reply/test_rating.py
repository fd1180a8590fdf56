import pytest

from sms.domain.reply import understand_rating

LISTS = """
dashes                     | 5-4-3-5-4                        | scores 54354
em dashes                  | 5—4—3—5—4                        | scores 54354
points                     | 5.4.3.5.4                        | scores 54354
slashes                    | 5/4/3/5/4                        | scores 54354
ideographic commas         | 5、4、3、5、4                    | scores 54354
semicolons                 | 5；4；3；5；4                    | scores 54354
tildes                     | 5~4~3~5~4                        | scores 54354
full stops                 | 5。4。3。5。4。                  | scores 54354
lines                      | 5⏎4⏎3⏎5⏎4                | scores 54354
carriage returns           | 5␍⏎4␍⏎3␍⏎5␍⏎4    | scores 54354
full width run             | ５４３５４                       | scores 54354
Chinese run                | 五四三五四                       | scores 54354
Chinese spaced             | 五 四 三 五 四                   | scores 54354
traditional financial      | 伍肆參伍肆                       | scores 54354
dark rings                 | ❺❹❸❺❹                            | scores 54354
zero width spaces          | 5\u200b4\u200b3\u200b5\u200b4    | scores 54354
Chinese unit               | 五分，四分，三分，五分，四分     | scores 54354
unit at the end            | 5、4、3、5、4分                  | scores 54354
falling                    | 5 4 3 2 1                        | scores 54321
words run together         | 优秀称职称职基本称职不称职       | grades 优称称基不
words with slashes         | 优秀/称职/称职/基本称职/不称职   | grades 优称称基不
words in lines             | 优秀⏎称职⏎称职⏎基本称职⏎不称职 | grades 优称称基不
traditional words          | 優秀 稱職 稱職 基本稱職 不稱職   | grades 优称称基不
traditional short forms    | 優優稱基不                       | grades 优优称基不
short forms spaced         | 优 优 称 基 不                   | grades 优优称基不
letters with commas        | a,b,a,b,c                        | grades ABABC
stems                      | 甲乙丙丁甲                       | grades 甲乙丙丁甲
abstaining twice           | 5 弃权 3 不了解 4                | scores 5-3-4
words with one abstention  | 优秀 称职 弃权 称职 优秀         | grades 优称-称优
one missing                | 5 4 3 5                          | partial 5435?
words missing              | 优秀 称职 称职                   | partial 优称称??
two off the scale          | 6 6 3 5 4                        | partial ??354
"""

PAIRS = """
full width colons          | 1：5，2：4，3：3，4：5，5：4     | scores 54354
dash pairs                 | 1-5 2-4 3-3 4-5 5-4              | scores 54354
dash pairs with commas     | 1—5，2—4，3—3，4—5，5—4          | scores 54354
comma pairs                | 1、5；2、4；3、3；4、5；5、4     | scores 54354
slash pairs                | 1/5 2/4 3/3 4/5 5/4              | scores 54354
pairs in lines             | 1 5⏎2 4⏎3 3⏎4 5⏎5 4      | scores 54354
pairs with unit            | 1、5分 2、4分 3、3分 4、5分 5、4分 | scores 54354
parentheses                | (1)5 (2)4 (3)3 (4)5 (5)4         | scores 54354
closing parentheses        | 1) 5 2) 4 3) 3 4) 5 5) 4         | scores 54354
rings number the persons   | ①5②4③3④5⑤4                       | scores 54354
rings before words         | ①优秀②称职③称职④基本称职⑤不称职  | grades 优称称基不
numbered words             | 1.优秀 2.称职 3.称职 4.基本称职 5.不称职 | grades 优称称基不
numbered words run on      | 1优秀2称职3称职4基本称职5不称职  | grades 优称称基不
Chinese numbered words     | 一、优秀 二、称职 三、称职 四、优秀 五、优秀 | grades 优称称优优
numbered letters           | 1A 2B 3A 4B 5C                   | grades ABABC
grouped numbers            | 1、2优秀，3、4、5称职            | grades 优优称称称
号 with Chinese numerals   | 一号5分 二号4分 三号3分 四号5分 五号4分 | scores 54354
号 in two scripts           | 一号5二号4三号3四号5五号4       | scores 54354
号 in any order            | 5号4 3号3 1号5 2号4 4号5         | scores 54354
ordinals                   | 第一个优秀 第二个称职 第三个称职 第四个基本称职 第五个不称职 | grades 优称称基不
ordinals without 个        | 第一5 第二4 第三3 第四5 第五4    | scores 54354
是                         | 1号是5分，2号是4分，3号是3分，4号是5分，5号是4分 | scores 54354
some pairs                 | 1:5 2:4                          | partial 54???
two at once                | 1、2号优秀，3、4、5号称职        | grades 优优称称称
和                         | 1号和2号5分，3号4号5号4分        | scores 55444
one person abstained from  | 四号弃权                         | partial ???-?
off the scale in a pair    | 1号6分 2号4分 3号3分 4号5分 5号4分 | partial ?4354
"""

NAMES = """
colons                     | 王书记：优秀；李主任：称职；张会计：称职；赵委员：优秀；刘委员：优秀 | grades 优称称优优
run together               | 王书记优秀李主任称职张会计称职赵委员基本称职刘委员不称职 | grades 优称称基不
double dashes              | 王书记——5 李主任——4 张会计——3 赵委员——5 刘委员——4 | scores 54354
commas between             | 王书记，5，李主任，4，张会计，3，赵委员，5，刘委员，4 | scores 54354
posts alone                | 书记5 主任4 会计3 赵委员5 刘委员4 | scores 54354
surnames alone             | 王5李4张3赵5刘4                  | scores 54354
surnames spaced            | 王 5 李 4 张 3 赵 5 刘 4         | scores 54354
posts as people say them   | 村支书5分，村主任4分，会计3分，赵5，刘4 | scores 54354
traditional                | 王書記5 李主任4 張會計3 趙委員5 劉委員4 | scores 54354
numbered                   | 1、王书记：优；2、李主任：称；3、张会计：优；4、赵：优；5、刘：优 | grades 优称优优优
numbered without marks     | 1王书记5 2李主任4 3张会计3 4赵委员5 5刘委员4 | scores 54354
number in parentheses      | 王书记（1号）5分                 | partial 5????
two named together         | 王书记和李主任优秀，其余称职     | grades 优优称称称
grade first                | 优秀：王书记、李主任；称职：张会计、赵委员、刘委员 | grades 优优称称称
grade first, numbers       | 优秀：1、2、3；称职：4、5        | grades 优优优称称
persons then ratings       | 王书记 李主任 张会计 赵委员 刘委员：5 4 3 5 4 | scores 54354
range then ratings         | 1-5号：54354                     | scores 54354
同志                       | 王书记同志5分 其他同志4分        | scores 54444
"""


def rows(text):
    """Lines of `label | what was sent | outcome`; ⏎ is a line break."""
    cells = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [pytest.param(said.replace("⏎", "\n").replace("␍", "\r"), want, id=label) for label, said, want in cells]


@pytest.mark.parametrize(("said", "want"), rows(LISTS))
def test_rating_in_the_order_of_the_notice(said, want, rate5, outcome):
    assert understand_rating(said, rate5).as_dict() == outcome(want)


@pytest.mark.parametrize(("said", "want"), rows(PAIRS))
def test_rating_by_number(said, want, rate5, outcome):
    assert understand_rating(said, rate5).as_dict() == outcome(want)


@pytest.mark.parametrize(("said", "want"), rows(NAMES))
def test_rating_by_name(said, want, rate5, outcome):
    assert understand_rating(said, rate5).as_dict() == outcome(want)
