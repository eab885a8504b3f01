"""The plain buttons of dialogs, each with words, a tool tip and what it does; rows of them; the row that closes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QWidget


def make_button(words: str, tip: str, do: Callable[[], object]) -> QPushButton:
    """A button that is not pressed by Enter elsewhere in the dialog."""
    button = QPushButton(words)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: do())
    return button


def make_flat_button(words: str, tip: str, do: Callable[[], object]) -> QPushButton:
    """The same without a frame, for a line of words."""
    button = make_button(words, tip, do)
    button.setProperty("flat", True)
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


def closing_box(dialog: QDialog) -> QDialogButtonBox:
    """The button at the end of a dialog that closes it, as Esc does; Enter elsewhere in the dialog does not."""
    box = QDialogButtonBox()
    close = box.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
    close.setAutoDefault(False)
    close.setToolTip("关闭（Esc）")
    box.rejected.connect(dialog.reject)
    return box
