"""The round of what waits to be looked at in the open report, by F8, and what is decided of its unplaced texts."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QApplication

from app.errors import NianbaoError
from app.form.kinds import TEXT
from app.report.doubt import Doubt
from app.report.session import Session
from ui.commands.actions import keys_of
from ui.commands.means import Means
from ui.narrative.unplaced_block import UnplacedBlock
from ui.sections.section_tabs import SectionTabs

NO_DOUBT = "没有待核对的栏目。"
DROPPED = "已去掉，离开这份报告以前可以用 {keys} 找回。"
PUT = "已接在“{label}”的末尾，可以用 {keys} 撤销。"


class DoubtRound:
    """On one session; `show` brings changed cells into view."""

    def __init__(
        self, session: Session, tabs: SectionTabs, means: Means, show: Callable[[frozenset[str]], None]
    ) -> None:
        self._session, self._tabs, self._means, self._show = session, tabs, means, show

    def step(self, step: int, cell: str) -> None:
        """To the next (1) or previous (-1) from the cell where the person is, or from the text that has the keyboard."""
        doubts = self._session.doubts
        if not doubts:
            self._means.tell(NO_DOUBT)
            return
        order = list(self._session.form.cells)
        # A text stands after the field beside it, and those beside one field one after the other.
        places = [(order.index(one.cell), n + 1 if one.unplaced else 0) for n, one in enumerate(doubts)]
        text = _text_of_focus()
        here = places[doubts.index(text)] if text in doubts else (order.index(cell) if cell in order else -1, 0)
        after = [n for n, place in enumerate(places) if (place > here if step > 0 else place < here)]
        self._go_to(doubts[(after or range(len(doubts)))[0 if step > 0 else -1]])

    def go_to_first(self, section: str) -> bool:
        """To the first of a section, where that is an unplaced text."""
        cells = self._session.form.cells
        first = next((one for one in self._session.doubts if cells[one.cell].section == section), None)
        if first is None or not first.unplaced:
            return False
        self._go_to(first)
        return True

    def show_come(self, before: Collection[Doubt], cells: Collection[str]) -> bool:
        """To the text that has come back by an undo of one place; whether one has."""
        come = [one for one in self._session.unplaced if one not in before]
        if len(come) == 1 and len(cells) <= 1:
            self._go_to(come[0])
            return True
        return False

    def decide(self, text: Doubt, cell: str) -> None:
        """Puts a text at the end of a cell, with the caret behind it; with '' for the cell it goes."""
        try:
            self._put(text, cell) if cell else self._drop(text)
        except NianbaoError as reason:
            self._means.refuse(reason.sentence)

    def _put(self, text: Doubt, cell: str) -> None:
        self._session.place(text, cell)
        end = len(self._session.report.text(cell))
        self._tabs.go_to(cell, end, end)
        self._means.tell(PUT.format(label=self._session.form.cells[cell].label, keys=keys_of("undo")))

    def _drop(self, text: Doubt) -> None:
        """The keyboard goes to the field beside it first: when its block is gone, Qt would choose."""
        beside = self._session.form.cells[text.cell]
        if beside.kind is TEXT and not beside.note_of:
            self._tabs.go_to(text.cell)
        else:
            self._tabs.current_page().enter()
        self._session.dismiss(text)
        self._means.tell(DROPPED.format(keys=keys_of("undo")))

    def _go_to(self, doubt: Doubt) -> None:
        if doubt.unplaced:
            self._tabs.go_to_text(doubt)
        else:
            self._show(frozenset([doubt.cell]))


def _text_of_focus() -> Doubt | None:
    """The text whose block has the keyboard."""
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, UnplacedBlock):
        widget = widget.parentWidget()
    return widget.text if widget is not None else None
