"""The outline of each output of the built-in sample: its structure as lines of text, without the long prose.

`python -m tests.render.outline` writes tests/golden anew; the change then shows in the diff and is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import html

from app.exchange.exchange_file import read_json
from app.export.exporting import export
from app.system.paths import resource
from tests.render.numbers import W
from tests.reports import FORMS

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
LONGEST = 40  # characters of a line


def sample(suffix: str) -> bytes:
    """The built-in sample as a file."""
    report, _ = read_json(FORMS, resource("samples", "2025.json").read_bytes(), "sample")
    return export(FORMS.edition(report.edition), report, suffix)


def docx_lines() -> Iterator[str]:
    """Each paragraph with its style; each row with the places its cells cover and what they say."""
    for item in docx.Document(BytesIO(sample("docx"))).iter_inner_content():
        if isinstance(item, Paragraph):
            yield f"[{item.style.name if item.style else ''}] {item.text.replace(chr(10), ' / ')[:LONGEST]}"
        elif isinstance(item, Table):
            for row in item._tbl.tr_lst:
                cells = [
                    (
                        cell.grid_span,
                        cell.vMerge or "",
                        "".join(text.text or "" for text in cell.iter(f"{W}t")),
                    )
                    for cell in row.tc_lst
                ]
                yield " | ".join(f"{text[:LONGEST]}<{span}{merge[:1]}>" for span, merge, text in cells)


def html_lines() -> Iterator[str]:
    """Each element that holds something, with its marks and the beginning of its text."""
    article: Any = html.document_fromstring(sample("html").decode("utf-8")).find(".//article")
    for element in article.iter():
        if isinstance(element.tag, str) and element.tag not in {"br", "col"}:
            marks = "".join(f" {key}={value}" for key, value in element.items() if key != "style")
            yield f"{element.tag}{marks}: {(element.text or '').strip()[:LONGEST]}"


def xlsx_lines() -> Iterator[str]:
    """Each sheet with its merged areas; words and formulas of its first rows."""
    for sheet in openpyxl.load_workbook(BytesIO(sample("xlsx"))).worksheets:
        yield f"[{sheet.title}] {sheet.dimensions} {' '.join(sorted(map(str, sheet.merged_cells.ranges)))}"
        cells = [cell for row in sheet.iter_rows(max_row=12) for cell in row]
        told = {cell.coordinate: cell.value for cell in cells if isinstance(cell.value, str)}
        yield from (f"{place} {value[:LONGEST]}" for place, value in told.items())


def txt_lines() -> Iterator[str]:
    """Each line, cut."""
    yield from (line[:LONGEST] for line in sample("txt").decode("utf-8-sig").split("\r\n"))


OUTLINES: Mapping[str, Callable[[], Iterator[str]]] = {
    "docx": docx_lines, "html": html_lines, "xlsx": xlsx_lines, "txt": txt_lines,
}  # fmt: skip


if __name__ == "__main__":
    for suffix, outline in OUTLINES.items():
        text = "".join(f"{line}\n" for line in outline())
        (GOLDEN / f"2025-{suffix}.txt").write_text(text, "utf-8")
