"""Printed sheets of the discipline office."""

from discipline.pdf.draw import draw_sheet
from discipline.pdf.papers import office_report, posting_sheet, public_address

__all__ = ["draw_sheet", "office_report", "posting_sheet", "public_address"]
