"""定稿: the stages with names and dates, what still hinders, and the review sheet. A final report is unlocked here.

Shows the course and asks for names, which are typed anew for each signature; what may be done decides app.review.course.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.checks import Finding
from app.errors import NianbaoError
from app.export.batch import file_name
from app.knowledge.profile import FinalQuestion, Profile
from app.report.anchor import Anchor
from app.report.session import Session
from app.review.course import (
    EXAMPLE,
    WORDS,
    Course,
    digest,
    obstacles,
    send_back,
    sign,
    signed_before,
    unlock,
)
from app.review.final_answers import standing, unanswered
from app.system.files import write_whole
from app.system.paths import documents_folder
from app.system.settings import Settings
from ui.dialogs.file_dialog import ask_new_file
from ui.dialogs.question import sure
from ui.look.buttons import closing_box, make_button, make_row
from ui.look.dialog_size import height_for
from ui.review.course_words import (
    FINAL,
    final_question,
    finding_groups,
    lines,
    next_words,
    open_question,
    overruled_group,
)
from ui.review.finding_links import FindingLinks
from ui.review.questions_dialog import QuestionsDialog
from ui.review.reviewing import Reviewing
from ui.review.sheet_file import sheet_pdf

MARGIN, LOW_MARGIN = 24, 12  # pixels
LOW = 480  # pixels that the screen leaves to the dialog: below that its findings need what the rest can spare
SHEET = "审核表"
SHEET_NAME = "{单位}{年份}年度报告" + SHEET
TYPED_ON = "姓名现在是“{who}”。若前面的“{refused}”是留下来的，请删去；确是这个姓名，再按回车。"


@dataclass(frozen=True)
class Parting:
    """What is to be done after the dialog: the finding to go to, or the export."""

    finding: Finding | None = None
    export: bool = False


class ReviewDialog(QDialog):
    """`locked` when the report became final or was unlocked; `parting` says what is to be done after it was closed."""

    locked = Signal()

    def __init__(
        self,
        reviewing: Reviewing,
        session: Session,
        sheet: Callable[[Course], bytes],
        today: date,
        parent: QWidget,
        questions: tuple[FinalQuestion, ...] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("审核与定稿")
        self.setMinimumWidth(600)
        self._reviewing, self._session, self._sheet, self._today = reviewing, session, sheet, today
        self._questions = questions
        self._low = height_for(self, 0) < LOW
        self._margin = LOW_MARGIN if self._low else MARGIN
        self._refused = ""  # the name that was asked about last, as having signed before
        self.parting = Parting()
        self.proposed = f"{SHEET}.pdf"  # path of the sheet that is offered
        self.stages = QLabel()
        self.next_step = QLabel()
        self.findings = FindingLinks()
        self.who, self.again, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.message = QLabel()
        self._make_buttons()
        self._arrange()
        self._wire()
        self._show()

    def save_sheet(self, path: Path) -> None:
        """Writes the review sheet; what stands in the way is said in the dialog."""
        self._try(lambda: write_whole(path, self._sheet(self._reviewing.course)), f"已写入 {path}")

    def _sign(self) -> None:
        """A signature needs a name that was typed for it; the field is empty again afterwards."""
        who, course = self.who.text(), self._reviewing.course
        if self._asks_whether_it_is_the_same(course, who) or self._was_typed_on(who):
            return
        content = digest(self._session.report)

        def step(course: Course) -> Course:
            return sign(course, who, self._today, self._reviewing.state, self.again.text(), content)

        if not self._try(lambda: step(course)):
            _go_on_in(self.again if self.again.isVisible() else self.who)
            return
        if course.next == FINAL and not self._answers(who.strip()):
            return
        if self._is_sure(course, content, who.strip()):
            self._move(step, f"“{who.strip()}”已签{WORDS[course.next or FINAL]}。")

    def _is_sure(self, course: Course, content: str, who: str) -> bool:
        """Asks before 定稿, and before a stage is passed with findings that nobody has dealt with."""
        if course.next == FINAL:
            return sure(self, "定稿", final_question(course, content, who), "定稿")
        words = open_question(course, self._reviewing.state.open)
        return not words or sure(self, "还有检查结果", words, "仍然通过")

    def _answers(self, who: str) -> bool:
        """Whether what the local profile asks before 定稿 has its answers; asks for those that are missing."""
        course = self._reviewing.course
        waiting = unanswered(self._questions, self._reviewing.answers, course)
        if not waiting:
            return True
        dialog = QuestionsDialog(waiting, who, self._today, course, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            self._say(f"定稿前还有 {len(waiting)} 个问题没有回答。", wrong=True)
            return False
        return self._try(lambda: self._reviewing.answer(dialog.answers))

    def _asks_whether_it_is_the_same(self, course: Course, who: str) -> bool:
        """Whether a name that signed before was met just now: then it is said, and the keyboard stays at the name."""
        hindered = course.next == FINAL and obstacles(self._reviewing.state)
        if hindered or not signed_before(course, who) or self.again.isVisible():
            return False
        self._rows.setRowVisible(self.again, True)
        self._refused = who.strip()
        self._try(lambda: sign(course, who, self._today, self._reviewing.state))
        _go_on_in(self.who)
        return True

    def _was_typed_on(self, who: str) -> bool:
        """Whether the next name was typed behind the one that was refused; said once, for it may be a name."""
        refused, self._refused = self._refused, ""
        wrong = bool(refused) and who.strip() != refused and who.strip().startswith(refused)
        if wrong:
            self._say(TYPED_ON.format(who=who.strip(), refused=refused), wrong=True)
            _go_on_in(self.who)
        return wrong

    def _send_back(self) -> None:
        who, reason = self.who.text(), self.reason.text()
        self._move(lambda course: send_back(course, who, self._today, reason), "已退回起草；签过的都留在记录里。")

    def _unlock(self) -> None:
        """The first press asks for name and reason, the next one unlocks."""
        if not self._unlocking:
            self._show(unlocking=True)
            self._say("请填写姓名和解锁的理由，它们会留在记录里。", wrong=False)
            return
        who, reason = self.who.text(), self.reason.text()
        self._move(lambda course: unlock(course, who, self._today, reason), "已解锁，审核从起草重新开始。")

    def _move(self, step: Callable[[Course], Course], done: str) -> None:
        before = self._reviewing.course
        if not self._try(lambda: self._reviewing.move(step(before)), done):
            return
        for field in (self.who, self.again, self.reason):
            field.clear()
        self._show()
        if before.locked != self._reviewing.course.locked:
            self.locked.emit()

    def _try(self, do: Callable[[], object], done: str = "") -> bool:
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

    def _leave(self, parting: Parting) -> None:
        self.parting = parting
        self.accept()

    def _say(self, words: str, *, wrong: bool) -> None:
        self.message.setText(words)
        self.message.setProperty("level", "mandatory" if wrong else "")
        self.message.style().polish(self.message)
        self.message.setVisible(bool(words))
        self._fit()

    def _show(self, *, unlocking: bool = False) -> None:
        course, content = self._reviewing.course, digest(self._session.report)
        self._unlocking = unlocking
        self.stages.setText(("　·　" if self._low else "\n").join(lines(course, content)))
        self.next_step.setText(next_words(course, content, len(self._session.doubts)))
        self._show_findings()
        self.sign_button.setText("定稿" if course.next == FINAL else f"通过{WORDS[course.next]}" if course.next else "")
        self.sign_button.setVisible(not course.locked)
        self.back_button.setVisible(bool(course.signed) and not course.locked)
        self.export_button.setVisible(course.locked)
        self.unlock_button.setVisible(course.locked)
        self.unlock_button.setText("解锁" if unlocking else "解锁…")
        self._rows.setRowVisible(self.who, unlocking or not course.locked)
        self._rows.setRowVisible(self.again, False)
        self._rows.setRowVisible(self.reason, unlocking or (bool(course.signed) and not course.locked))
        self._make_blue(
            self.unlock_button if unlocking else self.export_button if course.locked else self.sign_button
        )
        (self.export_button if course.locked and not unlocking else self.who).setFocus()
        self._fit()

    def _show_findings(self) -> None:
        course = self._reviewing.course
        groups = [] if course.locked else finding_groups(course, self._reviewing.state.open)
        groups += overruled_group(self._session.form, self._reviewing.numbers)
        self.findings.show_findings(groups)
        self.findings.setVisible(bool(groups))

    def _make_blue(self, button: QPushButton) -> None:
        """The one that Enter presses."""
        for one in (self.sign_button, self.export_button, self.unlock_button):
            one.setProperty("primary", one is button)
            one.style().polish(one)
        button.setDefault(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Opened in the window's letters: only now it is known how high the texts are."""
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        """As high as the wrapped texts need, or as the screen has room for: then they scroll, cut between two lines."""
        width = max(self.width(), self.minimumWidth())
        within = width - 2 * self._margin
        wanted = self._texts.heightForWidth(within)
        self._scroll.setFixedHeight(0)
        room = height_for(self, self._needed(width))
        scrolls = wanted > room
        above = wanted - self.findings.heightForWidth(within)
        cut = max(0, room - above) % self.findings.fontMetrics().lineSpacing() if scrolls else 0
        self._scroll.setFixedHeight(min(wanted, room - cut))
        # Told, not left to Qt: a bar that was needed once takes room, so that it is needed still.
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._scroll.setVerticalScrollBarPolicy(bar)
        # By keyboard too, but only where there is something to scroll.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)
        # Not adjustSize(): it keeps to two thirds of the screen, and the parts would lie over one another.
        self.resize(width, min(self._needed(width), height_for(self, 0)))
        self._keep_in_sight()

    def _needed(self, width: int) -> int:
        """The height of all parts at that width, wrapped lines included; without any the layout tells it otherwise."""
        wrapped = self._column.hasHeightForWidth()
        return self._column.totalHeightForWidth(width) if wrapped else self._column.totalSizeHint().height()

    def _keep_in_sight(self) -> None:
        screen, frame = self.screen().availableGeometry(), self.frameGeometry()
        if self.isVisible() and frame.bottom() > screen.bottom():
            self.move(frame.left(), max(screen.top(), frame.top() - frame.bottom() + screen.bottom()))

    def _make_buttons(self) -> None:
        self.sign_button = make_button("", "以所填姓名和今天的日期签名（回车）", self._sign)
        self.back_button = make_button("退回起草", "写明姓名和理由，退回起草的人", self._send_back)
        self.export_button = make_button("导出报告…", "写成 PDF、Word 等文件，送印或报送", self._export)
        self.unlock_button = make_button("", "解除定稿，从起草重新开始；理由留在记录里", self._unlock)
        self.sheet_button = make_button("导出审核表…", "一页 PDF，随报告存档", self._ask_sheet)

    def _export(self) -> None:
        self._leave(Parting(export=True))

    def _wire(self) -> None:
        self.findings.chosen.connect(lambda finding: self._leave(Parting(finding)))
        # Why the same person signs again belongs to the name that it was asked of.
        self.who.textEdited.connect(lambda: self._rows.setRowVisible(self.again, False))
        self.who.textEdited.connect(lambda: self.again.clear())

    def _arrange(self) -> None:
        for label in (self.stages, self.next_step, self.message):
            label.setWordWrap(True)
        self.message.hide()
        self.next_step.setObjectName("sectionTitle")
        self._rows = QFormLayout()
        self._rows.setVerticalSpacing(8)
        for field, words, tip in (
            (self.who, "姓名", "签名的人，由本人填写"),
            (self.again, "再签的理由", "为什么由同一个人再签；印在审核表上"),
            (self.reason, "理由", "为什么退回，或为什么要修改已定稿的报告"),
        ):
            field.setAccessibleName(words)
            field.setToolTip(tip)
            self._rows.addRow(words, field)
        self.again.setPlaceholderText(f"如：{EXAMPLE}")
        buttons = (self.sign_button, self.export_button, self.back_button, self.sheet_button, self.unlock_button)
        close = closing_box(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(self._margin, self._margin, self._margin, 2 * self._margin // 3)
        self._column.setSpacing(self._margin // 2)
        self._column.addWidget(self._scrolled())
        self._column.addLayout(self._rows)
        self._column.addLayout(make_row(*buttons, None, *([close] if self._low else [])))
        self._column.addWidget(self.message)
        if not self._low:
            self._column.addWidget(close)

    def _scrolled(self) -> QScrollArea:
        body = QWidget()
        self._texts, self._scroll = QVBoxLayout(body), QScrollArea()
        self._texts.setContentsMargins(0, 0, 0, 0)
        self._texts.setSpacing(self._margin // 2)
        for part in (self.stages, self.next_step, self.findings):
            self._texts.addWidget(part)
        self._scroll.setObjectName("plain")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("审核情况")
        self._scroll.setToolTip("各阶段的签名，和定稿前还要改正或说明的地方")
        self._scroll.setWidget(body)
        return self._scroll


def _go_on_in(field: QLineEdit) -> None:
    """The keyboard behind what stands there; nothing is selected, so typing on takes nothing away."""
    field.setFocus()
    field.end(False)


def review_report(
    reviewing: Reviewing,
    session: Session,
    profile: Profile | None,
    settings: Settings,
    anchor: Callable[[], Anchor | None],
    parent: QWidget,
) -> tuple[bool, Parting]:
    """Shows the dialog; whether the report became final or was unlocked meanwhile, and what is to be done now.

    `anchor` gives the newest one of the log of changes, for the sheet.
    """
    before = reviewing.course.locked

    def sheet(course: Course) -> bytes:
        two_sided = not settings.flag("page.single_sided")
        answers = standing(reviewing.answers, course)
        return sheet_pdf(
            *(session, reviewing.state, course, profile),
            two_sided=two_sided,
            anchor=anchor(),
            answers=answers,
            numbers=reviewing.numbers,
        )

    questions = profile.questions if profile else ()
    dialog = ReviewDialog(reviewing, session, sheet, date.today(), parent, questions)
    folder = Path(settings.text("export.folder") or documents_folder())
    dialog.proposed = str(folder / f"{file_name(SHEET_NAME, session.report)}.pdf")
    dialog.exec()
    return before != reviewing.course.locked, dialog.parting
