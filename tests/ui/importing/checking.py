"""A person before the check screen of an import, whose keys are counted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.exchange import Import
from tests.reports import FORM
from ui.importing.import_dialog import ImportDialog
from ui.importing.target_row import Target

ENTER, ROW, TABLE = "Return", "Ctrl+Return", "Ctrl+Shift+Return"
CLIENT = QSize(1366, 700)  # a screen of 1366 × 768 less title and task bar


def cells_in_sight(dialog: ImportDialog) -> set[str]:
    """The cells of its tables that are now on the screen, with their source."""
    review, source, found = dialog.review, dialog.source, set()
    for view in dialog.check.page.views:
        room = view.viewport().visibleRegion().boundingRect()
        for name in view.shape.places if dialog.isVisible() else ():
            if room.contains(view.visualRect(view.model_of_cells.index_of(name))) and source.shows(review.marks(name)):
                found.add(name)
    return found


class Checker:
    """On one import; `taken` is what came of it."""

    def __init__(self, qtbot, found: Import, size: QSize = CLIENT) -> None:
        self.taken: list[Import] = []
        self.keys = 0
        self.sight: set[str] = set()  # the cells that were on the screen, with their source, when a key was pressed
        self.dialog = ImportDialog(found, FORM, "年报.txt", [Target("填入当前报告", self.taken.append)])
        qtbot.addWidget(self.dialog, before_close_func=lambda one: one.done(0))  # closing asks where work would be lost
        self.dialog.resize(size)
        self.dialog.show()
        qtbot.waitUntil(lambda: self.dialog.focusWidget() is not None)
        QApplication.processEvents()  # what is on the screen has been painted

    @property
    def cell(self) -> str:
        """The current cell."""
        return next((view.current_cell() for view in self.dialog.check.page.views if view.hasFocus()), "")

    @property
    def doubted(self) -> set[str]:
        """The cells that wait."""
        return set(self.dialog.review.session.doubted)

    def press(self, keys: str, times: int = 1) -> None:
        """The same key some times, each after what the one before has brought to the screen."""
        for _ in range(times):
            self._look()
            QTest.keySequence(QApplication.focusWidget() or self.dialog, QKeySequence(keys))
            QApplication.processEvents()
            self.keys += 1

    def press_until(self, keys: str, done: Callable[[], bool], most: int = 40) -> None:
        """The same key until something is so."""
        while not done() and self.keys < most:
            self.press(keys)

    def _look(self) -> None:
        self.sight |= cells_in_sight(self.dialog)

    def held(self, key: Qt.Key) -> None:
        """The same key once more while it is held down, as the system sends it."""
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
        QApplication.sendEvent(QApplication.focusWidget() or self.dialog, event)
