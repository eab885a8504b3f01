"""One clean web page: semantic headings, real tables, no fonts and no styling inside the text.

The article between the two comments is what a site's editor wants; the small style sheet is for reading and
printing the file as it stands. `data-cell` says which cell a place shows. All user text is escaped.
Checked against the HTML Living Standard, tables 4.9.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from app.document.blocks import (
    Block,
    Document,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Note,
    Paragraph,
    Picture,
    Signature,
    Title,
)
from app.exchange.anchored import anchor_script
from app.exchange.readers.embedded import as_script
from app.render.writer_job import WriterJob

START = "<!-- 从下一行到“复制到此为止”之前，可整段粘贴到网站后台 -->"
END = "<!-- 复制到此为止 -->"

STYLE = """\
.annual-report { max-width: 48em; margin: 2em auto; padding: 0 1em; line-height: 1.8; }
.annual-report h1 { text-align: center; font-size: 1.5em; line-height: 1.5; }
.annual-report h2 { font-size: 1.2em; }
.annual-report h3 { font-size: 1em; }
.annual-report p { text-indent: 2em; text-align: justify; white-space: pre-wrap; }
.annual-report p.note { text-indent: 0; }
.annual-report p.signature { text-indent: 0; text-align: right; padding-right: 2em; }
.annual-report table { width: 100%; border-collapse: collapse; margin: 1em 0; line-height: 1.4; }
.annual-report caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.annual-report th, .annual-report td { border: 1px solid; padding: 0.3em; font-weight: normal; text-align: center; }
.annual-report th.wording { text-align: left; }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
@media print {
  .annual-report { max-width: none; margin: 0; padding: 0; }
  .annual-report h2, .annual-report h3 { break-after: avoid; }
  .annual-report table { font-size: 0.75em; }
  .annual-report table.keep, .annual-report tr { break-inside: avoid; }
  .annual-report thead { display: table-header-group; }
}
"""


def write(document: Document, job: WriterJob) -> bytes:
    """The report as one page, UTF-8. What it carries are data blocks outside the part that is pasted into a site
    (HTML Living Standard, 4.12.1)."""
    page = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(document.title)}</title>",
        f'<meta name="author" content="{escape(document.office)}">',
        f"<style>\n{STYLE}</style>",
        "</head>",
        "<body>",
        START,
        fragment(document),
        END,
        *([as_script(job.exchange)] if job.exchange else []),
        *([anchor_script(job.anchor)] if job.anchor else []),
        "</body>",
        "</html>",
    ]
    return "".join(f"{line}\n" for line in page).encode("utf-8")


def fragment(document: Document) -> str:
    """The article alone, to paste into a site's editor."""
    facts = {"edition": document.edition, "year": document.year, "office": document.office}
    told = "".join(f' data-{key}="{escape(str(value))}"' for key, value in facts.items())
    lines = [line for block in document.blocks for line in _lines(block)]
    return "\n".join([f'<article class="annual-report" lang="zh-CN"{told}>', *lines, "</article>"])


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title(lines):
            yield f"<h1>{'<br>'.join(map(escape, lines))}</h1>"
        case Heading(level, text, section):
            # The id lets a page link to a section; the title is h1, so level 1 is h2.
            anchor = f' id="{escape(section)}"' if level == 1 else ""
            yield f"<h{level + 1}{anchor}>{escape(text)}</h{level + 1}>"
        case Paragraph(text, cell):
            yield f'<p data-cell="{escape(cell)}">{escape(text)}</p>'
        case Note(text, cell):
            for line in filter(str.strip, text.split("\n")):
                yield f'<p class="note" data-cell="{escape(cell)}">{escape(line)}</p>'
        case Grid():
            yield from _table(block)
        case Picture(png, text):
            yield f'<img src="data:image/png;base64,{b64encode(png).decode("ascii")}" alt="{escape(text)}">'
        case Signature():
            yield from _signature(block)


def _signature(block: Signature) -> Iterator[str]:
    parts = (("office", "signature"), ("date", "signature"), ("contact", "note"))
    for (part, kind), text in zip(parts, (block.office, block.day, block.contact), strict=True):
        if text:
            broken = "<br>".join(map(escape, text.split("\n")))
            yield f'<p class="{kind}" data-part="{part}">{broken}</p>'


def _table(grid: Grid) -> Iterator[str]:
    keep = ' class="keep"' if grid.keep else ""
    yield f'<table id="table-{escape(grid.id)}"{keep}>'
    yield f"<caption>{escape(grid.caption)}</caption>"
    yield from _columns(grid)
    if grid.header_rows:
        yield from _part("thead", grid.rows[: grid.header_rows], grid)
    for body in _bodies(grid.rows[grid.header_rows :]):
        yield from _part("tbody", body, grid)
    yield "</table>"


def _columns(grid: Grid) -> Iterator[str]:
    whole = sum(grid.widths)
    columns = "".join(f'<col style="width: {width / whole:.2%}">' for width in grid.widths)
    yield f"<colgroup>{columns}</colgroup>"


def _bodies(rows: tuple[GridRow, ...]) -> Iterator[tuple[GridRow, ...]]:
    """The rows in groups that belong together: no cell reaches from one group into the next."""
    start, reach = 0, 0
    for number, row in enumerate(rows):
        if row.group and number >= reach and number > start:
            yield rows[start:number]
            start = number
        reach = max([reach, *(number + cell.rowspan for cell in row.cells)])
    if start < len(rows):
        yield rows[start:]


def _part(tag: str, rows: tuple[GridRow, ...], grid: Grid) -> Iterator[str]:
    yield f"<{tag}>"
    for row in rows:
        yield f"<tr>{''.join(_cell(cell, len(grid.widths)) for cell in row.cells)}</tr>"
    yield f"</{tag}>"


def _cell(cell: GridCell, columns: int) -> str:
    tag = "td" if cell.role == "data" else "th"
    spans = "".join(
        f' {name}="{span}"'
        for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if span > 1
    )
    scope = "" if tag == "td" else f' scope="{_scope(cell, columns)}"'
    wording = ' class="wording"' if cell.align == "left" and tag == "th" else ""
    place = f' data-cell="{escape(cell.cell)}"' if cell.cell else ""
    text = "<br>".join(map(escape, cell.text.split("\n")))
    return f"<{tag}{spans}{scope}{wording}{place}>{text}</{tag}>"


def _scope(cell: GridCell, columns: int) -> str:
    # 4.9.12.1: a cell that spans rows or columns heads all of them with plain row or col; a line across the
    # whole table heads its group of rows.
    if cell.role == "stub":
        return "row"
    return "rowgroup" if cell.colspan == columns else "col"
