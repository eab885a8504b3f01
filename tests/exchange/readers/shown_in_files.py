"""Small files with one figure each that is set in its own way: a page, a Word file, a workbook, a PDF.

They are built here from the cases of `shown_figures` and `shown_figures_of_strangers`, whose heads tell how those were made.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib.colors import black
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.exchange import Import, read
from tests.corpus.in_pdf import FONT
from tests.corpus.in_word import W, word_file
from tests.exchange.readers.shown_figures import ASKED
from tests.exchange.readers.shown_figures_of_strangers import WHOLE_STYLE
from tests.reports import FORMS, OFFICE

COUNT, FEES, OTHER = "proactive.licences.decisions", "proactive.fees.amount", "proactive.penalties.decisions"
TITLE, HEADING = f"{OFFICE}2025年政府信息公开工作年度报告", "二、主动公开政府信息情况"
COUNT_HEAD, FEES_HEAD = ("信息内容", "本年处理决定数量"), ("信息内容", "本年收费金额（单位：万元）")
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"

WORD_STYLES = {  # of characters
    "up": '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
    "low": '<w:rPr><w:vertAlign w:val="subscript"/></w:rPr>',
    "lower": '<w:basedOn w:val="low"/>',
    "gone": "<w:rPr><w:vanish/></w:rPr>",
    "goner": '<w:basedOn w:val="gone"/>',
    "back": '<w:basedOn w:val="gone"/><w:rPr><w:vanish w:val="0"/></w:rPr>',
    "struck": "<w:rPr><w:strike/></w:rPr>",
    "pale": '<w:rPr><w:color w:val="FDFDFD"/></w:rPr>',
}
WORD_PARAGRAPHS = {
    "void": "<w:rPr><w:dstrike/></w:rPr>",
    "voided": '<w:basedOn w:val="void"/>',
    "signs": '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>',
}


def answer(found: Import, cell: str) -> object:
    """What a file says of a cell; another cell of the same table has to be read in any case."""
    assert found.report.get(OTHER) == 7
    if cell in found.report.cells:
        return found.report.cells[cell]
    assert cell in {question.cell for question in found.questions}
    return ASKED


def on_a_page(
    inner: str, *, head: Sequence[str] = COUNT_HEAD, label: str = "行政许可", before: str = "", td: str = ""
) -> Import:
    first = "".join(f"<th>{text}</th>" for text in COUNT_HEAD)
    own = "".join(f"<th>{text}</th>" for text in head)
    page = f"""<html><head>{WHOLE_STYLE}</head><body><h1>{TITLE}</h1><h2>{HEADING}</h2>{before}
        <table><tr>{first}</tr><tr><td>行政处罚</td><td>7</td></tr><tr>{own}</tr>
        <tr><td>{label}</td><td {td}>{inner}</td></tr></table></body></html>"""
    return read(FORMS, page.encode(), "页.html")


def in_word(inner: str, cell_says: str = "", row_says: str = "") -> bytes:
    """A Word file with one figure that is made of the runs in `inner`; its cell and row have properties of their own."""

    def cell(content: str, says: str = "") -> str:
        return f"<w:tc><w:tcPr>{says}</w:tcPr><w:p>{content}</w:p></w:tc>"

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(map(cell, cells))}</w:tr>"

    def words(*texts: str) -> list[str]:
        return [f"<w:r><w:t>{text}</w:t></w:r>" for text in texts]

    lines = [f"<w:p>{words(text)[0]}</w:p>" for text in (TITLE, HEADING)]
    last = cell(words("行政许可")[0]) + cell(inner, cell_says)
    rows = row(*words(*COUNT_HEAD)) + row(*words("行政处罚", "7"))
    rows += f"<w:tr><w:trPr>{row_says}</w:trPr>{last}</w:tr>"
    with zipfile.ZipFile(io.BytesIO(word_file())) as plain:
        parts = {name: plain.read(name).decode() for name in plain.namelist()}
    body = f"{''.join(lines)}<w:tbl>{rows}</w:tbl>"
    parts["word/document.xml"] = (
        f'<w:document xmlns:w="{W}" xmlns:m="{MATH}"><w:body>{body}</w:body></w:document>'
    )
    styles = _styles("character", WORD_STYLES) + _styles("paragraph", WORD_PARAGRAPHS)
    parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    return packed(parts)


def _styles(kind: str, styles: dict[str, str]) -> str:
    return "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{more}</w:style>'
        for name, more in styles.items()
    )


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


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


def in_pdf(pieces: Sequence[tuple[str, float, float]], *, ruled: bool = True) -> bytes:
    """A page with one figure that is made of pieces of their own size and rise, in a table with or without lines."""
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
            if ruled:
                canvas.rect(70 + 200 * column, 680 - 30 * number, 200, 30)
            write(80 + 200 * column, 690 - 30 * number, cell)
    canvas.save()
    return out.getvalue()
