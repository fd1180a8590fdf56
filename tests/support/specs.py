"""Rounds made for tests, without a database."""

from datetime import UTC, datetime

from ballotbox.domain.layout import Group, Item, Person, RoundSpec
from ballotbox.domain.scale import USUAL, Scale

OPENS = datetime(2026, 11, 3, 1, 0, tzinfo=UTC)


def make_spec(persons: int = 2, items: int = 1, groups: int = 2, roll: int = 40, scale: Scale = USUAL) -> RoundSpec:
    """A round of that many persons, items and groups, all weights alike."""
    return RoundSpec(
        version=1,
        round="k3m8x2vp",
        village="大柳村",
        village_en="Daliu Village",
        title="2026 年大柳村村干部直评",
        kind="survey",
        basis="试行办法",
        persons=tuple(
            Person(n, 100 + n, "王", "主任", f"王主任{n}", f"Head {n}", "村委会主任", "Village head")
            for n in range(1, persons + 1)
        ),
        items=tuple(Item(f"i{n}", f"项{n}", f"Item {n}", 1 / items) for n in range(items)),
        groups=tuple(Group(f"g{n}", f"类{n}", f"Group {n}", 1 / groups, roll) for n in range(groups)),
        scale=scale,
        turnout_threshold=0.5,
        one_third_rule=True,
        opens_at=OPENS,
        closes_at=datetime(2026, 11, 6, 10, 0, tzinfo=UTC),
        preset="overall",
    )
