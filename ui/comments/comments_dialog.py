"""All comments of the open report, beside which one goes on working. Esc closes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.commands.actions import keys_of
from ui.comments.comment_list import CommentList
from ui.comments.commenting import Commenting, place_of
from ui.look.buttons import closing_box
from ui.look.dialog_size import resize_within


def list_comments(commenting: Commenting, go: Callable[[str, int, int], None], parent: QWidget) -> None:
    """Shows the comments beside the report; `go` goes to characters of a cell."""
    dialog = CommentsDialog(commenting, keys_of("comment"), parent)
    dialog.list.chosen.connect(lambda one: go(one.comment.cell, *place_of(one)))
    dialog.show()


class CommentsDialog(QDialog):
    """`list` says what is chosen."""

    def __init__(self, commenting: Commenting, keys: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("批注")
        resize_within(self, (620, 480))
        self.list = CommentList(commenting, keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.list)
        column.addWidget(closing_box(self))
        self.list.lines.setFocus()
        self.finished.connect(self.deleteLater)  # else it would go on listening
