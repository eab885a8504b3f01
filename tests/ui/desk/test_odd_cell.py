"""What was typed over the right number is named by the equation that broke, and one press puts it back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.report.report import Edit
from app.store.library import Library
from tests.reports import full
from tests.ui.pages import button
from ui.changes.changes_dialog import ChangesDialog
from ui.window.main_window import MainWindow

NEW = "requests.received.natural"


def test_a_digit_that_broke_a_column_is_put_back_by_its_button(window: MainWindow, library: Library) -> None:
    window.open_report(library.create(full(requests__received__natural=60, requests__granted__natural=60)))
    window.activateWindow()
    place = window.desk.workspace
    place.tabs.go_to(NEW)
    for digit in "61":
        QTest.keyClicks(QApplication.focusWidget(), digit)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F7)
    button(place.findings, "表改成 60（…自然人 61→60）").click()
    assert place.session.report.get(NEW) == 60
    place.watch.run()
    assert "requests.balance" not in [one.rule for one in place.findings.findings]


def test_filling_blanks_by_a_finding_is_shown_first(window: MainWindow, library: Library, monkeypatch) -> None:
    shown: list[ChangesDialog] = []

    def give_up(dialog: ChangesDialog) -> int:
        shown.append(dialog)
        return 0

    monkeypatch.setattr(ChangesDialog, "exec", give_up)
    window.open_report(library.create(full()))
    place = window.desk.workspace
    place.session.apply(Edit(dict.fromkeys(("disputes.review.upheld", "disputes.review.corrected"))))
    place.ask_check()
    place.finding_round.step(1)
    button(place.findings, "空白填 0").click()
    assert len(shown) == 1
    assert place.session.report.get("disputes.review.upheld") is None
