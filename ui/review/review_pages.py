"""What the one who signs looks at, page by page: the findings with what was said of them, comments, what was changed since."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QTabWidget, QVBoxLayout, QWidget

from app.form.form import Form
from app.review.since import Since, places
from ui.comments.comment_list import CommentList
from ui.comments.commenting import Commenting
from ui.review.course_words import finding_groups, overruled_group, settled_groups
from ui.review.finding_links import FindingLinks
from ui.review.reviewing import Reviewing
from ui.review.since_page import SincePage

FINDINGS, COMMENTS, SINCE = "检查结果", "批注", "签后改动"
NONE = "没有检查结果。"


class ReviewPages(QTabWidget):
    """`findings`, `comments` and `since` say themselves what is chosen in them."""

    def __init__(self, commenting: Commenting | None) -> None:
        super().__init__()
        self._commenting = commenting
        self.setDocumentMode(True)
        self.setAccessibleName("检查结果、批注和改动")
        self.findings, self.since = FindingLinks(), SincePage()
        self.comments = CommentList(commenting) if commenting is not None else None
        self.addTab(self._scrolled(), FINDINGS)
        if self.comments is not None:
            self.addTab(self.comments, COMMENTS)
        self.addTab(self.since, SINCE)
        self.count_comments()

    def show_findings(self, reviewing: Reviewing, form: Form) -> None:
        """The findings that are open, the numbers that were claimed against the tables, what was settled with the reasons."""
        course, state = reviewing.course, reviewing.state
        groups = [] if course.locked else finding_groups(course, state.open)
        groups += overruled_group(form, reviewing.numbers)
        before = sum(len(found) for _, found in groups)
        settled, notes = settled_groups(state, before)
        self.findings.show_findings([*groups, *settled] or [(NONE, [])], notes)
        self.setTabText(0, f"{FINDINGS} {len(state.open)}" if state.open and not course.locked else FINDINGS)

    def show_since(self, since: Sequence[Since], first: int) -> None:
        """What was changed since each signature, that one first."""
        self.since.show_since(since, first)
        found = since[first].differences if since else ()
        count = places(found) if found else 0
        self.setTabText(self.indexOf(self.since), f"{SINCE} {count}" if count else SINCE)

    def count_comments(self) -> None:
        """How many wait for an answer."""
        if self.comments is not None and self._commenting is not None:
            count = self._commenting.open
            self.setTabText(self.indexOf(self.comments), f"{COMMENTS} {count}" if count else COMMENTS)

    def _scrolled(self) -> QScrollArea:
        body, scroll = QWidget(), QScrollArea()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.findings, 0, Qt.AlignmentFlag.AlignTop)
        scroll.setObjectName("plain")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName("检查结果")
        scroll.setToolTip("定稿前还要改正或说明的地方，和已经说明的")
        scroll.setWidget(body)
        return scroll
