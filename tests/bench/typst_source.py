"""The same report as a Typst document, made from the neutral blocks: the rival's input for the bench.

Same page, faces, sizes, pitch, tables and page numbers as our own print; see the page's description in GB/T 9704.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.document.blocks import Block, Document, Grid, GridCell, Heading, Note, Paragraph, Signature, Title

PREAMBLE = """#set document(title: {title}, author: {office}, date: none)
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, inside: 28mm, outside: 26mm), footer-descent: 7mm,
  footer: context {{
    let page = counter(page).get().first()
    align(if calc.odd(page) {{ right }} else {{ left }}, text(size: 14pt, font: song)[#h(1em)— #page —#h(1em)])
  }})
#set text(lang: "zh", region: "cn", size: 15.79pt, font: fang, top-edge: "ascender", bottom-edge: "descender")
#set par(justify: true, leading: 13.2pt, spacing: 13.2pt, first-line-indent: (amount: 2em, all: true))
"""


def quoted(text: str) -> str:
    """A Typst string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def typst_source(document: Document, families: dict[str, list[str]]) -> str:
    """The whole Typst document; `families` gives the font families of each role, first choice first."""
    faces = [f"#let {role} = ({', '.join(map(quoted, names))},)" for role, names in families.items()]
    preamble = PREAMBLE.format(title=quoted(document.title), office=quoted(document.office))
    return "\n".join([*faces, preamble, *(line for block in document.blocks for line in _block(block))]) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(lines=lines):
            inner = " #linebreak() ".join(f"#{quoted(line)}" for line in lines)
            yield f"#align(center, par(first-line-indent: 0em, text(font: title, size: 22pt)[{inner}]))"
            yield "#v(1em)"
        case Heading(level=level, text=text):
            role = "hei" if level == 1 else "kai"
            yield f"#heading(level: {level}, text(font: {role}, size: 15.79pt, weight: 400, {quoted(text)}))"
        case Paragraph(text=text):
            yield f"#par({quoted(text)})"
        case Grid():
            yield from _grid(block)
        case Note(text=text):
            yield f"#par(text(size: 10.5pt, {quoted(text)}))"
        case Signature(office=office, date=day, contact=contact):
            written = f"{day.year}年{day.month}月{day.day}日" if day else ""
            yield from (f"#align(right, {quoted(text)})" for text in (office, written) if text)
            yield f"#par({quoted(contact)})" if contact else ""


def _grid(grid: Grid) -> Iterator[str]:
    widths = ", ".join(f"{width}mm" for width in grid.widths)
    yield f"#block(breakable: {'false' if grid.keep else 'true'}, text(font: song, size: 9pt, table("
    yield f"  columns: ({widths}), stroke: 0.5pt, inset: 2pt, align: center + horizon,"
    head = [_cell(cell, row) for row, line in enumerate(grid.rows[: grid.header_rows]) for cell in line.cells]
    if head:
        yield f"  table.header({', '.join(head)}),"
    for row, line in enumerate(grid.rows):
        if row >= grid.header_rows:
            yield "  " + " ".join(f"{_cell(cell, row)}," for cell in line.cells)
    yield ")))"


def _cell(cell: GridCell, row: int) -> str:
    place = f"x: {cell.column}, y: {row}, colspan: {cell.colspan}, rowspan: {cell.rowspan}"
    return f"table.cell({place}, align: {cell.align} + horizon, {quoted(cell.text)})"
