"""Questions before a deed that is not lightly taken back. The answer that lies ready, and Esc, is always no."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

UNSAVED, FINAL = "还有内容没有保存", "这份报告已定稿"

def sure(parent: QWidget, title: str, words: str, deed: str) -> bool:
    """Whether the person wants it. `deed` is the word on the button, such as 定稿; Enter and Esc are 取消.

    The button that does it wakes a moment late: the rest of a double click, or an Enter still held down, never answers it.
    """
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
