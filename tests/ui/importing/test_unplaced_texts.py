"""没有归入栏目的文字 in 「导入」: shown as blocks where they stood, and with the report wherever it goes."""

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
from ui.importing.check_words import summary
from ui.importing.import_dialog import ImportDialog
from ui.importing.target_row import Target
from ui.narrative.placing import decide
from ui.narrative.unplaced_block import UnplacedBlock

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
    qtbot.addWidget(dialog, before_close_func=lambda one: one.done(0))  # closing asks where work would be lost
    dialog.show()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    return dialog, taken


def texts(library, year: int) -> list[object]:
    key = library.find(OFFICE, year)
    assert key is not None
    return [one.value for one in library.doubted(key) if one.unplaced]


def block(dialog: ImportDialog, text: str) -> UnplacedBlock:
    return next(one for one in every(dialog, UnplacedBlock) if one.text.value == text)


def test_they_are_counted_in_the_summary_and_stand_as_blocks_in_their_section(qtbot) -> None:
    dialog, _ = shown(qtbot, FOUND)
    assert "另有 2 段文字没有归入栏目，导入后在各部分里放置" in summary(FOUND)
    assert [one.text.value for one in every(dialog.check.pages[0], UnplacedBlock)] == [TEXT.text, "另一段。"]
    assert "2 段文字没有归入栏目" in dialog.check.pages[0].reason.text()


def test_all_of_them_come_along_and_what_is_refused_is_left_out(qtbot) -> None:
    dialog, taken = shown(qtbot, FOUND)
    assert dialog.chosen == FOUND
    block(dialog, "另一段。").drop_button.click()
    dialog.take()
    assert [one.unplaced for one in taken] == [(TEXT,)]


def test_one_that_is_placed_here_comes_with_its_field(qtbot) -> None:
    dialog, taken = shown(qtbot, FOUND)
    decide(block(dialog, "另一段。"), block(dialog, "另一段。").text, "overview.platform")
    dialog.take()
    assert taken[0].report.text("overview.platform").endswith("\n另一段。")
    assert taken[0].unplaced == (TEXT,)


def test_what_was_refused_comes_back_by_undo(qtbot) -> None:
    dialog, _ = shown(qtbot, FOUND)
    block(dialog, "另一段。").drop_button.click()
    qtbot.keyClick(dialog.check, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(dialog.chosen.unplaced) == 2


def test_f8_passes_them_by_and_ends_at_the_button_that_takes_all(qtbot) -> None:
    dialog, taken = shown(qtbot, FOUND)
    for text in (TEXT.text, "另一段。"):
        qtbot.waitUntil(block(dialog, text).put_button.hasFocus)
        qtbot.keyClick(block(dialog, text).words, Qt.Key.Key_F8)
    qtbot.waitUntil(dialog.take_button.hasFocus)
    dialog.take()
    assert len(taken[0].unplaced) == 2


def test_the_count_is_of_those_that_come_along(qtbot) -> None:
    dialog, _ = shown(qtbot, FOUND)
    block(dialog, "另一段。").drop_button.click()
    assert "另有 1 段文字没有归入栏目" in dialog.summary.whole


def test_another_target_leaves_what_was_decided(qtbot) -> None:
    dialog, taken = shown(qtbot, FOUND)
    block(dialog, "另一段。").drop_button.click()
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
