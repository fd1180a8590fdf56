"""The shape of a sheet of the spreadsheet: columns that say what they hold, rows of plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

PAGE = 170  # characters of ten points that an A4 page across holds, at four fifths of their size
Value = str | int | float | datetime | None


@dataclass(frozen=True)
class Column:
    """One column: `kind` is text, count, points, share (0 to 1), p, number or moment.

    `figure` is the key of the catalogue's definition, `words` what stands there instead or besides.
    """

    title: str
    kind: str
    figure: str = ""
    words: str = ""
    width: int = 11


@dataclass(frozen=True)
class Cell:
    """A value whose kind is not that of its column."""

    kind: str
    value: Value


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows have a value for each column, None where there is none; the last column says why.

    The first `named` columns say whose row it is: they stay in sight, and come again on every page across.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value | Cell]]
    named: int = 1

    @property
    def across(self) -> int:
        """How many A4 pages lie side by side, so that the type stays legible."""
        return ceil(sum(column.width for column in self.columns) / PAGE)


WHY = Column("说明", "text", words="有空格的，这里说为什么空着；还有看这一行要知道的。", width=40)
NUMBER = Column("序号", "count", words="票上的号，不是名次。", width=6)
NAME = Column("干部", "text", words="写在票上的称呼。", width=12)
POST = Column("职务", "text", words="本轮开始时的职务。", width=16)
ITEM = Column("方面", "text", words="票上评的一个方面。")
WHO = (NUMBER, NAME)
MEAN = (
    Column("得分", "points", "score"),
    Column("标准误", "points", "se"),
    Column("区间下限", "points", "interval"),
    Column("区间上限", "points", "interval"),
    Column("自由度", "count", "interval", "区间用的 t 分布的自由度。", 8),
)
