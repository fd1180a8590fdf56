"""A campaign of six days with two groups, planned on 24 October 2026."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from notices import service
from survey import service as survey
from tests.notices.planning import Campaign
from tests.support.fixed_clock import FixedClock
from tests.support.sample import Township


@pytest.fixture
def at(clock: FixedClock) -> Callable[[int, int], None]:
    """Set the clock to nine o'clock of a day: `at(10, 29)`."""
    return lambda month, day: clock.set(datetime(2026, month, day, 9))  # noqa: DTZ001 – the clock reads it as local


@pytest.fixture
def campaign(township: Township, at: Callable[[int, int], None]) -> Campaign:
    at(10, 24)
    organizer = township.actors["organizer"]
    campaign = service.plan_campaign(
        organizer, ("“走进群众”活动", "Among the people"), date(2026, 11, 1), date(2026, 11, 6)
    )
    leads = (("镇长", "Mayor"), ("副书记", "Deputy secretary"))
    groups = [
        service.add_group(organizer, campaign, number, lead, ("派出所所长", "Head of police"))
        for number, lead in enumerate(leads, start=1)
    ]
    villages = (township.villages[0].id, township.villages[1].id)
    form = survey.open_opinion_form(organizer, villages[0])
    return Campaign(campaign, (groups[0], groups[1]), organizer, villages, form)
