"""What the home page says: what must be done today, what is about to break a rule, what is ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for

from ballotbox import queries as ballotbox
from ballotbox.domain.rows import RoundRow
from casework import queries as casework
from core import clock
from core.auth import Actor, Role
from core.i18n import _, either, format_day, format_moment
from discipline import queries as discipline
from discipline.domain.own import StatementState
from discipline.domain.states import State
from notices import queries as notices

SOON = timedelta(days=1)  # an open round this close to its end without enough ballots is looked at


@dataclass(frozen=True)
class Card:
    """One card: `kind` is must, watch or ready; `text` says the consequence; `url` is where it is done."""

    kind: str
    title: str
    text: str
    url: str


def cards(actor: Actor) -> list[Card]:
    """Return this person's cards: what must be done, then what to watch, then what is ready."""
    found: list[Card] = []
    if actor.roles & {Role.ORGANIZER, Role.OFFICER}:
        found += [*_notices(), *_opinions()]
    if actor.roles - {Role.CADRE}:  # who is evaluated and nothing else sees of a round what the own view shows
        found += _rounds(actor, clock.now())
    if Role.OFFICER in actor.roles:
        found += [*_reviews(actor), *_statements(actor)]
    found += _own(actor)
    order = ("must", "watch", "ready")
    return sorted(found, key=lambda card: order.index(card.kind))


def _notices() -> Iterator[Card]:
    for row in notices.days_at_risk(clock.today()):
        village, day = either(row.village, row.village_en), format_day(row.day)
        url = url_for("notices.day", public_id=row.public_id)
        if row.status == "must_post_today":
            text = _("访谈日 %(day)s，须提前 5 天；过了今天 24:00 要写明原因并报纪委。", day=day)
            yield Card("must", _("今天必须张贴：%(village)s预告", village=village), text, url)
        elif row.status == "late":
            text = _(
                "访谈日 %(day)s，最晚该在 %(deadline)s贴。写明原因还可以发，纪委会看到。",
                day=day,
                deadline=format_day(row.deadline),
            )
            yield Card("must", _("预告已经晚了：%(village)s", village=village), text, url)
        else:
            text = _("访谈日 %(day)s，最晚 %(deadline)s贴出去。", day=day, deadline=format_day(row.deadline))
            yield Card("watch", _("快到张贴日：%(village)s预告", village=village), text, url)


def _opinions() -> Iterator[Card]:
    totals = casework.totals()
    url = url_for("casework.opinions")
    if totals.overdue:
        yield Card("must", _("%(n)s 条意见过了答复期限", n=totals.overdue), _("先办这些：群众在等答复。"), url)
    if totals.received:
        yield Card("watch", _("%(n)s 条意见还没有责任人", n=totals.received), _("定下谁来办、哪天答复。"), url)


def _rounds(actor: Actor, now: datetime) -> Iterator[Card]:
    for row in ballotbox.all_rounds():
        village = either(row.village, row.village_en)
        url = url_for("ballotbox.round_page", round_id=row.public_id) if _may_see_rounds(actor) else ""
        if row.state == "open":
            yield _open_round(row, village, url, now)
        elif row.state == "closed" and _may_see_rounds(actor):
            text = _("投票已截止。两位掌钥匙人到齐就可以开箱。")
            yield Card("must", _("%(village)s：等着开箱", village=village), text, url)


def _may_see_rounds(actor: Actor) -> bool:
    return bool(actor.roles & {Role.ORGANIZER, Role.OFFICER, Role.KEY_HOLDER})


def _open_round(row: RoundRow, village: str, url: str, now: datetime) -> Card:
    if now >= row.closes_at:
        return Card(
            "must",
            _("%(village)s：投票时间到了", village=village),
            _("到了截止时间，票已经投不进去。结束这一轮，就能开箱。"),
            url,
        )
    if row.active < row.printed:
        text = _("还有 %(n)s 张票条没有由两个人启用，启用以后才能发。", n=row.printed - row.active)
        return Card("watch", _("%(village)s：票条等人启用", village=village), text, url)
    until = format_moment(row.closes_at)
    if not row.threshold_reached and row.closes_at - now < SOON:
        text = _("到 %(until)s 截止，已投 %(n)s 多张，还没有到有效门槛。", until=until, n=row.turnout_tens)
        return Card("watch", _("%(village)s：参评人数可能不够", village=village), text, url)
    text = _("已投 %(n)s 多张，到 %(until)s 截止。", n=row.turnout_tens, until=until)
    return Card("ready", _("%(village)s：正在评", village=village), text, url)


def _reviews(actor: Actor) -> Iterator[Card]:
    for row in discipline.desk(actor):
        if row.own or row.state == State.PUBLISHED:
            continue
        village = either(row.facts.village, row.facts.village_en)
        text = _("票已计完。核对、签字以后才能公布。")
        url = url_for("discipline.review", round_id=row.facts.public_id)
        yield Card("must", _("%(village)s：结果等着审核", village=village), text, url)


def _statements(actor: Actor) -> Iterator[Card]:
    waiting = discipline.waiting_statements(actor)
    if waiting:
        text = _("看一看有没有点村民的名，再登到公告下面，或者退回去改。")
        yield Card("must", _("%(n)s 份本人说明等人看", n=waiting), text, url_for("discipline.statements"))


def _own(actor: Actor) -> Iterator[Card]:
    """What waits for the person evaluated."""
    for row in discipline.own_rounds(actor):
        url = url_for("discipline.own_round", round_id=row.facts.public_id)
        title = either(row.facts.village, row.facts.village_en)
        returned = row.statement is not None and row.statement.standing is StatementState.RETURNED
        if row.takes_score and row.score is None:
            text = _("写不写随您，%(until)s 截止。", until=format_moment(row.facts.closes_at))
            yield Card("watch", _("%(village)s：可以写自评", village=title), text, url)
        elif row.takes_statement and row.until and (returned or row.statement is None):
            until = format_day(row.until)
            text = _("审核人写了原因，%(until)s以前改了再交。", until=until)
            if returned:
                yield Card("must", _("%(village)s：您的说明退回了", village=title), text, url)
            else:
                text = _("看看评您的结果；有话要说，%(until)s以前写。", until=until)
                yield Card("watch", _("%(village)s：结果公布了", village=title), text, url)
