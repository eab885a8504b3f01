"""Deeds of the keyboard on the open report: steps back and forth, saving said, finding, zeros, the round of the panes.

The table of commands names these methods; each is done where it belongs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.store.library import Library
from ui.desk.report_desk import ReportDesk
from ui.look.banner import DEED, Banners
from ui.look.calendar_words import changed_words
from ui.look.shared_sentences import LOCKED
from ui.window.store_news import StoreNews

SAVED = "已保存，{when}。填写的内容随时自动保存，不必另存。"
NO_TABLE = "这一部分没有要填数字的表。"


class Hand(QObject):
    """On the report that is open at the desk; its commands are enabled only while there is one."""

    def __init__(
        self,
        window: QWidget,
        library: Library,
        desk: ReportDesk,
        news: StoreNews,
        banners: Banners,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._library, self._desk, self._news, self._banners, self._now = library, desk, news, banners, now

    def save(self) -> None:
        """Has everything stored at once and says when that was; what could not be stored is said by the store's news."""
        if self._desk.workspace.session.read_only:
            self._tell(LOCKED)
            return
        self._desk.settle()
        saved = self._library.flush()
        if saved.at or saved.error:
            self._news.hear(saved)
        if not saved.error:
            changed = [entry.changed for entry in self._library.entries() if entry.key == self._desk.key]
            when = saved.at or changed[0]
            self._tell(SAVED.format(when=changed_words(when, self._now())))

    def undo(self) -> None:
        """Takes the last step back."""
        self._desk.workspace.step_back()

    def redo(self) -> None:
        """Does the undone step again."""
        self._desk.workspace.step_forward()

    def next_finding(self) -> None:
        """To the next finding."""
        self._desk.workspace.finding_round.step(1)

    def previous_finding(self) -> None:
        """To the finding before."""
        self._desk.workspace.finding_round.step(-1)

    def next_doubt(self) -> None:
        """To the next number to claim or value that nobody has looked at."""
        self._desk.workspace.step_doubt(1)

    def previous_doubt(self) -> None:
        """To the one before."""
        self._desk.workspace.step_doubt(-1)

    def set_aside(self) -> None:
        """Sets the current hint aside, or takes it back."""
        self._desk.workspace.set_aside()

    def comment(self) -> None:
        """Asks for a comment where the person is."""
        self._desk.workspace.comment()

    def list_comments(self) -> None:
        """Shows all comments."""
        self._desk.workspace.list_comments()

    def find_words(self) -> None:
        """Asks for words to look for."""
        self._desk.workspace.panels.show_form()
        self._desk.workspace.find_bar.begin()

    def replace_words(self) -> None:
        """Asks for words to look for and others to put in their place; not where nothing may be changed."""
        if self._desk.workspace.session.read_only:
            self._tell(LOCKED)
            return
        self._desk.workspace.panels.show_form()
        self._desk.workspace.find_bar.begin(replacing=True)

    def find_next(self) -> None:
        """To the next place of the words that are looked for."""
        self._desk.workspace.panels.show_form()
        self._desk.workspace.find_bar.step(1)

    def find_previous(self) -> None:
        """To the place before."""
        self._desk.workspace.panels.show_form()
        self._desk.workspace.find_bar.step(-1)

    def fill_blanks(self) -> None:
        """Fills the blank cells of the table in front with 0."""
        self._fill(blanks_only=True)

    def fill_all(self) -> None:
        """Fills the table in front with 0; asks first where numbers stand in it."""
        self._fill(blanks_only=False)

    def paste(self) -> None:
        """Pastes a block from the clipboard into the table in front."""
        if self._desk.workspace.session.read_only:
            self._tell(LOCKED)
        elif not self._desk.workspace.tabs.current_page().paste():
            self._tell(NO_TABLE)

    def toggle_preview(self) -> None:
        """Shows or folds the preview."""
        self._desk.workspace.panels.toggle_preview()

    def toggle_findings(self) -> None:
        """Shows or folds the findings."""
        self._desk.workspace.panels.toggle_findings()

    def next_pane(self) -> None:
        """Takes the keyboard to the next of tabs, page, findings and preview."""
        self._go_round(1)

    def previous_pane(self) -> None:
        """Takes it to the one before."""
        self._go_round(-1)

    def _fill(self, *, blanks_only: bool) -> None:
        if self._desk.workspace.session.read_only:
            self._tell(LOCKED)
        elif not self._desk.workspace.tabs.current_page().fill_zeros(blanks_only=blanks_only):
            self._tell(NO_TABLE)

    def _go_round(self, step: int) -> None:
        panes = [pane for pane in self._desk.workspace.panes() if pane.widget.isVisible()]
        focus = QApplication.focusWidget()
        here = next((n for n, pane in enumerate(panes) if focus and _holds(pane.widget, focus)), -1 if step > 0 else 0)
        panes[(here + step) % len(panes)].enter()

    def _tell(self, sentence: str) -> None:
        self._banners.tell("notice", sentence, key=DEED)


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)
