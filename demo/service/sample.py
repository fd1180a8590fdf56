"""Build the sample township through the same use cases that people use, each at the moment it would have happened."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from appraisal.service import appraise
from ballotbox import queries as ballot_queries
from ballotbox import service as ballotbox
from ballotbox.domain.record import Channel
from casework import service as casework
from core import clock
from core.clock import local_time, standing_at
from core.db import writing
from core.keyring import write_once
from core.memory import settings
from demo.domain import township
from demo.domain.opinions import OPINIONS, SPOKEN_OVER, Opinion
from demo.service import grades, staff
from demo.service.staff import Office
from discipline import queries as discipline_queries
from discipline import service as discipline
from notices import queries as notice_queries
from notices import service as notices
from notices.domain.details import Details
from roster import queries as roster_queries
from survey import service as survey

FINISHED, OPEN = 3, 1  # numbers of the villages whose evaluation is signed, and open now
BASIS = "《村民委员会组织法》第三十八条（2026 年 1 月 1 日起施行）；镇民主评议实施办法"
UNUSED_CODES = 6
CAST_BEFORE = 137  # ballots in the open box when the sample is first seen
PRINTED_FIRST = 360  # villagers' slips of the open round; the rest of the roll is left for whoever tries printing


@dataclass(frozen=True)
class Printed:
    """A round of the sample and its slips' codes by group."""

    round: str
    codes: tuple[tuple[str, ...], ...]


def is_empty() -> bool:
    """Tell whether this installation has no areas yet."""
    return not roster_queries.villages()


def build(seed: int | None = None, *, full_size: bool = False) -> dict[str, Any]:
    """Fill an empty database with the sample and return what may be shown of it (logins, unused codes).

    `full_size`: twenty villages of 2,000 people each.

    With `seed` the invented grades are the same every time; ids, codes and passwords never are.
    """
    today = clock.today()
    rng = random.Random(staff.seed() if seed is None else seed)  # noqa: S311 – invented grades, not secrets
    with writing():
        office = staff.build(township.full_size() if full_size else township.VILLAGES)
    passphrases = {"discipline": staff.passphrase(), "supervision": staff.passphrase()}
    _days(office, today)
    _opinions(office, today)
    with standing_at(local_time(today - timedelta(days=30), 9)):
        ballotbox.set_passphrase(office.actors["officer1"], "discipline", office.township_id, passphrases["discipline"])
        ballotbox.set_passphrase(
            office.actors["keyholder"], "supervision", office.township_id, passphrases["supervision"]
        )
    _finished_round(office, today, rng, passphrases)
    unused = _open_round(office, today, rng)
    return _remember(office, passphrases, unused)


def _days(office: Office, today: date) -> None:
    organizer, first = office.actors["organizer"], today + timedelta(days=township.CAMPAIGN_STARTS_IN)
    last = first + timedelta(days=township.CAMPAIGN_DAYS - 1)
    with standing_at(local_time(today - timedelta(days=10), 9)):
        campaign = notices.plan_campaign(organizer, ("“走进群众”活动", "Meeting the villagers"), first, last)
        groups = [
            notices.add_group(organizer, campaign, number, (lead, lead_en), (members, members_en))
            for number, (lead, lead_en, members, members_en) in enumerate(township.LEADERS, 1)
        ]
        for village, day, hour, _posted in township.VISITS:
            _plan(office, campaign, village, groups[village - 1], first + timedelta(days=day), hour)
    for view in notice_queries.timetable(_campaign()).cells.values():
        _post(office, view[0], today)


def _campaign() -> notice_queries.CampaignView:
    found = notice_queries.current_campaign()
    if found is None:
        raise RuntimeError("the campaign was planned a moment ago")
    return found


def _plan(office: Office, campaign: str, number: int, group: int, day: date, hour: int) -> None:
    village, sample = roster_queries.villages()[number - 1], township.VILLAGES[number - 1]
    _lead, _lead_en, attendees, attendees_en = township.LEADERS[number - 1]
    details = Details(
        group_id=group,
        day=day,
        starts=time(hour),
        place=sample.place,
        place_en=sample.place_en,
        rain_place=sample.rain_place,
        rain_place_en=sample.rain_place_en,
        attendees=attendees,
        attendees_en=attendees_en,
    )
    notices.plan_day(office.actors["organizer"], campaign, village.id, details)


def _post(office: Office, view: notice_queries.DayView, today: date) -> None:
    posted = next(row[3] for row in township.VISITS if row[0] == view.village_number)
    if posted is not None:
        with standing_at(local_time(today + timedelta(days=posted), 8, 30)):
            notices.publish(office.actors["organizer"], view.public_id)


def _opinions(office: Office, today: date) -> None:
    villages = roster_queries.villages()
    forms = {village.id: survey.open_opinion_form(office.actors["organizer"], village.id) for village in villages}
    for number, opinion in enumerate(OPINIONS):
        village = villages[number % len(villages)]
        said = today - timedelta(days=SPOKEN_OVER - number % SPOKEN_OVER)
        with standing_at(local_time(said, 10)):
            answers = {"head": opinion.head, "text": opinion.text}
            receipt = survey.submit(forms[village.id], answers, "web", f"sample-{number}")
        _take_up(office, receipt.reference, opinion, said)


def _take_up(office: Office, reference: str, opinion: Opinion, said: date) -> None:
    """Give it to its owner the next day, who answers two days later; where the sample says so."""
    organizer = office.actors["organizer"]
    if opinion.owner:
        with standing_at(local_time(said + timedelta(days=1), 8, 40)):
            casework.assign(organizer, reference, opinion.owner, said + timedelta(days=16))
    if opinion.answer:
        with standing_at(local_time(said + timedelta(days=3), 16, 20)):
            casework.answer(organizer, reference, opinion.answer)


def _print(office: Office, number: int, preset: str, closes_at: datetime, most: int = 10_000) -> Printed:
    organizer, officer = office.actors["organizer"], office.actors["officer1"]
    village = roster_queries.villages()[number - 1]
    opened = ballotbox.open_round(organizer, village.id, preset, closes_at, "survey", BASIS)
    codes = []
    for index, group in enumerate(ballot_queries.ballot_form(opened).spec.groups):
        batch = ballotbox.print_batch(organizer, opened, index, min(group.roll, most))
        ballotbox.activate(organizer, batch.batch_id)
        ballotbox.activate(officer, batch.batch_id)
        codes.append(batch.codes)
    return Printed(opened, tuple(codes))


def _finished_round(office: Office, today: date, rng: random.Random, passphrases: dict[str, str]) -> None:
    opens = today - timedelta(days=20)
    with standing_at(local_time(opens, 8)):
        printed = _print(office, FINISHED, "five_dimensions", local_time(opens + timedelta(days=2), 20))
    for codes, share in zip(printed.codes, (0.48, 0.82, 0.77), strict=True):
        for code in grades.sample(rng, codes, share):
            moment = local_time(opens + timedelta(days=rng.randrange(2)), rng.randrange(8, 20), rng.randrange(60))
            with standing_at(moment):
                ballotbox.cast(printed.round, code, grades.ballot(rng, 5, 5), Channel.WEB)
    with standing_at(local_time(opens + timedelta(days=1), 19)):
        discipline.enter_self_score(office.actors["cadre3"], printed.round, township.SELF_SCORE)
    with standing_at(local_time(opens + timedelta(days=2), 20, 5)):
        ballotbox.close_round(office.actors["organizer"], printed.round)
    with standing_at(local_time(opens + timedelta(days=3), 9)):
        _count_and_sign(office, printed.round, passphrases)
    with standing_at(local_time(opens + timedelta(days=4), 10)):
        discipline.write_statement(office.actors["cadre3"], printed.round, township.STATEMENT)
        (said,) = discipline_queries.statements(office.actors["officer1"])
        discipline.let_through(office.actors["officer1"], said.id, said.sha256)


def _count_and_sign(office: Office, opened: str, passphrases: dict[str, str]) -> None:
    first, second = office.actors["officer1"], office.actors["officer2"]
    key = ballotbox.open_key(first, opened, passphrases["discipline"], passphrases["supervision"])
    ballotbox.count(first, opened, key)
    seen = appraise(opened).digest
    discipline.check(first, opened, seen)
    discipline.sign(first, opened, seen)
    discipline.sign(second, opened, seen)
    discipline.publish(second, opened)


def _open_round(office: Office, today: date, rng: random.Random) -> list[tuple[str, str]]:
    """Open the round that runs now; return its round and some codes nobody used."""
    with standing_at(clock.now() - timedelta(hours=20)):
        printed = _print(office, OPEN, "overall", local_time(today + timedelta(days=2), 20), PRINTED_FIRST)
    every = [code for codes in printed.codes for code in codes]
    rng.shuffle(every)
    for code in every[:CAST_BEFORE]:
        with standing_at(clock.now() - timedelta(hours=rng.randrange(1, 18))):
            ballotbox.cast(printed.round, code, grades.ballot(rng, 5, 1), Channel.WEB)
    return [(printed.round, code) for code in every[-UNUSED_CODES:]]


def _remember(office: Office, passphrases: dict[str, str], unused: list[tuple[str, str]]) -> dict[str, Any]:
    shown = {
        "logins": [{"login": a, "password": b, "who": office.who[a]} for a, b in office.passwords.items()],
        "codes": [{"code": c, "url": f"{settings().base_url}/b/{r}#{c}"} for r, c in unused],
        "passphrases": passphrases,
    }
    path = settings().instance / "demo.json"
    path.unlink(missing_ok=True)  # of a database that is gone
    write_once(path, json.dumps(shown, ensure_ascii=False, indent=1).encode())
    return shown
