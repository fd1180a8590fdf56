"""Figures that compare: persons of a round, rounds, villages; and the rules."""

from __future__ import annotations

from appraisal.domain.definitions.definition import Definition

_LAW = "《村民委员会组织法》（2025年修订）第三十八条 · Organic Law of the Villagers' Committees (2025), art. 38"

BESIDE = (
    Definition(
        "pairs",
        ("两人之间", "Two persons"),
        (
            "同一张票上评了两个人，差多少就从这些票算。校正后 p 不到 0.05 才说高于、低于，不然就是分不出来。",
            "The same ballots rate both. Above or below is said only with a corrected p under 0.05; otherwise they are "
            "not told apart.",
        ),
        "SE = √(v_a + v_b − 2 cov_ab)，cov = Σ W_g² S_ab,g (n_ab/(n_a n_b) − 1/N_g)",
        "Cochran 1977; Holm 1979",
    ),
    Definition(
        "standing",
        ("在本村的位置", "Standing in the round"),
        (
            "只说肯定在上半、肯定在下半，或者说不准。从不排名次。",
            "For sure in the upper half, for sure in the lower, or open. Never a rank.",
        ),
        "",
        "Mogstad et al. 2024",
    ),
    Definition(
        "one_third",
        ("三分之一规则", "One-third rule"),
        (
            "最差一等的票到没到规则定的那一份。“到了，也可能碰巧”：真有三分之一的人这么想时，这样的票数也不少见。",
            "Whether the worst grade reaches the part set in the rules. “Could be chance”: as many would not be "
            "rare if exactly that part thought so.",
        ),
        "P(Bin(n, 1/3) ≥ x)；P(Hyp(N, N/3, n) ≥ x)",
        "R binom.test, phyper; Benjamini & Hochberg 1995",
        "A16, B01–B13",
    ),
    Definition(
        "not_competent",
        ("不称职", "Not competent"),
        (
            "按本轮规则指定的那个数字判断。没到门槛、票数对不上的，谁也不判。",
            "Judged by the figure that the round's rules name. A round that is not valid judges nobody.",
        ),
        "",
        _LAW,
    ),
    Definition(
        "in_a_row",
        ("连续不称职", "Not competent in a row"),
        (
            "从最近一次往前数，连着几次不称职。"
            "只有每一次都是法定的村民会议或代表会议评议、到会人数够，才是依法终止职务的依据。",
            "How many of the latest rounds in a row. Only where each was the statutory evaluation with its quorum "
            "is it a ground of law.",
        ),
        "",
        _LAW,
    ),
    Definition(
        "self_gap",
        ("自评差距", "Self-score gap"),
        (
            "自己给自己的分减去大家给的分。差到规则定的分数，就提示一下。",
            "The person's own score less the score. Pointed out from the gap in the rules on.",
        ),
        "self − y",
        "本轮规则 · rules of the round",
    ),
    Definition(
        "change",
        ("比上一次", "Change since last time"),
        (
            "这次得分减去上次得分。校正后 p 不到 0.05 才说升了、降了。两次都是人人投了票，差多少就是多少。",
            "This score less the last. Up or down is said only with a corrected p under 0.05. Where everybody "
            "voted both times, the difference is a fact.",
        ),
        "SE = √(se₁² + se₂²)，df = Σ(se²)² / Σ(se⁴/df)",
        "Welch 1947; Satterthwaite 1946; Benjamini & Hochberg 1995",
    ),
    Definition(
        "peers",
        ("和同职务比", "The same post elsewhere"),
        (
            "和别村同一职务的人比，只分三种：明显高于、明显低于、差不多。"
            "各村本来就有高有低，超出这种差别才叫明显。有得分的村不到三个，就不比。用来决定先去哪里看，不是评定。",
            "Against the same post in other villages: surely above, surely below, or not told apart. Villages "
            "differ; only what lies outside that is called sure. Nothing under three villages "
            "with a score. It says where to look first and judges nobody.",
        ),
        "t = (y − m) / √(se² + v/k + τ²(1 + 1/k))",
        "Higgins, Thompson & Spiegelhalter 2009; Benjamini & Hochberg 1995",
    ),
    Definition(
        "shrunken",
        ("收缩后的分", "Shrunken score"),
        (
            "票少的村，分数容易偏。把它往各村的平均拉一拉，票越少拉得越多。只用来筛查。",
            "A score from few ballots strays easily. It is drawn to the common mean, the more the fewer ballots. For "
            "screening only.",
        ),
        "B μ + (1 − B) y，B = se² / (se² + τ²)",
        "DerSimonian & Laird 1986; metafor",
        "B01–B13",
    ),
    Definition(
        "rank_set",
        ("名次的范围", "Rank set"),
        (
            "真实名次有 95% 的把握落在这个范围里。范围宽，就是排不出名次。",
            "The true place lies in it with 95 % confidence, for all at once. Wide means that no ranking can be made.",
        ),
        "z(1 − α/(K(K−1)))",
        "Mogstad et al. 2024",
        "A20",
    ),
    Definition(
        "flags",
        ("需要人看一眼", "For a human eye"),
        (
            "数字有点特别的地方。只是提个醒：不删票，不改分，也不说谁做了什么。先按提示去核实。"
            "老老实实的评议，100 次里最多也有 5 次会被提醒。",
            "Where figures are odd. A reminder only: no ballot removed, no score changed, nobody accused. "
            "Check as it says. Up to 5 of 100 honest rounds are flagged, too.",
        ),
        "p_Holm / w_family ≤ 0.05",
        "Holm 1979; Rosenthal & Rubin 1983",
        "A23–A25",
    ),
)
