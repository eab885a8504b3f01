"""The review sheet of an open report as PDF, bound to the report's own PDF by its SHA-256."""

from __future__ import annotations

import hashlib

from app.checks.narrative import ReadNumber
from app.export.exporting import export
from app.findings.explained import Explained
from app.findings.handbook import entries
from app.knowledge.profile import Profile
from app.render import pdf
from app.render.writer_job import WriterJob
from app.report.anchor import Anchor
from app.report.session import Session
from app.review.course import Course
from app.review.final_answers import FinalAnswer
from app.review.sheet import ReviewSheet, review_sheet


def sheet_pdf(
    session: Session,
    state: Explained,
    course: Course,
    profile: Profile | None,
    *,
    two_sided: bool,
    anchor: Anchor | None = None,
    answers: tuple[FinalAnswer, ...] = (),
    numbers: tuple[ReadNumber, ...] = (),
) -> bytes:
    """The sheet. `two_sided` as the report is printed, and `anchor` as it carries, so that the digest is that of the
    exported file; the anchor is printed, and carried for `nianbao verify`."""
    printed = export(session.form, session.report, "pdf", two_sided=two_sided, anchor=anchor)
    return sheet_beside(
        *(printed, session, state, course, profile), anchor=anchor, answers=answers, numbers=numbers
    )


def sheet_beside(
    printed: bytes,
    session: Session,
    state: Explained,
    course: Course,
    profile: Profile | None,
    *,
    anchor: Anchor | None = None,
    answers: tuple[FinalAnswer, ...] = (),
    numbers: tuple[ReadNumber, ...] = (),
) -> bytes:
    """The sheet that belongs to a PDF of the report, whatever the faces in which that was composed."""
    form, report = session.form, session.report
    digest, rules = hashlib.sha256(printed).hexdigest(), len(entries(form, profile))
    sheet = ReviewSheet(form, report, rules, state, course, digest, session.doubts, anchor, answers, numbers)
    return pdf.write(review_sheet(sheet), WriterJob(anchor=anchor))
