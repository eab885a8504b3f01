"""The caret is where the eye is: what is typed after a click goes to a place that takes it, or a line says why not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.report.doubt import Doubt
from app.report.report import Edit
from tests.reports import FORM, empty, full
from tests.ui.pages import button, every, found, send_letter
from ui.grid.notice import Notice
from ui.grid.table_view import GridView
from ui.look.shared_sentences import LOCKED
from ui.narrative.text_editor import TextEditor

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def first_blank(section: str) -> str:
    """As the form has it: the first cell of the section that must be filled in."""
    return next(cell.id for cell in FORM.required if cell.section == section)


@pytest.fixture
def workspace(window, library):
    window.open_report(library.create(empty()))
    return window.desk.workspace


def place() -> str:
    """The cell where the caret stands."""
    focus = QApplication.focusWidget()
    if isinstance(focus, GridView):
        return focus.current_cell()
    return focus.field.id if isinstance(focus, TextEditor) else ""


def click_tab(workspace, number: int) -> None:
    bar = workspace.tabs.bar
    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(number).center())


@pytest.mark.parametrize("number", range(len(FORM.sections)))
def test_a_click_on_a_tab_puts_the_caret_into_the_first_empty_place(workspace, number) -> None:
    click_tab(workspace, number)
    assert place() == first_blank(FORM.sections[number].id)


def test_a_click_on_the_tab_in_front_does_too(workspace) -> None:
    workspace.tabs.bar.setFocus()
    click_tab(workspace, 0)
    assert place() == first_blank("overview")


def test_what_stands_already_is_passed_by(workspace) -> None:
    workspace.session.apply(Edit({"requests.received.natural": 1, "requests.received.business": 0}))
    click_tab(workspace, 2)
    assert place() == "requests.received.research"


def test_a_page_that_is_full_is_entered_where_one_was(opened) -> None:
    workspace = opened.desk.workspace
    workspace.tabs.go_to("requests.denied_secret.natural")
    workspace.tabs.go(0)
    click_tab(workspace, 2)
    assert place() == "requests.denied_secret.natural"


def test_ctrl_and_tab_brings_the_caret_along(workspace, window) -> None:
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert place() == first_blank("proactive")


def test_enter_on_the_tabs_goes_into_the_page(workspace) -> None:
    workspace.tabs.bar.setFocus()
    QTest.keyClick(workspace.tabs.bar, Key.Key_Right)
    QTest.keyClick(workspace.tabs.bar, Key.Key_Return)
    assert place() == first_blank("proactive")


def test_tab_goes_from_the_tabs_into_the_page(workspace) -> None:
    workspace.panels.show_preview(True)
    click_tab(workspace, 4)
    workspace.tabs.bar.setFocus()
    QTest.keyClick(workspace.tabs.bar, Key.Key_Tab)
    assert workspace.tabs.current_page().isAncestorOf(QApplication.focusWidget())


def strays(workspace) -> dict[str, QWidget]:
    """What can have the keyboard and takes no letter."""
    page = workspace.tabs.current_page()
    return {
        "tabs": workspace.tabs.bar,
        "preview": workspace.preview.view,
        "findings": workspace.findings.list,
        "tool bar": workspace.window().bar.menu_button,
        "button": button(page, "粘贴"),
        "nothing": workspace.window(),
    }


STRAYS = ("tabs", "preview", "findings", "tool bar", "button", "nothing")


def focus_on(workspace, name: str) -> QWidget:
    widget = strays(workspace)[name]
    workspace.panels.show_preview(True)
    workspace.panels.show_findings(True)
    if name == "nothing":
        QApplication.focusWidget().clearFocus()
    else:
        widget.setFocus()
    return widget


@pytest.mark.parametrize("name", STRAYS)
def test_a_digit_without_a_taker_goes_to_the_first_empty_cell(workspace, name) -> None:
    workspace.tabs.go(2)
    send_letter(focus_on(workspace, name), "7")
    assert workspace.session.report.cells["requests.received.natural"] == 7


@pytest.mark.parametrize("name", STRAYS)
def test_a_paste_without_a_taker_goes_there_too(workspace, name) -> None:
    workspace.tabs.go(2)
    QApplication.clipboard().setText("4\t5")
    QTest.keySequence(focus_on(workspace, name), QKeySequence(QKeySequence.StandardKey.Paste))
    assert workspace.session.report.cells["requests.received.business"] == 5


def test_a_letter_without_a_taker_goes_into_the_first_empty_text(workspace) -> None:
    workspace.tabs.go(0)
    workspace.tabs.bar.setFocus()
    send_letter(workspace.tabs.bar, "公")
    assert workspace.session.report.text(first_blank("overview")) == "公"


def test_a_stray_digit_never_replaces_a_number(opened) -> None:
    workspace = opened.desk.workspace
    workspace.tabs.go(2)
    workspace.tabs.bar.setFocus()
    for letter in "45":
        send_letter(QApplication.focusWidget(), letter)
    assert workspace.session.report == full()
    assert "没有写入" in opened.banners.standing()[0]
    assert workspace.tabs.bar.hasFocus()


@pytest.mark.parametrize("section", [0, 2, 5])
def test_a_locked_report_says_how_to_unlock_it(opened, section) -> None:
    workspace = opened.desk.workspace
    workspace.session.read_only = True
    workspace.tabs.go(section)
    for page_field in every(workspace.tabs.current_page(), TextEditor):
        page_field.setReadOnly(True)
    send_letter(QApplication.focusWidget(), "7")
    told = [*opened.banners.standing(), *(label.text() for label in every(workspace, QLabel, "refusal"))]
    assert LOCKED in told
    assert "审核与定稿" in LOCKED


@pytest.mark.parametrize("key", ["Del", "Ctrl+V", "Ctrl+X"])
def test_a_locked_table_says_so_to_every_key_that_would_change_it(workspace, key) -> None:
    workspace.session.read_only = True
    workspace.tabs.go(2)
    QTest.keySequence(QApplication.focusWidget(), QKeySequence(key))
    assert found(QApplication.focusWidget(), QLabel, "refusal").text() == LOCKED


@pytest.mark.parametrize("number", [2, 4])
def test_a_click_on_the_ground_or_a_heading_brings_the_caret_to_the_page(workspace, number) -> None:
    workspace.tabs.go(number)
    page = workspace.tabs.current_page()
    titles = every(page, QLabel, "sectionTitle")
    for target, spot in ((page, QPoint(page.width() - 3, page.height() - 3)), (titles[0], QPoint(5, 5))):
        workspace.tabs.bar.setFocus()
        QTest.mouseClick(target, LEFT, pos=spot)
        assert place() == first_blank(FORM.sections[number].id)


def test_a_click_on_the_ground_leaves_the_caret_where_it_works(workspace) -> None:
    workspace.tabs.go_to("requests.denied_secret.natural")
    page = workspace.tabs.current_page()
    QTest.mouseClick(page, LEFT, pos=QPoint(page.width() - 3, page.height() - 3))
    assert place() == "requests.denied_secret.natural"


def test_a_click_on_a_heading_of_the_table_takes_the_keyboard(workspace) -> None:
    workspace.tabs.go(2)
    view = QApplication.focusWidget()
    assert isinstance(view, GridView)
    workspace.tabs.bar.setFocus()
    QTest.mouseClick(view.verticalHeader().viewport(), LEFT, pos=QPoint(60, 10))
    assert QApplication.focusWidget() is view


def test_the_buttons_of_a_table_give_the_keyboard_back(workspace) -> None:
    workspace.tabs.go(2)
    button(workspace.tabs.current_page(), "空白填 0").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert isinstance(QApplication.focusWidget(), GridView)


def test_a_question_that_is_answered_gives_the_keyboard_back(workspace) -> None:
    cell = "requests.received.natural"
    workspace.session.apply(Edit({cell: 1}, doubts=(Doubt(cell, 1, "inferred"),)))
    workspace.tabs.go(2)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return, both)
    notice = found(workspace.tabs.current_page(), Notice)
    assert notice.isVisible()
    QTest.keyClick(notice.yes, Key.Key_Escape)
    assert not notice.isVisible()
    assert isinstance(QApplication.focusWidget(), GridView)
    assert cell in workspace.session.doubted


@pytest.mark.parametrize(("section", "entry"), [(2, "9l"), (5, "2026.13")])
def test_what_cannot_be_read_keeps_the_window_open_once_and_is_told(opened, section, entry) -> None:
    workspace = opened.desk.workspace
    workspace.tabs.go(section)
    if section == 5:
        workspace.tabs.go_to("signature.date")
    for letter in entry:
        QTest.keyClicks(QApplication.focusWidget(), letter)
    assert not opened.close()
    assert opened.isVisible()
    assert any("没有写入" in sentence for sentence in opened.banners.standing())
    assert workspace.session.report == full()
    assert opened.close()


def test_undo_with_ctrl_held_leaves_only_the_cell_it_went_to_selected(opened) -> None:
    workspace = opened.desk.workspace
    workspace.tabs.go(2)
    view = QApplication.focusWidget()
    assert isinstance(view, GridView)
    QTest.keyClicks(view, "9")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    QTest.keyClick(view, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [index.row() for index in view.selectedIndexes()] == [view.currentIndex().row()]


def test_delete_reaches_the_framed_cell_where_another_is_selected(opened) -> None:
    opened.desk.workspace.tabs.go(2)
    view = QApplication.focusWidget()
    assert isinstance(view, GridView)
    QTest.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    framed = view.current_cell()
    QTest.keyClick(view, Key.Key_Delete)
    report = opened.desk.workspace.session.report
    assert framed not in report.cells
    assert len(report.cells) == len(full().cells) - 1


def test_what_was_refused_on_a_page_that_is_left_is_said_on_the_next(opened) -> None:
    workspace = opened.desk.workspace
    workspace.tabs.go(2)
    view = QApplication.focusWidget()
    QTest.keyClicks(QApplication.focusWidget(), "9")
    QTest.keyClicks(QApplication.focusWidget(), "l")
    QTest.mouseClick(workspace.tabs.bar, LEFT, pos=workspace.tabs.bar.tabRect(3).center())
    QApplication.processEvents()
    assert not view.isVisible()
    assert any("没有写入" in sentence and "9l" in sentence for sentence in opened.banners.standing())
