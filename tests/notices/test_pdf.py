from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
import typst
import zxingcpp
from flask import Flask
from PIL import Image
from pypdf import PdfReader

from core.config import ROOT
from core.pdf import FONTS
from notices import pdf, queries, service
from notices.domain.details import LIMITS
from survey.domain.words import Words
from tests.notices.planning import Campaign

ADDRESS = "https://zhiping.example.cn/n/k3m8x2vp"


@pytest.fixture
def visit(campaign: Campaign, at: Callable[[int, int], None]) -> queries.DayView:
    public_id = campaign.plan(place="村文化广场", rain_place="村部")
    at(10, 29)
    service.publish(campaign.organizer, public_id)
    return queries.day(public_id)


def words(sheet: bytes) -> list[str]:
    reader = PdfReader(io.BytesIO(sheet))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def test_poster_says_time_place_attendees_and_ways_to_speak(visit: queries.DayView) -> None:
    (text,) = words(pdf.poster(visit, "柳河镇", ADDRESS, "10690001"))
    wanted = [
        "群众访谈日",
        "柳河镇·大柳村",
        "11月3日（星期二）上午9:00",
        "村文化广场（雨天在村部）",
        "第一组：镇长、派出所所长",
        "村里事办得公道不公道",
        "或发短信1您的意见到10690001。",
        "10月29日张贴",
    ]
    assert [each for each in wanted if each not in text] == []


def test_poster_code_is_read_from_a_picture_of_150_dpi(visit: queries.DayView) -> None:
    picture = Image.open(io.BytesIO(pdf.poster(visit, "柳河镇", ADDRESS, "10690001", picture=True)))
    assert picture.size == (1240, 1754)
    tilted = picture.convert("L").rotate(2, expand=True, fillcolor=255)
    squeezed = io.BytesIO()
    tilted.save(squeezed, "JPEG", quality=40)
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(squeezed))] == [ADDRESS]


@pytest.mark.parametrize("system_fonts", [True, False])
def test_poster_with_the_longest_texts_is_one_sheet(visit: queries.DayView, system_fonts: bool) -> None:
    longest = replace(
        visit,
        place=Words("场" * LIMITS["place"]),
        rain_place=Words("部" * LIMITS["rain_place"]),
        attendees=Words("镇长、" * (LIMITS["attendees"] // 3)),
        questions={"问政": "问" * LIMITS["question"]},
    )
    data = pdf.poster_data(longest, "柳河镇", ADDRESS, "10690001")
    sheet = typst.compile(
        ROOT / "templates/notices/poster.typ",
        root=str(ROOT / "templates"),
        font_paths=[str(FONTS)],
        ignore_system_fonts=not system_fonts,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    assert len(PdfReader(io.BytesIO(sheet)).pages) == 1


def test_draft_prints_as_a_sample(app: Flask, campaign: Campaign) -> None:
    (text,) = words(pdf.poster(queries.day(campaign.plan()), "柳河镇", ADDRESS, "10690001"))
    assert "样张·发布后再打印张贴" in text
    assert "日张贴" not in text


def test_moved_notice_says_so_on_its_poster(campaign: Campaign) -> None:
    public_id = campaign.plan()
    service.publish(campaign.organizer, public_id)
    service.change_day(campaign.organizer, public_id, campaign.details(5))
    (text,) = words(pdf.poster(queries.day(public_id), "柳河镇", ADDRESS, "10690001"))
    assert "预告·改期，以这张为准" in text
