"""Shows the dialog of the stages on an open report, with all that it rests on; then says what is to be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QWidget

from app.export.batch import file_name
from app.form.form_file import Forms
from app.knowledge.profile import Profile
from app.report.anchor import Anchor
from app.report.session import Session
from app.review.course import Course, Proofs
from app.review.final_answers import standing
from app.review.signed_contents import content_of
from app.system.paths import documents_folder
from app.system.settings import Settings
from ui.commands.means import Means
from ui.comments.commenting import Commenting
from ui.comments.known_names import known_names, remember_name
from ui.review.review_dialog import SHEET, Parting, ReviewDialog, ReviewGround
from ui.review.reviewing import Reviewing
from ui.review.sheet_file import SheetGround, sheet_bytes

SHEET_NAME = "{单位}{年份}年度报告" + SHEET


def review_report(
    reviewing: Reviewing,
    session: Session,
    commenting: Commenting,
    profile: Profile | None,
    means: Means,
    forms: Forms,
    anchor: Callable[[], Anchor | None],
    parent: QWidget,
) -> tuple[bool, Parting]:
    """Shows the dialog; whether the report became final or was unlocked meanwhile, and what is to be done now.

    `anchor` gives the newest one of the log of changes, for the sheet.
    """
    before, settings = reviewing.course.locked, means.settings

    def sheet(course: Course, suffix: str) -> bytes:
        kept = sheet_ground(reviewing, commenting, profile, settings, forms, anchor(), course)
        return sheet_bytes(session, course, kept, suffix)

    ground = ReviewGround(
        sheet=sheet,
        now=lambda: datetime.now().astimezone(),
        questions=profile.questions if profile else (),
        proofs=asked_proofs(settings, profile),
        comments=commenting,
        contents=lambda digest: content_of(reviewing.contents, digest, forms),
        names=lambda: known_names(settings),
        remember=lambda name: remember_name(means, name),
    )
    dialog = ReviewDialog(reviewing, session, ground, parent)
    folder = Path(settings.text("export.folder") or documents_folder())
    dialog.proposed = str(folder / f"{file_name(SHEET_NAME, session.report)}.pdf")
    dialog.exec()
    return before != reviewing.course.locked, dialog.parting


def sheet_ground(
    reviewing: Reviewing,
    commenting: Commenting,
    profile: Profile | None,
    settings: Settings,
    forms: Forms,
    anchor: Anchor | None,
    course: Course,
) -> SheetGround:
    """What the sheet of an open report rests on, as it stands now."""
    contents = reviewing.contents
    return SheetGround(
        *(reviewing.state, profile, not settings.flag("page.single_sided"), anchor),
        *(standing(reviewing.answers, course), reviewing.numbers),
        comments=tuple(one.comment for one in commenting.standing),
        contents=lambda digest: content_of(contents, digest, forms),
        proofs=asked_proofs(settings, profile),
    )


def asked_proofs(settings: Settings, profile: Profile | None) -> Proofs:
    """Whether proofs are read: as the local profile says, else as the office has set it."""
    return cast(Proofs, (profile.proofs if profile else "") or settings.text("review.proofs"))
