"""认领: the walk through the numbers of the prose of which nobody can say what they mean but the person who writes.

At each a small menu under the number: up to three cells, or 不涉及表格. Enter takes the first, a digit another one, Esc leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.checks import Span
from app.checks.narrative import Candidate, ReadNumber, cell_words, key_of
from app.report.claim import Claim
from app.report.session import Session
from ui.look.shared_sentences import LOCKED

NONE_LEFT = "正文里没有要认领的数。"
NO_CELL = "不涉及表格"


class Claiming(QObject):
    """On one session. `waiting` carries how many numbers wait, `claimed` when one was claimed and the next one is to be asked.

    `show` goes to a number and gives the place under it on the screen.
    """

    waiting = Signal(int)
    claimed = Signal()

    def __init__(
        self, session: Session, show: Callable[[Span], QPoint], tell: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._show, self._tell, self._room = session, show, tell, parent
        self._numbers: tuple[ReadNumber, ...] = ()
        self._last = (-1, -1)  # the place that was asked about last

    def take(self, numbers: tuple[ReadNumber, ...]) -> None:
        """New numbers of the prose."""
        self._numbers = tuple(one for one in numbers if one.outcome == "unclaimed")
        self.waiting.emit(len(self._numbers))

    def step(self) -> None:
        """Asks about the next number, around the end."""
        if self._session.read_only:
            self._tell(LOCKED)
        elif not self._numbers:
            self._last = (-1, -1)
            self._tell(NONE_LEFT)
        else:
            one = next((one for one in self._numbers if self._place(one) > self._last), self._numbers[0])
            self._last = self._place(one)
            self._ask(one)

    def go_on(self) -> None:
        """After a claim: the next number, and nothing where none is left, so that what the claim brought up is not covered."""
        if self._numbers:
            self.step()

    def _place(self, one: ReadNumber) -> tuple[int, int]:
        return tuple(self._session.form.cells).index(one.span.cell), one.span.start

    def _ask(self, one: ReadNumber) -> None:
        menu = QMenu(self._room)
        menu.setObjectName("claimMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"“{one.words}”是表里哪一格？").setEnabled(False)
        menu.addSeparator()
        offers = [(self._words(one, candidate), candidate.cells, candidate.period) for candidate in one.candidates]
        for number, (words, cells, period) in enumerate([*offers, (NO_CELL, (), "this")], 1):
            action = menu.addAction(f"&{number}　{words.replace('&', '&&')}")
            action.triggered.connect(partial(self._claim, one, cells, period))
            if number == 1:
                menu.setActiveAction(action)
        menu.popup(self._show(one.span))

    def _words(self, one: ReadNumber, candidate: Candidate) -> str:
        """本年新收 总计：5, and that it is another number where it is."""
        words = cell_words(self._session.form, candidate.cells, candidate.period)
        if candidate.value is None:
            return f"{words}：还没有填"
        return f"{words}：{candidate.value:f}" + ("" if candidate.value == one.value else "（与正文不同）")

    def _claim(self, one: ReadNumber, cells: tuple[str, ...], period: str, _checked: bool = False) -> None:
        words, place = key_of(self._session.report.text(one.span.cell), one.span)
        self._session.claim(Claim(words, place, cells, period))
        self.claimed.emit()
