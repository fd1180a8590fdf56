"""Printed sheets as people see them: pages drawn, their words and fonts, the QR codes a real reader finds on them."""

from __future__ import annotations

import io

import pypdfium2
import zxingcpp
from PIL.Image import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from pypdfium2 import raw


def drawn(pdf: bytes, scale: float = 2) -> list[Image]:
    """Return the pages of `pdf` as pictures, `scale` pixels a point."""
    return [page.render(scale=scale).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def qr_texts(pdf: bytes) -> list[str]:
    """Return what the QR codes on the sheets say, in the order of the pages."""
    return [found.text for page in drawn(pdf) for found in zxingcpp.read_barcodes(page)]


def words(pdf: bytes) -> list[str]:
    """Return the text of each page without blanks: where lines break says nothing."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    """Return the sizes of the pages in millimetres."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return {(round(p.mediabox.width / 72 * 25.4), round(p.mediabox.height / 72 * 25.4)) for p in pages}


def rasters(pdf: bytes) -> int:
    """Return how many pictures made of pixels the sheets hold, however deep."""
    kinds = [raw.FPDF_PAGEOBJ_IMAGE]
    return sum(1 for page in pypdfium2.PdfDocument(pdf) for _ in page.get_objects(filter=kinds, max_depth=15))


def fonts(pdf: bytes) -> dict[str, bool]:
    """Return the fonts of the sheets, and whether each is embedded."""
    found = {}
    for each in PdfReader(io.BytesIO(pdf)).pages:
        found |= _fonts(each["/Resources"])
    return found


def _fonts(resources: DictionaryObject) -> dict[str, bool]:
    found = {}
    for font in (each.get_object() for each in resources.get("/Font", {}).values()):
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        file = {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])
        found[str(font["/BaseFont"])] = bool(file)
    for part in (each.get_object() for each in resources.get("/XObject", {}).values()):
        found |= _fonts(part.get("/Resources", {}))
    return found


def outside(pdf: bytes) -> list[tuple[int, tuple[float, ...]]]:
    """Return the page and place of whatever is drawn beyond the edges of its page."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        wide, high = page.get_size()
        for each in page.get_objects(max_depth=1):
            left, bottom, right, top = each.get_bounds()
            if left < 0 or bottom < 0 or right > wide or top > high:
                found.append((number, (left, bottom, right, top)))
    return found


def type_sizes(pdf: bytes) -> dict[int, str]:
    """Return what the sheets say in each size of type, in points, without blanks."""
    found: dict[int, str] = {}

    def note(text: str, _page: object, line: list[float], _font: object, size: float) -> None:
        if said := "".join(text.split()):
            at = round(size * line[0])
            found[at] = found.get(at, "") + said

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note)
    return found
