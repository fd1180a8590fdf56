"""What villagers of the sample say: village matters, written for the sample; some have an owner, some an answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Opinion:
    """One opinion: head, text, and how far the office has got with it."""

    head: str
    text: str
    owner: str = ""
    answer: str = ""


OPINIONS = (
    Opinion(
        "问需",
        "村东头那条路下雨就积水，孩子上学要绕到田埂上走，能不能垫高一点。",
        "镇农村公路管理站站长",
        "量过了，低的那一段有四十米，要垫高、埋一根涵管。料已经订好，这个月动工，动工那天在村里喇叭上说。",
    ),
    Opinion("问需", "二组到三组之间没有路灯，晚上老人出门看不见沟。"),
    Opinion("问政", "低保名单贴在村部里面，门一锁就看不到，请贴到外面的公开栏。", "镇民政办主任"),
    Opinion("问效", "去年答应修的机井，水泵装了，电线还没有接。"),
    Opinion("问计", "垃圾桶可以放到打谷场边上，车好进，也不占路。", "包村干部"),
    Opinion("问需", "退耕还林的补贴今年还没有到账，问了两次说在等县里。"),
    Opinion("问政", "村里租出去的鱼塘一年多少钱，用在哪里，希望每季度公布一次。"),
    Opinion("问计", "希望请农技站的人来讲一次果树剪枝，大家都想学。", "镇农技站站长"),
    Opinion(
        "问需",
        "井水发黄，烧开有沉淀，能不能派人来化验一下。",
        "镇水利站站长",
        "水样取了，送到县里化验。结果出来以前，洗菜做饭先用村口那口新井。化验单贴在村公开栏。",
    ),
    Opinion("问效", "上次反映的桥栏杆修好了，谢谢，就是油漆还没刷。"),
    Opinion("问需", "小学门口没有减速带，拉沙的车开得快。"),
    Opinion("问政", "修路占了我家半分地，说好的补偿请给个准日子。"),
    Opinion("问计", "村卫生室能不能周末也开半天，打工的只有周末在家。", "镇卫生院院长"),
    Opinion("问需", "七十岁以上老人办高龄补贴要跑镇上两趟，能不能在村里收材料。"),
    Opinion("问效", "河道清淤清了一半停了，雨季前能不能清完。"),
    Opinion("问需", "广播站的喇叭坏了一个，西边几户听不见通知。"),
)
SPOKEN_OVER = 12  # days before the first start over which they came in
