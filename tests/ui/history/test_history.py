"""The dialogs of the past: versions compared and taken back, backups restored, the second folder chosen."""

from datetime import date
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from shiboken6 import delete

from app.errors import StoreError
from app.report.report import Edit
from app.review.course import STAGES, Course, Signed
from app.review.kept import Review, review_path, write_review
from app.store.journal.backwards import Segments
from app.store.journal.change_log import PAGE, Log, LogStanding
from app.store.past import Past
from app.system.disk import Disk
from tests.reports import FORMS
from tests.ui.looks import give_up, looking, write
from ui.changes.text_sides import BLANK
from ui.export.export_dialog import ExportDialog, ask_export
from ui.export.export_run import ExportRun
from ui.history.backup_dialog import BackupDialog
from ui.history.log_dialog import LogDialog
from ui.history.version_dialog import VersionDialog

TEXT, COUNT = "overview.proactive", "requests.received.natural"


@pytest.fixture
def key(library, report):
    return library.create(report)


@pytest.fixture
def session(library, key):
    return library.open_session(key)


@pytest.fixture
def versions(qtbot, library, key, session, appearance, window):
    """The dialog after one text was changed twice since the opening."""
    session.apply(Edit({TEXT: "主动公开 12 条"}))
    library.keep_version(key, "exported")
    session.apply(Edit({TEXT: "主动公开 15 条信息"}))
    made = VersionDialog(library, key, session, appearance, window)
    qtbot.addWidget(made)
    return made


def test_the_newest_version_is_compared_with_now_word_by_word(versions):
    assert "导出时" in versions.list.item(0).text()
    assert versions.view.cells == (TEXT,)
    before, after = versions.view.texts.panes["gone"], versions.view.texts.panes["new"]
    assert (before.toPlainText(), after.toPlainText()) == ("主动公开 12 条", "主动公开 15 条信息")
    assert "line-through" in before.toHtml()
    assert "underline" in after.toHtml()


def test_two_equal_sides_say_so(versions):
    versions.against.setCurrentIndex(1)
    assert versions.view.list.topLevelItemCount() == 0
    assert "相同" in versions.view.texts.panes["gone"].placeholderText()


def test_one_cell_is_taken_back_and_can_be_undone(versions, session):
    versions.some_button.click()
    assert session.report.text(TEXT) == "主动公开 12 条"
    assert versions.view.list.topLevelItemCount() == 0
    assert not versions.all_button.isEnabled()
    session.undo()
    assert session.report.text(TEXT) == "主动公开 15 条信息"


def test_all_is_taken_back_to_the_oldest_version(versions, session, report):
    versions.list.setCurrentRow(versions.list.count() - 1)
    with looking(write) as seen:
        versions.all_button.click()
    assert [row[0] for row in seen[0]] == ["改写"]
    assert session.report == report


def test_taking_back_that_is_given_up_changes_nothing(versions, session):
    before = session.report
    with looking(give_up):
        versions.all_button.click()
    assert session.report is before
    assert "没有写入" in versions.message.text()


def test_two_old_versions_are_compared_and_nothing_can_be_taken_back_then(versions):
    versions.against.setCurrentIndex(versions.against.count() - 1)
    assert versions.view.cells == (TEXT,)
    assert not versions.some_button.isEnabled()


def test_the_present_is_kept_under_a_name(versions, library, key):
    versions.keep_button.click()
    assert "名称" in versions.message.text()
    versions.name.setText("送审稿")
    versions.keep_button.click()
    assert [one.name for one in Past(library).versions(key).all][-1] == "送审稿"
    assert "送审稿" in versions.list.item(0).text()


@pytest.fixture
def log(qtbot, versions, library, key):
    """The log of the report, its first page read."""
    dialog = LogDialog(Past(library).log(key), versions)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not dialog.reading)
    return dialog


def test_the_log_says_what_was_changed_newest_first(log):
    newest = log.list.topLevelItem(0)
    assert (newest.text(4), newest.text(5)) == ("主动公开 12 条", "主动公开 15 条信息")
    assert log.list.topLevelItem(log.list.topLevelItemCount() - 1).text(2) == "新建"
    assert "共 3 条" in log.message.text()


def test_of_a_long_text_the_log_shows_where_the_sides_part_and_all_in_the_tip(qtbot, session, library, key, versions):
    long = "本街道主动公开政府信息" * 20
    session.apply(Edit({TEXT: f"{long}12 条"}))
    session.apply(Edit({TEXT: f"{long}15 条"}))
    dialog = LogDialog(Past(library).log(key), versions)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not dialog.reading)
    newest = dialog.list.topLevelItem(0)
    assert (newest.text(4), newest.text(5)) == ("…府信息12 条", "…府信息15 条")
    assert newest.toolTip(5) == f"{long}15 条"


class HeldLog(Log):
    """A log whose reading waits to be let go, and that fails where a reason is given."""

    def __init__(self, reason=None):
        super().__init__("0a", lambda: LogStanding(None, 0, ""), Segments(tuple, str.encode), FORMS)
        self.gate, self.reason, self.threads = Event(), reason, []

    def next_page(self, most=PAGE):
        self.threads.append(current_thread())
        self.gate.wait(60)
        if self.reason:
            raise self.reason
        return super().next_page(most)


def test_the_log_opens_at_once_and_is_read_on_another_thread(qtbot, versions):
    held = HeldLog()
    dialog = LogDialog(held, versions)
    qtbot.addWidget(dialog)
    assert "正在读取" in dialog.message.text()
    held.gate.set()
    qtbot.waitUntil(lambda: not dialog.reading)
    assert "共 0 条" in dialog.message.text()
    assert held.threads
    assert main_thread() not in held.threads


def test_the_window_itself_reads_no_journal(qtbot, versions, monkeypatch):
    readers, plain = [], Disk.read

    def noted(disk, path):
        readers.extend([current_thread()] if "journal" in path.parts else [])
        return plain(disk, path)

    monkeypatch.setattr(Disk, "read", noted)
    monkeypatch.setattr(LogDialog, "exec", lambda self: qtbot.waitUntil(lambda: self.list.topLevelItemCount() == 3))
    versions.log_button.click()
    assert readers
    assert main_thread() not in readers


def test_a_log_that_cannot_be_read_says_so(qtbot, versions):
    held = HeldLog(StoreError("读取修改记录没有成功。"))
    dialog = LogDialog(held, versions)
    qtbot.addWidget(dialog)
    held.gate.set()
    qtbot.waitUntil(lambda: dialog.message.text() == "读取修改记录没有成功。")


def test_a_log_that_is_closed_and_gone_while_it_reads_harms_nothing(qtbot, versions):
    held = HeldLog()
    dialog = LogDialog(held, versions)
    qtbot.waitUntil(lambda: bool(held.threads))
    dialog.reject()
    delete(dialog)
    held.gate.set()
    held.threads[0].join()
    assert held.stopped


def test_scrolling_to_the_end_of_the_log_reads_on(qtbot, session, library, key, versions):
    for number in range(PAGE + 20):
        session.apply(Edit({COUNT: number + 1000}))
    dialog = LogDialog(Past(library).log(key), versions)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.reading)
    assert dialog.list.topLevelItemCount() == PAGE
    assert "更早" in dialog.message.text()
    bar = dialog.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == PAGE + 23)
    assert f"共 {PAGE + 23} 条" in dialog.message.text()


def test_an_export_keeps_a_version(library, key, session, forms, settings, window, monkeypatch, folder):
    monkeypatch.setattr(ExportRun, "start", lambda self: None)
    monkeypatch.setattr(ExportDialog, "reject", lambda self: None)
    ask_export(library, forms, settings, key, lambda *_: None, window)
    dialog = window.findChild(ExportDialog)
    dialog.page.set_up(["json"], "报告", str(folder))
    dialog.start()
    assert Past(library).versions(key).all[-1].occasion == "exported"


def test_a_blank_side_says_so(versions, session):
    session.apply(Edit({TEXT: None}))
    versions.against.setCurrentIndex(1)
    versions.against.setCurrentIndex(0)
    assert versions.view.texts.panes["new"].toPlainText() == BLANK


@pytest.fixture
def backups(qtbot, library, key, session, window):
    """The dialog after a backup and a change."""
    library.sync("timed")
    session.apply(Edit({TEXT: "改坏了"}))
    made = BackupDialog(library, window)
    qtbot.addWidget(made)
    return made


def test_a_ticked_report_is_restored_and_that_can_be_undone(backups, session, report):
    assert not backups.restore_button.isEnabled()
    item = backups.reports.topLevelItem(0)
    assert item.child(0).text(2) == "改坏了"
    item.setCheckState(0, Qt.CheckState.Checked)
    with looking(write) as seen:
        backups.restore_button.click()
    assert seen == [[("改写", "改坏了", report.text(TEXT))]]
    assert session.report == report
    assert "恢复前" in backups.list.item(0).text()
    session.undo()
    assert session.report.text(TEXT) == "改坏了"


def test_a_restore_leaves_out_what_was_not_ticked_and_names_the_report(backups, session, report, office):
    session.apply(Edit({COUNT: 7}))
    backups.list.setCurrentRow(0)
    backups.reports.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)

    def leave_out_the_text(dialog):
        first = dialog.list.topLevelItem(0)
        assert first.text(0).startswith(f"{office} 2025 年度")
        first.setCheckState(0, Qt.CheckState.Unchecked)
        write(dialog)

    with looking(leave_out_the_text):
        backups.restore_button.click()
    assert (session.report.text(TEXT), session.report.get(COUNT)) == ("改坏了", report.get(COUNT))


def test_a_restore_that_is_given_up_restores_nothing(backups, session):
    before = session.report
    backups.reports.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)
    with looking(give_up):
        backups.restore_button.click()
    assert session.report is before


def test_a_report_that_is_in_the_bin_comes_back_as_one_row(qtbot, library, key, window):
    library.sync("timed")
    library.bin(key)
    dialog = BackupDialog(library, window)
    qtbot.addWidget(dialog)
    dialog.reports.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)
    with looking(write) as seen:
        dialog.restore_button.click()
    assert [row[2] for row in seen[0]] == ["从回收站取出"]
    assert [one.key for one in library.entries()] == [key]


def test_a_final_report_cannot_be_ticked(qtbot, library, key, session, window):
    library.sync("timed")
    session.apply(Edit({TEXT: "定稿的内容"}))
    course = Course(tuple(Signed(stage, "某人", date(2026, 1, 20)) for stage in STAGES))
    write_review(review_path(library.folder, key), Review(course=course))
    dialog = BackupDialog(library, window)
    qtbot.addWidget(dialog)
    item = dialog.reports.topLevelItem(0)
    assert not item.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert "已定稿" in item.text(2)


def test_a_damaged_backup_is_said_in_place(backups, library):
    newest = Past(library).backups()[0].path
    newest.write_bytes(newest.read_bytes()[:-9])
    backups.list.setCurrentRow(1)
    backups.list.setCurrentRow(0)
    assert "已损坏" in backups.message.text()
    assert not backups.restore_button.isEnabled()


def test_a_second_folder_gets_a_backup_at_once_and_is_remembered(qtbot, backups, folder):
    with qtbot.waitSignal(backups.chosen) as told:
        backups.use_second(str(folder))
    assert told.args == [str(folder)]
    assert list(folder.rglob("library-*.json"))
    assert str(folder) in backups.second.text()
    backups.none_button.click()
    assert str(folder) not in backups.second.text()


def test_the_window_opens_both_dialogs(qtbot, opened, monkeypatch):
    shown = []
    for kind in (VersionDialog, BackupDialog):
        monkeypatch.setattr(kind, "exec", lambda self: shown.append(type(self)))
    opened.commands["history"].trigger()
    opened.commands["backups"].trigger()
    assert shown == [VersionDialog, BackupDialog]


def test_a_version_s_name_is_cleaned_and_kept_within_reason(versions, library, key):
    versions.name.setText("送审\u202e稿")
    versions.keep()
    library.flush()
    assert Past(library).versions(key).all[-1].name == "送审稿"
    versions.name.setText("稿" * 61)
    versions.keep()
    assert "版本名称最多 60 个字" in versions.message.text()
