"""A dialog of the stages for tests, on a report and a fixed clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.report.session import Session
from tests.reports import FORM, full
from ui.review.review_dialog import ReviewDialog, ReviewGround
from ui.review.reviewing import Reviewing

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
