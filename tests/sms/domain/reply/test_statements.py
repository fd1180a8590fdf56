import pytest

from sms.domain.reply import understand_rating

EVERYONE = """
全                         | 全5分                            | scores 55555
全部                       | 全部优秀                         | scores 55555
一律                       | 一律优秀                         | scores 55555
统统                       | 统统5分                          | scores 55555
大家都                     | 大家都优秀                       | scores 55555
所有人                     | 所有人都打5分                    | scores 55555
五个都                     | 五个都优秀                       | scores 55555
给他们都                   | 给他们都打5分                    | scores 55555
I think                    | 我觉得都是5分吧                  | scores 55555
满分                       | 都是满分                         | scores 55555
short form                 | 全优                             | scores 55555
all, afterwards            | 优秀，全部                       | scores 55555
other words stay words     | 全部称职                         | grades 称称称称称
lowest                     | 都不称职                         | grades 不不不不不
letters stay letters       | 全部A                            | grades AAAAA
traditional                | 全部優秀                         | scores 55555
count                      | 五个优秀                         | grades 优优优优优
count in digits            | 5个优秀                          | grades 优优优优优
count after                | 优秀5个                          | grades 优优优优优
count with unit            | 5个5分                           | scores 55555
times                      | 优秀×5                           | grades 优优优优优
asterisk                   | 优秀*5                           | grades 优优优优优
wrong count                | 优秀x4                           | ask_again
wrong count, said          | 四个优秀                         | ask_again
counts do not say who      | 三个优秀两个称职                 | ask_again
times do not say who       | 优秀x3 称职x2                    | ask_again
"""

REST = """
except, then the rest      | 除了张会计3分其他都5分           | scores 55355
except with a number       | 除了3号3分，其余都5分            | scores 55355
the rest first             | 其他都5分，3号3分                | scores 55355
the rest, no 都            | 王书记5分，其余4分               | scores 54444
剩下                       | 1号5分，剩下的都4分              | scores 54444
剩下四个                   | 1号5分，剩下四个4分              | scores 54444
剩下三个 is wrong          | 1号5分，剩下三个4分              | ask_again
all, then one              | 都是5分，3号3分                  | scores 55355
all but one in words       | 都是优秀，除了3号称职            | grades 优优称优优
all but two                | 都是5分，除了3号和4号3分         | scores 55335
excepted without a rating  | 都是5分，3号除外                 | partial 55?55
除…外                      | 除3号外都是5分                   | partial 55?55
the rest abstained from    | 王书记优秀，其他人弃权           | grades 优----
one abstained from         | 张会计弃权，其他都5分            | scores 55-55
one, then all              | 3号3分，都是5分                  | ask_again
the rest of nobody         | 其他人5分                        | ask_again
all, and the rest          | 都5分，其他4分                   | ask_again
except, and nothing more   | 除了3号5分                       | ask_again
twice                      | 1号5分，1号4分，其他3分          | ask_again
不 may negate              | 张会计不，其他优秀               | ask_again
"""

RANGES = """
behind                     | 前三个优秀，后面两个称职         | grades 优优优称称
in front                   | 前面三个5分后面两个4分           | scores 55544
名                         | 前三名优秀，后两名称职           | grades 优优优称称
位                         | 前3位5分，最后2位4分             | scores 55544
no classifier              | 前三优秀后二称职                 | grades 优优优称称
middle                     | 前两个5分，中间一个3分，最后两个4分 | scores 55344
last                       | 前四个5分，最后一个3分           | scores 55553
then the rest              | 前三个5分，其余4分               | scores 55544
到                         | 1到3号5分，4到5号4分             | scores 55544
至                         | 第1至3个5分，第4至5个4分         | scores 55544
tilde                      | 1~3号5分，4~5号4分               | scores 55544
no 号                      | 1-3优秀，4-5称职                 | grades 优优优称称
号 on both sides           | 1号到3号优秀，4号到5号称职       | grades 优优优称称
lists of ordinals          | 第1、2个5分，第3、4、5个4分      | scores 55444
commas in a list           | 1,2,3号5分，4,5号4分             | scores 55544
too many                   | 前六个5分                        | ask_again
backwards                  | 3-1号5分                         | ask_again
half                       | 前三个优秀                       | partial 优优优??
overlapping                | 前三个5分，后三个4分             | ask_again
"""


def rows(text):
    """Lines of `label | what was sent | outcome`."""
    cells = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [pytest.param(said, want, id=label) for label, said, want in cells]


@pytest.mark.parametrize(("said", "want"), rows(EVERYONE))
def test_rating_of_everyone_at_once(said, want, rate5, outcome):
    assert understand_rating(said, rate5).as_dict() == outcome(want)


@pytest.mark.parametrize(("said", "want"), rows(REST))
def test_rating_of_some_and_the_rest(said, want, rate5, outcome):
    assert understand_rating(said, rate5).as_dict() == outcome(want)


@pytest.mark.parametrize(("said", "want"), rows(RANGES))
def test_rating_of_ranges(said, want, rate5, outcome):
    assert understand_rating(said, rate5).as_dict() == outcome(want)
