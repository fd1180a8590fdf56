"""The spreadsheet, read back: numbers are numbers, dates dates, and no string becomes a formula."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from discipline.domain.papers import said
from discipline.spreadsheet import FORMULA, spreadsheet
from tests.support import dossiers
from tests.support.dossiers import counts_of, dossier, of_ballots
from tests.support.specs import make_spec

NAMES = ["汇总", "干部", "方面", "类别", "等次", "比较", "两两比较", "提醒", "票数账", "说明"]
SMALL = [[(4, 3)] * 20 + [(2, 1)] * 8, [(3, 3)] * 5]


def read(of) -> Workbook:
    return load_workbook(io.BytesIO(spreadsheet(of)))


def rows(page: Worksheet) -> list[dict]:
    """Return the rows under their heads."""
    head, *others = page.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in others]


def cell(page: Worksheet, head: str, row: int = 2):
    column = next(each.column for each in page[1] if each.value == head)
    return page.cell(row, column)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return read(dossiers.usual())


def test_book_has_its_sheets(book):
    assert book.sheetnames == NAMES


def test_figures_are_numbers_with_their_format(book):
    of = dossiers.usual()
    score = cell(book["干部"], "得分")
    assert (score.data_type, score.number_format, score.value) == ("n", "0.00", of.result.persons[0].score.mean)
    share, count, p = (cell(book["等次"], "占比"), cell(book["干部"], "完整的票"), cell(book["干部"], "类别之间 p"))
    assert (share.number_format, share.value) == ("0.0%", of.result.persons[0].grades[0].share)
    assert (count.number_format, count.value) == ("0", 378)
    assert p.number_format == '[<0.001]"< 0.001";0.000'


def test_moments_are_real_dates_in_local_time(book):
    told = {row["项目"]: row["数值"] for row in rows(book["汇总"])}
    assert told["投票开始"] == datetime(2026, 11, 3, 8)  # noqa: DTZ001 – spreadsheets know no zones
    assert told["导出"] == datetime(2026, 11, 9, 9, 30)  # noqa: DTZ001 – as above


def test_every_person_item_group_grade_and_pair_has_its_row(book):
    assert {name: book[name].max_row - 1 for name in NAMES[1:7]} == {
        "干部": 5, "方面": 25, "类别": 15, "等次": 120, "比较": 5, "两两比较": 10,
    }  # fmt: skip


def test_sheets_are_frozen_and_printed_on_a4_across(book):
    for page in book:
        corner = "C2" if page["A1"].value == "序号" else "B2"
        assert (page.freeze_panes, page.page_setup.orientation, page.page_setup.paperSize) == (corner, "landscape", 9)
        names = "$A:$B" if corner == "C2" else "$A:$A"
        assert (page.print_title_rows, page.print_title_cols, page.page_setup.fitToHeight) == ("$1:$1", names, 0)


def test_wide_sheets_take_two_pages_across_so_that_they_can_be_read(book):
    across = {page.title: page.page_setup.fitToWidth or 1 for page in book}
    assert {title for title, pages in across.items() if pages == 2} == {"干部", "比较", "提醒"}
    for page in book:
        widths = sum(page.column_dimensions[each.column_letter].width for each in page[1])
        assert widths / across[page.title] < 175


def test_notes_explain_every_column(book):
    told = {(row["表"], row["列"]) for row in rows(book["说明"])}
    columns = {(page.title, head.value) for page in book if page.title != "说明" for head in page[1]}
    assert columns <= told
    assert [row for row in rows(book["说明"]) if not row["意思"]] == []
    score = next(row for row in rows(book["说明"]) if (row["表"], row["列"]) == ("干部", "得分"))
    assert (score["公式"], score["案例"]) == ("Σ W_g y_g", "B01–B13, C01")


def test_notes_say_what_file_it_is():
    of = dossiers.usual()
    told = {row["列"]: row["意思"] for row in rows(read(of)["说明"]) if row["表"] == "本文件"}
    assert (told["轮次"], told["结果指纹"], told["结果格式"]) == ("k3m8x2vp", f"{of.digest}（SHA-256）", "第 2 版")
    assert told["等次的下限"] == "优秀 90、称职 80、基本称职 60、不称职 0"


def test_flags_stand_as_signed():
    of = dossiers.flagged()
    told = rows(read(of)["提醒"])
    assert [(row["一句话"], row["实际"]) for row in told] == [(flag.text.zh, flag.observed) for flag in of.result.flags]


def test_cell_without_a_figure_is_empty_and_says_why():
    page = read(of_ballots(make_spec(), [[(4, 3)] * 20, []]))["干部"]
    score = cell(page, "得分")
    assert (score.value, score.data_type) == (None, "n")
    assert cell(page, "说明").value.startswith("有一类人没有有效票，不能算加权得分。")


@pytest.mark.parametrize(
    "make",
    [
        dossiers.usual,
        dossiers.many,
        dossiers.long_words,
        lambda: of_ballots(make_spec(), [[], []], signers=0),
        lambda: of_ballots(make_spec(persons=1), [[(4,)], []]),
        lambda: of_ballots(make_spec(roll=20), [[(4, 3)] * 20, [(3, 3)] * 20]),
        lambda: of_ballots(make_spec(), SMALL),
    ],
    ids=["usual", "many", "long", "empty", "one", "census", "small"],
)
def test_no_cell_holds_what_is_no_number_and_every_gap_has_a_reason(make):
    book = read(make())
    texts = [each.value for page in book for row in page.iter_rows() for each in row if isinstance(each.value, str)]
    assert [text for text in texts if text in {"None", "NaN", "nan", "inf", "#NUM!", "#DIV/0!"}] == []
    for page in book:
        if page.title != "说明":
            bare = [row for row in rows(page) if None in list(row.values())[:-1] and not row["说明"]]
            assert [row for row in bare if page.title != "提醒" and row.get("数值", "") is not None] == []


def test_small_group_and_what_gives_it_away_are_left_out():
    book = read(of_ballots(make_spec(), SMALL))
    first = rows(book["干部"])[0]
    assert [first[name] for name in ("按人数加权", "最坏", "最好", "最差等次票数", "基数", "占比")] == [None] * 6
    assert {(row["完整的票"], row["平均分"], row["说明"]) for row in rows(book["类别"])} == {
        (None, None, "票少，不单独显示")
    }
    grades = rows(book["等次"])
    assert {(row["份数"], row["占比"]) for row in grades} == {(None, None)}
    assert {(row["加权占比"], row["加权标准误"], row["说明"]) for row in grades} == {(None, None, said.MAY_SUBTRACT)}
    assert (first["得分"], first["标准误"], first["区间下限"], first["区间上限"]) == (85.0, None, 80.0, 90.0)


def test_person_with_nine_ballots_has_no_figure():
    ballots = [[(4, 3)] * 5 + [(0, 3)] * 20, [(4, 3)] * 4 + [(0, 3)] * 20]
    book = read(of_ballots(make_spec(), ballots))
    for name in ("干部", "方面", "等次", "比较"):
        row = next(row for row in rows(book[name]) if row["序号"] == 1)
        left = {key for key, value in row.items() if value is not None}
        assert left <= {"序号", "干部", "职务", "方面", "权重", "等次", "说明"}
    assert rows(book["两两比较"]) == []


DANGEROUS = st.builds(
    str.__add__,
    st.sampled_from([*FORMULA, "http://", "mailto:", "=HYPERLINK(", "{=", "'="]),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20),
)


def plain(text: str) -> str:
    """Return what Excel shows: control characters stand in the file as _xHHHH_ (ISO/IEC 29500-1, ST_Xstring)."""
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


@settings(max_examples=20, phases=[Phase.explicit, Phase.generate])  # each example writes a book and reads it
@given(DANGEROUS, DANGEROUS, DANGEROUS)
def test_typed_words_are_never_formulas_links_or_numbers(name, post, basis):
    spec = make_spec(persons=1)
    person = replace(spec.persons[0], name=name, post=post)
    spec = replace(spec, persons=(person,), basis=basis)
    book = read(dossier(spec, counts_of(spec, [[(4,)] * 12, [(3,)] * 12])))
    cells = [each for page in book for row in page.iter_rows() for each in row]
    assert {each.data_type for each in cells} <= {"s", "n", "d"}
    assert [each.hyperlink for each in cells if each.hyperlink] == []
    line = next(row[0].row for row in book["汇总"].iter_rows() if row[0].value == "依据")
    typed = [cell(book["干部"], "干部"), cell(book["干部"], "职务"), cell(book["汇总"], "数值", line)]
    assert [plain(each.value) for each in typed] == [name, post, basis]
    assert [each.quotePrefix for each in typed] == [text.startswith(FORMULA) for text in (name, post, basis)]


def test_words_that_look_like_numbers_stay_words():
    of = dossiers.usual()
    book = read(replace(of, office="0012", spec=replace(of.spec, village="1e5")))
    assert [(row["数值"]) for row in rows(book["汇总"])[:2]] == ["0012", "1e5"]


def test_title_with_an_ampersand_is_no_command_of_the_header():
    of = dossiers.usual()
    page = read(replace(of, spec=replace(of.spec, title="一&G二" * 90)))["汇总"]
    assert page.oddHeader.left.text.startswith("一＆G二")
