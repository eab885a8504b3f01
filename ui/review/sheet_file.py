"""The review sheet of an open report as PDF or Word, bound to the report's own PDF by its SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.checks.narrative import ReadNumber
from app.errors import OutputError
from app.export.exporting import export
from app.findings.explained import Explained
from app.findings.handbook import entries
from app.knowledge.profile import Profile
from app.render import docx, pdf
from app.render.writer_job import Writer, WriterJob
from app.report.anchor import Anchor
from app.report.comment import Comment
from app.report.session import Session
from app.review.course import Course, Proofs
from app.review.final_answers import FinalAnswer
from app.review.sheet import ReviewSheet, review_sheet
from app.review.since import Contents, since_each

WRITERS: Mapping[str, Writer] = MappingProxyType({"pdf": pdf.write, "docx": docx.write})


@dataclass(frozen=True)
class SheetGround:
    """What the sheet tells besides the report and its course. `two_sided` as the report is printed, and `anchor` as it carries,
    so that the digest is that of the exported file; the anchor is printed, and carried for `nianbao verify`."""

    state: Explained
    profile: Profile | None
    two_sided: bool
    anchor: Anchor | None = None
    answers: tuple[FinalAnswer, ...] = ()
    numbers: tuple[ReadNumber, ...] = ()
    comments: tuple[Comment, ...] = ()
    contents: Contents = lambda _: None
    proofs: Proofs = "off"


def sheet_bytes(
    session: Session, course: Course, ground: SheetGround, suffix: str = "pdf", printed: bytes | None = None
) -> bytes:
    """The sheet in a file of that kind; `printed` is the PDF of the report to which it belongs, where that was made already.

    Raises OutputError for another kind.
    """
    if suffix not in WRITERS:
        raise OutputError("审核表可以写成 PDF 或 Word（.docx），请换一个文件名。")
    form, report = session.form, session.report
    pdf_file = printed or export(form, report, "pdf", two_sided=ground.two_sided, anchor=ground.anchor)
    sheet = ReviewSheet(
        *(form, report, len(entries(form, ground.profile)), ground.state, course),
        hashlib.sha256(pdf_file).hexdigest(),
        session.doubts,
        ground.anchor,
        ground.answers,
        ground.numbers,
        ground.comments,
        since_each(form, course, report, ground.contents),
        ground.proofs,
    )
    return WRITERS[suffix](review_sheet(sheet), WriterJob(anchor=ground.anchor))
