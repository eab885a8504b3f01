"""The same report as a flat OpenDocument text, made from the neutral blocks: LibreOffice's input for the bench."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from app.document.blocks import Block, Document, Grid, GridCell, Heading, Note, Paragraph, Signature, Title

NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)


def fodt_source(document: Document, families: dict[str, list[str]]) -> str:
    """The whole document; `families` gives the font families of each role, of which the first is named."""
    body = "".join(part for block in document.blocks for part in _block(block))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{"".join(_styles(families))}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _styles(families: dict[str, list[str]]) -> Iterator[str]:
    sizes = {"fang": 15.79, "kai": 15.79, "hei": 15.79, "song": 9, "title": 22}
    yield "<office:font-face-decls>"
    for role in sizes:
        family = quoteattr(families[role][0])
        yield f'<style:font-face style:name="{role}" svg:font-family={family}/>'
    yield "</office:font-face-decls><office:automatic-styles>"
    for role, size in sizes.items():
        align = "center" if role in {"song", "title"} else "justify"
        indent = "2em" if role in {"fang", "kai", "hei"} else "0mm"
        yield (
            f'<style:style style:name="{role}" style:family="paragraph"><style:paragraph-properties '
            f'fo:text-align="{align}" fo:text-indent="{indent.replace("2em", "31.58pt")}" fo:line-height="28.99pt"/>'
            f'<style:text-properties style:font-name="{role}" style:font-name-asian="{role}" '
            f'fo:font-size="{size}pt" style:font-size-asian="{size}pt"/></style:style>'
        )
    yield (
        '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties '
        'fo:border="0.5pt solid #000000"/></style:style>'
        '<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="210mm" '
        'fo:page-height="297mm" fo:margin-top="37mm" fo:margin-bottom="35mm" fo:margin-left="28mm" '
        'fo:margin-right="26mm"/></style:page-layout></office:automatic-styles><office:master-styles>'
        '<style:master-page style:name="Standard" style:page-layout-name="page"><style:footer>'
        '<text:p text:style-name="song">— <text:page-number/> —</text:p></style:footer></style:master-page>'
        "</office:master-styles>"
    )


def _line(role: str, text: str) -> str:
    return f'<text:p text:style-name="{role}">{escape(text)}</text:p>'


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(lines=lines):
            yield from (_line("title", line) for line in lines)
        case Heading(level=level, text=text):
            role = "hei" if level == 1 else "kai"
            yield f'<text:h text:style-name="{role}" text:outline-level="{level}">{escape(text)}</text:h>'
        case Paragraph(text=text) | Note(text=text):
            yield _line("fang", text)
        case Grid():
            yield from _grid(block)
        case Signature(office=office, date=day, contact=contact):
            written = f"{day.year}年{day.month}月{day.day}日" if day else ""
            yield from (_line("fang", text) for text in (office, written, contact) if text)


def _grid(grid: Grid) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(grid.id)}>" + "<table:table-column/>" * len(grid.widths)
    starts = {(row, cell.column): cell for row, line in enumerate(grid.rows) for cell in line.cells}
    for row in range(len(grid.rows)):
        yield "<table:table-header-rows>" if row == 0 < grid.header_rows else ""
        cells = (starts.get((row, column)) for column in range(len(grid.widths)))
        inner = "".join("<table:covered-table-cell/>" if cell is None else _cell(cell) for cell in cells)
        yield f"<table:table-row>{inner}</table:table-row>"
        yield "</table:table-header-rows>" if row == grid.header_rows - 1 else ""
    yield "</table:table>"


def _cell(cell: GridCell) -> str:
    spans = f'table:number-columns-spanned="{cell.colspan}" table:number-rows-spanned="{cell.rowspan}"'
    return f'<table:table-cell table:style-name="cell" {spans}>{_line("song", cell.text)}</table:table-cell>'
