"""The last resort: an error that nobody caught is shown in Chinese, what was typed is stored, and work can go on.

Offers to copy a report without any content of the user's, and to restart where the user was.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.store.file.resume import ResumePlace, keep_place
from app.store.library import Saved
from app.system.crash_report import crash_report
from app.system.disk import Disk
from ui.look.buttons import make_button, make_row

WHAT = "程序遇到意外错误，刚才的操作没有完成。"
SAVED = "已填写的内容都已保存，没有丢失。"
UNSAVED = "有内容还没有保存：{reason}"
ADVICE = (
    "可以继续使用；如果再次出现，请重新打开程序，并把错误报告发给维护人员。错误报告里没有您填写的任何内容。"
)


class CrashDialog(QDialog):
    """Says what happened. `restart_wanted` when the program is to be opened anew."""

    restart_wanted = Signal()

    def __init__(self, report: str, saved: Saved, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.setMinimumWidth(560)
        told = UNSAVED.format(reason=saved.error) if saved.error else SAVED
        self.message = QLabel(f"{WHAT}{told}\n\n{ADVICE}")
        self.message.setWordWrap(True)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName("错误报告")
        self.report.setToolTip("错误报告：只有出错的位置和系统版本")
        self.copy_button = make_button("复制错误报告", "复制到剪贴板", self._copy)
        self.restart_button = make_button("重新打开程序", "回到刚才的位置", self._restart)
        self.go_on_button = make_button("继续使用", "关闭这个窗口（Esc）", self.reject)
        self.go_on_button.setDefault(True)
        self.go_on_button.setFocus()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.message)
        column.addWidget(self.report)
        column.addLayout(make_row(self.copy_button, None, self.restart_button, self.go_on_button))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText("已复制")

    def _restart(self) -> None:
        self.restart_wanted.emit()
        self.accept()


class CrashGuard(QObject):
    """Catches what nobody caught, in any thread, and shows it in the window's.

    `save` stores everything; `place` says where the user is; the window is closed for a restart, and
    `restart` is true after that.
    """

    _fell = Signal(object)

    def __init__(
        self,
        folder: Path,
        save: Callable[[], Saved],
        place: Callable[[], ResumePlace],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._folder, self._save, self._place, self._window = folder, save, place, window
        self.restart = False
        self.dialog: CrashDialog | None = None
        # Queued: the error may come out of another thread, or out of the middle of painting.
        self._fell.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on this is the last resort of the process."""
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self._fell.emit(args.exc_value)

    def remove(self) -> None:
        """Gives both hooks back to Python."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Takes an error; an interrupt from the keyboard goes its usual way."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self._fell.emit(error)

    def _show(self, error: BaseException) -> None:
        saved = self._save()
        if self.dialog is not None:  # a second error while the first is on the screen: stored, told once
            return
        report = crash_report(error, datetime.now().astimezone(), f"Qt {qVersion()}")
        if sys.stderr is not None:  # a program without a console has none
            sys.stderr.write(report)
        self.dialog = CrashDialog(report, saved, self._window)
        self.dialog.restart_wanted.connect(self._restart)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _restart(self) -> None:
        place = self._place()
        self.restart = self._window.close()
        if self.restart:
            keep_place(Disk(), self._folder, place)
