"""定稿: the course with opinions, names and times, what still hinders, comments, what was changed since, and the review sheet.

Shows the course and asks for the next signature, which is typed anew each time; what may be done decides app.review.course. A
final report is unlocked here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.checks import Finding
from app.errors import NianbaoError
from app.knowledge.profile import FinalQuestion
from app.report.session import Session
from app.review.course import (
    PROOFS,
    WORDS,
    Course,
    Proofs,
    Terms,
    digest,
    obstacles,
    proofread,
    send_back,
    sign,
    signed_before,
    unlock,
)
from app.review.final_answers import unanswered
from app.review.since import Contents, Since, nearest, since_each, since_words
from app.system.files import write_whole
from ui.comments.commenting import Commenting, PlacedComment, place_of
from ui.dialogs.file_dialog import ask_new_file
from ui.dialogs.question import sure
from ui.look.buttons import closing_box, make_button, make_row
from ui.look.dialog_size import height_for, resize_within
from ui.review.course_table import CourseTable
from ui.review.course_words import (
    FINAL,
    course_rows,
    deed_words,
    final_question,
    next_words,
    open_question,
)
from ui.review.questions_dialog import QuestionsDialog
from ui.review.review_pages import ReviewPages
from ui.review.reviewing import Reviewing
from ui.review.signing_form import SigningForm

MARGIN, LOW_MARGIN = 20, 10  # pixels
LOW = 480  # pixels that the screen leaves to the dialog: below that its parts stand closer
SIZE = (1040, 620)  # pixels, where the screen has them
SHEET = "审核表"
FILES = "PDF (*.pdf);;Word (*.docx)"
TYPED_ON = "姓名现在是“{who}”。若前面的“{refused}”是留下来的，请删去；确是这个姓名，再按回车。"
BACK = "已退回{stage}。理由和签过的名都留在记录里。"
Step = Callable[[Course], Course]


@dataclass(frozen=True)
class Parting:
    """What is to be done after the dialog: the finding to go to, characters of a cell, or 报送."""

    finding: Finding | None = None
    submit: bool = False
    cell: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class ReviewGround:
    """What the dialog rests on besides the report: the sheet as bytes in a file's format, what the local profile asks, whether
    proofs are read, the comments, what was signed, the names that are known and how one is remembered."""

    sheet: Callable[[Course, str], bytes]
    now: Callable[[], datetime]
    questions: tuple[FinalQuestion, ...] = ()
    proofs: Proofs = "on"
    comments: Commenting | None = None
    contents: Contents = lambda _: None
    names: Callable[[], tuple[str, ...]] = tuple
    remember: Callable[[str], None] = lambda _: None


class ReviewDialog(QDialog):
    """`locked` when the report became final or was unlocked; `parting` says what is to be done after it was closed."""

    locked = Signal()

    def __init__(self, reviewing: Reviewing, session: Session, ground: ReviewGround, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("审核与定稿")
        self._reviewing, self._session, self._ground = reviewing, session, ground
        self._low = height_for(self, 0) < LOW
        self._refused = ""  # the name that was asked about last, as having signed before
        self._unlocking = False
        self.parting = Parting()
        self.proposed = f"{SHEET}.pdf"  # path of the sheet that is offered
        self.next_step, self.message = QLabel(), QLabel()
        self.table, self.form = CourseTable(), SigningForm()
        self.pages = ReviewPages(ground.comments)
        self._make_buttons()
        self._arrange()
        self._wire()
        self._show()

    def save_sheet(self, path: Path) -> None:
        """Writes the review sheet; what stands in the way is said in the dialog."""
        suffix = path.suffix.removeprefix(".").lower() or "pdf"
        self._try(lambda: write_whole(path, self._ground.sheet(self._reviewing.course, suffix)), f"已写入 {path}")

    @property
    def _terms(self) -> Terms:
        return Terms(self._ground.proofs, self._ground.comments.open if self._ground.comments else 0)

    def _act(self) -> None:
        """The blue button: what the chosen opinion does. From its words Enter goes on to the empty name."""
        if not self.form.who.text().strip() and self.form.words.hasFocus():
            self.form.who.setFocus()
            return
        course, who = self._reviewing.course, self.form.who.text()
        if self.form.decision == "back":
            self._send_back(course, who)
        elif self._asks_whether_it_is_the_same(course, who) or self._was_typed_on(who):
            return
        elif self.form.decision == "proof":
            self._proofread(course, who)
        else:
            self._sign(course, who)

    def _sign(self, course: Course, who: str) -> None:
        """A signature needs a name that was typed for it; the field is empty again afterwards."""
        form, now, content = self.form, self._ground.now(), digest(self._session.report)
        words = form.words.text() if form.decision == "remark" else ""
        if form.decision == "remark" and not words.strip():
            self._refuse("请写下意见；没有别的意见，请选“同意”。", form.words)
            return
        state, terms, again, despite = self._reviewing.state, self._terms, form.again.text(), form.despite.text()

        def step(course: Course) -> Course:
            return sign(course, who, now.date(), state, again, content, words, despite, now, terms)

        if not self._try(lambda: step(course)):
            self._go_on_in(form.again if form.again.isVisible() else self._missing(who))
            return
        if course.next == FINAL and not self._answers(who.strip()):
            return
        if self._is_sure(course, content, who.strip()):
            self._move(step, f"“{who.strip()}”已签{WORDS[course.next or FINAL]}。")

    def _missing(self, who: str) -> QWidget:
        """The field that is to be mended after a refusal."""
        lacks = who.strip() and self.form.despite.isVisible() and not self.form.despite.text().strip()
        return self.form.despite if lacks else self.form.who

    def _proofread(self, course: Course, who: str) -> None:
        form, now, content = self.form, self._ground.now(), digest(self._session.report)
        words, again = form.words.text(), form.again.text()

        def step(course: Course) -> Course:
            return proofread(course, who, now.date(), again, content, words, now)

        if not self._try(lambda: step(course)):
            self._go_on_in(form.again if form.again.isVisible() else form.who)
            return
        self._move(step, f"“{who.strip()}”已签{PROOFS[course.next or FINAL]}。")

    def _send_back(self, course: Course, who: str) -> None:
        form, now, content = self.form, self._ground.now(), digest(self._session.report)
        reason, to = form.words.text(), form.back_to

        def step(course: Course) -> Course:
            return send_back(course, who, now.date(), reason, to, content, now)

        if not self._try(lambda: step(course)):
            self._go_on_in(form.who if not who.strip() else form.words)
            return
        self._move(step, BACK.format(stage=WORDS[to]))

    def _is_sure(self, course: Course, content: str, who: str) -> bool:
        """Asks before 定稿, and before a stage is passed with findings that nobody has dealt with."""
        if course.next == FINAL:
            return sure(self, "定稿", final_question(course, content, who), "定稿")
        words = open_question(course, self._reviewing.state.open)
        return not words or sure(self, "还有检查结果", words, "仍然通过")

    def _answers(self, who: str) -> bool:
        """Whether what the local profile asks before 定稿 has its answers; asks for those that are missing."""
        course = self._reviewing.course
        waiting = unanswered(self._ground.questions, self._reviewing.answers, course)
        if not waiting:
            return True
        dialog = QuestionsDialog(waiting, who, self._ground.now().date(), course, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            self._say(f"定稿前还有 {len(waiting)} 个问题没有回答。", wrong=True)
            return False
        return self._try(lambda: self._reviewing.answer(dialog.answers))

    def _asks_whether_it_is_the_same(self, course: Course, who: str) -> bool:
        """Whether a name that signed before was met just now: then it is said, and the keyboard stays at the name."""
        hindered = course.next == FINAL and self.form.decision != "proof" and obstacles(self._reviewing.state)
        if hindered or not signed_before(course, who) or self.form.again.isVisible():
            return False
        self.form.ask_again(True)
        self._refused = who.strip()
        now = self._ground.now()
        # Without its other terms: why the same person signs again is asked first.
        self._try(lambda: sign(course, who, now.date(), replace(self._reviewing.state, open=())))
        self._go_on_in(self.form.who)
        return True

    def _was_typed_on(self, who: str) -> bool:
        """Whether the next name was typed behind the one that was refused; said once, for it may be a name."""
        refused, self._refused = self._refused, ""
        wrong = bool(refused) and who.strip() != refused and who.strip().startswith(refused)
        if wrong:
            self._refuse(TYPED_ON.format(who=who.strip(), refused=refused), self.form.who)
        return wrong

    def _unlock(self) -> None:
        """The first press asks for name and reason, the next one unlocks."""
        if not self._unlocking:
            self._show(unlocking=True)
            self._say("请填写姓名和解锁的理由，它们会留在记录里。", wrong=False)
            return
        who, reason, now = self.form.who.text(), self.form.reason.text(), self._ground.now()
        self._move(lambda course: unlock(course, who, now.date(), reason, now), "已解锁，审核从起草重新开始。")

    def _move(self, step: Step, done: str) -> None:
        before, who = self._reviewing.course, self.form.who.text()
        signed = (self._session.form, self._session.report)
        if not self._try(lambda: self._reviewing.move(step(before), signed), done):
            return
        self._ground.remember(who)
        if self._ground.comments:
            self._ground.comments.forget_name()
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

    def _refuse(self, sentence: str, field: QWidget) -> None:
        self._say(sentence, wrong=True)
        self._go_on_in(field)

    def _go_on_in(self, field: QWidget) -> None:
        """The keyboard behind what stands there; nothing is selected, so typing on takes nothing away."""
        field.setFocus()
        if field in (self.form.who, self.form.again, self.form.words, self.form.despite):
            field.end(False)

    def _ask_sheet(self) -> None:
        chosen = ask_new_file(self, "导出审核表", self.proposed, FILES, "pdf")
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

    def _show(self, *, unlocking: bool = False) -> None:
        course, report = self._reviewing.course, self._session.report
        self._unlocking = unlocking
        self.form.who.know(self._ground.names())
        self.form.ask(course, self._ground.proofs, self._terms.comments, unlocking=unlocking)
        since = since_each(self._session.form, course, report, self._ground.contents)
        self._show_rows(course, since)
        self._say_next()
        self.pages.show_findings(self._reviewing, self._session.form)
        self.pages.show_since(since, nearest(course, since))
        self.form.setVisible(unlocking or not course.locked)
        for button, here in ((self.sign_button, not course.locked), (self.submit_button, course.locked)):
            button.setVisible(here)
        self.unlock_button.setVisible(course.locked)
        self.unlock_button.setText("解锁" if unlocking else "解锁…")
        self._make_blue(self.unlock_button if unlocking else self.submit_button if course.locked else self.sign_button)
        (self.submit_button if course.locked and not unlocking else self.form.who).setFocus()

    def _show_rows(self, course: Course, since: tuple[Since, ...]) -> None:
        self.table.show_rows(course_rows(course, since_words(since), self._ground.proofs))

    def _say_next(self) -> None:
        content, terms = digest(self._session.report), self._terms
        waiting = len(self._session.doubts)
        self.next_step.setText(next_words(self._reviewing.course, content, waiting, terms.comments, terms.proofs))

    def _name_deed(self) -> None:
        """The blue button says what it does."""
        stage = self._reviewing.course.next
        if stage is None:
            return
        words = {"back": f"退回{WORDS[self.form.back_to]}", "proof": f"签{PROOFS.get(stage, '')}"}
        self.sign_button.setText(words.get(self.form.decision, deed_words(stage)))

    def _make_blue(self, button: QPushButton) -> None:
        """The one that Enter presses."""
        for one in (self.sign_button, self.submit_button, self.unlock_button):
            one.setProperty("primary", one is button)
            one.style().polish(one)
        button.setDefault(True)

    def _make_buttons(self) -> None:
        self.sign_button = make_button("", "以所填姓名和现在的日期时间签名（回车）", self._act)
        self.submit_button = make_button("报送…", "做成送印、报送的文件夹和压缩包", self._submit)
        self.unlock_button = make_button("", "解除定稿，从起草重新开始；理由留在记录里", self._unlock)
        self.sheet_button = make_button("导出审核表…", "PDF 或 Word，留有手签和盖章的地方，随报告存档", self._ask_sheet)

    def _submit(self) -> None:
        self._leave(Parting(submit=True))

    def _wire(self) -> None:
        self.pages.findings.chosen.connect(lambda finding: self._leave(Parting(finding)))
        self.pages.since.chosen.connect(lambda cell: self._leave(Parting(cell=cell)))
        if self.pages.comments is not None and self._ground.comments is not None:
            self.pages.comments.chosen.connect(self._go_to_comment)
            self._ground.comments.changed.connect(self._hear_comments)
        self.form.chosen.connect(self._name_deed)
        self.form.to.currentIndexChanged.connect(lambda _: self._name_deed())
        # Why the same person signs again belongs to the name that it was asked of.
        self.form.who.textEdited.connect(lambda: self.form.ask_again(False))
        self.form.who.textEdited.connect(lambda: self.form.again.clear())

    def _go_to_comment(self, one: PlacedComment) -> None:
        start, end = place_of(one)
        self._leave(Parting(cell=one.comment.cell, start=start, end=end))

    def _hear_comments(self) -> None:
        self.form.wait_for(self._terms.comments)
        self.pages.count_comments()
        self._say_next()

    def _arrange(self) -> None:
        for label in (self.next_step, self.message):
            label.setWordWrap(True)
        self.message.hide()
        self.next_step.setObjectName("sectionTitle")
        margin = LOW_MARGIN if self._low else MARGIN
        both = QHBoxLayout()
        both.setSpacing(margin)
        both.addWidget(self.table, 1)
        both.addWidget(self.pages, 1)
        close = closing_box(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(6 if self._low else 10)
        column.addWidget(self.next_step)
        column.addLayout(both, 1)
        column.addWidget(self.form)
        column.addWidget(self.message)
        blue = (self.sign_button, self.submit_button)
        column.addLayout(make_row(self.sheet_button, self.unlock_button, None, *blue, close))
        resize_within(self, SIZE)
