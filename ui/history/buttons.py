"""The plain buttons of the dialogs of the past, each with words, a tool tip and what it does, and rows of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget


def make_button(words: str, tip: str, do: Callable[[], object]) -> QPushButton:
    """A button that is not pressed by Enter elsewhere in the dialog."""
    button = QPushButton(words)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: do())
    return button


def make_row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets in a row; None is a gap that takes the room that is left."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
