"""What the figures of a bulletin mean, in both languages, published inside it."""

from __future__ import annotations

_ZH = {
    "turnout": "参评率：投出的票数除以名册人数。到了门槛，本轮才有效。",
    "shares": "等次占比：各类人的有效评价合在一起，每 100 份里有几份。不足 5 张的和相邻等次合并，保护填票人。",
    "groups": "各类人的占比：只写至少 10 张票的类别、0 张或至少 5 张的等次。让人能减出来的，旁边的也不写。",
    "score": "得分：每张票按等次折成分数、按方面加权，先在每类人里求平均，再按开票前定好的权重相加。"
    "取整到几分的倍数（数据里写作 step）；可能的最高和最低的几个数合成一个。三张票各升降一等，看不出来。"
    "不到 30 张不公布。",
    "interval": "区间：95% 置信区间（t 分布，有限总体修正），由投票的人推算全体。按每类人的看法和全体一样分散来算，"
    "往宽里取整，所以只会偏宽。没来的人看法大不一样，它就不准。",
    "band": "等次：公布的区间落在哪个等次里就写哪个；跨两个等次，两个都写；跨得更多，写从哪个到哪个。不硬分高低。",
    "rules": "规则：不称职票有没有达到比例，按本轮规则算不算不称职，公告里连续几次。数据里写作 one_third、"
    "not_competent、in_a_row。空着：本轮无效、没有这条规则，或者从公布的数看不准。",
    "ballots": "完整评价票数：对这个人每个方面都作了评价的票。不了解、没填的不算。",
    "accounting": "票数账：核销的票码和票箱里的票，一张对一张。",
    "receipt": "回执：投票后看到的那串字符，是密封票的指纹（SHA-256），看不出您怎么评的。",
    "box_root": "票箱根：全部密封票的指纹合成的一个指纹（RFC 9162），多一张、少一张、改一张都会变。",
    "result_commitment": "结果指纹：两名审核人签的那份结果的指纹，加了盐（SHA-256），免得有人拿它去试没公布的数。"
    "审计人员手里有盐，能核对。",
    "null": "空着的数字：票太少，公布会让人猜出谁怎么评的。",
}
_EN = {
    "turnout": "Turnout: ballots cast over people on the roll. A round counts at or above its threshold.",
    "shares": "Grade shares: valid ratings of all groups together, per hundred. "
    "Grades with fewer than 5 are joined with their neighbour, to protect those who voted.",
    "groups": "Shares by group: only groups with at least 10 ballots, and grades with none or at least 5. "
    "What subtraction would tell is left out, too.",
    "score": "Score: each ballot's grades in points, weighted by item, averaged within each group, "
    "then added with the group weights fixed before the round opened. Rounded to multiples of so many points (step in "
    "the data); the few highest and the few lowest that are possible are told as one. Three ballots one grade up or "
    "down do not show. Not published under 30 ballots.",
    "interval": "Interval: 95 % confidence interval (t distribution, finite-population corrected), computed as if each "
    "group were as spread as all together, and rounded outwards: rather too wide. It infers from those who voted; it "
    "fails if those who did not think very differently.",
    "band": "Band: the grade in which the published interval lies; where it touches two, both are named, of "
    "more the first and the last.",
    "rules": "Rules: whether enough gave the worst grade (one_third), whether that makes a person not competent by the "
    "rules of the round (not_competent), and how often in a row by the bulletins (in_a_row). Null: the round is not "
    "valid, has no such rule, or the published figures do not tell for sure.",
    "ballots": "Complete ballots: those that rate this person on every item, without abstentions and blanks.",
    "accounting": "Accounting: codes spent and ballots in the box, one for one.",
    "receipt": "Receipt: the text shown after voting, a fingerprint (SHA-256) of the sealed ballot. "
    "It does not tell how anybody rated.",
    "box_root": "Box root: one fingerprint of all sealed ballots (RFC 9162). "
    "One ballot more, less or changed changes it.",
    "result_commitment": "Result fingerprint: that of the result which the two reviewers signed, salted (SHA-256), so "
    "that nobody can try figures on it that are not published. Auditors have the salt and can check it.",
    "null": "Figures left out: so few ballots that one could guess who rated how.",
}
DEFINITIONS = {"zh": _ZH, "en": _EN}
