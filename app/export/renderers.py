"""Writers of a report: `RENDERERS[suffix](document)` gives the bytes of a file of that kind.

Each writer is a module of its own, named by its suffix and loaded when first asked for, so that starting the
program loads none of their libraries. Leans on blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.document.blocks import Document


def _pdf(document: Document) -> bytes:
    from app.render.pdf.pdf_press import render

    return render(document)


def _docx(document: Document) -> bytes:
    from app.render.docx.docx_writer import write_docx

    return write_docx(document)


def _html(document: Document) -> bytes:
    from app.render.html_page import write_html

    return write_html(document)


def _xlsx(document: Document) -> bytes:
    from app.render.xlsx.xlsx_writer import write_xlsx

    return write_xlsx(document)


def _txt(document: Document) -> bytes:
    from app.render.plain_text import write_txt

    return write_txt(document)


RENDERERS: Mapping[str, Callable[[Document], bytes]] = MappingProxyType(
    {"pdf": _pdf, "docx": _docx, "html": _html, "xlsx": _xlsx, "txt": _txt}
)
