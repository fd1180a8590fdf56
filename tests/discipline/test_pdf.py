"""The office report and the posting sheet as they come out of the printer."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from appraisal.domain.result import canonical
from ballotbox.domain.scale import Grade, Scale
from core.canonical import grouped
from demo.domain.synthetic.honest import honest
from demo.domain.synthetic.village import spec as synthetic
from discipline import pdf
from discipline.queries import Published
from tests.support import dossiers
from tests.support.dossiers import bulletin_of, counts_of, dossier, of_ballots
from tests.support.printed import drawn, fonts, outside, qr_texts, rasters, sizes, type_sizes, words
from tests.support.specs import make_spec

SECTIONS = (
    "一、一页看完",
    "二、需要人看一眼的地方",
    "三、每位干部",
    "四、两两比较",
    "五、看法有多一致",
    "六、票数账",
    "七、本轮规则和依据",
    "八、怎么算的",
    "九、指纹、核对和重新计票",
    "十、签字",
)
HEADING = re.compile(r"[一二三四五六七八九十]+、[^，。]{2,14}$")


def three_grades():
    good, fair, bad = (
        Grade(3, "满意", "Good", "满", 100.0),
        Grade(2, "一般", "Fair", "一", 60.0),
        Grade(1, "不满意", "Bad", "不", 0.0),
    )
    scale = Scale((good, fair, bad))
    return of_ballots(make_spec(scale=scale), [[(3, 2)] * 20 + [(1, 2)] * 9, [(2, 3)] * 15])


def census():
    return of_ballots(make_spec(roll=20), [[(4, 3)] * 20, [(3, 3)] * 20])


ODD = {
    "usual": (dossiers.usual, (6, 8)),
    "overall": (lambda: dossiers.usual("overall", signers=1), (6, 8)),
    "flagged": (dossiers.flagged, (6, 9)),
    "forty cadres": (dossiers.many, (15, 24)),
    "long words": (dossiers.long_words, (6, 10)),
    "no ballots": (lambda: of_ballots(make_spec(3), [[], []], signers=0), (4, 6)),
    "one ballot": (lambda: of_ballots(make_spec(1, 5), [[(4, 3, 2, 1, 0)], []], signers=0), (4, 6)),
    "one cadre": (lambda: of_ballots(make_spec(1), [[(4,)] * 20, [(3,)] * 20]), (4, 6)),
    "an empty group": (lambda: of_ballots(make_spec(), [[(4, 3)] * 20, []]), (4, 6)),
    "a small group": (lambda: of_ballots(make_spec(), [[(4, 3)] * 20, [(3, 2)] * 5], signers=1), (4, 6)),
    "census": (census, (4, 6)),
    "three grades": (three_grades, (4, 6)),
}


@pytest.fixture
def sheet_of(app):
    app.config["BASE_URL"] = "https://pj.example.cn"
    return pdf.office_report


@pytest.mark.parametrize(("make", "pages"), ODD.values(), ids=ODD.keys())
def test_report_of_any_round_is_whole(sheet_of, make, pages):
    of = make()
    sheet = sheet_of(of)
    told = words(sheet)
    assert pages[0] <= len(told) <= pages[1]
    assert sizes(sheet) == {(210, 297)}
    assert re.findall(r"\b(?:None|NaN|nan|inf)\b", " ".join(told)) == []
    assert outside(sheet) == []
    short = grouped(of.digest)[:19].replace(" ", "")
    foot = f"第{{}}页，共{len(told)}页"
    assert [n for n, page in enumerate(told, 1) if short not in page or foot.format(n) not in page] == []
    everything = "".join(told)
    assert [part for part in SECTIONS if part not in everything] == []


def test_report_has_vectors_and_embedded_fonts(sheet_of):
    sheet = sheet_of(dossiers.usual())
    assert rasters(sheet) == 0
    assert len(fonts(sheet)) >= 2
    assert set(fonts(sheet).values()) == {True}


def test_report_says_what_an_officer_needs(sheet_of):
    of = dossiers.usual()
    told = "".join(words(sheet_of(of)))
    for part in (
        "内部",
        "村干部直评结果报告",
        "2026年大柳村村干部直评",
        "林（纪委）2026年11月9日9:30打印",
        "400有效票/应参加514人",
        "1赵书记村党支部书记",
        "85.284.1–86.3",
        "村民代表85.2（36张）",
        "826/194642.4%",
        "票箱里的票400",
        "《村民委员会组织法》（2025年修订）第三十八条",
        of.digest,
        "python3recount.pycheck",
        "签字何（纪委）2026年11月9日9:30",
        "（盖章）",
    ):
        assert part in told, part
    assert "草稿" not in told


def test_charts_of_the_report_are_read_as_text(sheet_of):
    page = words(sheet_of(dossiers.usual()))[1]
    assert all(f"{tick}" in page for tick in (60, 70, 80, 90, 100))


def test_unsigned_report_says_so_on_every_page(sheet_of):
    told = words(sheet_of(dossiers.flagged()))
    assert [n for n, page in enumerate(told, 1) if "草稿·未经两人签字" not in page or "草稿" not in page[:-20]] == []


@pytest.mark.parametrize("make", [dossiers.usual, dossiers.flagged, dossiers.many, dossiers.long_words])
def test_no_page_ends_with_a_heading_and_every_table_repeats_its_head(sheet_of, make):
    told = words(sheet_of(make()))
    bodies = [re.sub(r"(?:林（纪委）2026年11月9日9:30打印.*)$", "", page) for page in told]
    assert [body[-20:] for body in bodies if HEADING.search(body[-16:])] == []
    methods = [body for body in bodies if "Cochran1977,5.3" in body]
    assert [body[:60] for body in methods if "名称意思公式出处案例" not in body] == []


def published(content: dict) -> Published:
    return Published(content["round"], 1, datetime(2026, 11, 9, tzinfo=UTC), canonical(content))


def bulletin(size: int = 400) -> dict:
    pile = honest(np.random.default_rng(4), size, "overall")
    spec = replace(synthetic(pile.preset, pile.rolls), round="k3m8x2vp", village="大柳村")
    counts = pile.counts(spec)
    return bulletin_of(dossier(spec, counts), counts)


def test_posting_sheet_leads_to_its_page_and_carries_its_hash(app):
    app.config["BASE_URL"] = "https://pj.example.cn"
    found = published(bulletin())
    sheet = pdf.posting_sheet(found)
    told = "".join(words(sheet))
    assert qr_texts(sheet) == ["https://pj.example.cn/r/k3m8x2vp"]
    assert (sizes(sheet), rasters(sheet), set(fonts(sheet).values())) == ({(210, 297)}, 0, {True})
    for part in (
        "村干部直评结果公告",
        "400人投了票，应参加514人，参评率77.8%。门槛是1/3，达到了，本轮有效。",
        "1.赵书记村党支部书记得分85.5称职",
        "优秀43%，称职42%，基本称职12%，不称职3%",
        "村民317/402",
        "林（纪委）签字：2026年11月9日9:30",
        hashlib.sha256(found.text.encode()).hexdigest(),
        found.content["prints"]["box_root"],
        "recount.py",
    ):
        assert part in told, part


def test_posting_sheet_is_read_standing(app):
    """Everything but the foot is 14 points and more; the shares in the bars are said again below them."""
    found = type_sizes(pdf.posting_sheet(published(bulletin())))
    assert set(found) == {10, 12, 14, 16, 18, 20, 22, 33}
    assert re.sub(r"\d+%", "", found[12]) == ""
    assert re.fullmatch(r"(?:大柳村·直评结果公告·指纹[0-9a-f]{16}…第\d页，共\d页)+", found[10])


@pytest.mark.parametrize("version", [1, 2])
def test_posting_sheet_prints_bulletins_of_both_versions(app, version):
    content = bulletin(40) | {"version": version}
    if version == 1:
        for person in content["persons"]:
            del person["step"], person["groups"]
    sheet = pdf.posting_sheet(published(json.loads(canonical(content))))
    assert 2 <= len(drawn(sheet, 0.3)) <= 4
    assert re.findall("None|NaN", "".join(words(sheet))) == []


def test_posting_sheet_of_a_round_that_may_publish_nothing(app):
    spec = make_spec()
    counts = counts_of(spec, [[(4, 3)] * 4, []])
    told = "".join(words(pdf.posting_sheet(published(bulletin_of(dossier(spec, counts), counts)))))
    assert "完整的评价票不到10张，为保护填票人，不公布得分。" in told
    assert re.findall("None|NaN|得分–", told) == []
