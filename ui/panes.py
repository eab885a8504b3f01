"""The panes of the window that F6 goes round, and the stops of Tab inside one. Leans on Qt's chain of focus alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Pane:
    """A part of the window, and how the keyboard comes into it."""

    widget: QWidget
    enter: Callable[[], None]


def tab_stops(room: QWidget) -> list[QWidget]:
    """What Tab meets under `room`, in its order, seen or not."""
    found: list[QWidget] = []
    stop = room.nextInFocusChain()
    while stop is not room:
        if room.isAncestorOf(stop) and stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(stop)
        stop = stop.nextInFocusChain()
    return found
