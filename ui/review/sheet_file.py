"""The review sheet of an open report as PDF, bound to the report's own PDF by its SHA-256."""

from __future__ import annotations

import hashlib

from app.checks.explained import Explained
from app.checks.handbook import entries
from app.export import export
from app.profile import Profile
from app.render.pdf import render
from app.review.course import Course
from app.review.sheet import Sheet, review_sheet
from app.session import Session


def sheet_pdf(
    session: Session, state: Explained, course: Course, profile: Profile | None, *, two_sided: bool
) -> bytes:
    """The sheet. `two_sided` as the report is printed, so that the digest is that of the exported file."""
    form, report = session.form, session.report
    digest = hashlib.sha256(export(form, report, "pdf", two_sided=two_sided)).hexdigest()
    rules = len(entries(form, profile))
    return render(review_sheet(Sheet(form, report, rules, state, course, digest, session.doubts)))
