"""The press: composes a report and draws the pages of its PDF. No Qt; one thread, since pdfium allows no more.

Runs in the printing process (worker). Remembers what was set, so that one changed cell costs little.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pypdfium2

from app.form import Form
from app.form_file import Forms
from app.layout import lay_out
from app.record import from_record
from app.render.pdf import PdfPress
from app.typeset.grid import PageStyle
from app.typeset.pages import Pages

Picture = tuple[int, int, int, bytes]


class Press:
    """Holds the last composed report. Methods raise NianbaoError with a sentence for the window."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._press = PdfPress()
        self._opened: pypdfium2.PdfDocument | None = None

    def compose(self, record: bytes, two_sided: bool) -> dict[str, Any]:
        """Sets a report (as its record in JSON); gives page sizes in points and the page of each cell."""
        raw = json.loads(record, parse_float=Decimal)
        report, _ = from_record(self._forms, raw, "预览")
        form = self._forms.edition(report.edition)
        document = lay_out(form, report)
        style = PageStyle(two_sided)
        pages = self._press.compose(document, style)
        data = self._press.draw(document, pages, style)
        self.close()
        self._opened = pypdfium2.PdfDocument(data)
        sizes = [list(self._opened.get_page_size(n)) for n in range(len(self._opened))]
        return {"sizes": sizes, "cells": _places(form, pages)}

    def picture(self, number: int, width: int, grey: bool) -> Picture:
        """Page `number` (from 0), `width` pixels wide: (width, height, bytes a line, RGB or grey pixels)."""
        assert self._opened is not None  # the window asks for pictures only after a composition
        page = self._opened[number]
        try:
            bitmap = page.render(scale=width / page.get_width(), grayscale=grey, rev_byteorder=not grey)
            picture = (bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            return picture
        finally:
            page.close()

    def close(self) -> None:
        """Lets go of the drawn document."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None


def _places(form: Form, pages: Pages) -> dict[str, int]:
    """The page of every cell; one that is not printed, being blank, belongs where the one before it stands."""
    page, found = 0, {}
    for cell in form.cells:
        page = pages.cells.get(cell, page)
        found[cell] = page
    return found
