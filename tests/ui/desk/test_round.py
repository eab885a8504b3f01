"""F8 goes one round over numbers to claim and values to look at, in the form's order; Shift+F8 the other way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.checks.narrative import Candidate, ReadNumber
from app.findings.finding import Span
from app.report.doubt import Doubt
from app.store.library import Library
from tests.reports import full
from tests.ui.pages import every
from ui.window.main_window import MainWindow

CELL, LATE, NATURAL = "overview.on_request", "other.text", "requests.received.natural"
TEXT = "窗口转来申请5件。"
OFFER = Candidate((NATURAL,), "自然人", Decimal(5))


@pytest.fixture
def waiting(window: MainWindow, library: Library, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A number in the first section, a figure in the third, a number and the text it stands in in the sixth."""
    place = TEXT.index("5件")
    numbers = tuple(
        ReadNumber(Span(cell, place, place + 2), "5件", "unclaimed", Decimal(5), candidates=(OFFER,)) for cell in (CELL, LATE)
    )
    monkeypatch.setattr("ui.findings.findings_watch.look", lambda inquiry: ((), numbers))
    report = full(requests__received__natural=3)
    report = replace(report, cells={**report.cells, CELL: TEXT, LATE: TEXT})
    window.open_report(library.create(report, (Doubt(NATURAL, 3, "inferred"), Doubt(LATE, TEXT, "likely"))))
    window.activateWindow()
    return window


def stop(window: MainWindow, key: Qt.KeyboardModifier) -> str:
    """Where one press leads: the section, and ? where a number is asked about there."""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8, key)
    menus = [menu for menu in every(window, QMenu, "claimMenu") if menu.isVisible()]
    for menu in menus:
        QTest.keyClick(menu, Qt.Key.Key_Escape)
    return f"{window.desk.workspace.tabs.current_page().section.id}{'?' * len(menus)}"


def test_one_round_over_both_in_the_forms_order(waiting: MainWindow) -> None:
    went = [stop(waiting, Qt.KeyboardModifier.NoModifier) for _ in range(5)]
    assert went == ["overview?", "requests", "other", "other?", "overview?"]


def test_and_back(waiting: MainWindow) -> None:
    waiting.desk.workspace.tabs.go(0)
    went = [stop(waiting, Qt.KeyboardModifier.ShiftModifier) for _ in range(5)]
    assert went == ["other?", "other", "requests", "overview?", "other?"]


def test_in_a_report_that_may_only_be_read_values_are_gone_to_and_numbers_not_asked(waiting: MainWindow) -> None:
    waiting.desk.workspace.session.read_only = True
    assert [stop(waiting, Qt.KeyboardModifier.NoModifier) for _ in range(3)] == ["requests", "other", "requests"]
