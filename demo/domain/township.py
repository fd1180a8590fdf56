"""The sample township: posts and surnames only, villages that do not exist, opinions written for the sample."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Village:
    """A village and its roll sizes."""

    number: int
    name: str
    name_en: str
    surnames: str  # of its five cadres, in ballot order
    villagers: int
    representatives: int
    party_members: int
    place: str  # where an interview day is held
    place_en: str
    rain_place: str = ""
    rain_place_en: str = ""


TOWNSHIP = ("柳河镇", "Liuhe Township")
COUNTY = ("青原县", "Qingyuan County")

VILLAGES = (
    Village(1, "大柳村", "Daliu Village", "王李张赵刘", 780, 38, 50, "村部", "Village office"),
    Village(
        2,
        "小河村",
        "Xiaohe Village",
        "孙周吴郑冯",
        540,
        30,
        34,
        "村文化广场",
        "Village square",
        "村部",
        "Village office",
    ),
    Village(3, "石桥村", "Shiqiao Village", "何吕施许孔", 420, 28, 31, "村小学", "Village school"),
    Village(4, "南湾村", "Nanwan Village", "曹严华金魏", 610, 33, 40, "村文化广场", "Village square"),
    Village(5, "东坡村", "Dongpo Village", "陶姜戚谢邹", 460, 26, 29, "村部", "Village office"),
    Village(6, "北沟村", "Beigou Village", "喻柏水窦章", 380, 25, 27, "党员之家", "Party members' house"),
    Village(7, "西岭村", "Xiling Village", "云苏潘葛奚", 350, 24, 26, "村部", "Village office"),
    Village(8, "上庄村", "Shangzhuang Village", "范彭郎鲁韦", 690, 36, 45, "老戏台", "Old stage"),
)

# every surname above in Latin letters, in the same order, for English readers
_LATIN = (
    "Wang Li Zhang Zhao Liu Sun Zhou Wu Zheng Feng He Lü Shi Xu Kong Cao Yan Hua Jin Wei "
    "Tao Jiang Qi Xie Zou Yu Bai Shui Dou Zhang Yun Su Pan Ge Xi Fan Peng Lang Lu Wei"
)
SURNAMES = dict(zip("".join(village.surnames for village in VILLAGES), _LATIN.split(), strict=True))

# what a whole township has beside them, for an evening at full size
MORE = (
    ("前进村", "Qianjin Village"),
    ("红旗村", "Hongqi Village"),
    ("团结村", "Tuanjie Village"),
    ("光明村", "Guangming Village"),
    ("和平村", "Heping Village"),
    ("幸福村", "Xingfu Village"),
    ("青山村", "Qingshan Village"),
    ("绿水村", "Lüshui Village"),
    ("金沙村", "Jinsha Village"),
    ("银杏村", "Yinxing Village"),
    ("白石村", "Baishi Village"),
    ("黑土村", "Heitu Village"),
)


def full_size() -> tuple[Village, ...]:
    """Return twenty villages of 2,000 people each: the sample's, and as many more."""
    more = (
        replace(VILLAGES[at % len(VILLAGES)], number=at + 1, name=name, name_en=name_en)
        for at, (name, name_en) in enumerate(MORE, len(VILLAGES))
    )
    return tuple(replace(v, villagers=1_900, representatives=50, party_members=50) for v in (*VILLAGES, *more))


# post, in English, title people use, in English
POSTS = (
    ("村党支部书记", "Village Party branch secretary", "书记", "Secretary"),
    ("村委会主任", "Director of the villagers' committee", "主任", "Director"),
    ("村会计", "Village accountant", "会计", "Accountant"),
    ("村委会委员（治保）", "Committee member, public security", "委员", "Committee member"),
    ("村委会委员（妇联）", "Committee member, women's federation", "委员", "Committee member"),
)

GROUPS = (
    ("villager", "村民", "Villagers"),
    ("representative", "村民代表", "Villager representatives"),
    ("party_member", "党员", "Party members"),
)

# who leads a group, in English, who else comes, in English
LEADERS = (
    (
        "镇党委书记",
        "Township Party secretary",
        "镇党委书记、党政办主任、包村干部",
        "Township Party secretary, head of the Party and government office, cadre in charge of the village",
    ),
    (
        "镇长",
        "Township mayor",
        "镇长、财政所所长、包村干部",
        "Township mayor, head of the finance office, cadre in charge of the village",
    ),
    (
        "镇党委副书记",
        "Deputy Party secretary",
        "镇党委副书记、派出所所长、包村干部",
        "Deputy Party secretary, head of the police station, cadre in charge of the village",
    ),
    (
        "镇人大主席",
        "Chair of the township congress",
        "镇人大主席、司法所所长、包村干部",
        "Chair of the township congress, head of the justice office, cadre in charge of the village",
    ),
    (
        "镇纪委书记",
        "Secretary of the discipline office",
        "镇纪委书记、农经站站长、包村干部",
        "Secretary of the discipline office, head of the rural economy station, cadre in charge of the village",
    ),
    (
        "副镇长（农业）",
        "Deputy mayor, farming",
        "副镇长、农技站站长、包村干部",
        "Deputy mayor, head of the farming station, cadre in charge of the village",
    ),
    (
        "副镇长（民政）",
        "Deputy mayor, civil affairs",
        "副镇长、民政办主任、包村干部",
        "Deputy mayor, head of the civil affairs office, cadre in charge of the village",
    ),
    (
        "副镇长（建设）",
        "Deputy mayor, building",
        "副镇长、水利站站长、包村干部",
        "Deputy mayor, head of the water station, cadre in charge of the village",
    ),
)

# The visit of each village: leader group, day of the campaign (0–5), hour, days from today when its notice was posted
# (None: still a draft). The campaign begins four days from the first start: the draft of village 2 is already late,
# that of village 4 must hang today.
VISITS = (
    (1, 0, 9, -2),
    (2, 0, 15, None),
    (3, 1, 9, -1),
    (4, 1, 14, None),
    (5, 2, 9, -1),
    (6, 3, 9, None),
    (7, 4, 19, None),
    (8, 5, 9, 0),
)
CAMPAIGN_STARTS_IN = 4
CAMPAIGN_DAYS = 6

# what the secretary of the village with the published result said beforehand, and to the result
SELF_SCORE = {"virtue": "4", "ability": "3", "diligence": "4", "achievement": "3", "integrity": "4"}
STATEMENT = (
    "谢谢大家来评。村口到小学那段路去年说好修，拖到现在，是我没有盯住。水利和交通两家的手续已经办齐，"
    "雨季过后动工，每个月在村务公开栏贴一次进度。\n别的意见我也都记下了，有话随时到村部找我。"
)
