"""A dialog of the stages for tests, on a report and a fixed clock; and those of the review, each in a window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from PySide6.QtWidgets import QDialog

from app.report.session import Session
from app.review.kept import KeptReview
from tests.reports import FORM, full
from ui.comments.comment_dialog import CommentDialog
from ui.comments.comments_dialog import CommentsDialog
from ui.review.review_dialog import ReviewDialog, ReviewGround
from ui.review.reviewing import Reviewing
from ui.window.main_window import MainWindow

NOW = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)


def ground(**other: Any) -> ReviewGround:
    """What the dialog rests on; without proofs, where they are not asked for."""
    return replace(ReviewGround(lambda course, suffix: b"%PDF", lambda: NOW, proofs="off"), **other)


def review_dialog(qtbot, reviewing: Reviewing, session: Session | None = None, **other: Any) -> ReviewDialog:
    """The dialog, not shown yet."""
    made = ReviewDialog(reviewing, session or Session(FORM, full()), ground(**other), None)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    return made


def told(dialog: ReviewDialog) -> str:
    """The course as it is shown, a line for each row."""
    return "\n".join("　".join(filter(None, (row.step, row.opinion, row.who, row.when))) for row in dialog.table.rows)


def _in_window(window: MainWindow) -> QDialog:
    kept = KeptReview(window._library.folder / "reviews" / "hands.json")
    return ReviewDialog(Reviewing(kept, window), window.desk.workspace.session, ground(), window)


REVIEW_DIALOGS: Mapping[str, Callable[[MainWindow], QDialog]] = MappingProxyType(
    {
        "ReviewDialog": _in_window,
        "CommentDialog": lambda window: CommentDialog("总体情况", "全年公开。", (), "", window),
        "CommentsDialog": lambda window: CommentsDialog(window.desk.workspace.comments, "", window),
    }
)
