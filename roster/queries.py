"""Reads of areas, cadres, groups and staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from core.db import db
from core.errors import NotFound
from roster.models import Area, Cadre, Post, RespondentGroup, RollSize, Staff


def villages() -> Sequence[Area]:
    """Return all villages in the order of their numbers."""
    return db.session.scalars(select(Area).where(Area.kind == "village").order_by(Area.number)).all()


class Place(NamedTuple):
    """An area as it stands in a list: `kind` is county, township or village; `parent_id` None at the top."""

    id: int
    public_id: str
    kind: str
    name: str
    name_en: str
    number: int
    parent_id: int | None


def places() -> list[Place]:
    """Return every area in the order of its number; one query, and plain values: a county has hundreds."""
    columns = (Area.id, Area.public_id, Area.kind, Area.name, Area.name_en, Area.number, Area.parent_id)
    return [Place(*row) for row in db.session.execute(select(*columns).order_by(Area.number, Area.id))]


def post_order() -> list[str]:
    """Return the names of all posts in the order of ballots."""
    return list(db.session.scalars(select(Post.name).order_by(Post.rank, Post.id)))


def township() -> Area:
    """Return the township of this installation; raises NotFound before it is set up."""
    found = db.session.scalar(select(Area).where(Area.kind == "township").order_by(Area.id))
    if found is None:
        raise NotFound("no_township")
    return found


def township_of(village_id: int) -> Area:
    """Return the township of a village; where none stands above it, that of this installation. Raises NotFound."""
    above = db.session.get(Area, area(village_id).parent_id or 0)
    return above if above is not None and above.kind == "township" else township()


def area(area_id: int) -> Area:
    """Return one area; raises NotFound."""
    found = db.session.get(Area, area_id)
    if found is None:
        raise NotFound("no_area")
    return found


def area_by_public_id(public_id: str) -> Area:
    """Return the area of an address; raises NotFound."""
    found = db.session.scalar(select(Area).where(Area.public_id == public_id))
    if found is None:
        raise NotFound("no_area")
    return found


def village_by_number(number: int) -> Area | None:
    """Return the village whose number a villager texted, if there is one."""
    return db.session.scalar(select(Area).where(Area.kind == "village", Area.number == number))


def cadres_of(area_id: int) -> Sequence[Cadre]:
    """Return the cadres of a village in ballot order."""
    return db.session.scalars(
        select(Cadre).join(Post).where(Cadre.area_id == area_id).order_by(Post.rank, Cadre.id)
    ).all()


def cadre(cadre_id: int, *, lock: bool = False) -> Cadre:
    """Return one cadre, locked where two acts of one person must wait for each other; raises NotFound."""
    query = select(Cadre).where(Cadre.id == cadre_id)
    found: Cadre | None = db.session.scalar(query.with_for_update(of=Cadre, key_share=True) if lock else query)
    if found is None:
        raise NotFound("no_cadre")
    return found


def rolls_of(area_id: int) -> Sequence[RollSize]:
    """Return a village's roll sizes in the order of the groups."""
    return db.session.scalars(
        select(RollSize).join(RespondentGroup).where(RollSize.area_id == area_id).order_by(RespondentGroup.rank)
    ).all()


def staff_by_id(staff_id: str) -> Staff | None:
    """Return the account of a session."""
    return db.session.get(Staff, int(staff_id)) if staff_id.isdigit() else None


def staff_by_login(login: str) -> Staff | None:
    """Return the account of a login name."""
    return db.session.scalar(select(Staff).where(Staff.login == login))


def staff_names() -> dict[int, str]:
    """Return every account's name as shown, by its id."""
    return {row.id: row.name for row in db.session.execute(select(Staff.id, Staff.name))}
