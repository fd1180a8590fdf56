"""The sample's county, township, villages, cadres, groups and staff."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from core.auth import Actor, Role
from core.db import db
from core.ids import short_id
from demo.domain import township as sample
from roster import queries
from roster.models import Area, Cadre, Post, RespondentGroup, RollSize, Staff
from roster.service import new_staff

# login, Chinese, English, roles, who it is
LOGINS = (
    ("organizer", "陈（组织办）", "Chen (organizer)", {Role.ORGANIZER}),
    ("officer1", "刘（纪委）", "Liu (discipline office)", {Role.OFFICER}),
    ("officer2", "周（纪委）", "Zhou (discipline office)", {Role.OFFICER}),
    ("keyholder", "孙（村务监督委员会）", "Sun (supervision committee)", {Role.KEY_HOLDER}),
    ("admin", "吴（管理员）", "Wu (administrator)", {Role.ADMINISTRATOR}),
)
# login, Chinese, English, village: its secretary, who is evaluated and does nothing else here
EVALUATED = (
    ("cadre1", "王（大柳村）", "Wang (Daliu Village)", 1),
    ("cadre3", "何（石桥村）", "He (Shiqiao Village)", 3),
)


@dataclass(frozen=True)
class Office:
    """The staff of the sample as actors by login, their passwords, what they are called, and the township's id."""

    township_id: int
    actors: dict[str, Actor]
    passwords: dict[str, str]
    who: dict[str, str]


def build(villages: Sequence[sample.Village] = sample.VILLAGES) -> Office:
    """Add the roster to the session's transaction and return the office."""
    county = _area("county", *sample.COUNTY, number=0, parent=None)
    town = _area("township", *sample.TOWNSHIP, number=0, parent=county)
    posts = [Post(name=p[0], name_en=p[1], rank=rank) for rank, p in enumerate(sample.POSTS, 1)]
    groups = [RespondentGroup(key=g[0], name=g[1], name_en=g[2], rank=i) for i, g in enumerate(sample.GROUPS)]
    db.session.add_all([*posts, *groups])
    for village in villages:
        _village(village, town, posts, groups)
    db.session.flush()
    return _office(town)


def _area(kind: str, name: str, name_en: str, number: int, parent: Area | None) -> Area:
    area = Area(public_id=short_id(), kind=kind, name=name, name_en=name_en, number=number, parent=parent)
    db.session.add(area)
    return area


def _village(village: sample.Village, town: Area, posts: list[Post], groups: list[RespondentGroup]) -> None:
    area = _area("village", village.name, village.name_en, village.number, town)
    for surname, post, words in zip(village.surnames, posts, sample.POSTS, strict=True):
        latin = sample.SURNAMES[surname]
        db.session.add(
            Cadre(area=area, post=post, surname=surname, surname_en=latin, title=words[2], title_en=words[3])
        )
    db.session.flush()
    sizes = (village.villagers, village.representatives, village.party_members)
    for group, size in zip(groups, sizes, strict=True):
        db.session.add(RollSize(area_id=area.id, group=group, size=size))


def _office(town: Area) -> Office:
    cadres = {login: _secretary(number) for login, *_names, number in EVALUATED}
    people = [*LOGINS, *((login, name, english, set()) for login, name, english, _number in EVALUATED)]
    passwords = {login: f"{short_id(4)}-{short_id(4)}" for login, *_ in people}
    staff: dict[str, Staff] = {}
    for login, name, name_en, roles in people:
        staff[login] = new_staff(login, (name, name_en), passwords[login], town.id, roles, cadres.get(login))
    db.session.add_all(staff.values())
    db.session.flush()
    who = {login: f"{person.name} · {person.name_en}" for login, person in staff.items()}
    return Office(town.id, {login: person.actor for login, person in staff.items()}, passwords, who)


def _secretary(number: int) -> int:
    village = queries.village_by_number(number)
    if village is None:
        raise RuntimeError("the villages were made a moment ago")
    return queries.cadres_of(village.id)[0].id


def passphrase() -> str:
    """Return a passphrase for a key of the sample: five groups of four letters and digits."""
    return "-".join(short_id(4) for _ in range(5))


def seed() -> int:
    """Return a seed for the sample's invented grades."""
    return secrets.randbits(32)
