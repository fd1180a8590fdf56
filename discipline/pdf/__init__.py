"""Printed sheets of the discipline office."""

from discipline.pdf.draw import draw_sheet

__all__ = ["draw_sheet"]
