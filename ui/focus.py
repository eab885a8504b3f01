"""The keyboard goes back to where the person was: after a dialog, and when what had it is put away or switched off.

Qt itself leaves it on the button that was pressed, or gives it to whatever comes next, where Enter would press something
unseen. A place is what is read or written in: a row, a cell, a text; never a button or a tab.
"""

from __future__ import annotations

from typing import TypeGuard

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget
from shiboken6 import isValid

MOST = 8  # places that are remembered, newest last


class FocusKeeper(QObject):
    """Follows the keyboard in one window, which owns it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._places: list[QWidget] = []
        self._above: QWidget | None = None  # another window of ours that has had the keyboard since
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is not self._window:
            self._above = now.window()
            return
        lost = before is not None and before.window() is self._window and not _takes_keys(before)
        if now is None:
            closed = False
        else:
            # The editor of a cell has the keyboard within its table.
            lost = lost and not (before is not None and before.isAncestorOf(now))
            above, self._above = self._above, None
            closed = above is not None and not (isValid(above) and above.isVisible())
        if lost or closed and not _is_place(now):
            # Whoever put the old place away may have a new one in mind: only when nobody has, it is chosen here.
            QTimer.singleShot(0, self, lambda: self._go_back(now))
        elif _is_place(now):
            self._remember(now)

    def _go_back(self, chosen: QWidget | None) -> None:
        if self._window.isActiveWindow() and QApplication.focusWidget() is chosen:
            there = [one for one in self._places if _takes_keys(one)]
            if there:
                there[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _remember(self, place: QWidget) -> None:
        others = [one for one in self._places if isValid(one) and one is not place]
        self._places = [*others[1 - MOST :], place]


def _is_place(widget: QWidget | None) -> TypeGuard[QWidget]:
    return widget is not None and not isinstance(widget, QAbstractButton | QTabBar)


def _takes_keys(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible() and widget.isEnabled()
