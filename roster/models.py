"""Areas, posts, cadres, respondent groups with their roll sizes, and staff. There is no list of voters."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth import Actor, Role
from core.db import IntPk, Name, PublicId, db, foreign


class Area(db.Model):  # type: ignore[name-defined]
    """A county, township or village."""

    __tablename__ = "area"
    __table_args__ = (CheckConstraint("kind IN ('county', 'township', 'village')", name="kind"),)

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[Name]  # "大柳村"
    name_en: Mapped[Name]  # "Daliu Village"
    number: Mapped[int]  # the village's number on notices and in SMS ("3 路灯坏了")
    parent_id: Mapped[int | None] = foreign("area.id")
    parent: Mapped[Area | None] = relationship(remote_side="Area.id")


class Post(db.Model):  # type: ignore[name-defined]
    """A post that can be held in a village: the same row across villages, so that like is compared with like."""

    __tablename__ = "post"

    id: Mapped[IntPk]
    name: Mapped[Name] = mapped_column(unique=True)  # "村党支部书记"
    name_en: Mapped[Name]
    rank: Mapped[int]  # order on ballots


class Cadre(db.Model):  # type: ignore[name-defined]
    """A person appraised, in the post held. Shown by surname and title only."""

    __tablename__ = "cadre"

    id: Mapped[IntPk]
    area_id: Mapped[int] = foreign("area.id")
    post_id: Mapped[int] = foreign("post.id")
    surname: Mapped[str] = mapped_column(String(8))  # "王"
    surname_en: Mapped[str] = mapped_column(String(20), default="")  # "Wang"
    title: Mapped[str] = mapped_column(String(20))  # "书记"; "王书记" is what people say
    title_en: Mapped[str] = mapped_column(String(40))
    post: Mapped[Post] = relationship(lazy="joined")
    area: Mapped[Area] = relationship()

    @property
    def name(self) -> str:
        """What people say: 王书记."""
        return f"{self.surname}{self.title}"

    @property
    def name_en(self) -> str:
        """The same in English: Secretary Wang."""
        return f"{self.title_en} {self.surname_en or self.surname}"


class RespondentGroup(db.Model):  # type: ignore[name-defined]
    """Who may rate: villagers, villager representatives, party members, town leaders."""

    __tablename__ = "respondent_group"

    id: Mapped[IntPk]
    key: Mapped[str] = mapped_column(String(20), unique=True)  # "villager"
    name: Mapped[Name]
    name_en: Mapped[Name]
    rank: Mapped[int]


class RollSize(db.Model):  # type: ignore[name-defined]
    """How many people of a group an area has: the number only, never who."""

    __tablename__ = "roll_size"
    __table_args__ = (UniqueConstraint("area_id", "group_id"), CheckConstraint("size >= 0", name="size"))

    id: Mapped[IntPk]
    area_id: Mapped[int] = foreign("area.id")
    group_id: Mapped[int] = foreign("respondent_group.id")
    size: Mapped[int]
    group: Mapped[RespondentGroup] = relationship(lazy="joined")


class Staff(db.Model):  # type: ignore[name-defined]
    """An account. `cadre_id` marks a cadre: in a round of his own that person may do what `Role.CADRE` may alone."""

    __tablename__ = "staff"

    id: Mapped[IntPk]
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Name]  # "陈（组织办）"
    name_en: Mapped[Name]
    password_hash: Mapped[str] = mapped_column(String(200))  # argon2id
    area_id: Mapped[int] = foreign("area.id")
    cadre_id: Mapped[int | None] = foreign("cadre.id")
    area: Mapped[Area] = relationship(lazy="joined")
    roles: Mapped[list[StaffRole]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    # What Flask-Login asks of an account
    is_authenticated = is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return the account's name in the session."""
        return str(self.id)

    @property
    def actor(self) -> Actor:
        """Return this person as the use cases see one."""
        roles = {Role(row.role) for row in self.roles} | ({Role.CADRE} if self.cadre_id else set())
        return Actor(self.id, self.name, frozenset(roles), self.area_id, self.cadre_id)


class StaffRole(db.Model):  # type: ignore[name-defined]
    """One role of one account."""

    __tablename__ = "staff_role"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
