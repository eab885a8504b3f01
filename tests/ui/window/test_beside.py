"""Two windows on one library whose lock was lost: both are kept, one gives way, and a person merges cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from app.errors import StoreError
from app.report.report import Edit
from app.review.course import STAGES, Course, Signed
from app.review.kept import Review, review_path, write_review
from app.store.file.lock import FILE
from app.store.library import Library
from app.system.paths import data_folder
from tests.ui.looks import give_up, looking, write
from ui.history.backup_dialog import BackupDialog
from ui.window.main_window import MainWindow

TEXT, COUNT, OTHER = "overview.proactive", "requests.received.natural", "requests.received.business"


@pytest.fixture
def key(library, report):
    made = library.create(report)
    library.sync()
    return made


@pytest.fixture
def other(library, key, forms):
    """A second writer: the lock's file was removed under the first, which does not know yet."""
    (data_folder() / FILE).unlink()
    with Library.open(data_folder(), forms) as made:
        assert not made.read_only
        yield made


def change(library, key, **cells):
    library.open_session(key).apply(Edit({name.replace("__", "."): value for name, value in cells.items()}))
    library.flush()


@pytest.fixture
def divided(qtbot, window, key, other):
    """The first window, after both have changed the same number and each a number of its own."""
    window.open_report(key)
    change(other, key, requests__received__natural=8, requests__received__research=5)
    other.sync()
    with qtbot.waitSignal(window.news.gave_way, timeout=10_000):
        change(window._library, key, requests__received__natural=9, requests__received__business=4)
    return window


@pytest.fixture
def merging(qtbot, divided, other):
    """The same after the other has closed."""
    with qtbot.waitSignal(divided.news.taken_over, timeout=10_000):
        other.close()
    return divided


@pytest.fixture
def dialog(qtbot, merging):
    made = BackupDialog(merging._library, merging)
    qtbot.addWidget(made)
    return made


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    monkeypatch.setattr("app.store.watch.EVERY", 0.01)


def offers(window):
    found = window.banners.findChildren(QPushButton)
    return [one for one in found if one.text() == "比较…" and one.isVisibleTo(window.banners)]


@contextmanager
def answering(word: str) -> Iterator[None]:
    """Presses the button of that word in the question that comes up."""
    timer = QTimer()

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            timer.stop()
            button = next(one for one in box.buttons() if one.text() == word)
            assert box.defaultButton().text() == "取消"
            button.setEnabled(True)
            button.click()

    timer.timeout.connect(look)
    timer.start(0)
    yield
    timer.stop()


def test_the_window_that_lost_its_lock_gives_way_and_says_so_once(divided, key):
    assert divided._library.read_only
    session = divided.desk.workspace.session
    assert (session.read_only, session.report.get(COUNT), session.report.get(OTHER)) == (True, 8, 0)
    assert "只能查看" in divided.bar.saved.text()
    (told,) = divided.banners.standing()
    assert all(words in told for words in ("另一个窗口", "也在写这个报告库", "没有丢失"))
    assert offers(divided) == []


def test_what_stands_in_an_open_editor_lands_in_the_branch(qtbot, window, key, other):
    window.open_report(key)
    change(other, key, requests__received__natural=8)
    window.desk.workspace.tabs.go_to(OTHER)
    for letter in "77":  # the first one opens an editor
        QTest.keyClicks(QApplication.focusWidget(), letter)
    with qtbot.waitSignal(window.news.gave_way, timeout=10_000):
        change(window._library, key, requests__received__natural=9)
    with qtbot.waitSignal(window.news.taken_over, timeout=10_000):
        other.close()
    (found,) = BackupDialog(window._library, window)._past.differences(window._library.branches[0])
    assert {one.cell: one.theirs for one in found.cells}[OTHER] == "77"


def test_after_the_other_has_closed_the_branch_is_offered_to_compare(merging, monkeypatch):
    shown = []
    monkeypatch.setattr(BackupDialog, "exec", lambda self: shown.append(self.list.currentItem().text()))
    assert not merging.desk.workspace.session.read_only
    (offer,) = offers(merging)
    offer.click()
    assert shown[0].startswith("另一处的修改：")
    assert len(offers(merging)) == 1


def test_a_branch_stands_first_with_three_states_and_a_mark(dialog):
    assert dialog.list.item(0).text().startswith("另一处的修改：")
    head = dialog.reports.headerItem()
    assert [head.text(n) for n in range(4)] == ["报告和栏目", "原来", "这里", "另一处"]
    report = dialog.reports.topLevelItem(0)
    cells = [report.child(n) for n in range(report.childCount())]
    assert [[cell.text(column) for column in (1, 2, 3)] for cell in cells] == [["0", "8", "9"], ["0", "0", "4"]]
    assert ["两边都改了，请选择" in cell.text(0) for cell in cells] == [True, False]
    assert dialog.restore_button.text() == "采用勾选的修改"


def test_what_both_changed_is_not_ticked_until_a_person_does(merging, dialog):
    with looking(write) as seen:
        dialog.restore_button.click()
    assert [row[0] for row in seen[0]] == ["两边都改了", "改写"]
    report = merging.desk.workspace.session.report
    assert (report.get(COUNT), report.get(OTHER)) == (8, 4)
    assert "已采用 1 栏" in dialog.message.text()
    assert not dialog.list.item(0).text().startswith("另一处")
    merging.news.look_again()
    assert offers(merging) == []


def test_a_person_may_take_the_others_where_both_changed(merging, dialog):
    def take_all(changes):
        assert "1 栏先不勾选" in changes.count.text()
        assert "以后不再提示" in changes.note.text()
        changes.turn_all()
        write(changes)

    with looking(take_all):
        dialog.restore_button.click()
    assert merging.desk.workspace.session.report.get(COUNT) == 9


def test_a_merge_that_is_given_up_leaves_the_branch_told(merging, dialog):
    with looking(give_up):
        dialog.restore_button.click()
    assert len(merging._library.branches) == 1
    assert dialog.list.item(0).text().startswith("另一处")


@pytest.mark.parametrize(("word", "left"), [("取消", 1), ("都不采用", 0)])
def test_taking_nothing_is_asked_once_and_then_told_no_more(merging, dialog, forms, word, left):
    before = merging.desk.workspace.session.report
    with answering(word):
        dialog.leave_button.click()
    assert len(merging._library.branches) == left
    assert merging.desk.workspace.session.report == before
    merging.close()
    merging._library.close()
    with Library.open(data_folder(), forms) as again:
        assert len(again.branches) == left


def test_a_final_report_is_not_ticked_and_what_happens_to_it_is_said(qtbot, merging, key):
    course = Course(tuple(Signed(stage, "某人", date(2026, 1, 20)) for stage in STAGES))
    write_review(review_path(data_folder(), key), Review(course=course))
    dialog = BackupDialog(merging._library, merging)
    qtbot.addWidget(dialog)
    item = dialog.reports.topLevelItem(0)
    assert not item.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert "已定稿" in item.text(0)
    assert not dialog.restore_button.isEnabled()


def test_a_backup_of_another_line_is_marked_offered_and_put_aside(qtbot, library, key, forms, settings, appearance):
    folder = data_folder()
    files = [folder / "library.json", *(folder / "journal").iterdir()]
    old = {path: path.read_bytes() for path in files}
    change(library, key, requests__received__natural=8)
    library.sync("timed")
    library.close()
    for path in (folder / "journal").iterdir():
        path.unlink()
    for path, data in old.items():
        path.write_bytes(data)
    with Library.open(folder, forms) as replaced:
        window = MainWindow(replaced, forms, settings, appearance)
        qtbot.addWidget(window)
        assert len(offers(window)) == 1
        dialog = BackupDialog(replaced, window, replaced.foreign)
        assert "这里没有的内容" in dialog.list.currentItem().text()
        with answering("都不采用"):
            dialog.leave_button.click()
        assert replaced.foreign is None
        window.news.look_again()
        assert offers(window) == []
        window.close()


def test_a_dialog_on_the_open_report_is_left_to_its_end(qtbot, window, key, other):
    window.open_report(key)
    before = window.desk.workspace
    dialog = BackupDialog(window._library, window)
    qtbot.addWidget(dialog)
    dialog.open()
    with qtbot.waitSignal(window.news.gave_way, timeout=10_000):
        change(window._library, key, requests__received__natural=9)
    assert window.desk.workspace is before
    assert before.session.read_only
    dialog.close()
    qtbot.waitUntil(lambda: window.desk.workspace is not before)


def test_a_library_that_cannot_be_read_then_is_told_and_takes_no_changes(qtbot, window, key, other, monkeypatch):
    def refuse(*_):
        raise StoreError("报告库现在读不出来。")

    window.open_report(key)
    monkeypatch.setattr("app.store.library.look", refuse)
    with qtbot.waitSignal(window.news.gave_way, timeout=10_000):
        change(window._library, key, requests__received__natural=9)
    assert "报告库现在读不出来。" in window.banners.standing()
    assert window.desk.workspace.session.read_only
