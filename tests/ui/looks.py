"""A person before the dialog of changes: what is pressed there once it has come up, while the program waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.changes.changes_dialog import ChangesDialog

Deed = Callable[[ChangesDialog], object]


def press(*keys: Qt.Key) -> Deed:
    """Keys one after the other, in whatever of the dialog has the focus."""

    def deed(dialog: ChangesDialog) -> None:
        for key in keys:
            QTest.keyClick(dialog.focusWidget() or dialog, key)

    return deed


def write(dialog: ChangesDialog) -> None:
    """Enter: writes what is ticked."""
    press(Qt.Key.Key_Return)(dialog)


def give_up(dialog: ChangesDialog) -> None:
    """Esc: leaves, nothing changed."""
    press(Qt.Key.Key_Escape)(dialog)


@contextmanager
def looking(deed: Deed) -> Iterator[list[list[tuple[str, str, str]]]]:
    """Does `deed` in each dialog of changes that comes up, and gives what stood in them: (kind, now, then) by row."""
    seen: list[list[tuple[str, str, str]]] = []
    timer = QTimer()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ChangesDialog):
            timer.stop()
            seen.append(rows(dialog))
            deed(dialog)

    timer.timeout.connect(look)
    timer.start(0)
    yield seen
    timer.stop()


def rows(dialog: ChangesDialog) -> list[tuple[str, str, str]]:
    """What stands in the dialog's list, from the top: (kind, now, then)."""
    items = [dialog.list.topLevelItem(number) for number in range(dialog.list.topLevelItemCount())]
    return [(item.text(1), item.text(2), item.text(3)) for item in items if item is not None]
