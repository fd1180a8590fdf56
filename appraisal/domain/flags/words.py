"""What a flag says, in both languages: figures, what it could innocently mean, and what to check. It accuses nobody.

Flags are signed as they stand, so both texts live here and not in a translation file.
"""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.domain.flags.flag import Text


@dataclass(frozen=True)
class Wording:
    """The sentence with places for its figures, and what to check."""

    text: Text
    check: Text


_TRAY_CHECK = Text(
    "问问票条是怎么发的、谁领的，再跟同类的其他批次比一比。票照样算数，什么都不改。",
    "Ask how these slips were handed out and who fetched them; compare with other batches of the group. "
    "The ballots count as they are.",
)
_TYPED_CHECK = Text(
    "抽几张纸票，跟录入的对一对；问问这些票是从哪里收来的。票照样算数，什么都不改。",
    "Compare some paper ballots with what was typed in; ask where they were collected. The ballots count as they are.",
)
_IDENTICAL = Text(
    "{who}里，{observed}的票一模一样；{others}里大约{expected}。值得看一眼：也可能大家想到一块儿了，或者一家人商量着填的。",
    "In {who}, {observed} of the ballots are the same; in {others} about {expected}. Worth a look: people may simply "
    "agree, or families filled them in together.",
)
_LINES = Text(
    "{who}里，{observed}的票从头到尾一个等次；{others}里大约{expected}。值得看一眼：也可能是题多图省事，或者真觉得都一样。",
    "In {who}, {observed} of the ballots give one grade to everything; in {others} about {expected}. Worth a look: "
    "many questions tire people, or they see no difference.",
)
_LEVEL = Text(
    "{who}平均打{observed}分，{others}平均{expected}分。值得看一眼：也可能这一片的人想法本来就不一样。",
    "{who} gives {observed} points on average, {others} {expected}. Worth a look: people there may simply think "
    "otherwise.",
)
_PERSON = Text(
    "{who}给{person}的分比给别人的{observed}，{others}是{expected}。值得看一眼：也可能这一片的人跟这位干部打交道多。",
    "Against the others on the same ballots, {who} puts {person} {observed}; {others} {expected}. Worth a look: "
    "people there may have more to do with this person.",
)

WORDS: dict[str, Wording] = {
    "burst": Wording(
        Text(
            "{hour}这一小时投了{observed}张，相近的时段最多{expected}张。值得看一眼：也可能刚开完会，或者刚用喇叭通知过。",
            "{observed} ballots came in the hour from {hour}; comparable hours had at most {expected}. Worth a look: "
            "there may have been a meeting, or a call over the loudspeaker.",
        ),
        Text(
            "查一查那个时候村里有没有集中投票、开会或者广播通知。票照样算数，什么都不改。",
            "Find out whether people were called together then. The ballots count as they are.",
        ),
    ),
    "identical_batch": Wording(_IDENTICAL, _TRAY_CHECK),
    "identical_enterer": Wording(_IDENTICAL, _TYPED_CHECK),
    "lines_batch": Wording(_LINES, _TRAY_CHECK),
    "lines_enterer": Wording(_LINES, _TYPED_CHECK),
    "means_level_batch": Wording(_LEVEL, _TRAY_CHECK),
    "means_level_enterer": Wording(_LEVEL, _TYPED_CHECK),
    "means_person_batch": Wording(_PERSON, _TRAY_CHECK),
    "means_person_enterer": Wording(_PERSON, _TYPED_CHECK),
    "channel": Wording(
        Text(
            "给{person}打分，{channel}平均{observed}分，同类的人用别的方式平均{expected}分。"
            "值得看一眼：也可能老人多用纸票，年轻人多用手机。",
            "{person} has {observed} points {channel}, and {expected} by other channels in the same groups. "
            "Worth a look: old people may prefer paper, young ones the phone.",
        ),
        Text(
            "看看这种方式是谁在用、有没有人帮着填。票照样算数，什么都不改。",
            "See who uses this channel and who helped with it. The ballots count as they are.",
        ),
    ),
    "conflict": Wording(
        Text(
            "{groups}给{person}的分相差{observed}分，超过{expected}分就提示。值得看一眼：两类人打的交道不同，看法不同也正常。",
            "{groups} differ by {observed} points on {person}; above {expected} it is mentioned. Worth a look: "
            "people who deal with different matters may well disagree.",
        ),
        Text(
            "分别听听两类人怎么说，别只看总分。",
            "Listen to both groups; do not read the overall score alone.",
        ),
    ),
    "digits": Wording(
        Text(
            "手工填的合计数里，末位同一个数字有{observed}次，平常大约{expected}次。线索很弱，单凭它说明不了什么：也可能是习惯取整。",
            "One last digit ends {observed} of the totals typed by hand; about {expected} would be usual. "
            "A weak sign that proves nothing alone: some people round.",
        ),
        Text("抽几张统计表，跟原票对一对。", "Compare some tally sheets with their ballots."),
    ),
}


@dataclass(frozen=True)
class Method:
    """How a family of flags is tested, by whom it was described, and the unit of its figures."""

    name: Text
    source: str
    unit: str
    least: float = 0.0  # of shares and bursts as it stands; of points as a part of the scale
    weak: bool = False


HOLM = "Holm (1979)"
METHODS: dict[str, Method] = {
    "burst": Method(
        Text("两个时段比较的条件检验（贝塔二项）", "Conditional test of two rates, beta-binomial"),
        f"Przyborowski and Wilenski (1940); {HOLM}",
        "casts",
        2.0,
    ),
    "identical": Method(
        Text("贝塔二项预测分布，跟其他批次比", "Beta-binomial predictive tail against the other trays"),
        f"Kleinman (1973); {HOLM}",
        "share",
        0.2,
    ),
    "lines": Method(
        Text("贝塔二项预测分布，跟其他批次比", "Beta-binomial predictive tail against the other trays"),
        f"Kleinman (1973); {HOLM}",
        "share",
        0.2,
    ),
    "means": Method(
        Text("随机效应预测区间，跟其他批次比", "Random-effects prediction against the other trays"),
        f"Higgins, Thompson and Spiegelhalter (2009); DerSimonian and Laird (1986); {HOLM}",
        "points",
        1 / 6,
    ),
    "channel": Method(
        Text("分组做拉奥–斯科特校正卡方，再合并", "Rao–Scott corrected chi-squared within groups, added up"),
        f"Rao and Scott (1981); {HOLM}",
        "points",
        1 / 4,
    ),
    "conflict": Method(
        Text("韦尔奇检验，原假设是相差不超过下限", "Welch's test against a least difference"),
        f"Welch (1947); Murphy and Myors (1999); {HOLM}",
        "points",
        1 / 3,
    ),
    "digits": Method(
        Text("末位数字卡方检验", "Chi-squared test of last digits"), "Beber and Scacco (2012)", "count", weak=True
    ),
    "accounting": Method(Text("两边的数必须相等", "Two sums that must agree"), "docs/ballot-format.md", "count"),
}
