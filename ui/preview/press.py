"""The press: composes a report and draws the pages of its PDF. No Qt; one thread, since pdfium allows no more.

Runs in the printing process (worker). Remembers what was set, so that one changed cell costs little.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2

from app.document.blocks import Document
from app.document.layout import Layout
from app.exchange.exchange_file import write_json
from app.form.form import Form
from app.form.form_file import Forms
from app.render.pdf.page_ink import drawn_page
from app.render.pdf.pdf_press import draw
from app.render.writer_job import WriterJob
from app.report.anchor import from_line
from app.report.record import from_record
from app.report.report import Report
from app.system.paths import font_folders
from app.typeset.compose import compose
from app.typeset.installed import InstalledFace, choose_faces, find_installed
from app.typeset.page_grid import PAPER, PageStyle
from app.typeset.pages import Pages
from app.typeset.typesetter import Typesetter
from ui.preview.spots import DIGITS
from ui.preview.spotting import page_spots, texts_of

PagePicture = tuple[int, int, int, bytes]


@dataclass(frozen=True)
class Composed:
    """What was composed last, and of what."""

    form: Form
    report: Report
    document: Document
    pages: Pages
    job: WriterJob


class Press:
    """Holds the last composed report. Methods raise NianbaoError with a sentence for the window."""

    def __init__(self, forms: Forms, folders: Sequence[Path] | None = None) -> None:
        self._forms = forms
        self._folders = font_folders() if folders is None else folders
        self._setter = Typesetter()
        self._layouts: dict[str, Layout] = {}  # by edition
        self._faces: Mapping[str, str] = {}
        self._notices: tuple[str, ...] = ()
        self._opened: pypdfium2.PdfDocument | None = None
        self._composed: Composed | None = None

    def compose(
        self,
        record: bytes,
        two_sided: bool,
        faces: Mapping[str, str] | None = None,
        known: Collection[str] = (),
    ) -> dict[str, Any]:
        """Sets a report (as its record in JSON); gives page sizes in points, the mark of each page, which is another where the
        page looks otherwise, where each cell stands, and what lies where on the pages whose mark is not `known`.

        `faces`: the machine's face by its name for a role; `notices` says of each that cannot be had.
        """
        data = self.print_record(record, two_sided, faces)
        self.close()
        self._opened = pypdfium2.PdfDocument(data)
        assert self._composed is not None  # just made
        one, texts = self._composed, texts_of(self._composed.document)
        chosen = "".join(f" {role}={name}" for role, name in sorted(self._faces.items()))
        marks = [drawn_page(page, self._setter).stream.digest.hex() + chosen for page in one.pages.pages]
        return {
            "sizes": [PAPER] * len(marks),
            "marks": marks,
            "spots": {
                mark: page_spots(page, texts, self._setter)
                for mark, page in zip(marks, one.pages.pages, strict=True)
                if mark not in known
            },
            "cells": _places(one.form, one.pages),
            "notices": self._notices,
        }

    def print_record(self, record: bytes, two_sided: bool, faces: Mapping[str, str] | None = None) -> bytes:
        """The PDF of a report given as its record in JSON."""
        raw = json.loads(record, parse_float=Decimal)
        report, _ = from_record(self._forms, raw, "预览")
        form = self._forms.edition(report.edition)
        self._take_faces(faces or {})
        document = self._layout(form).document(report)
        job = WriterJob(two_sided, setter=self._setter)
        pages = compose(document, PageStyle(two_sided), self._setter)
        data = draw(document, pages, job)
        self._composed = Composed(form, report, document, pages, job)
        return data

    def installed(self) -> dict[str, list[dict[str, Any]]]:
        """The faces of the machine that may be chosen for each role, and why some may not, as data."""
        return {
            role: [_told(face) for face in found] for role, found in find_installed(self._folders).items()
        }

    def picture(self, number: int, width: int, grey: bool) -> PagePicture:
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

    def file(self, first: int, last: int, anchor: str = "") -> bytes:
        """The PDF of the last composition: whole as it is exported with the anchor of that line, or the pages `first` to
        `last` (from 0) of it."""
        assert self._composed is not None  # the window asks for files only after a composition
        one = self._composed
        if len(one.pages.pages) == last - first + 1:
            exchange = write_json(one.form, one.report)
            return draw(one.document, one.pages, replace(one.job, exchange=exchange, anchor=from_line(anchor)))
        return draw(one.document, one.pages.part(first, last), one.job)

    def _layout(self, form: Form) -> Layout:
        if form.edition not in self._layouts:
            self._layouts[form.edition] = Layout(form)
        return self._layouts[form.edition]

    def _take_faces(self, faces: Mapping[str, str]) -> None:
        """A new choice: the machine is looked through, and nothing is kept that was set in other faces."""
        if faces == self._faces:
            return
        chosen, self._notices = choose_faces(faces, find_installed(self._folders) if faces else {})
        self._faces, self._setter = dict(faces), Typesetter(chosen)

    def close(self) -> None:
        """Lets go of the drawn document."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None


def _told(face: InstalledFace) -> dict[str, Any]:
    return {"names": face.names, "path": str(face.file.path), "refusal": face.refusal}


def _places(form: Form, pages: Pages) -> dict[str, tuple[int, float]]:
    """Page and depth of every cell, printed or blank; a number's bracket note is printed with the number."""
    stands = ((cell, pages.stands[cell.note_of if cell.note_of in form.cells else cell.id]) for cell in form.cells.values())
    return {cell.id: (stand.page, round(stand.y, DIGITS)) for cell, stand in stands}
