"""没有归入栏目的文字 in 「导入」: shown whole before all else, ticked, and with the report wherever it goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication

from app.exchange import Import
from app.exchange.source.found import Question, Unplaced
from app.report.report import Report
from tests.corpus.base import OFFICE, REPORT
from tests.corpus.build import FILES
from tests.reports import FORM
from tests.ui.looks import looking, write
from tests.ui.pages import every, found
from ui.importing.found_rows import ImportRow, found_rows, summary
from ui.importing.import_dialog import ROW, ImportDialog, Target

LOOSE = "项目 上一年 本年\n行政许可 55 66"
TEXT = Unplaced("overview.proactive", "标题不知是哪一部分", "第 12 段", "很长的一段。" * 200)
FOUND = Import(replace(REPORT), {}, (), unplaced=(TEXT, replace(TEXT, text="另一段。")))


@pytest.fixture
def ask(window, monkeypatch: pytest.MonkeyPatch):
    """A page with a table in its prose, chosen as if in the system's dialog."""

    def ask() -> ImportDialog:
        monkeypatch.setattr("ui.importing.import_desk.ask_file", lambda *_: FILES / "other-tables.html")
        window.commands["import"].trigger()
        return found(window, ImportDialog)

    return ask


def shown(qtbot, found: Import) -> tuple[ImportDialog, list[Import]]:
    """The dialog on what was found, and what came out of it."""
    taken: list[Import] = []
    targets = [Target("填入当前报告", taken.append), Target("建立新报告", taken.append, asks_office=True)]
    dialog = ImportDialog(found, FORM, "年报.docx", targets)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog, taken


def row_of(dialog: ImportDialog, text: str) -> int:
    rows: list[ImportRow] = [dialog.list.topLevelItem(n).data(0, ROW) for n in range(dialog.list.topLevelItemCount())]
    return next(n for n, row in enumerate(rows) if row.text == text)


def untick(dialog: ImportDialog, text: str) -> None:
    dialog.list.topLevelItem(row_of(dialog, text)).setCheckState(0, Qt.CheckState.Unchecked)


def texts(library, year: int) -> list[object]:
    key = library.find(OFFICE, year)
    assert key is not None
    return [one.value for one in library.doubted(key) if one.unplaced]


def test_they_are_the_first_rows_and_counted_in_the_summary() -> None:
    first = found_rows(FORM, FOUND, None)[0]
    assert (first.kind, first.name, first.told, first.place) == ("asked", "没有归入栏目", "标题不知是哪一部分", "第 12 段")
    assert "另有 2 段文字没有归入栏目，导入后在各部分里放置" in summary(FOUND)


def test_the_detail_shows_the_whole_text_and_its_place_and_stays_low(qtbot) -> None:
    dialog, _ = shown(qtbot, FOUND)
    assert dialog.detail.text() == f"没有归入栏目：标题不知是哪一部分（第 12 段）\n{TEXT.text}"
    assert dialog.detail.height() < dialog.height() // 3


def test_what_is_chosen_keeps_them_and_what_is_not_ticked_is_left_out(qtbot) -> None:
    dialog, taken = shown(qtbot, FOUND)
    assert dialog.chosen == FOUND
    untick(dialog, "另一段。")
    dialog.take()
    assert [one.unplaced for one in taken] == [(TEXT,)]


def test_the_count_is_of_those_that_come_along(qtbot) -> None:
    dialog, _ = shown(qtbot, FOUND)
    untick(dialog, "另一段。")
    assert "另有 1 段文字没有归入栏目" in dialog.summary.text()


def test_another_target_leaves_the_ticks_as_they_are(qtbot) -> None:
    dialog, taken = shown(qtbot, FOUND)
    untick(dialog, "另一段。")
    dialog.target.setCurrentIndex(1)
    dialog.take()
    assert [one.unplaced for one in taken] == [(TEXT,)]


def test_a_cell_that_was_read_comes_along_although_a_question_speaks_of_it(qtbot) -> None:
    asked = (Question("overview.proactive", "主动公开：没有分小标题，请分到各栏"),)
    dialog, taken = shown(qtbot, replace(FOUND, questions=asked))
    dialog.take()
    assert taken[0].report.cells == REPORT.cells


def test_into_the_open_report_they_come_as_blocks_in_the_same_step(window, library, ask) -> None:
    window.open_report(library.create(Report(OFFICE, 2024, "2021")))
    ask().take()
    session = window.desk.workspace.session
    assert [one.value for one in session.unplaced] == [LOOSE]
    assert "处待核对（F8 逐处看）" in window.banners.standing()[-1]
    session.undo()
    assert session.unplaced == ()
    session.redo()
    assert [one.value for one in session.unplaced] == [LOOSE]


def test_the_same_file_once_more_brings_back_what_was_refused(window, library, ask) -> None:
    window.open_report(library.create(Report(OFFICE, 2024, "2021")))
    ask().take()
    session = window.desk.workspace.session
    session.dismiss(session.unplaced[0])
    ask().take()
    assert [one.value for one in session.unplaced] == [LOOSE]


def test_a_new_report_has_them(window, library, ask) -> None:
    ask().take()
    assert texts(library, 2024) == [LOOSE]
    assert [one.value for one in window.desk.workspace.session.unplaced] == [LOOSE]


def test_of_last_year_s_report_they_stay_with_it_and_are_not_in_the_new_one(window, library, ask) -> None:
    window.open_report(library.create(Report(OFFICE, 2025, "2021")))
    dialog = ask()
    assert "作为上年报告" in dialog.target.currentText()
    with looking(write):
        dialog.take()
    assert (texts(library, 2024), texts(library, 2025)) == ([LOOSE], [])


def test_of_a_draft_they_stay_with_the_report_that_it_was_made_of(window, library, ask) -> None:
    dialog = ask()
    dialog.target.setCurrentIndex(next(n for n in range(dialog.target.count()) if "底稿" in dialog.target.itemText(n)))
    dialog.take()
    assert (texts(library, 2024), texts(library, 2025)) == ([LOOSE], [])


def test_a_whole_document_that_is_pasted_brings_them_too(qtbot, window, library) -> None:
    window.open_report(library.create(Report(OFFICE, 2024, "2021")))
    window.activateWindow()
    data = QMimeData()
    data.setHtml((FILES / "other-tables.html").read_text("utf-8"))
    QApplication.clipboard().setMimeData(data)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(every(window, ImportDialog)))
    found(window, ImportDialog).take()
    assert [one.value for one in window.desk.workspace.session.unplaced] == [LOOSE]
