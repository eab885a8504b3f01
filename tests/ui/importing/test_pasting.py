"""A table with its labels on the clipboard is matched by them, reviewed, and filled in as one step of undo."""

from __future__ import annotations

from time import process_time

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from app.report.report import Edit, Report
from tests.corpus.base import OFFICE, REPORT, tables
from tests.corpus.in_html import table, wordy
from tests.ui.looks import looking, write
from tests.ui.pages import found
from ui.entry.refusal import Refusal
from ui.importing.import_dialog import ImportDialog


@pytest.fixture
def paste(window, library):
    """Puts a block on the clipboard and pastes it into the first table of table two."""
    window.open_report(library.create(Report(OFFICE, 2024, "2021")))
    workspace = window.desk.workspace
    workspace.tabs.go_to("proactive.regulations.issued")

    def paste(markup: str, text: str):
        data = QMimeData()
        if markup:
            data.setHtml(markup)
        if text:
            data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        workspace.tabs.current_page()._parts[0].views[0].paste()
        return workspace.session

    yield paste
    QGuiApplication.clipboard().clear()


def test_a_whole_table_from_word_goes_where_its_labels_say(window, paste) -> None:
    session = paste(table(tables()[0], wordy), "")
    assert session.report.cells == {}
    found(window, ImportDialog).take()
    assert session.report.cells == {n: v for n, v in REPORT.cells.items() if n.startswith("proactive.")}
    session.undo()
    assert session.report.cells == {}


def test_rows_of_a_spreadsheet_with_their_names_are_matched_too(window, paste) -> None:
    session = paste("", "行政处罚\t7\n行政强制\t0")
    found(window, ImportDialog).take()
    assert dict(session.report.cells) == {
        "proactive.penalties.decisions": 7,
        "proactive.coercion.decisions": 0,
    }


def test_numbers_alone_go_where_the_cursor_is_without_a_question(window, paste) -> None:
    session = paste("<table><tr><td>1</td><td>2</td></tr></table>", "1\t2")
    assert window.findChildren(ImportDialog) == []
    assert dict(session.report.cells) == {
        "proactive.regulations.issued": 1,
        "proactive.regulations.repealed": 2,
    }


def test_filled_cells_are_shown_before_a_table_is_written_over_them(window, paste) -> None:
    session = paste("", "行政处罚\t7\n行政强制\t0")
    session.apply(Edit({"proactive.penalties.decisions": 5}))
    with looking(write) as seen:
        found(window, ImportDialog).take()
    assert seen == [[("改写", "5", "7"), ("新填", "（空白）", "0")]]
    assert session.report.cells["proactive.penalties.decisions"] == 7


def test_the_review_can_be_given_up(window, paste) -> None:
    session = paste("", "行政处罚\t7")
    found(window, ImportDialog).reject()
    assert session.report.cells == {}


ISSUED = "proactive.regulations.issued"


@pytest.mark.parametrize(("inner", "text"), [("3<sup>2</sup>", "32"), ("<del>5</del><ins>2</ins>", "52")])
def test_a_figure_that_looks_otherwise_than_its_plain_text_changes_nothing(
    window, paste, inner: str, text: str
) -> None:
    assert paste(f"<table><tr><td>{inner}</td></tr></table>", text).report.cells == {}
    assert any("整块没有粘贴" in one.text() for one in window.findChildren(Refusal))


def test_a_table_of_html_alone_is_pasted(window, paste) -> None:
    assert paste("<table><tr><td>1</td><td>2<sup>①</sup></td></tr></table>", "").report.cells == {
        ISSUED: 1,
        "proactive.regulations.repealed": 2,
    }


@pytest.mark.parametrize("markup", ["<table><tr><td><s>5</s></td></tr></table>", "<img src='x.png'>", ""])
def test_a_paste_that_brings_nothing_takes_nothing_away(window, paste, markup: str) -> None:
    session = paste("", "12")
    assert session.report.cells == {ISSUED: 12}
    assert paste(markup, "").report.cells == {ISSUED: 12}


@pytest.mark.parametrize(("markup", "text"), [("3<sup>2</sup>", "32"), ("<table><td></td></table>", "")])
def test_an_open_cell_takes_no_figure_that_nobody_sees_and_loses_none(
    qtbot, window, paste, markup: str, text: str
) -> None:
    session = paste("", "12")
    view = window.desk.workspace.tabs.current_page()._parts[0].views[0]
    qtbot.keyClick(view, Qt.Key.Key_F2)
    view.editor.selectAll()
    data = QMimeData()
    data.setHtml(markup)
    if text:
        data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(view.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert view.editor.text() == "12"
    assert session.report.cells == {ISSUED: 12}


HOSTILE = "<table><tr><td " + " ".join(f"a{n}=1" for n in range(300_000)) + ">5</td></tr></table>"


@pytest.mark.parametrize("text", ["5", ""])
def test_a_hostile_page_costs_the_window_no_more_than_a_sentence(window, paste, text: str) -> None:
    begun = process_time()
    assert paste(HOSTILE, text).report.cells == {}
    assert process_time() - begun < 2
    said = [*(one.text() for one in window.findChildren(Refusal)), *window.banners.standing()]
    assert any("过于复杂，没有粘贴" in one for one in said)


def test_a_table_too_large_for_the_window_is_read_in_the_other_process(window, paste) -> None:
    session = paste("<!--" + "-" * 100_000 + "-->" + table(tables()[0], wordy), "")
    found(window, ImportDialog).take()
    assert session.report.cells == {n: v for n, v in REPORT.cells.items() if n.startswith("proactive.")}
