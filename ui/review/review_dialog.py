"""定稿: the stages with names and dates, what still hinders, and the review sheet. A final report is unlocked here.

Shows the course and asks for names; what may be done decides app.review.course.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.batch import file_name
from app.errors import NianbaoError
from app.output import write_whole
from app.paths import documents_folder
from app.profile import Profile
from app.review.course import STAGES, WORDS, Course, Unlocked, obstacles, send_back, sign, unlock
from app.settings import Settings
from ui.buttons import closing_box
from ui.file_dialog import ask_new_file
from ui.review.explain_dialog import NAME
from ui.review.reviewing import Reviewing
from ui.review.sheet_file import sheet_pdf
from ui.room import height_for

if TYPE_CHECKING:
    from ui.workspace import Workspace

MARGIN, OTHERS = 24, 260  # pixels; what fields, buttons, message and margins take
MOST = 5  # obstacles that are named; the rest are counted
SHEET = "审核表"
SHEET_NAME = "{单位}{年份}年度报告" + SHEET


class ReviewDialog(QDialog):
    """`locked` when the report became final or was unlocked; `named` carries the name that was signed with."""

    locked = Signal()
    named = Signal(str)

    def __init__(
        self, reviewing: Reviewing, sheet: Callable[[Course], bytes], who: str, today: date, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("审核与定稿")
        self.setMinimumWidth(600)
        self._reviewing, self._sheet, self._today = reviewing, sheet, today
        self.proposed = f"{SHEET}.pdf"  # path of the sheet that is offered
        self.stages = QLabel()
        self.hindering = QLabel()
        self.who = QLineEdit(who)
        self.reason = QLineEdit()
        self.message = QLabel()
        self.sign_button = self._button(self._sign)
        self.back_button = self._button(self._send_back, "退回上一阶段", "撤回最近一次签名")
        self.unlock_button = self._button(self._unlock, "解锁", "解除定稿，从起草重新开始；理由留在记录里")
        self.sheet_button = self._button(self._ask_sheet, "导出审核表…", "一页 PDF，随报告存档")
        self._arrange()
        self._show()
        self.who.setFocus()

    def save_sheet(self, path: Path) -> None:
        """Writes the review sheet; what stands in the way is said in the dialog."""
        self._try(lambda: write_whole(path, self._sheet(self._reviewing.course)), f"已写入 {path}")

    def _sign(self) -> None:
        who = self.who.text()
        if self._move(lambda course: sign(course, who, self._today, self._reviewing.state)):
            self.named.emit(who.strip())

    def _send_back(self) -> None:
        self._move(send_back)

    def _unlock(self) -> None:
        who, reason = self.who.text(), self.reason.text()
        self._move(lambda course: unlock(course, who, self._today, reason))

    def _move(self, step: Callable[[Course], Course]) -> bool:
        before = self._reviewing.course
        moved = self._try(lambda: self._reviewing.move(step(before)))
        self._show()
        if moved and before.locked != self._reviewing.course.locked:
            self.locked.emit()
        return moved

    def _try(self, do: Callable[[], None], done: str = "") -> bool:
        try:
            do()
        except NianbaoError as reason:
            self._say(reason.sentence, wrong=True)
            return False
        self._say(done, wrong=False)
        return True

    def _ask_sheet(self) -> None:
        chosen = ask_new_file(self, "导出审核表", self.proposed, "PDF (*.pdf)", "pdf")
        if chosen is not None:
            self.save_sheet(chosen)

    def _say(self, words: str, *, wrong: bool) -> None:
        self.message.setText(words)
        self.message.setProperty("level", "mandatory" if wrong else "")
        self.message.style().polish(self.message)
        self.message.setVisible(bool(words))
        self._fit()

    def _show(self) -> None:
        course = self._reviewing.course
        self.stages.setText("\n".join(_lines(course)))
        hindered = obstacles(self._reviewing.state)
        told = [f"· {sentence}" for sentence in hindered[:MOST]]
        more = f"\n……另有 {len(hindered) - MOST} 处" if len(hindered) > MOST else ""
        head = f"定稿前还有 {len(hindered)} 处要改正或说明：" if hindered else "没有妨碍定稿的问题。"
        self.hindering.setText("\n".join([head, *told]) + more)
        self.hindering.setVisible(not course.locked)
        self.sign_button.setText(
            "定稿" if course.next == STAGES[-1] else f"通过{WORDS[course.next]}" if course.next else ""
        )
        self.sign_button.setToolTip("以所填姓名和今天的日期签名")
        self.sign_button.setVisible(not course.locked)
        self.back_button.setVisible(bool(course.signed) and not course.locked)
        for part in (self.unlock_button, self.reason, self._reason_label):
            part.setVisible(course.locked)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Opened in the window's letters: only now it is known how high the texts are."""
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        """As high as the wrapped texts need, or as the screen has room for: then they scroll."""
        width = max(self.width(), self.minimumWidth())
        wanted = self._texts.heightForWidth(width - 2 * MARGIN)
        room = height_for(self, OTHERS)
        self._scroll.setFixedHeight(min(wanted, room))
        # By keyboard too, but only where there is something to scroll.
        focus = Qt.FocusPolicy.StrongFocus if wanted > room else Qt.FocusPolicy.NoFocus
        self._scroll.setFocusPolicy(focus)
        self.adjustSize()

    def _arrange(self) -> None:
        self._reason_label = QLabel("解锁理由")
        for label in (self.stages, self.hindering, self.message):
            label.setWordWrap(True)
        self.who.setAccessibleName("姓名")
        self.who.setToolTip("签名的人")
        self.reason.setAccessibleName("解锁理由")
        self.reason.setToolTip("为什么要修改已定稿的报告")
        rows = QFormLayout()
        rows.setVerticalSpacing(8)
        rows.addRow("姓名", self.who)
        rows.addRow(self._reason_label, self.reason)
        buttons = QHBoxLayout()
        for button in (self.sign_button, self.back_button, self.unlock_button, self.sheet_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 16)
        column.setSpacing(12)
        column.addWidget(self._scrolled())
        column.addLayout(rows)
        column.addLayout(buttons)
        column.addWidget(self.message)
        column.addWidget(closing_box(self))

    def _scrolled(self) -> QScrollArea:
        body = QWidget()
        self._texts, self._scroll = QVBoxLayout(body), QScrollArea()
        self._texts.setContentsMargins(0, 0, 0, 0)
        self._texts.setSpacing(12)
        self._texts.addWidget(self.stages)
        self._texts.addWidget(self.hindering)
        self._scroll.setObjectName("plain")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("审核情况")
        self._scroll.setToolTip("各阶段的签名，和定稿前还要改正或说明的地方")
        self._scroll.setWidget(body)
        return self._scroll

    def _button(self, do: Callable[[], None], words: str = "", tip: str = "") -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: do())
        return button


def _lines(course: Course) -> list[str]:
    """The stages with names and dates, then every unlocking."""
    signed = {one.stage: one for one in course.signed}
    told = [
        f"{WORDS[stage]}　{signed[stage].who}　{signed[stage].day.isoformat()}"
        if stage in signed
        else f"{WORDS[stage]}　—"
        for stage in STAGES
    ]
    opened = [event for event in course.events if isinstance(event, Unlocked)]
    return told + [f"解锁　{one.who}　{one.day.isoformat()}　{one.reason}" for one in opened]


def review_report(
    workspace: Workspace, profile: Profile | None, settings: Settings, remember: Callable[[str, object], None]
) -> bool:
    """Shows the dialog; whether the report became final or was unlocked meanwhile."""
    before = workspace.reviewing.course.locked

    def sheet(course: Course) -> bytes:
        two_sided = not settings.flag("page.single_sided")
        return sheet_pdf(workspace.session, workspace.reviewing.state, course, profile, two_sided=two_sided)

    dialog = ReviewDialog(workspace.reviewing, sheet, settings.text(NAME), date.today(), workspace)
    folder = Path(settings.text("export.folder") or documents_folder())
    dialog.proposed = str(folder / f"{file_name(SHEET_NAME, workspace.session.report)}.pdf")
    dialog.named.connect(lambda who: remember(NAME, who))
    dialog.exec()
    return before != workspace.reviewing.course.locked
