"""Starting the window: the application's style, words and letters; the library; the main window.

What cannot be started ends in one sentence on the screen, a fault that nobody foresaw as well. Everything that is not
needed for the first paint comes later.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QProcess, QTimer, qVersion
from PySide6.QtWidgets import QApplication, QMessageBox

from app.errors import NianbaoError
from app.form.form_file import Forms
from app.store.file.failure import sentence
from app.store.library import Library
from app.system import paths
from app.system.crash_report import crash_report
from app.system.disk import Disk
from app.system.own_process import ROOT, own_command
from app.system.settings import Settings, read_table
from ui.commands.held_keys import HeldKeys
from ui.help.help_desk import DialogKey
from ui.history import SECOND
from ui.look.appearance import Appearance
from ui.look.buttons import ButtonKeys
from ui.look.dialog_size import Rooms, show_within
from ui.look.focus import FocusKeeper
from ui.look.fonts import choose_font, translate
from ui.look.icons import program_icon
from ui.window.crash import CrashGuard
from ui.window.main_window import FIRST_SIZE, PROGRAM, MainWindow
from ui.window.second_start import SILENT_WORDS, Answer, hand_over
from ui.window.visitors import Visitors

LATER = 300  # milliseconds after the first paint until the parts for a report are loaded
UNUSABLE = 2
UNFORESEEN = (
    "程序没有打开：开始时遇到意外错误，报告没有改动。请重新打开一次；仍然不行时，请重新启动电脑再试，"
    "并把下面的错误报告发给维护人员，里面没有您填写的任何内容。"
)


def make_application(arguments: Sequence[str]) -> QApplication:
    """The one QApplication, dressed. Raises ResourceError when a part of the program is missing."""
    app = QApplication(list(arguments))
    app.setApplicationName("nianbao")
    app.setApplicationDisplayName(PROGRAM)
    app.setStyle("Fusion")
    choose_font(app)
    translate(app)
    app.setWindowIcon(program_icon())
    HeldKeys(app)
    ButtonKeys(app)
    FocusKeeper(app)
    Rooms(app)
    return app


def run(opened: Path | None = None, answer: Answer = Answer.NOBODY) -> int:
    """Opens the window, with the file that was handed over, and works until it is closed; returns the exit code.

    `answer` is what a window that is open already said to this start. One that was just about to open is asked here.
    """
    sys.excepthook = _unforeseen  # until there is a window, whose guard takes its place
    folder, disk = paths.data_folder(), Disk()
    try:
        app = make_application(sys.argv[:1])
        settings = Settings(read_table(paths.resource("settings.toml")), folder, disk)
        appearance = Appearance(app, settings.text("theme"))
        forms = Forms(paths.resource("forms"))
        second = settings.text(SECOND)
        with Library.open(folder, forms, disk=disk, second=Path(second) if second else None) as library:
            if library.read_only and answer is Answer.NOBODY:
                answer = hand_over(folder, opened)
            if answer is Answer.TAKEN:
                return 0
            if library.read_only and answer is Answer.SILENT:
                library.notices += (SILENT_WORDS,)
            window = MainWindow(library, forms, settings, appearance)
            guard = CrashGuard(folder, library.flush, lambda: window.desk.place, window)
            guard.install()
            show_within(window, FIRST_SIZE)
            DialogKey(app, window.show_help, window)
            if not window.returning.after_crash(folder) and opened is None:
                window.returning.where_one_was()
            Visitors(window, library, window.desk.open_file, window.banners)
            QTimer.singleShot(LATER, window.desk.prepare)
            if opened is not None:
                QTimer.singleShot(LATER, partial(window.taker.open_file, opened.absolute()))
            code = app.exec()
            guard.remove()
    except NianbaoError as reason:
        return _refuse(reason.sentence)
    except OSError as reason:
        return _refuse(sentence(reason, "打开程序", folder))
    if guard.restart:
        program, *arguments = own_command("ui")
        QProcess.startDetached(program, arguments, str(ROOT))
    return code


def _refuse(told: str, report: str = "") -> int:
    if QApplication.instance() is None:
        QApplication(sys.argv[:1])
    box = QMessageBox(QMessageBox.Icon.Critical, PROGRAM, told)
    box.setDetailedText(report)
    box.exec()
    return UNUSABLE


def _unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Says that the program did not start because of a fault of its own; an interrupt goes its usual way."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    report = crash_report(error, datetime.now().astimezone(), f"Qt {qVersion()}")
    if sys.stderr is not None:  # a program without a console has none
        sys.stderr.write(report)
    _refuse(UNFORESEEN, report)
