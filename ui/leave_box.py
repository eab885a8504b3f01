"""The one question that stops the work: leaving while something could not be saved."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

TITLE = "还有内容没有保存"


def leave_anyway(parent: QWidget, sentence: str) -> bool:
    """Whether to leave although not everything is stored; staying is the default. `sentence` says why not."""
    words = f"{sentence}\n\n现在退出，会失去还没有保存的内容。"
    box = QMessageBox(QMessageBox.Icon.Warning, TITLE, words, parent=parent)
    leave = box.addButton("仍然退出", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("留在程序里", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is leave
