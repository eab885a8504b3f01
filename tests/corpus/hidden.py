"""The corpus with what no reader sees: struck out, hidden, raised marks of footnotes, marks without width."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
from openpyxl.styles import Font

from tests.corpus.base import OFFICE, REPORT, Cell, Rows, prose, tables
from tests.corpus.in_excel import saved, write_rows
from tests.corpus.in_html import _spans, body, page, plain, table
from tests.corpus.in_word import W, cell_xml, merged_rows, paragraph, word_file

ON_PAGES = (
    '<span style="display:none">9</span>',
    '<input type="hidden" value="9">',
    "<!-- 9 -->",
    "<s>6</s>",
    '<span style="text-decoration: line-through">4</span>',
    '<span class="old x">3</span>',
    "<sup>[1]</sup>",
    '<i style="VISIBILITY : hidden">2</i>',
    "&#8203;",
)
IN_WORD = (
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>",
    "<w:r><w:rPr><w:strike/></w:rPr><w:t>8</w:t></w:r>",
    '<w:ins w:id="1"><w:del w:id="2"><w:r><w:t>7</w:t></w:r></w:del></w:ins>',
    '<w:moveFrom w:id="3"><w:r><w:t>6</w:t></w:r></w:moveFrom>',
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>',
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>5</w:t></w:r></w:sdtContent></w:sdt>",
)


def in_turn(extras: tuple[str, ...], write: Callable[[Cell, str], str]) -> Callable[[Cell], str]:
    """Writes each figure with the next of the extras behind it."""
    count = 0

    def written(cell: Cell) -> str:
        nonlocal count
        count += 1
        return write(cell, extras[count % len(extras)])

    return written


def on_a_page() -> bytes:
    """A page whose figures carry what nobody sees; the rule for print does not count."""
    noted = in_turn(ON_PAGES, lambda cell, extra: f"<td{_spans(cell)}>{cell.text}{extra}</td>")
    style = "<style>.old, #none {display: none} @media print {td {display: none}}</style>"
    grids = [
        table(rows, lambda cell: noted(cell) if cell.role == "data" else plain(cell)) for rows in tables()
    ]
    line = "<p>&#8203;{}&ensp;&#65279;</p>\n".format
    return page(body(grids, line=line), head=style)


def in_word() -> bytes:
    """A Word file whose figures carry deleted, hidden, struck, raised and placeholder text."""
    noted = in_turn(
        IN_WORD,
        lambda cell, extra: cell_xml(cell, "", f"<w:p><w:r><w:t>{cell.text}</w:t></w:r>{extra}</w:p>"),
    )

    def write(rows: Rows) -> str:
        lines = (
            "<w:tr>"
            + "".join(noted(cell) if cell.role == "data" else cell_xml(cell, merge) for cell, merge in row)
            + "</w:tr>"
            for row in merged_rows(rows)
        )
        return f"<w:tbl>{''.join(lines)}</w:tbl>"

    return word_file(write)


def by_styles() -> bytes:
    """A Word file whose headings are told by their styles alone; the main part bears another name, as WPS Cloud's."""

    def heading(found: re.Match[str]) -> str:
        style = "a5" if found[1][0] != "（" else "a6"
        return paragraph(found[2], f'<w:pStyle w:val="{style}"/>')

    plain_file = zipfile.ZipFile(io.BytesIO(word_file()))
    text = plain_file.read("word/document.xml").decode("utf-8")
    for title, lines in prose():
        for line in (title, *lines):
            found = re.fullmatch(r"([一二三四五六]、|（[一二三四五]）)(.*)", line)
            text = text.replace(paragraph(line), heading(found)) if found else text
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="a{4 + level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2)
    )
    parts = {name: plain_file.read(name).decode("utf-8") for name in plain_file.namelist()}
    parts["word/document.xml"] = text
    parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            name, content = (
                part.replace("word/document.xml", "word/document2.xml") for part in (name, content)
            )
            archive.writestr(zipfile.ZipInfo(name), content.encode("utf-8"))
    return out.getvalue()


def in_excel() -> bytes:
    """Last year's figures in a hidden row, a hidden column and struck out, beside this year's."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([f"{OFFICE}{REPORT.year}年政府信息公开工作年度报告"])
    two, three, four = tables()
    top = write_rows(sheet, two, 3)
    for row, (hidden, struck) in enumerate(((True, False), (False, True)), top):
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = "行政许可", 987
        sheet.row_dimensions[row].hidden = hidden
        sheet.cell(row, 1).font = sheet.cell(row, 2).font = Font(strike=struck)
    top = write_rows(sheet, three, top + 3)
    for row in range(top - len(three), top):
        sheet.cell(row, 11).value = 77
    sheet.column_dimensions["K"].hidden = True
    write_rows(book.create_sheet("表四"), four)
    return saved(book)


def files() -> dict[str, bytes]:
    """The files by name."""
    return {
        "hidden.html": on_a_page(),
        "hidden.docx": in_word(),
        "styled-headings.docx": by_styles(),
        "hidden.xlsx": in_excel(),
    }
