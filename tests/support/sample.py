"""A small roster for tests: one township, two villages, three groups, and the staff who work there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher

from core.auth import Actor, Role
from core.db import db
from roster.models import Area, Cadre, Post, RespondentGroup, RollSize, Staff, StaffRole

PASSWORD = "demo-password"
POSTS = [
    ("村党支部书记", "Party branch secretary", "书记", "Secretary"),
    ("村委会主任", "Village head", "主任", "Head"),
    ("村党支部副书记", "Deputy secretary", "副书记", "Deputy"),
    ("村会计", "Village accountant", "会计", "Accountant"),
    ("村妇联主席", "Chair of the women's federation", "主席", "Chair"),
]
VILLAGES = [
    (1, "大柳村", "Daliu Village", "dlvkdl22", "王李张刘陈"),
    (2, "小河村", "Xiaohe Village", "xhvkxh33", "赵杨周吴孙"),
]
GROUPS = [
    ("villager", "村民", "Villagers", 780),
    ("representative", "村民代表", "Villager representatives", 38),
    ("party_member", "党员", "Party members", 50),
]
STAFF = [
    ("organizer", "陈（组织办）", "Chen (organizer)", {Role.ORGANIZER}),
    ("officer1", "林（纪委）", "Lin (discipline)", {Role.OFFICER}),
    ("officer2", "何（纪委）", "He (discipline)", {Role.OFFICER}),
    ("keyholder", "马（村务监督）", "Ma (supervision)", {Role.KEY_HOLDER}),
    ("admin", "许（管理员）", "Xu (administrator)", {Role.ADMINISTRATOR}),
    # the secretary of 大柳村, who also works in the office: may do nothing in a round there
    ("cadre", "王（组织办）", "Wang (organizer)", {Role.ORGANIZER, Role.OFFICER, Role.KEY_HOLDER}),
    # the head of 大柳村, who is evaluated there and has no post in the office
    ("head", "李（大柳村）", "Li (Daliu Village)", set()),
]


@dataclass(frozen=True)
class Village:
    """What a test needs to know of a village."""

    id: int
    public_id: str
    name: str
    cadres: tuple[int, ...]  # ids in ballot order


@dataclass(frozen=True)
class Township:
    """The ids of the sample; plain values, so that no database session hangs on them."""

    id: int
    villages: tuple[Village, ...]
    groups: dict[str, int]
    actors: dict[str, Actor]  # by login


@cache
def _cheap_hash() -> str:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def make() -> Township:
    """Store the sample and return its ids."""
    town = Area(public_id="lhzkzb44", kind="township", name="柳河镇", name_en="Liuhe Town", number=0)
    posts = [Post(name=name, name_en=english, rank=rank) for rank, (name, english, _, _) in enumerate(POSTS)]
    groups = [RespondentGroup(key=k, name=n, name_en=e, rank=i) for i, (k, n, e, _) in enumerate(GROUPS)]
    db.session.add_all([town, *posts, *groups])
    db.session.flush()
    areas = [_village(town, number, names, posts, groups) for number, *names in VILLAGES]
    cadres = {area.id: cadres for area, cadres in areas}
    staff = [_staff(town, *row) for row in STAFF]
    staff[-2].cadre_id, staff[-1].cadre_id = cadres[areas[0][0].id][:2]
    db.session.add_all(staff)
    db.session.flush()
    made = Township(
        town.id,
        tuple(Village(area.id, area.public_id, area.name, tuple(ids)) for area, ids in areas),
        {group.key: group.id for group in groups},
        {member.login: member.actor for member in staff},
    )
    db.session.commit()
    return made


def _village(
    town: Area, number: int, names: list[str], posts: list[Post], groups: list[RespondentGroup]
) -> tuple[Area, list[int]]:
    name, english, public_id, surnames = names
    area = Area(public_id=public_id, kind="village", name=name, name_en=english, number=number, parent_id=town.id)
    db.session.add(area)
    db.session.flush()
    cadres = [
        Cadre(area_id=area.id, post_id=post.id, surname=surname, title=title, title_en=english_title)
        for post, surname, (_, _, title, english_title) in zip(posts, surnames, POSTS, strict=True)
    ]
    rolls = [
        RollSize(area_id=area.id, group_id=g.id, size=size) for g, (_, _, _, size) in zip(groups, GROUPS, strict=True)
    ]
    db.session.add_all([*cadres, *rolls])
    db.session.flush()
    return area, [cadre.id for cadre in cadres]


def _staff(town: Area, login: str, name: str, english: str, roles: set[Role]) -> Staff:
    return Staff(
        login=login,
        name=name,
        name_en=english,
        password_hash=_cheap_hash(),
        area_id=town.id,
        roles=[StaffRole(role=role.value) for role in sorted(roles)],
    )
