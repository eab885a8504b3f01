"""The register by keyboard: Enter goes from field to field and opens lists, what is typed in one chooses, nothing is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox

from app.register.counting import frame_of
from app.register.register_file import RegisterBook, read_register, register_path
from app.register.request import Request
from app.register.working_days import read_calendar
from app.report.session import Session
from app.system.paths import resource
from tests.reports import FORM, empty
from tests.ui.dialog_hands import focus, press, show, write
from ui.register.register_dialog import RegisterDialog
from ui.register.register_table import ANSWER, ANSWERED, APPLICANT, CHANNEL, DISPUTE, DUE, RECEIVED, WHO

Key = Qt.Key
TODAY = date(2025, 11, 3)


@pytest.fixture(autouse=True)
def _warned() -> Iterator[None]:
    """Qt has nothing to complain of, but that the offscreen screen cannot do what a real one does."""
    told: list[str] = []

    def hear(kind: QtMsgType, _: object, words: str) -> None:
        told.extend([words] if kind != QtMsgType.QtDebugMsg and "This plugin does not support" not in words else [])

    before = qInstallMessageHandler(hear)
    yield
    QApplication.processEvents()
    qInstallMessageHandler(before)
    assert told == []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return register_path(tmp_path, "key")


@pytest.fixture
def dialog(qtbot, window, path: Path) -> RegisterDialog:
    frame = frame_of(FORM)
    assert frame is not None
    calendar = read_calendar(resource("register", "holidays.toml"))
    made = RegisterDialog(Session(FORM, empty()), frame, calendar, RegisterBook(path), TODAY, window)
    show(qtbot, made)
    made.first_button.click()
    return made


def at(dialog: RegisterDialog, column: int) -> None:
    dialog.table.setCurrentCell(0, column)


def open_list(qtbot) -> QComboBox:
    """The list that stands open now; it has the keyboard."""
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    box = QApplication.activePopupWidget().parentWidget()
    assert isinstance(box, QComboBox)
    return box


def choose(qtbot, *keys: Key) -> None:
    """Keys in the open list; afterwards the window is active again, as a window manager sees to."""
    window = open_list(qtbot).window()
    for key in keys:
        qtbot.keyClick(open_list(qtbot).view(), key)
    window.activateWindow()
    QApplication.processEvents()


def test_a_new_row_begins_at_its_day_and_says_that_it_may_be_changed(qtbot, dialog: RegisterDialog) -> None:
    assert dialog.table.currentColumn() == RECEIVED
    assert "收到日期先填了2025年11月3日" in dialog.message.text()
    write("3.3")
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.currentColumn() == APPLICANT)
    assert dialog.table.requests()[0].received == date(2025, 3, 3)


@pytest.mark.parametrize("column", [APPLICANT, CHANNEL, ANSWER, DISPUTE])
def test_enter_on_a_choice_opens_its_list_and_a_second_one_takes_it_and_goes_one_on(
    qtbot, dialog: RegisterDialog, column: int
) -> None:
    at(dialog, column)
    press(qtbot, Key.Key_Return)
    choose(qtbot, Key.Key_Down, Key.Key_Return)
    assert dialog.table.item(0, column).text()
    assert dialog.table.currentColumn() == column + 1
    assert QApplication.activePopupWidget() is None


def test_a_whole_line_is_filled_by_keys_alone(qtbot, dialog: RegisterDialog, path: Path) -> None:
    write("3.3")
    press(qtbot, Key.Key_Return)
    for column, digit in ((APPLICANT, Key.Key_1), (CHANNEL, Key.Key_2), (ANSWER, Key.Key_1)):
        qtbot.waitUntil(lambda column=column: dialog.table.hasFocus() and dialog.table.currentColumn() == column)
        press(qtbot, digit)
        choose(qtbot, Key.Key_Return)
    qtbot.waitUntil(dialog.table.hasFocus)
    write("3.20")
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.currentColumn() == DISPUTE)
    kept = read_register(path)[0]
    assert (kept.received, kept.applicant, kept.answer, kept.answered) == (
        date(2025, 3, 3), "natural", "granted", date(2025, 3, 20),
    )  # fmt: skip
    assert kept.channel


@pytest.mark.parametrize("column", [WHO, ANSWERED])
def test_enter_in_an_open_field_goes_one_field_on(qtbot, dialog: RegisterDialog, column: int) -> None:
    at(dialog, column)
    write("3.20")
    press(qtbot, Key.Key_Return)
    past = {WHO: WHO + 1, ANSWERED: DISPUTE}
    qtbot.waitUntil(lambda: dialog.table.currentColumn() == past[column])
    QApplication.processEvents()
    assert dialog.table.currentColumn() == past[column]


def test_esc_leaves_a_list_and_nothing_is_chosen(qtbot, dialog: RegisterDialog) -> None:
    at(dialog, APPLICANT)
    press(qtbot, Key.Key_Return)
    choose(qtbot, Key.Key_Down, Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert dialog.isVisible()
    assert dialog.table.requests()[0].applicant == ""
    assert dialog.table.currentColumn() == APPLICANT


@pytest.mark.parametrize("letter", ["z", "2"])
def test_what_is_typed_on_a_choice_opens_its_list(qtbot, dialog: RegisterDialog, letter: str) -> None:
    at(dialog, APPLICANT)
    write(letter)
    assert open_list(qtbot).view().currentIndex().row() == (2 if letter == "2" else 0)
    choose(qtbot, Key.Key_Escape)


def test_words_of_an_input_method_choose_too(qtbot, dialog: RegisterDialog) -> None:
    at(dialog, APPLICANT)
    event = QInputMethodEvent()
    event.setCommitString("商业")
    QApplication.sendEvent(focus(), event)
    assert open_list(qtbot).view().currentIndex().data() == "商业企业"
    choose(qtbot, Key.Key_Return)
    assert dialog.table.requests()[0].applicant == "business"


def test_a_row_that_was_left_as_it_was_added_goes_with_the_dialog(qtbot, dialog: RegisterDialog, path: Path) -> None:
    assert dialog.table.rowCount() == 1
    press(qtbot, Key.Key_Escape)
    assert not dialog.isVisible()
    assert read_register(path) == ()


def test_a_row_with_any_entry_of_a_person_stays(qtbot, dialog: RegisterDialog, path: Path) -> None:
    at(dialog, WHO)
    write("某人")
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.currentColumn() == WHO + 1)
    press(qtbot, Key.Key_Escape)
    assert read_register(path) == (Request(TODAY, channel="", who="某人"),)


def test_what_is_typed_at_the_reckoned_day_is_answered_and_moves_nothing(dialog: RegisterDialog) -> None:
    dialog.add_button.click()
    at(dialog, DUE)
    dialog.table.setFocus()
    write("2")
    assert "由程序推算" in dialog.message.text()
    assert (dialog.table.currentRow(), dialog.table.currentColumn()) == (0, DUE)
