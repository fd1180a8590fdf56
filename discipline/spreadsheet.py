"""The result as a spreadsheet: real numbers and dates, and strings that never become formulas or links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from discipline.domain.papers.dossier import Dossier
from discipline.domain.papers.opening import draft
from discipline.domain.papers.sheets import sheets
from discipline.domain.papers.table import Cell, Column, Sheet, Value

KINDS = {
    "text": "@",
    "count": "0",
    "points": "0.00",
    "share": "0.0%",
    "p": '[<0.001]"< 0.001";0.000',
    "number": "0.####",
    "moment": "yyyy-mm-dd hh:mm",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet, or a CSV made of it, would take for a formula
OPTIONS = {  # every cell is written by its type below; nothing is guessed from what a string looks like
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "remove_timezone": True,  # moments are local already
}
A4 = 9


def spreadsheet(of: Dossier) -> bytes:
    """Return the XLSX of a round's result, as `discipline.domain.papers.sheets` has it."""
    file = BytesIO()
    with Workbook(file, OPTIONS) as book:
        made = of.printed_at.replace(tzinfo=None)
        book.set_properties({"title": f"{of.spec.title} 结果", "author": of.printed_by, "created": made})
        writer = _Writer(book)
        for sheet in sheets(of):
            writer.write(sheet, f"{of.spec.title} · {sheet.name} · 内部 {draft(of) or ''}", of.digest)
    return file.getvalue()


class _Writer:
    """Writes sheets of one book, whose formats are made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        look = {"valign": "top", "font_size": 10}
        self._formats = {kind: book.add_format({"num_format": shown, **look}) for kind, shown in KINDS.items()}
        self._text = book.add_format({"num_format": "@", "text_wrap": True, **look})
        # told to be text even when somebody edits the cell
        self._quoted = book.add_format({"num_format": "@", "text_wrap": True, "quote_prefix": True, **look})
        self._head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#ECEFF2", **look})

    def write(self, sheet: Sheet, title: str, digest: str) -> None:
        """Write one sheet: head, rows, and how it is printed."""
        page = self._book.add_worksheet(sheet.name)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width)
            page.write_string(0, place, column.title, self._head)
        for line, row in enumerate(sheet.rows, 1):
            self._row(page, line, sheet.columns, row)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        _print_setup(page, sheet, title, digest)

    def _row(self, page: Worksheet, line: int, columns: Sequence[Column], row: Sequence[Value | Cell]) -> None:
        for place, (column, found) in enumerate(zip(columns, row, strict=True)):
            cell = found if isinstance(found, Cell) else Cell(column.kind, found)
            self._cell(page, line, place, cell)

    def _cell(self, page: Worksheet, line: int, place: int, cell: Cell) -> None:
        value = cell.value
        if value is None:
            page.write_blank(line, place, None, self._formats[cell.kind])
        elif isinstance(value, str):
            page.write_string(line, place, value, self._of_text(value))
        elif isinstance(value, datetime):
            page.write_datetime(line, place, value, self._formats["moment"])
        else:
            page.write_number(line, place, value, self._formats[cell.kind])

    def _of_text(self, value: str) -> Format:
        return self._quoted if value.startswith(FORMULA) else self._text


def _print_setup(page: Worksheet, sheet: Sheet, title: str, digest: str) -> None:
    page.freeze_panes(1, sheet.named)
    page.repeat_rows(0)
    page.repeat_columns(0, sheet.named - 1)
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(sheet.across, 0)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    page.set_header(f"&L{_plain(title)}")
    page.set_footer(f"&L结果指纹 {digest[:16]}…&R第 &P 页，共 &N 页")


def _plain(title: str) -> str:
    """A header's text: a plain ampersand would begin a command, and 255 characters are all that fits."""
    return title.replace("&", "＆")[:200]
