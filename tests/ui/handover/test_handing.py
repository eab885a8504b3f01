"""A report to the reviewer and back in the real window: given out by a command, dropped, both sides shown and decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.form.kinds import Value
from app.report.report import Edit
from app.review.kept import read_review, review_path
from app.store import requests
from app.store.library import Library
from tests.handover.two_desks import CELL, OTHER, PROSE, Desk
from tests.reports import full
from tests.ui.dialog_hands import focus, press
from tests.ui.pages import every
from ui.handover import handing
from ui.handover.merge_dialog import MergeDialog
from ui.window.main_window import MainWindow
from ui.window.visitors import Visitors


@pytest.fixture
def reviewer(tmp_path: Path) -> Iterator[Desk]:
    """The other computer's library."""
    made = Desk(tmp_path / "reviewer", "李二")
    yield made
    made.close()


@pytest.fixture
def given(opened: MainWindow, folder: Path, monkeypatch) -> Callable[[], bytes]:
    """Gives the open report out by its command; the file's bytes."""
    path = folder / "交接.nbjj"
    monkeypatch.setattr(handing, "ask_new_file", lambda *_: path)

    def give() -> bytes:
        opened.commands["hand_over"].trigger()
        return path.read_bytes()

    return give


def write(window: MainWindow, changes: dict[str, Value | None]) -> None:
    window.desk.workspace.session.apply(Edit(changes, "填写"))


def come_back(window: MainWindow, folder: Path, data: bytes) -> None:
    """The file is dropped on the window."""
    path = folder / "交回.nbjj"
    path.write_bytes(data)
    window.taker._files.begin([path])


def asked(qtbot, window: MainWindow) -> MergeDialog:
    dialog = next(one for one in every(window, MergeDialog) if one.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(lambda: focus().window() is dialog)
    return dialog


def test_giving_out_says_what_was_written_and_what_was_left_out(opened, given, reviewer):
    reviewer.take(given())
    assert reviewer.report == opened.desk.workspace.session.report
    (told,) = opened.banners.standing()
    assert "已交出：交接.nbjj" in told
    assert "申请台账没有放进去" in told


def test_what_only_they_changed_is_shown_and_taken_with_enter(qtbot, opened, given, reviewer, folder, button_keys):
    reviewer.take(given())
    reviewer.write(requests__received__natural=7)
    come_back(opened, folder, reviewer.give())
    dialog = asked(qtbot, opened)
    assert "只有对方改了的 1 处" in dialog.count.text()
    press(qtbot, Qt.Key.Key_Return)
    assert opened.desk.workspace.session.report.get(CELL) == 7
    assert any("已收回" in one and "改动了 1 栏" in one for one in opened.banners.standing())


def test_what_both_changed_wants_a_decision_before_anything_is_taken(qtbot, opened, given, reviewer, folder, button_keys):
    reviewer.take(given())
    reviewer.write(requests__received__natural=7, requests__received__legal=1)
    write(opened, {CELL: 8})
    come_back(opened, folder, reviewer.give())
    dialog = asked(qtbot, opened)
    assert [dialog.list.topLevelItem(row).text(2) for row in range(2)] == ["用对方的", "请选择"]
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert opened.desk.workspace.session.report.get(CELL) == 8
    press(qtbot, Qt.Key.Key_Left)
    press(qtbot, Qt.Key.Key_Return)
    report = opened.desk.workspace.session.report
    assert (report.get(CELL), report.get(OTHER)) == (8, 1)


def test_a_text_is_decided_by_paragraph_with_the_words_marked(qtbot, opened, given, reviewer, folder):
    write(opened, {PROSE: "甲段。\n乙段。"})
    reviewer.take(given())
    reviewer.write(overview__proactive="甲段。\n乙段，他改。")
    write(opened, {PROSE: "甲段。\n乙段，我改。"})
    come_back(opened, folder, reviewer.give())
    dialog = asked(qtbot, opened)
    assert dialog.left == 1
    assert "underline" in dialog.texts.panes["new"].toHtml()
    press(qtbot, Qt.Key.Key_Right)
    dialog.take_button.click()
    assert opened.desk.workspace.session.report.text(PROSE) == "甲段。\n乙段，他改。"


def test_giving_up_changes_nothing_and_the_file_can_be_taken_later(qtbot, opened, given, reviewer, folder):
    reviewer.take(given())
    reviewer.write(requests__received__natural=7)
    data = reviewer.give()
    come_back(opened, folder, data)
    asked(qtbot, opened)
    press(qtbot, Qt.Key.Key_Escape)
    assert opened.desk.workspace.session.report.get(CELL) == 0
    come_back(opened, folder, data)
    assert asked(qtbot, opened).isVisible()


def test_one_step_of_undo_takes_it_back(qtbot, opened, given, reviewer, folder):
    reviewer.take(given())
    reviewer.write(requests__received__natural=7, requests__received__legal=1)
    before = opened.desk.workspace.session.report
    come_back(opened, folder, reviewer.give())
    asked(qtbot, opened).take_button.click()
    opened.commands["undo"].trigger()
    assert opened.desk.workspace.session.report == before


def test_the_same_file_once_more_changes_nothing_and_says_so(qtbot, opened, given, reviewer, folder):
    reviewer.take(given())
    reviewer.write(requests__received__natural=7)
    data = reviewer.give()
    come_back(opened, folder, data)
    asked(qtbot, opened).take_button.click()
    come_back(opened, folder, data)
    assert any("已经收回过，报告没有变化" in one for one in opened.banners.standing())


def test_opinions_alone_come_home_without_a_question(opened, given, reviewer, folder, library: Library):
    reviewer.take(given())
    reviewer.comment("很好。", 1)
    reviewer.sign(words="同意")
    come_back(opened, folder, reviewer.give())
    assert any("报告的内容没有要改的" in one for one in opened.banners.standing())
    course = read_review(review_path(library.folder, opened.desk.key)).course
    assert [(one.who, one.words) for one in course.signed] == [("李二", "同意")]


def test_signatures_of_both_for_one_stage_are_a_line_of_their_own(qtbot, opened, given, reviewer, folder, library):
    reviewer.take(given())
    here = Desk.__new__(Desk)
    here.library, here.key, here.name, here._minutes = library, opened.desk.key, "张一", 900
    here.sign()
    reviewer.sign()
    come_back(opened, folder, reviewer.give())
    dialog = asked(qtbot, opened)
    assert (dialog.left, dialog.list.topLevelItem(0).text(0)) == (1, "各级签名")
    dialog.mine_button.click()
    dialog.take_button.click()
    course = read_review(review_path(library.folder, opened.desk.key)).course
    assert [one.who for one in course.signed] == ["张一"]


def test_a_new_one_opens_as_a_report_of_this_library(window, reviewer, report, folder):
    reviewer.begin(report)
    come_back(window, folder, reviewer.give())
    assert window.desk.workspace.session.report == report
    assert any("已从交接文件打开" in one for one in window.banners.standing())


def test_a_foreign_or_damaged_one_is_one_sentence(opened, reviewer, report, folder):
    reviewer.begin(full(requests__received__natural=3))
    come_back(opened, folder, reviewer.give())
    assert any("不是从它交出的" in one for one in opened.banners.standing())
    come_back(opened, folder, b"PK")
    assert [one for one in opened.banners.standing() if "已损坏" in one]
    assert opened.desk.workspace.session.report == report


def test_import_and_the_start_of_the_program_take_it_too(window, reviewer, report, folder):
    reviewer.begin(report)
    path = folder / "交回.NBJJ"
    path.write_bytes(reviewer.give())
    window.taker.open_file(path)
    assert window.desk.workspace.session.report == report


def test_a_second_start_hands_it_to_the_window_that_runs(qtbot, window, library, reviewer, report, folder):
    reviewer.begin(report)
    path = folder / "交回.nbjj"
    path.write_bytes(reviewer.give())
    Visitors(window, library, window.taker.open_file, window.banners)
    requests.ask(library.disk, library.folder, path, library.clock())
    qtbot.waitUntil(lambda: window.desk.busy)
    assert window.desk.workspace.session.report == report


def test_among_several_files_the_next_one_waits_for_the_answer(qtbot, opened, given, reviewer, folder):
    reviewer.take(given())
    reviewer.write(requests__received__natural=7)
    paths = [folder / "一.nbjj", folder / "二.nbjj"]
    for path, data in zip(paths, (reviewer.give(), b"PK"), strict=True):
        path.write_bytes(data)
    opened.taker._files.begin(paths)
    asked(qtbot, opened).take_button.click()
    qtbot.waitUntil(lambda: any("二.nbjj" in one for one in opened.banners.standing()))
    assert opened.desk.workspace.session.report.get(CELL) == 7
