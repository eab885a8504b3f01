"""The blue button of the road does the next step, whatever that is: one click, or one key, for each of the seven states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.exchange.exchange_file import write_json
from app.report.doubt import Doubt
from app.report.report import Edit, Report
from app.review.course import STAGES, Course, Signed, digest
from app.review.kept import KeptReview, review_path
from app.store.copies.submissions import Submission, SubmissionBook
from app.store.library import Library
from tests.reports import FORM, empty, full
from tests.ui.pages import button, found
from ui.grid.table_view import GridView
from ui.importing.import_dialog import ImportDialog
from ui.narrative.text_editor import TextEditor
from ui.review.review_dialog import ReviewDialog
from ui.submission.submit_dialog import SubmitDialog
from ui.window.main_window import MainWindow

DAY = date(2026, 1, 10)
FEE = "本年没有收取信息处理费，没有其他需要报告的事项。"
TABLES = {cell.id: full().cells[cell.id] for cell in FORM.required if cell.row or cell.column}
CELL = "requests.received.natural"


def good(natural: int = 0) -> Report:
    """A report in which nothing is to be mended or explained, as long as nobody has asked for anything."""
    return replace(full(), cells={**full().cells, "other.text": FEE, CELL: natural})


def click(window: MainWindow) -> None:
    QTest.mouseClick(window.bar.road.blue, Qt.MouseButton.LeftButton)


def press(window: MainWindow) -> None:
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence("Ctrl+G"))


WAYS: Mapping[str, Callable[[MainWindow], None]] = MappingProxyType({"click": click, "key": press})


@pytest.fixture(params=WAYS)
def step(request) -> Callable[[MainWindow], None]:
    """One click on the blue button, or its key."""
    return WAYS[request.param]


def opened_with(window: MainWindow, library: Library, report: Report, *doubts: Doubt, signed: int = 0, last: bool = True) -> None:
    if last:
        library.create(replace(full(), year=2024))
    key = library.create(report, doubts)
    course = Course(tuple(Signed(stage, f"{stage} 审", DAY) for stage in STAGES[:signed]))
    KeptReview(review_path(library.folder, key)).move(course)
    window.open_report(key)
    window.desk.workspace.watch.run()


def dialog_of(do: Callable[[], object]) -> QDialog:
    """The dialog that blocks `do` until it is left."""
    seen: list[QDialog] = []

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            seen.append(dialog)
            dialog.reject()
        else:
            QTimer.singleShot(10, leave)

    QTimer.singleShot(0, leave)
    do()
    return seen[0]


def cell_of_caret() -> str:
    focus = QApplication.focusWidget()
    if isinstance(focus, GridView):
        return focus.current_cell()
    return focus.field.id if isinstance(focus, TextEditor) else ""


def words(window: MainWindow) -> str:
    return window.bar.road.blue.text()


def test_without_last_year_s_report_it_asks_for_its_file(window, library, step, monkeypatch, tmp_path) -> None:
    path = tmp_path / "2024.json"
    path.write_bytes(write_json(FORM, replace(full(), year=2024)))
    monkeypatch.setattr("ui.importing.import_desk.ask_file", lambda *_: path)
    opened_with(window, library, empty(), last=False)
    assert words(window) == "下一步：取上年"
    step(window)
    dialog = found(window, ImportDialog)
    assert dialog.isVisible()
    assert dialog.target.currentText().startswith("作为上年报告")
    dialog.reject()


def test_where_tables_wait_the_next_key_fills_their_first_cell(window, library, step) -> None:
    opened_with(window, library, empty())
    assert words(window) == "下一步：填三张表"
    step(window)
    first = cell_of_caret()
    QTest.keyClicks(QApplication.focusWidget(), "7")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.desk.workspace.session.report.cells[first] == 7
    assert first == next(iter(TABLES))


def test_where_texts_wait_the_next_letter_is_written(window, library, step) -> None:
    opened_with(window, library, replace(empty(), cells=TABLES))
    assert words(window) == "下一步：写文字"
    window.desk.workspace.tabs.go(2)
    step(window)
    assert cell_of_caret() == "overview.proactive"


def test_what_is_to_be_checked_is_gone_to(window, library, step) -> None:
    opened_with(window, library, good(natural=9))
    number = int(words(window).removeprefix("下一步：核对 ").removesuffix(" 条"))
    assert number >= 1
    step(window)
    current = window.desk.workspace.findings.current()
    assert current is not None
    assert current.level != "hint"
    assert cell_of_caret() in (*current.cells, *(span.cell for span in current.spans))


def test_what_nobody_has_looked_at_is_gone_to(window, library, step) -> None:
    opened_with(window, library, good(), Doubt(CELL, 0, "inferred"))
    assert words(window) == "下一步：核对 1 条"
    step(window)
    assert cell_of_caret() == CELL


@pytest.mark.parametrize(("signed", "told", "deed"), [(0, "三审三校", "通过起草"), (3, "定稿", "定稿")])
def test_the_review_opens_at_its_stage(window, library, step, signed, told, deed) -> None:
    opened_with(window, library, good(), signed=signed)
    assert words(window) == f"下一步：{told}"
    dialog = dialog_of(lambda: step(window))
    assert isinstance(dialog, ReviewDialog)
    assert button(dialog, deed)


def test_a_final_report_is_handed_up(window, library, step) -> None:
    opened_with(window, library, good(), signed=4)
    assert words(window) == "下一步：报送"
    step(window)
    dialog = found(window, SubmitDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_what_was_handed_up_as_it_is_has_come_to_the_end_of_the_road(window, library) -> None:
    opened_with(window, library, good(), signed=4)
    book = SubmissionBook(library.disk, library.folder, window.desk.key)
    book.add(Submission(library.clock(), "张三", "报送", digest(good())))
    window.open_report(window.desk.key)
    assert [button.text()[-1] for button in window.bar.road.strip.buttons] == ["✓"] * 7
    assert not window.bar.road.blue.isVisible()


def test_no_last_year_s_report_can_be_said_once_and_for_all(window, library, monkeypatch) -> None:
    monkeypatch.setattr("ui.importing.import_desk.ask_file", lambda *_: None)
    opened_with(window, library, empty(), last=False)
    click(window)
    QTest.mouseClick(button(window, "没有上年的报告（Alt+Y）"), Qt.MouseButton.LeftButton)
    window.open_report(window.desk.key)
    assert words(window) == "下一步：填三张表"


def test_what_was_typed_last_counts_before_the_next_step_is_chosen(window, library) -> None:
    last = "disputes.lawsuit_after_review.pending" if "disputes.lawsuit_after_review.pending" in TABLES else list(TABLES)[-1]
    opened_with(window, library, replace(good(), cells={k: v for k, v in good().cells.items() if k != last}))
    window.desk.workspace.tabs.go_to(last)
    QTest.keyClicks(QApplication.focusWidget(), "0")
    dialog = dialog_of(lambda: press(window))
    assert isinstance(dialog, ReviewDialog)


def test_every_step_is_a_button_of_its_own(window, library) -> None:
    opened_with(window, library, good())
    strip = {one.objectName(): one for one in window.bar.road.strip.buttons}
    QTest.mouseClick(strip["step_tables"], Qt.MouseButton.LeftButton)
    assert window.desk.workspace.tabs.of_table
    QTest.mouseClick(strip["step_texts"], Qt.MouseButton.LeftButton)
    assert not window.desk.workspace.tabs.of_table
    assert isinstance(dialog_of(lambda: QTest.mouseClick(strip["step_final"], Qt.MouseButton.LeftButton)), ReviewDialog)


def test_the_steps_are_walked_by_keyboard_and_esc_leads_back(window, library) -> None:
    opened_with(window, library, good(natural=9))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F4)
    assert QApplication.focusWidget().objectName() == "step_check"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert QApplication.focusWidget().objectName() == "step_texts"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.desk.workspace.tabs.current_page().isAncestorOf(QApplication.focusWidget())


def test_the_road_follows_the_report_without_a_run_for_each_key(qtbot, window, library) -> None:
    opened_with(window, library, good())
    session = window.desk.workspace.session
    session.apply(Edit({CELL: None}))
    assert "三张表 ✓" in [one.text() for one in window.bar.road.strip.buttons]
    qtbot.waitUntil(lambda: "三张表 2/3" in [one.text() for one in window.bar.road.strip.buttons])


def test_f6_leads_from_a_finding_to_its_mend_and_enter_does_it(window, library, button_keys) -> None:
    said = {"overview.on_request": "全年收到政府信息公开申请3件。"}
    opened_with(window, library, replace(good(), cells={**good().cells, **said}))
    press(window)
    findings = window.desk.workspace.findings
    assert findings.current().rule == "narrative.number"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert QApplication.focusWidget() is findings.mend_buttons[0]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.desk.workspace.session.report.text("overview.on_request") != said["overview.on_request"]
