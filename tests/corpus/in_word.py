"""The corpus as Word files, written as the XML that Word and WPS write: merged, shifted, tracked, auto-numbered."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

from tests.corpus.base import OFFICE, OLD_REPORT, REPORT, Cell, Rows, prose, tables

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE_TYPE}" '
    f'Target="word/document.xml"/></Relationships>'
)
Write = Callable[[Rows], str]


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph, its text in two runs as Word likes to cut it."""
    middle = len(text) // 2
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' for part in (text[:middle], text[middle:])
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def cell_xml(cell: Cell, merge: str = "", content: str = "") -> str:
    """A table cell; `merge` is restart, continue or nothing."""
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    vertical = {"restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>", "": ""}[merge]
    return f"<w:tc><w:tcPr>{span}{vertical}</w:tcPr>{content or paragraph(cell.text)}</w:tc>"


def merged_rows(rows: Rows) -> list[list[tuple[Cell, str]]]:
    """Each row's cells from left to right with those that go on from above."""
    hanging: dict[int, tuple[Cell, int]] = {}
    found = []
    for row in rows:
        left, line, column = list(row), [], 0
        while left or column in hanging:
            if column in hanging:
                cell, more = hanging.pop(column)
                line.append((cell, "continue", column, more - 1))
            else:
                cell = left.pop(0)
                line.append((cell, "restart" if cell.down > 1 else "", column, cell.down - 1))
            column += cell.across
        hanging |= {at: (cell, more) for cell, _, at, more in line if more}
        found.append([(cell, merge) for cell, merge, _, _ in line])
    return found


def table(rows: Rows) -> str:
    """A table as Word writes it."""
    lines = (f"<w:tr>{''.join(cell_xml(*pair) for pair in row)}</w:tr>" for row in merged_rows(rows))
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def shifted(rows: Rows) -> str:
    """A table whose rows have lost the cells that go on from above, so that their values stand too far left."""
    lines = []
    for row in merged_rows(rows):
        kept = [pair for pair in row if pair[1] != "continue"]
        lines.append(f"<w:tr>{''.join(cell_xml(*pair) for pair in kept)}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def tracked(rows: Rows) -> str:
    """A table with a changed number: the old one deleted, the new one inserted, both still in the file."""

    def write(cell: Cell, merge: str) -> str:
        if cell.cell != "proactive.licences.decisions":
            return cell_xml(cell, merge)
        old = '<w:del w:id="1" w:author="a"><w:r><w:delText>64</w:delText></w:r></w:del>'
        new = f'<w:ins w:id="2" w:author="a"><w:r><w:t>{cell.text}</w:t></w:r></w:ins>'
        return cell_xml(cell, merge, f"<w:p>{old}{new}</w:p>")

    lines = (f"<w:tr>{''.join(write(*pair) for pair in row)}</w:tr>" for row in merged_rows(rows))
    inside = "".join(lines)
    return f"<w:sdt><w:sdtContent><w:tbl>{inside}</w:tbl></w:sdtContent></w:sdt>"


def in_two(rows: Rows) -> str:
    """A long table that was cut into two tables; the second has no head and no outer labels."""
    if len(rows) < 20:
        return table(rows)
    second = [[replace(cell, down=1) for cell in row] for row in rows[15:]]
    lines = "".join(
        "<w:tr>" + "".join(cell_xml(*pair) for pair in _padded(row)) + "</w:tr>" for row in second
    )
    return table([*rows[:15]]) + paragraph("") + f"<w:tbl>{lines}</w:tbl>"


def _padded(row: list[Cell]) -> list[tuple[Cell, str]]:
    """A row filled up with empty cells on its left to the width of ten columns."""
    missing = 10 - sum(cell.across for cell in row)
    return [(Cell(""), "") for _ in range(missing)] + [(cell, "") for cell in row]


def word_file(write: Write = table, report=REPORT, automatic: bool = False, closing: str = "") -> bytes:
    """A Word file; with `automatic` the numbers of the headings are Word's own and not in the text."""
    parts = [paragraph(OFFICE), paragraph(f"{report.year}年政府信息公开工作年度报告")]
    grids = tables(report)
    for heading, lines in prose(report):
        shown = heading.partition("、")[2] if automatic else heading
        number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if automatic else ""
        parts += [paragraph(shown, number), *map(paragraph, lines)]
        parts += [] if lines else [write(grids.pop(0))]
    parts.append(closing)
    return packed("".join(parts))


def packed(content: str, more: dict[str, str] | None = None) -> bytes:
    """A Word file of that content, and of the parts that it has besides."""
    body = f'<w:document xmlns:w="{W}"><w:body>{content}<w:sectPr/></w:body></w:document>'
    members = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": body, **(more or {})}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8"))
    return out.getvalue()


def printed_lines() -> bytes:
    """A text copied from a PDF: each printed line is a paragraph, broken after eighteen letters."""

    def broken(text: str) -> list[str]:
        return [text[at : at + 18] for at in range(0, len(text), 18)] if "，" in text else [text]

    parts = [paragraph(OFFICE), paragraph(f"{REPORT.year}年政府信息公开工作年度报告")]
    grids = tables()
    for heading, lines in prose():
        parts += [paragraph(heading), *(paragraph(one) for line in lines for one in broken(line))]
        parts += [] if lines else [table(grids.pop(0))]
    return packed("".join(parts))


def levelled() -> bytes:
    """A report whose headings have the numbers of a list of two levels, which is told in a part of its own."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for n, (kind, pattern) in enumerate((("chineseCountingThousand", "%1、"), ("japaneseCounting", "（%2）")))
    )
    parts = [paragraph(OFFICE), paragraph(f"{REPORT.year}年政府信息公开工作年度报告")]
    grids = tables()
    for heading, lines in prose():
        for text in (heading, *lines):
            shown = text.partition("、" if text == heading else "）")[2]
            place = 0 if text == heading else 1
            number = f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="1"/></w:numPr>'
            is_heading = text == heading or text.startswith("（")
            parts.append(paragraph(shown, number) if is_heading else paragraph(text))
        parts += [] if lines else [table(grids.pop(0))]
    lists = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    return packed("".join(parts), {"word/numbering.xml": lists})


def files() -> dict[str, bytes]:
    """The Word files by name."""
    signed = paragraph(OFFICE) + paragraph("2025年1月20日") + paragraph("联系电话：010-5550100")
    return {
        "plain.docx": word_file(),
        "signed.docx": word_file(closing=signed),
        "shifted.docx": word_file(shifted),
        "tracked.docx": word_file(tracked),
        "cut-in-two.docx": word_file(in_two),
        "auto-numbered.docx": word_file(automatic=True),
        "printed-lines.docx": printed_lines(),
        "numbered-levels.docx": levelled(),
        "edition-2019.docx": word_file(report=OLD_REPORT),
    }
