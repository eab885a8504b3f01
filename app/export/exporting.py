"""A report as a file of any kind: the one way out, used by the command line, the window and the batch.

The suffix decides which line of the table of formats writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.document.layout import lay_out
from app.errors import InputError
from app.exchange.exchange_file import write_json
from app.export import formats
from app.form.form import Form
from app.render.writer_job import WriterJob
from app.report.anchor import Anchor
from app.report.report import Report

if TYPE_CHECKING:
    from app.typeset.typesetter import Typesetter


def export(
    form: Form,
    report: Report,
    suffix: str,
    *,
    two_sided: bool = True,
    setter: Typesetter | None = None,
    anchor: Anchor | None = None,
) -> bytes:
    """The file's bytes; the same report and anchor give the same bytes. `suffix` has no dot.

    `two_sided` is how the paper will be printed. `setter`, kept between calls, spares a batch the loading of fonts.
    `anchor` goes beside the data that the file carries, where it has room. Raises InputError for an unknown suffix.
    """
    chosen = formats.FORMATS.get(suffix)
    if chosen is None:
        raise InputError(f"不能导出为“.{suffix}”，可以导出的格式有 {known_suffixes()}。")
    return chosen.write(lay_out(form, report), WriterJob(two_sided, write_json(form, report), anchor, setter))


def known_suffixes() -> str:
    """The suffixes of all formats for a sentence: .pdf、.docx."""
    return "、".join(f".{suffix}" for suffix in formats.FORMATS)
