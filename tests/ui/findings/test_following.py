"""A cell changed by hand offers to change the numbers of the prose that were tied to it: one line, one step of undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.report.report import Edit
from app.store.library import Library
from tests.reports import full
from tests.ui.pages import every
from ui.look.banner import Banner
from ui.window.main_window import MainWindow

CELL, NATURAL = "overview.on_request", "requests.received.natural"
TEXT = "全年收到申请5件。收到申请5件，均已答复。"


@pytest.fixture
def written(window: MainWindow, library: Library) -> MainWindow:
    """A report in whose prose two numbers are tied to the new requests."""
    report = full(requests__received__natural=5, requests__granted__natural=5)
    window.open_report(library.create(replace(report, cells={**report.cells, CELL: TEXT})))
    window.activateWindow()
    window.desk.workspace.watch.run()
    return window


def type_into(window: MainWindow, cell: str, text: str) -> None:
    """Types over a cell and goes on with Enter; then the checks have run."""
    window.desk.workspace.tabs.go_to(cell)
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    window.desk.workspace.watch.run()


def offered(window: MainWindow) -> list[str]:
    return [sentence for sentence in window.banners.standing() if sentence.startswith("正文有")]


def test_what_was_tied_is_offered_to_follow_in_one_step(written: MainWindow):
    type_into(written, NATURAL, "12")
    assert offered(written) == ["正文有 2 处写着 5，表里现在是 12，改不改？"]
    next(one for one in every(written, QPushButton) if one.text() == "正文 2 处改成 12").click()
    session = written.desk.workspace.session
    assert session.report.text(CELL) == TEXT.replace("5", "12")
    assert offered(written) == []
    session.undo()
    assert (session.report.text(CELL), session.report.cells[NATURAL]) == (TEXT, 12)


def test_what_agrees_with_other_cells_now_is_offered_too(window: MainWindow, library: Library):
    """12 = 新收; after 12 → 11 it would be 新收 11 + 上年结转 1, and nobody would hear of it."""
    report = full(requests__received__natural=12, requests__carried_in__natural=1, requests__granted__natural=13)
    text = "全年收到自然人申请12件。"
    window.open_report(library.create(replace(report, cells={**report.cells, CELL: text})))
    window.desk.workspace.watch.run()
    type_into(window, NATURAL, "11")
    assert offered(window) == ["正文有 1 处写着 12，表里现在是 11，改不改？"]
    next(one for one in every(window, QPushButton) if one.text() == "正文 1 处改成 11").click()
    assert window.desk.workspace.session.report.text(CELL) == "全年收到自然人申请11件。"
    window.commands["undo"].trigger()
    assert window.desk.workspace.session.report.text(CELL) == text


@pytest.mark.parametrize("edit", [{NATURAL: 12}, {NATURAL: 12, "requests.granted.natural": 12}], ids=["one cell", "a block"])
def test_a_cell_changed_by_a_mend_or_a_block_offers_it_as_one_that_is_typed(written: MainWindow, edit: dict[str, int]):
    workspace = written.desk.workspace
    workspace.session.apply(Edit(edit, "表改成 12"))
    workspace.watch.run()
    assert offered(written) == ["正文有 2 处写着 5，表里现在是 12，改不改？"]


def test_an_edit_that_brings_prose_along_offers_nothing(written: MainWindow):
    workspace = written.desk.workspace
    workspace.session.apply(Edit({NATURAL: 12, "problems.problems": "没有问题。"}, "导入"))
    workspace.watch.run()
    assert offered(written) == []


def test_nothing_is_offered_while_the_cell_is_being_typed_in(written: MainWindow):
    workspace = written.desk.workspace
    workspace.tabs.go_to(NATURAL)
    QTest.keyClicks(QApplication.focusWidget(), "1")
    workspace.watch.run()
    assert offered(written) == []


def test_esc_leaves_the_prose_as_it_is(written: MainWindow):
    type_into(written, NATURAL, "6")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert offered(written) == []
    assert written.desk.workspace.session.report.text(CELL) == TEXT


def test_an_offer_that_was_put_away_does_not_come_again(written: MainWindow):
    type_into(written, NATURAL, "6")
    banner = next(one for one in every(written, Banner) if one.isVisible())
    banner.close_button.click()
    written.desk.workspace.tabs.go_to("requests.carried_out.natural")
    written.desk.workspace.watch.run()
    assert offered(written) == []


def test_an_offer_stands_and_grows_while_other_cells_are_changed(window: MainWindow, library: Library):
    report = full(requests__received__natural=12, requests__granted__natural=7, requests__carried_out__natural=5)
    text = "收到申请12件，予以公开7件。"
    window.open_report(library.create(replace(report, cells={**report.cells, CELL: text})))
    window.activateWindow()
    window.desk.workspace.watch.run()
    type_into(window, NATURAL, "11")
    type_into(window, "requests.granted.natural", "6")
    assert offered(window) == ["正文有 1 处写着 12、1 处写着 7，表里现在是 11、6，改不改？"]
    type_into(window, NATURAL, "12")
    assert offered(window) == ["正文有 1 处写着 7，表里现在是 6，改不改？"]
    next(one for one in every(window, QPushButton) if one.text() == "正文 1 处改成 6" and one.isVisible()).click()
    assert window.desk.workspace.session.report.text(CELL) == "收到申请12件，予以公开6件。"


def test_undo_of_the_cell_takes_the_offer_away(written: MainWindow):
    type_into(written, NATURAL, "6")
    written.commands["undo"].trigger()
    assert offered(written) == []


def test_a_cell_of_which_the_prose_says_nothing_offers_nothing(written: MainWindow):
    type_into(written, "requests.carried_out.natural", "3")
    assert offered(written) == []


def test_what_is_offered_goes_with_its_report(written: MainWindow):
    type_into(written, NATURAL, "12")
    assert offered(written)
    written.go_home()
    assert offered(written) == []
