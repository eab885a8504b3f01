"""The panes of the window that F6 goes round, and the stops of Tab inside one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Pane:
    """A part of the window, and how the keyboard comes into it."""

    widget: QWidget
    enter: Callable[[], None]


def tab_stops(room: QWidget) -> list[QWidget]:
    """What Tab meets under `room`, in the order in which it was put there, seen or not."""
    # Not along Qt's chain of focus: PySide's answers to nextInFocusChain bring the interpreter down later.
    children = cast(list[QWidget], room.findChildren(QWidget))
    return [one for one in children if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
