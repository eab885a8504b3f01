"""The round of what waits in the open report, by F8: numbers of the prose to claim, values and unplaced texts to look at; and
what is decided of those texts.

One round over all of them in the form's order: of a cell its value first, then the numbers in it, then the texts beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QApplication

from app.checks.narrative import ReadNumber
from app.errors import NianbaoError
from app.form.kinds import TEXT
from app.report.doubt import Doubt
from app.report.session import Session
from ui.commands.actions import keys_of
from ui.commands.means import Means
from ui.findings.claiming import Claiming
from ui.narrative.text_editor import TextEditor
from ui.narrative.unplaced_block import UnplacedBlock
from ui.sections.section_tabs import SectionTabs

DROPPED = "已去掉，离开这份报告以前可以用 {keys} 找回。"
PUT = "已接在“{label}”的末尾，可以用 {keys} 撤销。"
VALUE, NUMBER, BESIDE = range(3)
Place = tuple[int, int, int]  # the cell in the form's order; which of the three; where in it, or the how manieth beside it


class DoubtRound:
    """On one session; `show` brings changed cells into view."""

    def __init__(
        self,
        session: Session,
        tabs: SectionTabs,
        claiming: Claiming,
        means: Means,
        show: Callable[[frozenset[str]], None],
    ) -> None:
        self._session, self._tabs, self._claiming, self._means, self._show = session, tabs, claiming, means, show
        self._cells = {name: n for n, name in enumerate(session.form.cells)}
        self._last: Place | None = None  # where it stopped last

    def step(self, step: int, cell: str) -> None:
        """To the next (1) or previous (-1) from the caret in a text, the cell where the person is, or the text that has the
        keyboard, around the end. A number that the caret touches is asked about first."""
        editor = QApplication.focusWidget()
        caret = editor.place if isinstance(editor, TextEditor) else -1
        cell = editor.field.id if isinstance(editor, TextEditor) else cell
        touched = None if self._session.read_only else self._claiming.touched(cell, caret)
        if touched is not None and step > 0 and self._claiming.is_new(touched):
            self._last = self._place_of(touched)
            self._go_to(touched)
            return
        stops = dict(self._stops())
        if stops:
            here = self._here(cell, caret, touched)
            order = sorted(stops)
            after = [place for place in order if (place > here if step > 0 else place < here)]
            self._last = (after or order)[0 if step > 0 else -1]
            self._go_to(stops[self._last])
        else:
            self._claiming.say_none()

    def _stops(self) -> list[tuple[Place, Doubt | ReadNumber]]:
        doubts = self._session.doubts
        # A text stands after the field beside it, and those beside one field one after the other.
        waiting: list[tuple[Place, Doubt | ReadNumber]] = [
            ((self._cells[one.cell], BESIDE if one.unplaced else VALUE, n if one.unplaced else 0), one)
            for n, one in enumerate(doubts)
        ]
        if waiting and self._session.read_only:
            return waiting  # there nothing can be claimed, and the round goes on
        numbers = self._claiming.waiting() or ([] if waiting else self._claiming.contradicting())
        return waiting + [(self._place_of(one), one) for one in numbers]

    def _here(self, cell: str, caret: int, touched: ReadNumber | None) -> Place:
        text = _text_of_focus()
        if text in self._session.doubts:
            return self._cells[text.cell], BESIDE, self._session.doubts.index(text)
        place = self._cells.get(cell, -1)
        came = self._last is not None and self._last[:2] == (place, VALUE)  # else the way back would stay in a text
        if caret < 0 or came:
            return place, VALUE, 0
        return self._place_of(touched) if touched is not None else (place, NUMBER, caret)

    def _place_of(self, number: ReadNumber) -> Place:
        return self._cells[number.span.cell], NUMBER, number.span.start

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
            self._tabs.current_page().resume()
        self._session.dismiss(text)
        self._means.tell(DROPPED.format(keys=keys_of("undo")))

    def _go_to(self, stop: Doubt | ReadNumber) -> None:
        if isinstance(stop, ReadNumber):
            self._claiming.walk_to(stop)
        elif stop.unplaced:
            self._tabs.go_to_text(stop)
        else:
            self._show(frozenset([stop.cell]))


def _text_of_focus() -> Doubt | None:
    """The text whose block has the keyboard."""
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, UnplacedBlock):
        widget = widget.parentWidget()
    return widget.text if widget is not None else None
