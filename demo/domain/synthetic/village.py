"""An invented village of the generator: whom it rates, who rates, and on what scale. No real place or person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ballotbox.domain.layout import VERSION, Group, Person, RoundSpec
from ballotbox.domain.presets import PRESETS
from ballotbox.domain.scale import USUAL
from demo.domain.township import GROUPS, POSTS

WEIGHTS = (0.4, 0.3, 0.3)
SURNAMES = (("赵", "Zhao"), ("钱", "Qian"), ("孙", "Sun"), ("李", "Li"), ("周", "Zhou"))
OPENS = datetime(2026, 11, 3, 0, tzinfo=UTC)  # 8:00 in China
HOURS = 60  # how long the box is open


def spec(preset: str, rolls: Sequence[int]) -> RoundSpec:
    """Return a round of five cadres by `preset` for villagers, representatives and party members."""
    groups = zip(GROUPS, WEIGHTS, rolls, strict=True)
    return RoundSpec(
        version=VERSION,
        round="synthetic",
        village="试验村",
        village_en="Trial Village",
        title="试验村村干部直评",
        kind="survey",
        basis="模拟数据，用来检验提示的误报和检出",
        persons=tuple(_person(number) for number in range(1, len(POSTS) + 1)),
        items=PRESETS[preset].items,
        groups=tuple(Group(key, name, name_en, weight, roll) for (key, name, name_en), weight, roll in groups),
        scale=USUAL,
        turnout_threshold=1 / 3,
        one_third_rule=True,
        opens_at=OPENS,
        closes_at=OPENS + timedelta(hours=HOURS),
        preset=preset,
    )


def _person(number: int) -> Person:
    (post, post_en, title, title_en), (surname, latin) = POSTS[number - 1], SURNAMES[number - 1]
    return Person(number, number, surname, title, surname + title, f"{title_en} {latin}", post, post_en)
