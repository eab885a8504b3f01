"""One text with its official sub-heading, its count of characters and the marks of its findings.

An optional text that is empty is folded behind a button.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from app.checks import LEVEL_WORDS, Finding, Span, tally
from app.checks.narrative import ReadNumber
from app.form.form import Field, Section
from app.report.claim import Claim
from app.report.draft import DraftPiece
from app.report.last_year_words import OldSentence
from app.report.session import Change, Session
from ui.entry.grid_keys import deed_of
from ui.entry.offsets import counted, units
from ui.look.buttons import make_button, make_flat_button, make_row
from ui.look.grid_colours import theme_of
from ui.narrative.asked import ask
from ui.narrative.face import printed_face
from ui.narrative.number_marks import NumberMark, number_marks
from ui.narrative.old_sentences import WIDTH as WORDS_WIDTH
from ui.narrative.old_sentences import LastYearWords, SentenceDeeds
from ui.narrative.text_editor import MARGIN, MEASURE, TextEditor, Verb

LETTERS = 18  # pixels, a little under the print's 16 points
WAITING = "与上年报告相同，待改写"
KEEP = "保留这一句（已核对）"
WIDTH = MEASURE * LETTERS + 2 * MARGIN + 4
GAP = 16  # pixels between a text and last year's words
WIDE = WIDTH + GAP + WORDS_WIDTH


class TextBlock(QWidget):
    """Heading, count, badge and editor of one field. `visit` hears when the person comes to it."""

    counted = Signal()

    def __init__(self, session: Session, section: Section, field: Field, visit: Callable[[str], None]) -> None:
        super().__init__()
        self._session = session
        self.field = field
        self.editor = TextEditor(session, field, printed_face("fang", LETTERS), visit)
        self.editor.setAccessibleName(" ".join(filter(None, (section.heading, field.heading or field.label))))
        self.editor.setToolTip(field.hint or field.label)
        self.editor.setAccessibleDescription(field.hint)
        self._heading = QLabel(field.heading or (field.label if field.optional else ""))
        self._heading.setFont(printed_face("kai", LETTERS))
        self._heading.setIndent(2 * LETTERS + MARGIN)
        self._heading.setBuddy(self.editor)
        self._badge = QLabel()
        self._count = QLabel()
        self._count.setProperty("muted", True)
        self._doubt = QLabel()
        self._doubt.setProperty("level", "verify")
        self._doubt.setWordWrap(True)
        self.seen_button = make_flat_button("已核对", "对照原文看过了（Ctrl+回车）", self._look)
        self.seen_button.setEnabled(not session.read_only)
        self.add = make_button(f"添加{field.label}", field.hint, self._unfold)
        self.add.setEnabled(not session.read_only)
        self.count = 0  # characters of the text as the report holds it
        self._findings: tuple[Finding, ...] = ()
        self._numbers: tuple[ReadNumber, ...] | None = None  # no look at the prose yet
        self._claims: tuple[Claim, ...] = ()
        self._waiting: tuple[DraftPiece, ...] = ()
        self.last_year = LastYearWords(field.id)
        self._deeds: SentenceDeeds | None = None
        self._lay_out()
        self._say_count()
        self._say_doubt()
        self._fold(field.optional and not session.report.text(field.id))
        self.editor.installEventFilter(self)

    def follow(self, change: Change) -> None:
        """The session's listener."""
        if self.field.id in change.cells:
            self.editor.follow(change)
            self._say_count()
            self._say_doubt()
            if self.field.optional and self.count:
                self._fold(False)
            self.counted.emit()

    def go_to(self, start: int, end: int, *, keyboard: bool = True) -> None:
        """Unfolds, and shows the place."""
        self._fold(False)
        self.editor.go_to(start, end, keyboard=keyboard)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Underlines the characters that findings name, and counts the findings beside the heading."""
        cell = self.field.id
        here = tuple(f for f in findings if cell in f.cells or any(s.cell == cell for s in f.spans))
        if here == self._findings:
            return
        self._findings = here
        self._mark()
        counts = tally(f for f in self._findings if f.home == cell)  # one that names several texts is counted in the first
        told = "\n".join(f"{LEVEL_WORDS[f.level]}：{f.sentence}" for f in self._findings)
        self._badge.setText(" · ".join(f"{LEVEL_WORDS[level]} {n}" for level, n in counts))
        self._badge.setToolTip(told)
        self._badge.setProperty("level", counts[0][0] if counts else "")
        self._badge.style().unpolish(self._badge)
        self._badge.style().polish(self._badge)
        self.editor.setAccessibleDescription(told or self.field.hint)

    def show_numbers(self, numbers: tuple[ReadNumber, ...]) -> None:
        """A quiet line under a number that is tied, dots under one that waits to be claimed; the pointer tells of every one."""
        here = tuple(one for one in numbers if one.span.cell == self.field.id)
        if (here, self._session.claims) != (self._numbers, self._claims):
            self._numbers, self._claims = here, self._session.claims
            self._mark()

    def show_waiting(self, pieces: tuple[DraftPiece, ...]) -> None:
        """Dashes under the sentences taken over from last year's report, until they are touched."""
        self._waiting = tuple(piece for piece in pieces if piece.cell == self.field.id)
        self._mark()

    def show_words(self, sentences: tuple[OldSentence, ...], deeds: SentenceDeeds) -> None:
        """Last year's words beside the text, and what is done with a sentence that still says the same."""
        self._deeds = deeds
        blank = not self._session.report.text(self.field.id)
        self.last_year.show_words(sentences, deeds, blank=blank, locked=self._session.read_only)

    def stand_beside(self, beside: bool) -> None:
        """Whether there is room for last year's words at the right of the text; else they stand under it."""
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)
        self._sides.setSpacing(GAP if beside else 4)
        self.setMaximumWidth(WIDE if beside else WIDTH)
        self.last_year.stand_beside(beside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An optional text left empty folds again; Ctrl+Enter takes the text as looked at."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and deed_of(event) == "row_seen":
            self._look()
            return True
        if event.type() == QEvent.Type.FocusOut and self.editor.document().isEmpty():
            self._fold(self.field.optional)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """New colours: the underlines are drawn anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()

    def _mark(self) -> None:
        theme = theme_of(self.palette())
        wave, dashes = QTextCharFormat.UnderlineStyle.WaveUnderline, QTextCharFormat.UnderlineStyle.DashUnderline
        numbers = self._number_marks()
        told = [(Span(p.cell, p.start, p.end), dashes, "muted", "", WAITING) for p in self._waiting]
        told += [(one.span, *one.line, "", one.words) for one in numbers]
        for finding in self._findings:
            words = f"{LEVEL_WORDS[finding.level]}：{finding.sentence}"
            soft = f"{finding.level}_soft"
            told += [(span, wave, finding.level, soft, words) for span in finding.spans if span.cell == self.field.id]
        text = self.editor.toPlainText()
        marks, hover = [], []
        for span, line, colour, ground, words in told:
            if span.end > len(text):
                continue
            hover.append((units(text, span.start), units(text, span.end), words))
            if not colour:
                continue
            shape = QTextCharFormat()
            shape.setUnderlineStyle(line)
            shape.setUnderlineColor(theme.colour(colour))
            if ground:
                shape.setBackground(theme.colour(ground))
            mark = QTextEdit.ExtraSelection()
            mark.format = shape  # type: ignore[attr-defined]
            mark.cursor = self.editor.cursor_over(span.start, span.end)  # type: ignore[attr-defined]
            marks.append(mark)
        self.editor.show_marks(marks)
        self.editor.hover = tuple(hover)
        self._offer(text, numbers)

    def _number_marks(self) -> tuple[NumberMark, ...]:
        if self._numbers is None:
            return ()
        text = (self.field.id, self.editor.toPlainText())
        return tuple(number_marks(self._session.form, self._claims, text, self._numbers, self._ask))

    def _offer(self, text: str, numbers: tuple[NumberMark, ...]) -> None:
        """What the menu offers over findings and numbers: mends first."""
        offers: list[tuple[Span, tuple[Verb, ...]]] = []
        for finding in self._findings:
            verbs = tuple((one.label, partial(self._session.apply, one)) for one in finding.mends)
            offers += [(span, verbs) for span in finding.spans if verbs and span.cell == self.field.id]
        offers += [(one.span, one.verbs) for one in numbers if one.verbs]
        if (deeds := self._deeds) is not None and not self._session.read_only:
            keep = ((Span(p.cell, p.start, p.end), ((KEEP, partial(deeds.keep, p)),)) for p in self._waiting)
            offers += keep
        self.editor.offers = tuple((units(text, span.start), units(text, span.end), verbs) for span, verbs in offers)

    def _ask(self, span: Span, drop: Claim | None) -> None:
        ask(self.editor, span, drop)

    def _look(self) -> None:
        self._session.look((self.field.id,))

    def _say_doubt(self) -> None:
        """What is known of a text that waits to be looked at; it goes when it was, or when the text is changed."""
        doubt = self._session.doubted.get(self.field.id)
        self._doubt.setText(f"待核对：{doubt.words}" if doubt else "")
        for part in (self._doubt, self.seen_button):
            part.setVisible(doubt is not None)

    def _say_count(self) -> None:
        self.count = counted(self._session.report.text(self.field.id))
        self._count.setText(f"{self.count} 字" if self.count else "未填")

    def _fold(self, folded: bool) -> None:
        self.add.setVisible(folded)
        for part in (self._badge, self.editor):
            part.setVisible(not folded)
        self._heading.setVisible(not folded and bool(self._heading.text()))
        self._count.setVisible(not folded and bool(self.field.heading or self.field.optional))

    def _unfold(self) -> None:
        self._fold(False)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.setMinimumWidth(WIDTH // 2)
        text = QWidget()
        text.setMaximumWidth(WIDTH)
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._heading, 1)
        row.addWidget(self._badge)
        row.addWidget(self._count)
        column.addLayout(row)
        column.addLayout(make_row(self._doubt, None, self.seen_button))
        column.addWidget(self.editor)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.addWidget(text, 1)
        self._sides.addWidget(self.last_year)
        self._sides.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(self._sides)
        self.stand_beside(False)
