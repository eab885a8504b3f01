"""A section's texts on the screen, one under the other in one scroll area, so that they read as the print does.

On the last section the closing block follows. Holds no text; wires editors to the session.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.checks import Finding
from app.checks.narrative import ReadNumber
from app.form.form import Field, Section
from app.report.draft import DraftPiece
from app.report.last_year_words import OldSentence
from app.report.session import Change, Session
from ui.look.panes import tab_stops
from ui.narrative.closing import Closing
from ui.narrative.old_sentences import SentenceDeeds
from ui.narrative.text_block import WIDE, WIDTH, TextBlock
from ui.narrative.text_editor import TextEditor
from ui.narrative.unplaced_place import UnplacedPlace, lay_out_now

SIGHT = 48  # pixels that stay visible around the cursor
SIDE = 16  # pixels at both sides of the sheet


class TextPart(QWidget):
    """The texts of one section, and the closing fields if it has any. `visit` hears in which of them the person is."""

    def __init__(
        self, session: Session, section: Section, closing: tuple[Field, ...], visit: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._session = session
        self.blocks = {field.id: TextBlock(session, section, field, visit) for field in section.fields}
        self.closing = Closing(session, closing, visit) if closing else None
        self._loose: dict[str, UnplacedPlace] = {name: self._place_after((name,), block) for name, block in self.blocks.items()}
        if self.closing is not None:
            self._loose[""] = self._place_after([field.id for field in closing], self.closing)
        self._count = QLabel()
        self._count.setProperty("muted", True)
        self._scroll = QScrollArea()
        self._has_words = False
        self._lay_out(section)
        for block in self.blocks.values():
            block.editor.moved.connect(lambda rect, editor=block.editor: self._keep_in_sight(editor, rect))
            block.counted.connect(self._say_count)
        self._say_count()

    @property
    def places(self) -> tuple[UnplacedPlace, ...]:
        """Where unplaced texts stand."""
        return tuple(self._loose.values())

    def holds(self, cell_id: str) -> bool:
        """Whether the text or closing field stands here."""
        return cell_id in self.blocks or (self.closing is not None and cell_id in self.closing.edits)

    def first_empty(self) -> str:
        """The first text that has to be written and is not; '' when there is none."""
        report = self._session.report
        wanted = (name for name, block in self.blocks.items() if not block.field.optional)
        return next((name for name in wanted if name not in report.cells), "")

    def enter(self) -> None:
        """Takes the keyboard in the first text that has to be written, else in the first line there is."""
        first = next((block for block in self.blocks.values() if not block.field.optional), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.closing is not None:
            self.focus_cell(next(iter(self.closing.edits)))

    def focus_cell(self, cell_id: str, start: int = -1, end: int = -1, *, keyboard: bool = True) -> None:
        """Goes to a text and shows characters of it."""
        if cell_id in self.blocks:
            self.blocks[cell_id].go_to(start, end, keyboard=keyboard)
        elif self.closing is not None:
            self.closing.go_to(cell_id, start, end, keyboard=keyboard)
            self._scroll.ensureWidgetVisible(self.closing.edits[cell_id])

    def unmark(self) -> None:
        """No place is shown any more."""
        for block in self.blocks.values():
            block.editor.unmark()
        if self.closing is not None:
            self.closing.unmark()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Marks what these findings name."""
        for block in self.blocks.values():
            block.show_findings(findings)
        if self.closing is not None:
            self.closing.show_findings(findings)

    def show_numbers(self, numbers: tuple[ReadNumber, ...]) -> None:
        """Underlines the numbers that speak of cells."""
        for block in self.blocks.values():
            block.show_numbers(numbers)

    def show_last_year(self, pieces: tuple[DraftPiece, ...], figures: Mapping[str, str]) -> None:
        """Marks the sentences that still say what last year's said."""
        for block in self.blocks.values():
            block.show_waiting(pieces)

    def show_words(self, words: Mapping[str, tuple[OldSentence, ...]], deeds: SentenceDeeds) -> None:
        """Last year's words beside the texts."""
        for name, block in self.blocks.items():
            block.show_words(words.get(name, ()), deeds)
        self._has_words = any(name in words for name in self.blocks)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Last year's words stand beside the texts where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        beside = self._has_words and self.width() >= WIDE + 2 * SIDE + bar
        self._sheet.setMaximumWidth(WIDE if beside else WIDTH)
        for block in self.blocks.values():
            block.stand_beside(beside)

    def settle(self) -> str:
        """Ends the typing; why what was typed was not taken, '' where it was."""
        refused = self.closing.settle() if self.closing is not None else ""
        self._session.settle()
        return refused

    def follow(self, change: Change) -> None:
        """The session's listener."""
        for block in self.blocks.values():
            block.follow(change)
        if self.closing is not None:
            self.closing.follow(change)
        self._follow_loose()

    def _follow_loose(self) -> None:
        """Blocks that come or go above the place where somebody types do not move it."""
        focus = QApplication.focusWidget()
        inner, bar = self._scroll.widget(), self._scroll.verticalScrollBar()
        held = focus if focus is not None and inner.isAncestorOf(focus) else inner
        above = held.mapTo(inner, QPoint()).y() - bar.value()
        if not sum(place.follow() for place in self.places):
            return
        lay_out_now(self._scroll)
        bar.setValue(held.mapTo(inner, QPoint()).y() - above)

    def _place_after(self, cells: Collection[str], widget: QWidget) -> UnplacedPlace:
        return UnplacedPlace(self._session, cells, lambda: tab_stops(widget)[-1])

    def _keep_in_sight(self, editor: TextEditor, rect: QRect) -> None:
        spot = editor.viewport().mapTo(self._scroll.widget(), rect.center())
        self._scroll.ensureVisible(spot.x(), spot.y(), 0, SIGHT)

    def _say_count(self) -> None:
        self._count.setText(f"正文 {sum(block.count for block in self.blocks.values())} 字")

    def _lay_out(self, section: Section) -> None:
        self._sheet = sheet = QWidget()
        sheet.setMaximumWidth(WIDTH)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 8, 0, 16)
        column.setSpacing(12)
        if self.blocks:
            column.addLayout(_measured(self._head(section)))
        if section.hint and not section.grids:
            hint = QLabel(section.hint)
            hint.setProperty("muted", True)
            hint.setWordWrap(True)
            column.addLayout(_measured(hint))
        for name, block in self.blocks.items():
            column.addWidget(block)
            column.addLayout(_measured(self._loose[name]))
        if self.closing is not None:
            column.addLayout(_measured(self.closing))
            column.addLayout(_measured(self._loose[""]))
        column.addStretch(1)
        self._scroll.setWidget(_centred(sheet))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _head(self, section: Section) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        title = QLabel(section.heading)
        title.setObjectName("sectionTitle")
        row.addWidget(title, 1)
        row.addWidget(self._count)
        return head


def _measured(widget: QWidget) -> QHBoxLayout:
    """As wide as a text, however wide the sheet is."""
    widget.setMaximumWidth(WIDTH)
    row = QHBoxLayout()
    row.addWidget(widget, 1)
    row.addStretch(0)
    return row


def _centred(sheet: QWidget) -> QWidget:
    """The sheet in the middle of the room."""
    inner = QWidget()
    row = QHBoxLayout(inner)
    row.setContentsMargins(SIDE, 0, SIDE, 0)
    row.addStretch(0)
    row.addWidget(sheet, 1)
    row.addStretch(0)
    return inner
