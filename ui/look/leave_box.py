"""The questions that stop the work: leaving while something could not be saved, and binning what is final.

The default, and Esc, is always that nothing happens.
"""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

UNSAVED, FINAL = "还有内容没有保存", "这份报告已定稿"


def leave_anyway(parent: QWidget, sentence: str) -> bool:
    """Whether to leave although not everything is stored. `sentence` says why not."""
    words = f"{sentence}\n\n现在退出，会失去还没有保存的内容。"
    return _insists(parent, (UNSAVED, words), "仍然退出", "留在程序里")


def bin_anyway(parent: QWidget, sentence: str) -> bool:
    """Whether to bin a report although it is final. `sentence` says that it is, or that nobody knows."""
    words = f"{sentence}\n\n移入回收站以后，三十天之内随时可以恢复。确定要删除吗？"
    return _insists(parent, (FINAL, words), "仍然移入回收站", "不删除")


def _insists(parent: QWidget, said: tuple[str, str], do: str, stay: str) -> bool:
    box = QMessageBox(QMessageBox.Icon.Warning, *said, parent=parent)
    doing = box.addButton(do, QMessageBox.ButtonRole.DestructiveRole)
    staying = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(staying)
    box.setEscapeButton(staying)
    box.exec()
    return box.clickedButton() is doing
