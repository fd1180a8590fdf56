"""The sample township: posts and surnames only, villages that do not exist, opinions written for the sample."""

from __future__ import annotations

from dataclasses import dataclass


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


TOWNSHIP = ("柳河镇", "Liuhe Township")
COUNTY = ("青原县", "Qingyuan County")

VILLAGES = (
    Village(1, "大柳村", "Daliu Village", "王李张赵刘", 780, 38, 50, "村部"),
    Village(2, "小河村", "Xiaohe Village", "孙周吴郑冯", 540, 30, 34, "村文化广场（雨天在村部）"),
    Village(3, "石桥村", "Shiqiao Village", "何吕施许孔", 420, 28, 31, "村小学"),
    Village(4, "南湾村", "Nanwan Village", "曹严华金魏", 610, 33, 40, "村文化广场"),
    Village(5, "东坡村", "Dongpo Village", "陶姜戚谢邹", 460, 26, 29, "村部"),
    Village(6, "北沟村", "Beigou Village", "喻柏水窦章", 380, 25, 27, "党员之家"),
    Village(7, "西岭村", "Xiling Village", "云苏潘葛奚", 350, 24, 26, "村部"),
    Village(8, "上庄村", "Shangzhuang Village", "范彭郎鲁韦", 690, 36, 45, "老戏台"),
)

# every surname above in Latin letters, in the same order, for English readers
_LATIN = (
    "Wang Li Zhang Zhao Liu Sun Zhou Wu Zheng Feng He Lü Shi Xu Kong Cao Yan Hua Jin Wei "
    "Tao Jiang Qi Xie Zou Yu Bai Shui Dou Zhang Yun Su Pan Ge Xi Fan Peng Lang Lu Wei"
)
SURNAMES = dict(zip("".join(village.surnames for village in VILLAGES), _LATIN.split(), strict=True))

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

LEADERS = (
    ("镇党委书记", "Township Party secretary", "镇党委书记、党政办主任、包村干部"),
    ("镇长", "Township mayor", "镇长、财政所所长、包村干部"),
    ("镇党委副书记", "Deputy Party secretary", "镇党委副书记、派出所所长、包村干部"),
    ("镇人大主席", "Chair of the township congress", "镇人大主席、司法所所长、包村干部"),
    ("镇纪委书记", "Secretary of the discipline office", "镇纪委书记、农经站站长、包村干部"),
    ("副镇长（农业）", "Deputy mayor, farming", "副镇长、农技站站长、包村干部"),
    ("副镇长（民政）", "Deputy mayor, civil affairs", "副镇长、民政办主任、包村干部"),
    ("副镇长（建设）", "Deputy mayor, building", "副镇长、水利站站长、包村干部"),
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

# head, text: village matters
OPINIONS = (
    ("问需", "村东头那条路下雨就积水，孩子上学要绕到田埂上走，能不能垫高一点。"),
    ("问需", "二组到三组之间没有路灯，晚上老人出门看不见沟。"),
    ("问政", "低保名单贴在村部里面，门一锁就看不到，请贴到外面的公开栏。"),
    ("问效", "去年答应修的机井，水泵装了，电线还没有接。"),
    ("问计", "垃圾桶可以放到打谷场边上，车好进，也不占路。"),
    ("问需", "退耕还林的补贴今年还没有到账，问了两次说在等县里。"),
    ("问政", "村里租出去的鱼塘一年多少钱，用在哪里，希望每季度公布一次。"),
    ("问计", "希望请农技站的人来讲一次果树剪枝，大家都想学。"),
    ("问需", "井水发黄，烧开有沉淀，能不能派人来化验一下。"),
    ("问效", "上次反映的桥栏杆修好了，谢谢，就是油漆还没刷。"),
    ("问需", "小学门口没有减速带，拉沙的车开得快。"),
    ("问政", "修路占了我家半分地，说好的补偿请给个准日子。"),
    ("问计", "村卫生室能不能周末也开半天，打工的只有周末在家。"),
    ("问需", "七十岁以上老人办高龄补贴要跑镇上两趟，能不能在村里收材料。"),
    ("问效", "河道清淤清了一半停了，雨季前能不能清完。"),
    ("问需", "广播站的喇叭坏了一个，西边几户听不见通知。"),
)
