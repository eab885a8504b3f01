"""认领 by keys in the real window: F8 goes from number to number, Enter takes the first cell, digits another, Esc leaves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from app.checks.narrative import Candidate, ReadNumber
from app.findings.finding import Span
from app.report.claim import Claim
from app.store.library import Library
from tests.reports import full
from tests.ui.pages import every, found, marked
from ui.narrative.text_part import TextPart
from ui.window.main_window import MainWindow

CELL = "overview.on_request"
TEXT = "窗口转来申请5件。邮寄的又有5件。"
TOTAL, NATURAL = "requests.received.total", "requests.received.natural"
OFFERS = (Candidate((TOTAL,), "新收", Decimal(5)), Candidate((NATURAL,), "自然人", Decimal(3)))
FIRST, SECOND = Claim("窗口转来申请#件", 0, (TOTAL,)), Claim("邮寄的又有#件", 0, ())


@pytest.fixture
def asked(window: MainWindow, library: Library, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A report with two numbers of which the reader cannot say what they mean, until they are claimed."""

    def look(inquiry) -> tuple[tuple, tuple]:
        claimed = {one.words for one in inquiry.claims}
        places = [TEXT.index("5件"), TEXT.rindex("5件")]
        left = [p for p, one in zip(places, (FIRST, SECOND), strict=True) if one.words not in claimed]
        return (), tuple(ReadNumber(Span(CELL, p, p + 2), "5件", "unclaimed", Decimal(5), candidates=OFFERS) for p in left)

    monkeypatch.setattr("ui.findings.findings_watch.look", look)
    report = full(requests__received__natural=3, requests__received__business=2)
    report = replace(report, cells={**report.cells, CELL: TEXT})
    window.open_report(library.create(report))
    window.desk.workspace.watch.run()
    return window


def menus(window: MainWindow) -> list[QMenu]:
    """The menu that is open, if there is one."""
    return [menu for menu in every(window, QMenu, "claimMenu") if menu.isVisible()]


def press(qtbot, window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        shown = menus(window)
        qtbot.keyClick(shown[0] if shown else QApplication.focusWidget(), key)


def claims(window: MainWindow) -> list[Claim]:
    return list(window.desk.workspace.session.claims)


def asks(window: MainWindow) -> list[str]:
    """The lines of the menu that is open."""
    return [action.text() for menu in menus(window) for action in menu.actions() if action.text()]


def test_the_line_of_findings_says_how_many_wait_and_no_mark_counts_them(asked: MainWindow) -> None:
    workspace = asked.desk.workspace
    assert workspace.findings.claim_button.text() == "2 个数请认领"
    assert workspace.findings.counted() == ("强制性 0", "核实性 0", "提示 0")
    assert "检查结果" not in workspace.tabs.bar.tabToolTip(0)


def test_f8_asks_at_the_number_with_the_rows_and_their_values(qtbot, asked: MainWindow) -> None:
    press(qtbot, asked, Qt.Key.Key_F8)
    assert asks(asked) == [
        "“5件”是表里哪一格？",
        "&1　本年新收政府信息公开申请数量 总计：5",
        "&2　本年新收政府信息公开申请数量 自然人：3（与正文不同）",
        "&3　不涉及表格",
        "&4　别的格…",
    ]
    page = asked.desk.workspace.tabs.current_page()
    assert marked(found(page, TextPart).blocks[CELL].editor)[-1] == "5件"


def test_enter_takes_the_first_and_goes_on_and_a_digit_takes_another(qtbot, asked: MainWindow) -> None:
    press(qtbot, asked, Qt.Key.Key_F8, Qt.Key.Key_Return)
    assert claims(asked) == [FIRST]
    press(qtbot, asked, Qt.Key.Key_3)
    assert claims(asked) == [FIRST, SECOND]
    assert asks(asked) == []
    assert asked.desk.workspace.findings.claim_button.isHidden()


def test_esc_leaves_the_walk_and_f8_goes_on_behind_it(qtbot, asked: MainWindow) -> None:
    press(qtbot, asked, Qt.Key.Key_F8, Qt.Key.Key_Escape)
    assert (claims(asked), asks(asked)) == ([], [])
    press(qtbot, asked, Qt.Key.Key_F8, Qt.Key.Key_3)
    assert claims(asked) == [SECOND]


def test_a_claim_that_is_kept_is_said_to_be_saved(qtbot, asked: MainWindow) -> None:
    press(qtbot, asked, Qt.Key.Key_F8, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: found(asked, QLabel, "saved").text().startswith("已保存"))


def test_undo_takes_a_claim_back(qtbot, asked: MainWindow) -> None:
    press(qtbot, asked, Qt.Key.Key_F8, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert "撤销：认领" in asked.commands["undo"].toolTip()
    asked.commands["undo"].trigger()
    asked.desk.workspace.watch.run()
    assert asked.desk.workspace.findings.claim_button.text() == "2 个数请认领"


def test_the_last_claim_leaves_the_findings_uncovered(qtbot, asked: MainWindow) -> None:
    press(qtbot, asked, Qt.Key.Key_F8, Qt.Key.Key_Return, Qt.Key.Key_3)
    assert claims(asked) == [FIRST, SECOND]
    assert asked.banners.standing() == ()


def test_the_key_says_when_there_is_nothing_to_claim(window: MainWindow, library: Library) -> None:
    window.open_report(library.create(full()))
    window.commands["doubt"].trigger()
    assert window.desk.workspace.findings.said.toolTip().startswith("没有要认领的数，也没有待核对的栏目。正文 0 个数")
