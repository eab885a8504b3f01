"""The last resort: what happened is said in Chinese, everything is stored, the report tells nothing of the user."""

import sys
import threading
from datetime import datetime

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.report.report import Edit
from app.store.file.resume import ResumePlace, keep_place, take_place
from app.store.library import Saved
from app.system import paths
from app.system.crash_report import crash_report
from app.system.disk import Disk
from ui.window.crash import CrashGuard

SECRET = "内部内容不得外传"
TEXT = "overview.proactive"


def raised(cause=None):
    try:
        secret = SECRET
        raise ValueError(f"cannot use {secret}") from cause
    except ValueError as error:
        return error


@pytest.fixture
def guard(opened, library):
    return CrashGuard(paths.data_folder(), library.flush, lambda: opened.desk.place, opened)


def dialog_of(guard):
    assert guard.dialog is not None
    return guard.dialog


def fall(guard):
    error = raised()
    guard.caught(type(error), error, error.__traceback__)
    QApplication.processEvents()


def test_an_uncaught_error_is_shown_and_everything_is_stored(guard, library, capsys):
    session = library.open_session(library.entries()[0].key)
    session.apply(Edit({TEXT: "刚填写的"}))
    fall(guard)
    assert dialog_of(guard).isVisible()
    assert "意外错误" in dialog_of(guard).message.text()
    assert "都已保存" in dialog_of(guard).message.text()
    assert library.flush().error is None
    dialog_of(guard).go_on_button.click()
    assert guard.dialog is None


def test_what_could_not_be_stored_is_said(opened, capsys):
    guard = CrashGuard(paths.data_folder(), lambda: Saved(None, "磁盘已满。"), lambda: ResumePlace(""), opened)
    fall(guard)
    assert "磁盘已满" in dialog_of(guard).message.text()
    dialog_of(guard).reject()


def test_the_copied_report_names_places_and_nothing_of_the_user(guard, capsys):
    fall(guard)
    dialog_of(guard).copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert "tests/ui/window/test_crash.py" in copied
    assert SECRET not in copied + capsys.readouterr().err
    dialog_of(guard).reject()


def test_a_report_tells_the_cause_too():
    text = crash_report(raised(KeyError(SECRET)), datetime(2026, 1, 20, 9, 30))
    assert text.index("KeyError") < text.index("ValueError")
    assert SECRET not in text


def test_a_second_error_does_not_open_a_second_dialog(guard, capsys):
    fall(guard)
    first = guard.dialog
    fall(guard)
    assert guard.dialog is first
    first.reject()


def test_the_restart_returns_to_the_report_and_the_cell(guard, opened, library, capsys):
    key = opened.desk.key
    opened.desk.workspace.tabs.go_to("problems.improvements")
    fall(guard)
    dialog_of(guard).restart_button.click()
    assert guard.restart
    assert not opened.isVisible()
    assert take_place(Disk(), paths.data_folder()) == ResumePlace(key, "problems.improvements")


def test_a_kept_place_is_gone_to_once(window, library, report):
    key = library.create(report)
    keep_place(Disk(), paths.data_folder(), ResumePlace(key, "problems.improvements"))
    window.returning.after_crash(paths.data_folder())
    assert window.desk.place == ResumePlace(key, "problems.improvements")
    assert take_place(Disk(), paths.data_folder()) is None


def test_a_place_in_a_report_that_is_gone_ends_on_the_list_with_a_sentence(window):
    keep_place(Disk(), paths.data_folder(), ResumePlace("0011223344", ""))
    window.returning.after_crash(paths.data_folder())
    assert not window.desk.busy
    assert any("不在报告库里" in sentence for sentence in window.banners.standing())


def test_a_half_written_place_is_no_place():
    paths.data_folder().mkdir()
    (paths.data_folder() / "resume.json").write_text('{"key"')
    assert take_place(Disk(), paths.data_folder()) is None


def test_the_hooks_are_given_back(guard):
    guard.install()
    assert sys.excepthook == guard.caught
    guard.remove()
    assert sys.excepthook is sys.__excepthook__


def test_an_error_in_a_thread_is_shown_too(qtbot, guard, capsys):
    guard.install()
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: guard.dialog is not None)
    guard.remove()
    assert "ZeroDivisionError" in dialog_of(guard).report.toPlainText()
    dialog_of(guard).reject()
