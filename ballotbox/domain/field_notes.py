"""What the office notes while people vote and the counts cannot hold: hours of gatherings, totals of tally sheets.

Both are noted before the count, so that nobody explains a flag away once it is known (`appraisal.domain.flags`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ballotbox.domain.hours import LOCAL, hour_of, iso

MOST_LINES, MOST_HOURS = 40, 12  # gatherings of one round; hours of one gathering
MOST_SHEETS, MOST_TOTAL = 2_000, 100_000
_LINE = re.compile(
    r"(?:(?P<year>\d{4})[年/.-])?(?P<month>\d{1,2})[月/.-](?P<day>\d{1,2})[日号]?\s*"
    r"(?P<first>\d{1,2})(?:[:点时](?:\d{2})?分?)?(?:\s*[-–—~至到]\s*(?P<last>\d{1,2})(?:[:点时](?:\d{2})?分?)?)?"
)
_SPLIT = re.compile(r"[\s,，、;；]+")


@dataclass(frozen=True)
class FieldNotes:
    """Hours (ISO text in China's time, as in the counts) in which people were called together, totals as typed."""

    gatherings: tuple[str, ...] = ()
    sheets: tuple[int, ...] = ()


def read_gatherings(text: str, opened: datetime, closes: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the hours named, in order, and the lines that cannot be read or lie outside the time of voting.

    A line names a day and an hour or a span: ``11月4日 19:00-21:00``, ``11-4 19``. The last hour of a span is when
    people left: 19:00-21:00 are the hours of 19 and 20.
    """
    found: set[int] = set()
    wrong = []
    for line in _lines(text):
        hours = _hours(line, opened)
        if hours and hour_of(opened) <= hours[0] and hours[-1] <= hour_of(closes):
            found.update(hours)
        else:
            wrong.append(line)
    return tuple(iso(hour) for hour in sorted(found)), tuple(wrong)


def write_gatherings(hours: tuple[str, ...]) -> str:
    """Return `hours` as lines that `read_gatherings` reads back."""
    moments = [datetime.fromisoformat(hour) for hour in hours]
    return "\n".join(f"{at.month}月{at.day}日 {at.hour}:00" for at in moments)


def read_sheets(text: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the totals named, in order, and the words that are none (0 to `MOST_TOTAL`)."""
    words = [word for word in _SPLIT.split(unicodedata.normalize("NFKC", text)) if word]
    wrong = tuple(word for word in words if not (word.isdecimal() and len(word) < 10 and int(word) <= MOST_TOTAL))
    return tuple(int(word) for word in words if word not in wrong), wrong


def _lines(text: str) -> Iterator[str]:
    for line in unicodedata.normalize("NFKC", text).splitlines():
        if line.strip():
            yield line.strip()


def _hours(line: str, opened: datetime) -> list[int]:
    """The hours of one line, none where it cannot be read; a day without a year is that after the opening."""
    match = _LINE.fullmatch(line)
    if match is None:
        return []
    first = int(match["first"])
    last = int(match["last"] or first + 1)
    start = _day(match, opened)
    if start is None or first > 23 or not first < last <= min(24, first + MOST_HOURS):
        return []
    return [hour_of(start + timedelta(hours=hour)) for hour in range(first, last)]


def _day(match: re.Match[str], opened: datetime) -> datetime | None:
    local = opened.astimezone(LOCAL)
    years = [int(match["year"])] if match["year"] else [local.year, local.year + 1]
    for year in years:
        try:
            day = datetime(year, int(match["month"]), int(match["day"]), tzinfo=LOCAL)
        except ValueError:
            continue
        if day.date() >= local.date():
            return day.astimezone(UTC)
    return None
