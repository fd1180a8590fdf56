"""A flag: something a person should look at. It removes no ballot, changes no figure and accuses nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ROUND = 0.05  # at most this share of honest rounds may raise any flag


@dataclass(frozen=True)
class Text:
    """One text in both languages: flags are signed as they stand, so they cannot wait for a translation."""

    zh: str
    en: str


@dataclass(frozen=True)
class Subject:
    """What a flag is about: `kind` is batch, enterer, channel, group, hour, sheet or round; the rest says which.

    `numbers` are those of batches or enterers (several where small trays were joined), `channel` is 1 web, 2 SMS,
    3 paper, `groups` are keys of the spec, `person` the number on the ballot, `hour` ISO text in China's time.
    """

    kind: str
    numbers: tuple[int, ...] = ()
    channel: int | None = None
    groups: tuple[str, ...] = ()
    person: int | None = None
    hour: str | None = None


@dataclass(frozen=True)
class Finding:
    """What one test found, before the correction for how many there were.

    `p` is None for a sum that is simply wrong. `large` tells whether the difference is one that matters.
    """

    code: str
    subject: Subject
    observed: float
    expected: float
    p: float | None
    large: bool


@dataclass(frozen=True)
class Flag:
    """A finding that passed its threshold, with everything needed to judge it.

    `observed` and `expected` are in `unit` (``share``, ``points``, ``casts``, ``count``). `p` is corrected for every
    test of the round and compared with `threshold`; both None for accounting, where every difference counts.
    `least` is the smallest difference (of bursts: ratio) that is shown at all. `weak` flags prove nothing alone.
    """

    code: str
    subject: Subject
    method: Text
    source: str
    unit: str
    observed: float
    expected: float
    p: float | None
    threshold: float | None
    least: float
    weak: bool
    text: Text
    check: Text


@dataclass(frozen=True)
class Beside:
    """What the counts do not hold, as plain values; everything may be left out.

    `batch_groups` is each batch's group as its place in the spec, `batch_sizes` how many slips it had. `sheets` are
    totals of tally sheets typed in by hand. `gatherings` are hours (ISO text as in the counts) in which people were
    called together to vote: no burst is looked for there.
    """

    batch_groups: Mapping[int, int] = field(default_factory=dict)
    batch_sizes: Mapping[int, int] = field(default_factory=dict)
    sheets: tuple[int, ...] = ()
    gatherings: frozenset[str] = frozenset()
