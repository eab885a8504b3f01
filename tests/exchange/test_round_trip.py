"""What is written can be read: every format gives back the very report, or says what it cannot hold."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.document.layout import lay_out, paragraphs
from app.exchange import read
from app.export.exporting import export
from app.export.formats import FORMATS
from app.form.form import Form
from app.form.kinds import Value
from app.render.writer_job import WriterJob
from app.report.report import Report
from app.typeset.typesetter import Typesetter
from tests.corpus.base import OLD_REPORT, REPORT
from tests.reports import FORMS, LINES, full, reports

EXACT = ("json", "xlsx", "docx", "html")
ANY = st.sampled_from(FORMS.all).flatmap(reports)
RARE = "㙍𠮷〇；：（）“”—…·①㎡Ω é 3.14% =1+1 @ +8 <b>&amp;</b> 　尾"


@cache
def setter() -> Typesetter:
    return Typesetter()


def form_of(report: Report) -> Form:
    return FORMS.edition(report.edition)


def there_and_back(report: Report, suffix: str) -> Report:
    return read(FORMS, export(form_of(report), report, suffix), f"{report.year}.{suffix}").report


@pytest.mark.parametrize("suffix", EXACT)
@given(report=ANY)
@settings(max_examples=12)
def test_any_report_comes_back_cell_for_cell_and_character_for_character(suffix: str, report: Report) -> None:
    assert there_and_back(report, suffix) == report


@given(report=ANY)
@settings(max_examples=6)
def test_any_report_comes_back_from_our_own_pdf(report: Report) -> None:
    data = export(form_of(report), report, "pdf", setter=setter())
    assert read(FORMS, data, "x.pdf").report == report


@pytest.mark.parametrize("suffix", [*EXACT, "pdf"])
def test_long_texts_rare_characters_and_seven_digits_come_back(suffix: str) -> None:
    cells: dict[str, Value] = {
        "overview.proactive": "字" * 3000 + "\n\n　　" + RARE,
        "overview.preface": "一、总体情况\n（一）主动公开\n  空格开头",
        "other.text": "=SUM(A1:A9)",
        "requests.received.natural": 1234567,
        "requests.received.natural.note": "其中（含：网上）\n1234567件",
        "proactive.fees.amount": full().cells["proactive.fees.amount"],
        "requests.note": "注：a\n\n注：b",
        "signature.contact": "电话：010-1\n地址：某路",
    }
    report = Report("某“甲”<街道>办事处", 2025, "2021", "手写 的标题", cells)
    assert there_and_back(report, suffix) == report


@given(report=ANY)
@settings(max_examples=12)
def test_plain_text_gives_back_nothing_wrong(report: Report) -> None:
    """Text cannot hold everything; what comes back must have been there, and figures are all that count here."""
    report = replace(report, office="青石街道办事处", title=None)
    found = there_and_back(report, "txt")
    numbers = {n: v for n, v in found.cells.items() if not isinstance(v, str)}
    assert {n: v for n, v in numbers.items() if n in form_of(report).cells and report.cells.get(n) != v} == {}


@pytest.mark.parametrize("report", [REPORT, OLD_REPORT], ids=["2021", "2019"])
def test_plain_text_gives_back_a_whole_ordinary_report(report: Report) -> None:
    assert there_and_back(report, "txt") == report


@pytest.mark.parametrize("suffix", ["docx", "html"])
@pytest.mark.parametrize("report", [REPORT, OLD_REPORT], ids=["2021", "2019"])
def test_a_file_of_ours_that_lost_its_data_is_read_by_what_it_shows(suffix: str, report: Report) -> None:
    shown = FORMATS[suffix].write(lay_out(form_of(report), report), WriterJob())
    assert read(FORMS, shown, f"x.{suffix}").report == report


def test_a_number_changed_in_the_page_by_hand_is_what_counts() -> None:
    page = export(form_of(REPORT), REPORT, "html")
    cell = b'data-cell="proactive.licences.decisions">46<'
    assert page.count(cell) == 1
    changed = read(FORMS, page.replace(cell, cell.replace(b"46", b"47")), "x.html")
    assert changed.report.cells["proactive.licences.decisions"] == 47
    assert changed.evidence["proactive.licences.decisions"].certainty == "sure"


def test_the_data_in_a_page_cannot_end_its_element() -> None:
    report = replace(REPORT, cells={**REPORT.cells, "other.text": "</script><b>x</b>"})
    assert there_and_back(report, "html") == report
    assert export(form_of(report), report, "html").count(b"</script>") == 1


@pytest.mark.parametrize("text", ["_x0041_", "_x000D_", "_x005F_", "_x005F_x0041_"])
def test_what_looks_like_an_escape_of_a_workbook_comes_back(text: str) -> None:
    report = replace(REPORT, cells={**REPORT.cells, "other.text": f"编号{text}。"})
    assert there_and_back(report, "xlsx") == report


@example(text="\t a　\n\n　b ")
@given(text=LINES)
@settings(max_examples=12)
def test_paragraphs_as_printed_come_back_from_text(text: str) -> None:
    printed = "\n".join(part for _, part in paragraphs(text))
    if not printed:
        return
    report = replace(REPORT, cells={**REPORT.cells, "overview.management": f"一是{printed}。"})
    found = there_and_back(report, "docx")
    assert found == report


@pytest.mark.parametrize("suffix", [*EXACT, "txt"])
def test_what_is_stored_and_nobody_sees_does_not_come_back_and_is_told(suffix: str) -> None:
    report = full()
    odd = replace(report, cells={**report.cells, "overview.proactive": "主动\u200b公开\u202e二十条。"})
    found = read(FORMS, export(form_of(odd), odd, suffix), f"2025.{suffix}")
    assert found.report.text("overview.proactive") == "主动公开二十条。"
    assert "2 个看不见的字符（U+200B、U+202E）" in "".join(found.notes)
