"""A blank form is not red: what is not filled in is said quietly, until somebody asks for 核对."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.store.library import Library
from tests.reports import FORM, empty, full
from ui.desk.workspace import Workspace
from ui.window.main_window import MainWindow

BLANK = len([cell for cell in FORM.required if cell.section])


@pytest.fixture
def blank(window: MainWindow, library: Library) -> Workspace:
    window.open_report(library.create(empty()))
    window.desk.workspace.watch.run()
    return window.desk.workspace


def test_a_blank_form_has_no_findings_and_one_quiet_line(blank: Workspace) -> None:
    assert blank.findings.counted() == ("强制性 0", "核实性 0", "提示 0")
    assert blank.findings.blank_button.text() == f"还有 {BLANK} 格未填"
    assert "强制性" not in blank.tabs.bar.tabToolTip(2)


def test_the_line_and_f7_lead_to_the_first_blank(qtbot, window: MainWindow, blank: Workspace) -> None:
    blank.tabs.go(4)
    qtbot.mouseClick(blank.findings.blank_button, Qt.MouseButton.LeftButton)
    assert blank.cell == FORM.required[0].id
    blank.tabs.go(4)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F7)
    assert blank.cell == FORM.required[0].id


def test_once_asked_for_blanks_are_mandatory_also_when_the_report_is_opened_again(
    window: MainWindow, blank: Workspace
) -> None:
    blank.ask_check()
    assert blank.findings.counted()[0] == "强制性 6"
    assert blank.findings.blank_button.isHidden()
    key = window.desk.key
    window.go_home()
    window.open_report(key)
    window.desk.workspace.watch.run()
    assert window.desk.workspace.findings.counted()[0] == "强制性 6"


def test_the_review_asks_by_itself(window: MainWindow, blank: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.review.review_dialog.ReviewDialog.exec", lambda dialog: 0)
    window.commands["review"].trigger()
    assert blank.findings.counted()[0] == "强制性 6"


def test_what_is_wrong_is_said_at_once(window: MainWindow, library: Library) -> None:
    window.open_report(library.create(full(requests__received__natural=3)))
    window.desk.workspace.watch.run()
    assert window.desk.workspace.findings.counted()[0] != "强制性 0"
    assert window.desk.workspace.findings.blank_button.isHidden()
