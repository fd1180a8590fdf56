from __future__ import annotations

import xml.etree.ElementTree as ET

import cv2
import numpy as np
import pytest
import zxingcpp

from core import qr

BALLOT = "https://pj.example.cn/b/k3m8x2vp#1234567890123456"


def pixels(svg: str, scale: int = 4) -> np.ndarray:
    """Draw our SVG (bars one module high in a path) as a grey picture."""
    side = int(ET.fromstring(svg).get("viewBox").split()[2])
    picture = np.full((side, side), 255, np.uint8)
    path = svg.split('d="')[1].split('"', maxsplit=1)[0]
    for move in path.split("M")[1:]:
        place, width = move.split("h")[:2]
        x, y = map(int, place.split())
        picture[y, x : x + int(width.removesuffix("v1"))] = 0
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST)


@pytest.mark.parametrize("text", [BALLOT, "http://127.0.0.1:8000/n/xhvkxh33", "村部"])
def test_code_is_read_back_by_a_real_reader(text):
    (found,) = zxingcpp.read_barcodes(pixels(qr.svg(text)))
    assert (found.text, found.format) == (text, zxingcpp.BarcodeFormat.QRCode)


def test_code_has_four_white_modules_around_it():
    picture = pixels(qr.svg(BALLOT), scale=1)
    rows, columns = np.where(picture == 0)
    side = picture.shape[0]
    assert (rows.min(), columns.min(), side - 1 - rows.max(), side - 1 - columns.max()) == (4, 4, 4, 4)


def test_code_is_drawn_without_inline_style():
    attributes = {name for element in ET.fromstring(qr.svg(BALLOT)).iter() for name in element.attrib}
    assert attributes == {"viewBox", "shape-rendering", "width", "height", "fill", "d"}
