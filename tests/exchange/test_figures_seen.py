"""Whatever road a figure comes by: the one that a person sees is taken, or none is and the cell is asked for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule, DataBarRule
from openpyxl.styles import Alignment, Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib.colors import black
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.errors import NianbaoError, ValueRefused
from app.exchange import Import, read
from app.exchange.paste import read_labelled
from app.export import export
from app.paste import parse_block, read_block, read_entry
from tests.corpus.in_pdf import FONT
from tests.corpus.in_word import W, word_file
from tests.exchange.seen_cases import (
    AMOUNTS_IN_TEXT,
    ASKED,
    IN_EXCEL,
    IN_EXCEL_AMOUNTS,
    IN_PDF,
    IN_TEXT,
    IN_WORD,
    ON_PAGES,
    PAGE_STYLE,
    TYPED_AMOUNTS,
    TYPED_COUNTS,
)
from tests.reports import FORM, FORMS, OFFICE, empty, full

COUNT, FEES, OTHER = "proactive.licences.decisions", "proactive.fees.amount", "proactive.penalties.decisions"
TITLE, HEADING = f"{OFFICE}2025年政府信息公开工作年度报告", "二、主动公开政府信息情况"
COUNT_HEAD, FEES_HEAD = ("信息内容", "本年处理决定数量"), ("信息内容", "本年收费金额（单位：万元）")
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def answer(found: Import, cell: str) -> object:
    """What a file says of a cell; another cell of the same table has to be read in any case."""
    assert found.report.get(OTHER) == 7
    if cell in found.report.cells:
        return found.report.cells[cell]
    assert cell in {question.cell for question in found.questions}
    return ASKED


def typed(cell: str, text: str) -> object:
    try:
        return read_entry(FORM.cells[cell], text)[cell]
    except ValueRefused:
        return ASKED


@pytest.mark.parametrize(("text", "right"), TYPED_COUNTS.items(), ids=str)
def test_a_count_typed_into_its_cell(text: str, right: object) -> None:
    assert typed(COUNT, text) == right


@pytest.mark.parametrize(("text", "right"), TYPED_AMOUNTS.items(), ids=str)
def test_an_amount_typed_into_its_cell(text: str, right: object) -> None:
    assert typed(FEES, text) == right


@pytest.mark.parametrize(
    ("cell", "text", "right"),
    [(COUNT, *one) for one in TYPED_COUNTS.items()] + [(FEES, *one) for one in TYPED_AMOUNTS.items()],
    ids=str,
)
def test_a_figure_in_a_pasted_block(cell: str, text: str, right: object) -> None:
    try:
        pasted = read_block(FORM, empty(), [[cell]], parse_block(text)).edit.changes[cell]
    except ValueRefused:
        assert right is ASKED
    else:
        assert pasted == right


@pytest.mark.parametrize(("text", "right"), IN_TEXT.items(), ids=str)
def test_a_figure_pasted_with_its_label(text: str, right: object) -> None:
    found = read_labelled(FORM, empty(), text=f"行政许可\t{text}\r\n行政处罚\t7")
    assert found is not None
    assert found.edit.changes.get(COUNT, ASKED) == right
    assert found.edit.changes[OTHER] == 7


@pytest.mark.parametrize(("inner", "right"), ON_PAGES.items(), ids=str)
def test_a_figure_pasted_with_its_label_from_a_page(inner: str, right: object) -> None:
    rows = f"<tr><td>行政许可</td><td>{inner}</td></tr><tr><td>行政处罚</td><td>7</td></tr>"
    found = read_labelled(
        FORM, empty(), markup=f"{PAGE_STYLE}<table>{rows}</table>", text="行政许可\t52\n行政处罚\t7"
    )
    assert found is not None
    assert found.edit.changes.get(COUNT, ASKED) == right


def on_a_page(
    inner: str, *, head: Sequence[str] = COUNT_HEAD, label: str = "行政许可", before: str = "", td: str = ""
) -> Import:
    first = "".join(f"<th>{text}</th>" for text in COUNT_HEAD)
    own = "".join(f"<th>{text}</th>" for text in head)
    page = f"""<html><head>{PAGE_STYLE}</head><body><h1>{TITLE}</h1><h2>{HEADING}</h2>{before}
        <table><tr>{first}</tr><tr><td>行政处罚</td><td>7</td></tr><tr>{own}</tr>
        <tr><td>{label}</td><td {td}>{inner}</td></tr></table></body></html>"""
    return read(FORMS, page.encode(), "页.html")


@pytest.mark.parametrize(("inner", "right"), ON_PAGES.items(), ids=str)
def test_a_figure_on_a_page(inner: str, right: object) -> None:
    assert answer(on_a_page(inner), COUNT) == right


@pytest.mark.parametrize(
    ("inner", "head", "label", "before", "right"),
    [
        ("1.5", FEES_HEAD[1], "行政事业性收费", "", Decimal("1.5")),
        ("1.5", FEES_HEAD[1], "行政事业性收费", "<p>单位：件</p>", Decimal("1.5")),
        ("1,500.00元", FEES_HEAD[1], "行政事业性收费", "", ASKED),
        ("1500", "本年收费金额（单位：元）", "行政事业性收费", "", ASKED),
        ("1500", "本年收费金额", "行政事业性收费（元）", "", ASKED),
        ("1500", FEES_HEAD[1], "行政事业性收费（元）", "", ASKED),
        ("1500", "本年收费金额", "行政事业性收费", "<p>单位：元</p>", ASKED),
        ("1500", "本年收费金额", "行政事业性收费", "<p>（单位：元）</p>", ASKED),
    ],
)  # fmt: skip
def test_the_unit_that_a_heading_states(
    inner: str, head: str, label: str, before: str, right: object
) -> None:
    found = on_a_page(inner, head=("信息内容", head), label=label, before=before)
    assert answer(found, FEES) == right


@pytest.mark.parametrize(
    ("td", "right"), [('x:num="1500.6"', ASKED), ('sdval="1500.6"', ASKED), ('x:num="1501"', 1501)]
)
def test_the_number_that_a_spreadsheet_keeps_beside_the_shown_one(td: str, right: object) -> None:
    assert answer(on_a_page("1,501", td=td), COUNT) == right


@pytest.mark.parametrize(
    ("layout", "right"),
    [
        ("General", 52),
        ("0", 52),
        ("\\#\\,\\#\\#0", 52),
        ("0\\,", ASKED),
        ("0\\0022\u4ef6\\0022", 52),
        ("\\[\\>5\\]0", ASKED),
    ],
)
def test_the_number_format_that_excel_puts_beside_a_copied_figure(layout: str, right: object) -> None:
    page = f'<style>.xl65 {{mso-number-format:"{layout}";}}</style>'
    assert answer(on_a_page("52", td="class=xl65", before=page), COUNT) == right


def in_word(inner: str) -> bytes:
    """A Word file with one figure that is made of the runs in `inner`."""

    def cell(content: str) -> str:
        return f"<w:tc><w:p>{content}</w:p></w:tc>"

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(map(cell, cells))}</w:tr>"

    def words(*texts: str) -> list[str]:
        return [f"<w:r><w:t>{text}</w:t></w:r>" for text in texts]

    lines = [f"<w:p>{words(text)[0]}</w:p>" for text in (TITLE, HEADING)]
    rows = row(*words(*COUNT_HEAD)) + row(*words("行政处罚", "7")) + row(words("行政许可")[0], inner)
    styles = "".join(
        f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{name}"/>{more}</w:style>'
        for name, more in {
            "up": '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
            "low": '<w:rPr><w:vertAlign w:val="subscript"/></w:rPr>',
            "lower": '<w:basedOn w:val="low"/>',
        }.items()
    )
    with zipfile.ZipFile(io.BytesIO(word_file())) as plain:
        parts = {name: plain.read(name).decode() for name in plain.namelist()}
    body = f"{''.join(lines)}<w:tbl>{rows}</w:tbl>"
    parts["word/document.xml"] = (
        f'<w:document xmlns:w="{W}" xmlns:m="{MATH}"><w:body>{body}</w:body></w:document>'
    )
    parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(("inner", "right"), IN_WORD.values(), ids=IN_WORD)
def test_a_figure_in_a_word_file(inner: str, right: object) -> None:
    assert answer(read(FORMS, in_word(inner), "文.docx"), COUNT) == right


def in_excel(
    fill: Callable[[Worksheet], None], head: Sequence[str] = COUNT_HEAD, label: str = "行政许可"
) -> Import:
    """A workbook whose cell B6 `fill` fills."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ([TITLE], [HEADING], COUNT_HEAD, ("行政处罚", 7), head, [label]):
        sheet.append(list(row))
    fill(sheet)
    out = io.BytesIO()
    book.save(out)
    return read(FORMS, out.getvalue(), "表.xlsx")


def formatted(stored: Any, layout: str) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        sheet["B6"].value = stored
        sheet["B6"].number_format = layout

    return fill


@pytest.mark.parametrize(("stored", "layout", "right"), IN_EXCEL, ids=str)
def test_a_count_under_a_number_format(stored: object, layout: str, right: object) -> None:
    assert answer(in_excel(formatted(stored, layout)), COUNT) == right


@pytest.mark.parametrize(("stored", "layout", "right"), IN_EXCEL_AMOUNTS, ids=str)
def test_an_amount_under_a_number_format(stored: object, layout: str, right: object) -> None:
    assert answer(in_excel(formatted(stored, layout), FEES_HEAD, "行政事业性收费"), FEES) == right


def rich(**font: Any) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        sheet["B6"].value = CellRichText("5", TextBlock(InlineFont(**font), "2"))

    return fill


def hides_zeros(sheet: Worksheet) -> None:
    sheet["B6"].value = 0
    sheet.sheet_view.showZeros = False


def bars_only(sheet: Worksheet) -> None:
    sheet["B6"].value = 52
    rule = DataBarRule("min", None, "max", None, color="FF638EC6", showValue=False)
    sheet.conditional_formatting.add("B5:B9", rule)


def formatted_by_condition(sheet: Worksheet) -> None:
    sheet["B6"].value = 52
    rule = CellIsRule("greaterThan", ["50"])
    rule.dxf = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode="0,"))
    sheet.conditional_formatting.add("B5:B9", rule)


def coloured_by_condition(sheet: Worksheet) -> None:
    sheet["B6"].value = 52
    sheet.conditional_formatting.add("B5:B9", CellIsRule("greaterThan", ["50"], font=Font(color="FFFF0000")))


def white(sheet: Worksheet) -> None:
    sheet["B6"].value = 52
    sheet["B6"].font = Font(color="FFFFFFFF")


def filled(sheet: Worksheet) -> None:
    sheet["B6"].value = 5
    sheet["B6"].alignment = Alignment(horizontal="fill")


def raised(sheet: Worksheet) -> None:
    sheet["B6"].value = 52
    sheet["B6"].font = Font(vertAlign="superscript")


@pytest.mark.parametrize(
    ("fill", "right"),
    [
        (rich(b=True), 52),
        (rich(vertAlign="superscript"), 5),
        (rich(vertAlign="subscript"), ASKED),
        (rich(sz=6), ASKED),
        (rich(color="FFFFFFFF"), ASKED),
        (hides_zeros, ASKED),
        (bars_only, ASKED),
        (formatted_by_condition, ASKED),
        (coloured_by_condition, 52),
        (white, ASKED),
        (raised, ASKED),
        (filled, ASKED),
    ],
)
def test_a_count_in_a_sheet_that_changes_its_look(fill: Callable[[Worksheet], None], right: object) -> None:
    assert answer(in_excel(fill), COUNT) == right


def test_a_sheet_that_shows_formulas_shows_no_figures() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B6"].value = 52
        sheet.sheet_view.showFormulas = True

    found = in_excel(fill)
    assert {COUNT, OTHER} <= {question.cell for question in found.questions}


@pytest.mark.parametrize(("text", "right"), IN_TEXT.items(), ids=str)
def test_a_count_in_a_text_file(text: str, right: object) -> None:
    lines = [TITLE, HEADING, "\t".join(COUNT_HEAD), "行政处罚\t7", f"行政许可\t{text}"]
    assert answer(read(FORMS, "\n".join(lines).encode(), "文.txt"), COUNT) == right


@pytest.mark.parametrize(("text", "right"), AMOUNTS_IN_TEXT.items(), ids=str)
def test_an_amount_in_a_text_file(text: str, right: object) -> None:
    lines = [
        TITLE,
        HEADING,
        "\t".join(COUNT_HEAD),
        "行政处罚\t7",
        "\t".join(FEES_HEAD),
        f"行政事业性收费\t{text}",
    ]
    assert answer(read(FORMS, "\n".join(lines).encode(), "文.txt"), FEES) == right


def in_pdf(pieces: Sequence[tuple[str, float, float]]) -> bytes:
    """A page with one figure that is made of pieces of their own size and rise."""
    out = io.BytesIO()
    canvas = Canvas(out, (595, 842), invariant=1)
    pdfmetrics.registerFont(TTFont("seen", str(FONT)))
    canvas.setFillColor(black)

    def write(x: float, y: float, pieces: Sequence[tuple[str, float, float]]) -> None:
        text = canvas.beginText(x, y)
        for words, size, rise in pieces:
            text.setFont("seen", size)
            text.setRise(rise)
            text.textOut(words)
        canvas.drawText(text)

    write(70, 780, [(TITLE, 12, 0)])
    write(70, 750, [(HEADING, 12, 0)])
    rows: list[list[Sequence[tuple[str, float, float]]]] = [
        [[(text, 11, 0)] for text in COUNT_HEAD],
        [[("行政处罚", 11, 0)], [("7", 11, 0)]],
        [[("行政许可", 11, 0)], pieces],
    ]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            canvas.rect(70 + 200 * column, 680 - 30 * number, 200, 30)
            write(80 + 200 * column, 690 - 30 * number, cell)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(("pieces", "right"), IN_PDF.values(), ids=IN_PDF)
def test_a_figure_in_a_pdf(pieces: Sequence[tuple[str, float, float]], right: object) -> None:
    assert answer(read(FORMS, in_pdf(pieces), "页.pdf"), COUNT) == right


def test_a_block_without_labels_whose_figures_look_otherwise_is_not_pasted() -> None:
    markup = "<table><tr><td>5<sub>2</sub></td><td>7</td></tr></table>"
    with pytest.raises(NianbaoError, match=r"下标.*没有粘贴"):
        read_labelled(FORM, empty(), markup=markup, text="52\t7")


@pytest.mark.parametrize(
    ("stored", "layout", "right"),
    [
        (5, "General", 5),
        (5, '0"份"', 5),
        (5, '0"万元"', ASKED),
        (5000, "0,", ASKED),
        (5, ";;;", ASKED),
        ("5件", "@", 5),
    ],
)
def test_a_figure_whose_look_was_changed_in_our_own_workbook(stored: Any, layout: str, right: object) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(FORM, full(), "xlsx")))
    sheet, cell = next(
        (sheet, row[at + 1])
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for at, one in enumerate(row[:-1])
        if one.value == "行政许可"
    )
    cell.value, cell.number_format = stored, layout
    assert sheet.title != "数据"
    out = io.BytesIO()
    book.save(out)
    found = read(FORMS, out.getvalue(), "年报.xlsx")
    asked = {question.cell for question in found.questions}
    assert (ASKED if COUNT in asked else found.report.get(COUNT)) == right


def test_a_digit_lowered_by_hand_in_our_own_page_is_asked() -> None:
    page = export(FORM, full(proactive__licences__decisions=5287), "html").decode()
    found = read(FORMS, page.replace(">5287<", ">52<sub>87</sub><", 1).encode(), "年报.html")
    assert COUNT not in found.report.cells
    assert COUNT in {question.cell for question in found.questions}


def test_our_own_page_as_it_was_written_is_read_as_written() -> None:
    report = replace(full(proactive__licences__decisions=5287), office=OFFICE)
    assert read(FORMS, export(FORM, report, "html"), "年报.html").report == report
