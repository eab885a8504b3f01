"""A person who goes a road by keyboard alone: keys are pressed where the focus is, and counted by the stage of the road.

A road is an iterator of steps. Each is done from the event loop, one after the other, so that it goes on inside a dialog that
stands until it is left. What is typed or pasted is not counted, each key that does something is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.ui.pages import send_letter

PATIENCE = 20_000  # milliseconds for a whole road
WRONG = (AssertionError, AttributeError, LookupError, RuntimeError, TypeError)  # what may go wrong on a road
AGAIN = 10  # milliseconds until it is looked again whether a step can be done


def ready() -> bool:
    """Whether the keyboard is somewhere, and in the dialog where one stands."""
    focus, dialog = QApplication.focusWidget(), QApplication.activeModalWidget()
    return focus is not None and (dialog is None or focus.window() is dialog)


def give_back(window: QWidget) -> None:
    """The window behind a dialog that has gone is the active one again, as on any desktop; the test's own has none."""
    if QApplication.activeWindow() is None:
        (QApplication.activeModalWidget() or window).activateWindow()


@dataclass(frozen=True)
class Step:
    """A deed, done as soon as `when` holds and the keyboard is ready."""

    do: Callable[[], object]
    when: Callable[[], bool] = ready


Road = Iterator[Step]


class Walker:
    """`counts` has the events of each stage; `before` is called before each key, with what the screen then shows."""

    def __init__(self, qtbot, window: QWidget, before: Callable[[], object] = lambda: None) -> None:
        self.stage = ""
        self.counts: Counter[str] = Counter()
        self._qtbot, self._window, self._before = qtbot, window, before
        self._road: Road = iter(())
        self._over = True
        self._fault: BaseException | None = None

    @property
    def told(self) -> str:
        """The events by stage, for a message."""
        return f"{self.counts.total()}: " + ", ".join(f"{stage} {count}" for stage, count in self.counts.items())

    def walk(self, road: Road) -> None:
        """Goes the whole road; what went wrong on it is raised here."""
        self._road, self._over = road, False
        QTimer.singleShot(0, self._next)
        QTimer.singleShot(PATIENCE, self._window, self._give_up)
        self._qtbot.waitUntil(lambda: self._over, timeout=2 * PATIENCE)
        if self._fault is not None:
            raise self._fault

    def press(self, keys: str) -> Step:
        """One key, or one with others held down."""
        return Step(lambda: self._press(keys))

    def count(self, times: int) -> None:
        """Events in a dialog of the system that no test can show."""
        self.counts[self.stage] += times

    def type(self, words: str) -> Step:
        """Letters where the keyboard is."""
        return Step(lambda: self._type(words))

    def paste(self, words: str) -> Step:
        """Words out of another program, where the keyboard is."""
        return Step(lambda: self._paste(words))

    def wait(self, when: Callable[[], object]) -> Step:
        """Until something is so; nothing is pressed."""
        return Step(lambda: None, lambda: bool(when()))

    def _next(self) -> None:
        if self._over:
            return
        try:
            step = next(self._road)
        except StopIteration:
            self._over = True
        except WRONG as fault:  # raised again where the road was begun
            self._end(fault)
        else:
            self._try(step)

    def _try(self, step: Step) -> None:
        if self._over:
            return
        give_back(self._window)
        QApplication.processEvents()  # what the step before has brought is on the screen
        if not step.when():
            QTimer.singleShot(AGAIN, lambda: self._try(step))
            return
        QTimer.singleShot(0, self._next)  # before the deed: a dialog may hold it up to its own end
        try:
            step.do()
        except WRONG as fault:
            self._end(fault)

    def _give_up(self) -> None:
        if not self._over:
            here = QApplication.activePopupWidget() or QApplication.focusWidget()
            self._end(AssertionError(f"no way on after {self.told}: {here}, {QApplication.activeModalWidget()}"))

    def _end(self, fault: BaseException) -> None:
        self._fault = self._fault or fault
        self._over = True
        while isinstance(dialog := QApplication.activeModalWidget(), QDialog):
            dialog.done(0)

    def _press(self, keys: str) -> None:
        self._before()
        self.counts[self.stage] += 1
        QTest.keySequence(self._focus(), QKeySequence(keys))

    def _type(self, words: str) -> None:
        for letter in words:
            send_letter(self._focus(), letter)

    def _paste(self, words: str) -> None:
        QApplication.clipboard().setText(words)
        QTest.keySequence(self._focus(), QKeySequence(QKeySequence.StandardKey.Paste))

    @staticmethod
    def _focus() -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found
