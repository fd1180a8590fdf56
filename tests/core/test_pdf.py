from __future__ import annotations

import io

import pypdfium2
import pytest
from pypdf import PdfReader

from core import pdf, qr

SHEET = """#import "/print/base.typ": *
#show: sheet
= #data.title
#qr(data.code, 30mm)
#data.rare
"""


@pytest.fixture
def template(monkeypatch, tmp_path):
    """A sheet beside a copy of the shared base, in a folder of this test."""
    folder = tmp_path / "templates"
    (folder / "print").mkdir(parents=True)
    base = (pdf.ROOT / "templates" / "print" / "base.typ").read_text("utf-8")
    (folder / "print" / "base.typ").write_text(base, "utf-8")
    (folder / "sheet.typ").write_text(SHEET, "utf-8")
    monkeypatch.setattr(pdf, "ROOT", tmp_path)
    return "sheet.typ"


DATA = {
    "title": "群众访谈日预告",
    "code": qr.svg("https://pj.example.cn/n/k3m8x2vp"),
    "rare": "柳河镇大柳村村部",
}


def test_sheet_is_a_pdf_with_its_chinese_text(template):
    text = PdfReader(io.BytesIO(pdf.render(template, DATA))).pages[0].extract_text()
    assert text.split() == ["群众访谈日预告", "柳河镇大柳村村部"]


def test_sheet_embeds_a_chinese_font(template):
    page = PdfReader(io.BytesIO(pdf.render(template, DATA))).pages[0]
    fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
    assert all("CJK" in name or "MicroHei" in name for name in fonts), fonts


def test_sheet_is_a4(template):
    (width, height) = pypdfium2.PdfDocument(pdf.render(template, DATA))[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)


def test_faulty_template_says_so(template):
    with pytest.raises(pdf.TemplateFault, match="code"):
        pdf.render(template, {"title": "x"})
