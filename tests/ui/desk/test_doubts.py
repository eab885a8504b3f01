"""待核对 in the window: an import of one click leaves every doubtful cell marked, until a hand has passed over it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.errors import NotReady
from app.report.doubt import Doubt
from app.report.report import Edit, Report
from app.report.session import Session
from app.review.course import Course, sign
from app.store.library import Library
from tests.corpus.base import OFFICE
from tests.corpus.build import FILES
from tests.reports import FORM, empty, full
from tests.ui.pages import Hands, button, every, found
from ui.importing.import_dialog import ImportDialog
from ui.window.main_window import MainWindow

DAY = date(2026, 1, 10)
FIRST, SECOND = "requests.received.natural", "requests.received.business"
DOUBTS = tuple(Doubt(name, 0, "inferred", "第 2 个表", "0") for name in (FIRST, SECOND, "requests.carried_in.natural"))


@pytest.fixture
def imported(window: MainWindow, library: Library, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A page whose figures only its sums tell, read into an empty report by one press of 导入."""
    window.open_report(library.create(Report(OFFICE, 2024, "2021")))
    monkeypatch.setattr("ui.importing.import_desk.ask_file", lambda *_: FILES / "blanks.html")
    window.commands["import"].trigger()
    found(window, ImportDialog).take()
    return window


@pytest.fixture
def hands(qtbot) -> Hands:
    """A person at table three of a report into which three zeros were inferred."""
    session = Session(FORM, empty())
    session.apply(Edit(full().cells, "导入", doubts=DOUBTS))
    return Hands(qtbot, session, "requests")


def session_of(window: MainWindow) -> Session:
    return window.desk.workspace.session


def test_an_import_of_one_click_leaves_its_marks_on_cells_tab_and_list(imported: MainWindow) -> None:
    workspace = imported.desk.workspace
    workspace.watch.run()
    (about,) = {f.section for f in workspace.findings.findings if f.rule == "doubts.unseen"}
    place = next(n for n, s in enumerate(session_of(imported).form.sections) if s.id == about)
    assert "待核对" in workspace.tabs.bar.tabToolTip(place)
    assert "已填完" not in workspace.tabs.bar.tabToolTip(place)
    assert any("待核对（F8 逐处看）" in sentence for sentence in imported.banners.standing())


def test_what_was_imported_is_doubted_after_closing_and_opening_again(imported: MainWindow, library: Library) -> None:
    before = session_of(imported).doubts
    key = imported.desk.key
    imported.go_home()
    imported.open_report(key)
    assert before
    assert session_of(imported).doubts == before


def test_a_report_with_doubts_is_not_passed_unless_somebody_explains_them(imported: MainWindow) -> None:
    workspace = imported.desk.workspace
    workspace.watch.run()
    signed = Course()
    for who in ("甲", "乙", "丙"):
        signed = sign(signed, who, DAY, workspace.reviewing.state)
    with pytest.raises(NotReady):
        sign(signed, "丁", DAY, workspace.reviewing.state)


def test_the_bar_of_a_cell_says_that_it_waits_and_why(hands: Hands) -> None:
    index = hands.view.model_of_cells.index_of(FIRST)
    assert "待核对：推算得出（第 2 个表，原文“0”）" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert "待核对" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_enter_on_a_cell_says_that_it_was_looked_at_and_arrows_do_not(hands: Hands) -> None:
    hands.go(FIRST)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Left)
    assert FIRST in hands.session.doubted
    hands.press(Qt.Key.Key_Return)
    assert FIRST not in hands.session.doubted
    assert SECOND in hands.session.doubted


@pytest.mark.parametrize("typed", ["0", "5"])
def test_a_number_that_is_typed_is_doubted_no_more_whatever_it_is(hands: Hands, typed: str) -> None:
    hands.go(FIRST)
    hands.type(typed)
    hands.press(Qt.Key.Key_Tab)
    assert FIRST not in hands.session.doubted


def test_esc_takes_the_typing_back_and_the_doubt_stays(hands: Hands) -> None:
    hands.go(FIRST)
    hands.type("5")
    hands.press(Qt.Key.Key_Escape)
    assert FIRST in hands.session.doubted


def test_control_and_enter_takes_the_row(hands: Hands) -> None:
    hands.go(SECOND)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert list(hands.session.doubted) == ["requests.carried_in.natural"]


def test_the_whole_table_is_taken_only_after_a_question(hands: Hands) -> None:
    hands.go(FIRST)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(hands.session.doubted) == 3
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert len(hands.session.doubted) == 3  # the next Enter says no
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    button(hands.page, "都核对过了").click()
    assert not hands.session.doubted


def test_the_whole_table_is_not_asked_about_before_all_that_waits_was_on_the_screen(hands: Hands) -> None:
    last = Doubt("requests.carried_out.natural", 7, "inferred", "第 2 个表", "7")
    hands.session.apply(Edit({last.cell: 7}, "导入", doubts=(last,)))
    hands.page.resize(900, 300)
    hands.go(FIRST)
    whole = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    hands.press(Qt.Key.Key_Return, whole)
    assert last.cell in hands.session.doubted
    assert not any(one.text() == "都核对过了" and one.isVisible() for one in every(hands.page, QPushButton))
    hands.press(Qt.Key.Key_Return, whole)
    button(hands.page, "都核对过了").click()
    assert not hands.session.doubted


def test_f8_goes_from_one_to_the_next_and_round(qtbot, window: MainWindow, library: Library) -> None:
    window.open_report(library.create(full(), DOUBTS))
    window.activateWindow()
    seen = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
        seen.append(window.desk.place.cell)
    assert seen == [FIRST, SECOND, "requests.carried_in.natural", FIRST]


def test_a_text_is_looked_at_by_its_button_and_by_changing_it(qtbot) -> None:
    doubts = tuple(Doubt(f"problems.{name}", "原文", "likely") for name in ("problems", "improvements"))
    session = Session(FORM, empty())
    session.apply(Edit({one.cell: "原文" for one in doubts}, "导入", doubts=doubts))
    hands = Hands(qtbot, session, "problems")
    button(hands.page, "已核对").click()
    assert list(session.doubted) == ["problems.improvements"]
    hands.go("problems.improvements")
    qtbot.keyClicks(QApplication.focusWidget(), "a")
    assert not session.doubted


def test_a_draft_of_the_next_year_asks_about_what_nobody_looked_at_this_year(window: MainWindow, library: Library) -> None:
    source = Doubt("requests.carried_out.natural", 2, "inferred")
    key = library.create(full(requests__carried_out__natural=2), [source])
    window.go_home()
    window.start_page.select(key)
    window.start_page.copy_button.click()
    made = library.find(full().office, 2026)
    assert made is not None
    assert [(one.cell, one.why) for one in library.doubted(made)] == [("requests.carried_in.natural", "carried")]


def test_the_list_does_not_call_a_report_finished_that_waits_to_be_looked_at(window: MainWindow, library: Library) -> None:
    library.create(full(), DOUBTS)
    window.go_home()
    assert window.start_page.list.topLevelItem(0).text(2) == "… 待核对 3"


def test_a_held_enter_goes_on_and_looks_at_nothing(hands: Hands) -> None:
    hands.go(FIRST)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    QApplication.sendEvent(hands.view, held)
    assert hands.view.current_cell() == "requests.carried_in.natural"
    assert FIRST in hands.session.doubted


def test_a_key_that_finds_nothing_says_so(window: MainWindow, library: Library) -> None:
    window.open_report(library.create(full()))
    window.commands["doubt"].trigger()
    assert "没有待核对的栏目。" in window.desk.workspace.findings.said.toolTip()


def test_the_line_of_help_says_why_a_cell_waits_and_how_to_say_that_it_is_right(hands: Hands) -> None:
    hands.go(FIRST)
    assert "待核对，推算得出（第 2 个表，原文“0”）：看过后按回车" in hands.table.help.whole


def test_undo_takes_a_look_back_before_the_edits_that_came_before_it(
    qtbot, window: MainWindow, library: Library
) -> None:
    window.open_report(library.create(full(), DOUBTS))
    session = session_of(window)
    session.apply(Edit({"requests.granted.natural": 1}, "填写"))
    session.look((FIRST, SECOND))
    assert "撤销：核对" in window.commands["undo"].toolTip()
    window.commands["undo"].trigger()
    assert FIRST in session.doubted
    assert SECOND in session.doubted
    assert session.report.cells["requests.granted.natural"] == 1
    window.commands["undo"].trigger()
    assert session.report.cells["requests.granted.natural"] == 0
