"""Figures of the round and of one person."""

from __future__ import annotations

from appraisal.domain.definitions.definition import Definition

SCORES = (
    Definition(
        "turnout",
        ("参评率", "Turnout"),
        (
            "投回来的票除以名册人数。到了开票前定好的门槛，这一轮才有效。",
            "Ballots returned over people on the roll. The round counts only at the threshold fixed beforehand.",
        ),
        "Σ r_g / Σ N_g",
        "本轮规则 · rules of the round",
        "B01–B13",
    ),
    Definition(
        "grade_share",
        ("等次占比", "Grade shares"),
        (
            "各等次占多少。分母按本轮规则：有效评价、投回的票，或者名册人数。区间是威尔逊 95% 区间，宁宽勿窄。",
            "How the grades divide. The denominator is the one in the rules of the round: valid answers, ballots "
            "returned, or the roll. Wilson's 95 % interval, rather too wide than too narrow.",
        ),
        "p = x / n；(p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n)，z = 1.96",
        "Wilson 1927; Newcombe 1998",
        "A15",
    ),
    Definition(
        "weighted_share",
        ("加权占比", "Weighted shares"),
        (
            "先算每类人里的占比，再按开票前定好的类别权重相加。",
            "The share within each group, added with the group weights fixed beforehand.",
        ),
        "Σ W_g p_g",
        "Cochran 1977, 5.3",
        "B01–B13",
    ),
    Definition(
        "score",
        ("得分", "Score"),
        (
            "每张票按等次折成分数、按方面加权；先在每类人里求平均，再按开票前定好的权重相加。",
            "Each ballot's grades in points, weighted by item; averaged within each group, then added with the weights "
            "fixed beforehand.",
        ),
        "Σ W_g y_g",
        "Cochran 1977, 5.3; R survey::svymean",
        "B01–B13, C01",
    ),
    Definition(
        "se",
        ("标准误", "Standard error"),
        (
            "换一批同样多的人来投，得分大约会差多少。投票的人占名册越多，它越小；全都投了就是 0。",
            "By how much the score would differ if as many others had voted. The more of the roll voted, the smaller; "
            "0 where everybody did.",
        ),
        "√ Σ W_g² (1 − n_g/N_g) s_g² / n_g",
        "Cochran 1977, 5.4; R survey::svymean, fpc",
        "B01–B13, C01",
    ),
    Definition(
        "interval",
        ("95% 区间", "95 % interval"),
        (
            "由投票的人推算全体：同样的评议做 100 次，约有 95 次的区间能套住全体的平均分。"
            "没来的人看法大不一样，它就不准。",
            "Infers from those who voted: of 100 such rounds about 95 intervals hold the mean of all. It fails if "
            "those who did not vote think very differently.",
        ),
        "Σ W_g y_g ± t(0.975; Σ n_g − G) · SE",
        "R survey::confint, degf",
        "B01–B13, C01",
    ),
    Definition(
        "band",
        ("等次", "Band"),
        (
            "整个区间落在哪个等次里就写哪个；跨两个等次，两个都写；跨得更多，写从哪个到哪个。不硬分高低。"
            "各等次的下限是本轮定的，全国没有统一规定。",
            "The grade in which the whole interval lies; where it touches two, both are named, of more the first and "
            "the last. The limits are the round's own: no national ones exist.",
        ),
        "",
        "Goldstein & Spiegelhalter 1996",
    ),
    Definition(
        "by_people",
        ("按人数加权", "Weighted by people"),
        (
            "不用定好的权重，每类人按名册人数算分量。和得分差得多，说明各类人看法不同。",
            "Groups weigh by their rolls instead of the weights set. Far from the score: the groups disagree.",
        ),
        "Σ (N_g / ΣN) y_g",
        "Cochran 1977, 5.3",
        "B01–B13",
    ),
    Definition(
        "reweighted",
        ("去掉空类别以后", "Without the empty groups"),
        (
            "有一类人一张票也没有，得分就算不出来。这里把它的权重摊给别的类，只作参考，不是得分。",
            "A group without a ballot leaves the score missing. Here the others share its weight; for information, "
            "not a score.",
        ),
        "Σ W_g y_g / Σ W_g，n_g > 0",
        "R survey::svymean",
        "B16",
    ),
    Definition(
        "extremes",
        ("最好最坏", "Best and worst"),
        (
            "没投的人要是全给最高等、全给最低等，得分会到哪里。不作任何假设，也不是概率。",
            "Where the score would be had all who did not vote given the best, or the worst grade. No assumption, "
            "and no probability.",
        ),
        "Σ W_g (n_g y_g + (N_g − n_g) · e) / N_g",
        "Manski 1990",
    ),
    Definition(
        "complete",
        ("完整的票", "Complete ballots"),
        (
            "对这个人每个方面都评了的票。不了解、没填的不算，另外列出。",
            "Ballots that rate this person on every item. Abstentions and blanks are counted apart.",
        ),
        "",
        "",
        "B01–B13",
    ),
    Definition(
        "items",
        ("各方面", "Items"),
        (
            "一个方面的平均分，算法和得分一样。差在哪个方面，一看便知。",
            "The mean of one item, computed as the score is.",
        ),
        "Σ W_g y_g",
        "Cochran 1977, 5.3",
        "B01–B13",
    ),
    Definition(
        "groups",
        ("各类人", "Groups"),
        (
            "每类人自己的平均分。不到 10 张票的类别不单列；能被减出来的，旁边那类也不列。",
            "Each group's own mean. Groups under ten ballots are not shown, nor what would give them away "
            "by subtraction.",
        ),
        "y_g",
        "docs/privacy.md",
        "B01–B13",
    ),
    Definition(
        "between_groups",
        ("类别之间", "Between groups"),
        (
            "各类人的看法有没有差别：p 小于 0.05，大概不是碰巧。只比 10 张票以上的类别。",
            "Whether groups see a person differently: with p under 0.05 it is hardly chance. "
            "Groups of ten and more only.",
        ),
        "H = (N−1) Σ n_g (R̄_g − R̄)² / Σ (R − R̄)²",
        "Kruskal & Wallis 1952; R kruskal.test",
        "A11, B01–B13, C01",
    ),
    Definition(
        "channels",
        ("渠道之间", "Between channels"),
        (
            "同一类人里，扫码、短信和纸票给出的等次有没有差别。p 已按人数校正。",
            "Whether web, SMS and paper ballots of one group differ. p is corrected for the number of persons.",
        ),
        "Σ_g X²_g / δ_g",
        "Rao & Scott 1981; Benjamini & Hochberg 1995",
    ),
    Definition(
        "agreement",
        ("一致程度", "Agreement"),
        (
            "大家看法有多一致：1 是完全一样，0 和乱填差不多。低不等于不好，只说明看法不一。",
            "How far voters agree: 1 is complete, 0 is like chance. Low is not bad; it says that views differ.",
        ),
        "α = 1 − D_o / D_e",
        "Krippendorff 2011",
        "A06, A07, B01–B13, C01",
    ),
)
