"""QR codes as SVG, for pages and printed sheets."""

from __future__ import annotations

from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules of white around the code, as ISO/IEC 18004 wants


def svg(text: str) -> str:
    """Return a black-on-white QR code of `text` as an SVG document, error correction M, with its quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    rows = code.get_matrix()
    side = len(rows) + 2 * QUIET
    path = "".join(_row(y + QUIET, row) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )


def _row(y: int, row: list[bool]) -> str:
    """Draw each run of dark modules as one bar: a third of the squares, and no seams between them on paper."""
    drawn, x = "", QUIET
    for dark, run in groupby(row):
        width = len(list(run))
        drawn += f"M{x} {y}h{width}v1h-{width}z" if dark else ""
        x += width
    return drawn
