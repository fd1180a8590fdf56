"""Printed sheets as people see them: pages drawn, and the QR codes a real reader finds on them."""

from __future__ import annotations

import pypdfium2
import zxingcpp
from PIL.Image import Image


def drawn(pdf: bytes, scale: float = 2) -> list[Image]:
    """Return the pages of `pdf` as pictures, `scale` pixels a point."""
    return [page.render(scale=scale).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def qr_texts(pdf: bytes) -> list[str]:
    """Return what the QR codes on the sheets say, in the order of the pages."""
    return [found.text for page in drawn(pdf) for found in zxingcpp.read_barcodes(page)]
