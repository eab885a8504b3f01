"""A report as a file of any kind: the one way out, used by the command line, the window and the batch.

The suffix decides. PDF, Word file and web page carry the exchange file of the same report inside; these and the workbook
also the anchor that the window gives. Leans on render, exchange, embedding and layout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.document.layout import lay_out
from app.errors import InputError
from app.exchange.exchange_file import write_json
from app.export.embedding import anchor_office_file, anchor_page, embed_in_page, embed_in_word
from app.export.renderers import RENDERERS
from app.form.form import Form
from app.report.anchor import Anchor
from app.report.report import Report

if TYPE_CHECKING:
    from app.render.pdf.pdf_press import PdfPress

SUFFIXES = (*RENDERERS, "json")


def export(
    form: Form,
    report: Report,
    suffix: str,
    *,
    two_sided: bool = True,
    press: PdfPress | None = None,
    anchor: Anchor | None = None,
) -> bytes:
    """The file's bytes; the same report and anchor give the same bytes. `suffix` has no dot.

    `two_sided` is how the paper will be printed, for PDF and Word. `press`, kept between calls, spares a batch the
    loading of fonts. `anchor` goes beside the data that the file carries; text and exchange file have no room for it.
    Raises InputError for an unknown suffix.
    """
    if suffix == "json":
        return write_json(form, report)
    if suffix == "pdf":
        return _pdf(form, report, two_sided, press, anchor)
    if suffix == "docx":
        written = _docx(form, report, two_sided)
        return anchor_office_file(written, anchor) if anchor else written
    if suffix not in RENDERERS:
        known = "、".join(f".{one}" for one in SUFFIXES)
        raise InputError(f"不能导出为“.{suffix}”，可以导出的格式有 {known}。")
    written = RENDERERS[suffix](lay_out(form, report))
    if suffix == "html":
        written = embed_in_page(written, write_json(form, report))
        return anchor_page(written, anchor) if anchor else written
    return anchor_office_file(written, anchor) if anchor and suffix == "xlsx" else written


def _pdf(
    form: Form, report: Report, two_sided: bool, press: PdfPress | None, anchor: Anchor | None
) -> bytes:
    from app.render.pdf.pdf_press import PdfPress
    from app.typeset.page_grid import PageStyle

    document = lay_out(form, report)
    return (press or PdfPress()).render(document, PageStyle(two_sided), write_json(form, report), anchor)


def _docx(form: Form, report: Report, two_sided: bool) -> bytes:
    from app.render.docx.docx_writer import write_docx

    return embed_in_word(write_docx(lay_out(form, report), two_sided), write_json(form, report))
