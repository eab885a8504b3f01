"""The page of one section of the form: its tables, its texts, and on the last page the closing block.

Put together from the form's data; repaints from the session's report and forgets the session when it is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QMouseEvent, QPalette
from PySide6.QtWidgets import QApplication, QTextEdit, QVBoxLayout, QWidget

from app.checks import Finding
from app.checks.narrative import ReadNumber
from app.form.form import Section
from app.report.doubt import Doubt
from app.report.draft import DraftPiece
from app.report.last_year_words import OldSentence
from app.report.session import Change, Session
from ui.grid.table_part import TablePart
from ui.narrative.old_sentences import SentenceDeeds
from ui.narrative.text_editor import TextEditor
from ui.narrative.text_part import TextPart
from ui.narrative.unplaced_place import UnplacedPlace
from ui.sections.wish_line import Wishes, WishLine, wishes_of


class SectionPart(Protocol):
    """What a page asks of its parts."""

    @property
    def places(self) -> tuple[UnplacedPlace, ...]:
        """Where unplaced texts stand."""

    def holds(self, cell_id: str) -> bool:
        """Whether the cell stands here."""

    def first_empty(self) -> str:
        """The cell that waits to be filled in first, '' for none."""

    def enter(self) -> None:
        """Takes the keyboard."""

    def focus_cell(self, cell_id: str, start: int = -1, end: int = -1, *, keyboard: bool = True) -> None:
        """Goes to a cell, and shows characters of it; without `keyboard` it only shows them."""

    def unmark(self) -> None:
        """Shows no place any more."""

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Marks what the findings name, instead of what was marked."""

    def show_last_year(self, pieces: tuple[DraftPiece, ...], figures: Mapping[str, str]) -> None:
        """Shows what of last year's report belongs here."""

    def settle(self) -> str:
        """Ends the typing; why what was typed last was not taken, '' where it was."""

    def follow(self, change: Change) -> None:
        """Repaints what changed."""


class SectionPage(QWidget):
    """One section to fill in. `visit` hears in which cell the person is."""

    def __init__(self, session: Session, section: Section, visit: Callable[[str], None]) -> None:
        super().__init__()
        self.section = section
        self._visit = visit
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        parts: list[TablePart | TextPart] = []
        self._table = TablePart(session, section, self._come_to) if section.grids else None
        if self._table is not None:
            parts.append(self._table)
        closing = session.form.closing if section is session.form.sections[-1] else ()
        self._texts = TextPart(session, section, closing, self._come_to) if section.fields or closing else None
        if self._texts is not None:
            parts.append(self._texts)
        self.wishes = {name: _under(block) for name, block in self._texts.blocks.items()} if self._texts else {}
        self._last = ""  # the cell where the person was last
        for part in parts:
            column.addWidget(part, 1)
        self._parts: tuple[SectionPart, ...] = tuple(parts)
        unsubscribe = session.subscribe(self._follow)
        self.destroyed.connect(lambda: unsubscribe())

    def show_wishes(self, wishes: Wishes) -> None:
        """Says under each text what the local profile asks of it."""
        for name, sentences in wishes_of(self.section, wishes).items():
            self.wishes[name].say(sentences)

    def show_low(self, low: bool) -> None:
        """Folds what is not the table itself, in a low room."""
        if self._table is not None:
            self._table.show_low(low)

    def first_empty(self) -> str:
        """The cell that waits to be filled in first, '' when all that is wanted is there."""
        return next(filter(None, (part.first_empty() for part in self._parts)), "")

    def enter(self) -> None:
        """Takes the keyboard in the first empty place, else where the person was, else in the first that takes input.

        No focus proxy: Tab would pass by what stands before it.
        """
        empty = self.first_empty()
        if empty:
            self.focus_cell(empty)
        else:
            self.resume()

    def resume(self) -> None:
        """Takes the keyboard where the person was on this page, else where filling in begins."""
        if self._last:
            self.focus_cell(self._last)
        else:
            self._parts[0].enter()

    def focus_cell(self, cell_id: str, start: int = -1, end: int = -1, *, keyboard: bool = True) -> None:
        """Makes a cell current and shows it; `start` to `end` are characters of a text. Without `keyboard` it only shows."""
        for part in self._parts:
            if part.holds(cell_id):
                self._last = cell_id
                part.focus_cell(cell_id, start, end, keyboard=keyboard)

    def go_to_text(self, text: Doubt) -> None:
        """Brings the keyboard to an unplaced text that stands here."""
        for place in (place for part in self._parts for place in part.places if text in place.blocks):
            place.go_to(text)

    def hold_enter(self) -> None:
        """The program has brought the keyboard here: Enter changes no text until the person has moved in it."""
        focus = self.focusWidget()
        if isinstance(focus, TextEditor):
            focus.hold_enter()

    def caret(self) -> QPoint:
        """Just under the caret of the text that was entered last, on the screen."""
        focus = self.focusWidget()
        edit = focus if isinstance(focus, QTextEdit) else self
        return edit.mapToGlobal(edit.cursorRect().bottomLeft() if isinstance(edit, QTextEdit) else QPoint())

    def fill_zeros(self, *, blanks_only: bool) -> bool:
        """Fills the table's blank cells with 0, or all of them; False where the section has no table."""
        if self._table is None:
            return False
        if blanks_only:
            self._table.fill_blanks()
        else:
            self._table.fill_all()
        return True

    def paste(self) -> bool:
        """A block from the clipboard into the table; False where the section has none."""
        if self._table is not None:
            self._table.paste()
        return self._table is not None

    def unmark(self) -> None:
        """No place is shown any more."""
        for part in self._parts:
            part.unmark()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the ground, a heading or a hint, while the keyboard is elsewhere, brings it to this page."""
        super().mousePressEvent(event)
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.enter()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Marks what this section's findings name; what was marked before is unmarked."""
        for part in self._parts:
            part.show_findings(findings)

    def show_numbers(self, numbers: tuple[ReadNumber, ...]) -> None:
        """Underlines the numbers of the texts that speak of cells."""
        if self._texts is not None:
            self._texts.show_numbers(numbers)

    def show_last_year(self, pieces: tuple[DraftPiece, ...], figures: Mapping[str, str]) -> None:
        """Marks the sentences to be rewritten, and shows figures of last year beside cells."""
        for part in self._parts:
            part.show_last_year(pieces, figures)

    def show_words(self, words: Mapping[str, tuple[OldSentence, ...]], deeds: SentenceDeeds) -> None:
        """Last year's words beside the texts."""
        if self._texts is not None:
            self._texts.show_words(words, deeds)

    def settle(self) -> str:
        """Commits an open editor and ends the step of typing; why what stood there was not taken, '' where it was."""
        return "".join([part.settle() for part in self._parts])

    def _come_to(self, cell_id: str) -> None:
        self._last = cell_id
        self._visit(cell_id)

    def _follow(self, change: Change) -> None:
        for part in self._parts:
            part.follow(change)


def _under(block: QWidget) -> WishLine:
    """The line for wishes as the last thing of a text's block."""
    line, layout = WishLine(), block.layout()
    assert layout is not None
    layout.addWidget(line)
    return line
