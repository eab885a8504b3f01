"""A question before a deed that is not lightly taken back. The answer that lies ready is no.

The button that does it wakes a moment late: the rest of a double click, or an Enter still held down, never answers it.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget


def sure(parent: QWidget, title: str, words: str, deed: str) -> bool:
    """Whether the person wants it. `deed` is the word on the button, such as 定稿; Enter and Esc are 取消."""
    box = QMessageBox(QMessageBox.Icon.Question, title, words, parent=parent)
    do = box.addButton(deed, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    do.setToolTip(deed)
    cancel.setToolTip("不作改动（回车、Esc）")
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    do.setEnabled(False)
    QTimer.singleShot(2 * QApplication.doubleClickInterval(), do, lambda: do.setEnabled(True))
    box.exec()
    return box.clickedButton() is do
