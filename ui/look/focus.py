"""The keyboard goes back to where the person was: after a dialog, and when what had it is put away or switched off.

Qt itself leaves it on the button that was pressed, or gives it to whatever comes next, where Enter would press something
unseen. A place is what is read or written in: a row, a cell, a text; never a button or a tab.
"""

from __future__ import annotations

from functools import partial
from typing import TypeGuard

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QTabBar, QWidget
from shiboken6 import isValid

MOST = 12  # places that are remembered, newest last


class FocusKeeper(QObject):
    """Follows the keyboard through the windows of `app`, which owns it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._places: list[QWidget] = []
        self._window: QWidget | None = None  # the one that had the keyboard last
        app.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        there = now if now is not None else before
        if there is None:
            return
        left, window = self._window, there.window()
        self._window = window
        closed = left is not None and left is not window and not _is_shown(left)
        lost = before is not None and before.window() is window and not _takes_keys(before)
        lost = lost and not (before is not None and now is not None and before.isAncestorOf(now))  # a cell's editor
        # In a dialog the button that asked for another dialog is the place to go on from.
        if lost or closed and isinstance(window, QMainWindow) and not _is_place(now):
            # Whoever put the old place away may have a new one in mind: only when nobody has, it is chosen here.
            QTimer.singleShot(0, self, partial(self._go_back, window, now))
        elif _is_place(now):
            others = [one for one in self._places if isValid(one) and one is not now]
            self._places = [*others[1 - MOST :], now]

    def _go_back(self, window: QWidget, chosen: QWidget | None) -> None:
        if isValid(window) and window.isActiveWindow() and QApplication.focusWidget() is chosen:
            places = [one for one in self._places if _takes_keys(one) and one.window() is window]
            if places:
                places[-1].setFocus(Qt.FocusReason.OtherFocusReason)


def _is_place(widget: QWidget | None) -> TypeGuard[QWidget]:
    return widget is not None and not isinstance(widget, QAbstractButton | QTabBar)


def _is_shown(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible()


def _takes_keys(widget: QWidget) -> bool:
    return _is_shown(widget) and widget.isEnabled()
