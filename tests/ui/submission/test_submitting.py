"""「报送」 in the window: opened with the blue button ready, made whole, kept with the report; a change after it is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from app.report.doubt import Doubt
from app.report.report import Edit
from app.review.course import STAGES, Course, Signed
from app.review.kept import Review, review_path, write_review
from app.store.copies.submissions import SubmissionBook
from app.store.library import Library
from app.system.settings import Settings
from tests.reports import OFFICE
from tests.ui.dialog_hands import agree, answering, focus, press
from tests.ui.pages import every, send_letter
from ui.export.export_dialog import library_dialog
from ui.grid.table_view import GridView
from ui.submission.submit_dialog import SubmitDialog
from ui.window.main_window import MainWindow

NAME = f"{OFFICE}2025年政府信息公开工作年度报告（报送）"
FINAL = Course(tuple(Signed(stage, f"张{n}", date(2026, 1, 10 + n)) for n, stage in enumerate(STAGES)))
CHANGE = {"requests.received.natural": 3}


@pytest.fixture
def final(window: MainWindow, library: Library, report, settings: Settings, folder: Path) -> MainWindow:
    """The window with a final report open."""
    key = library.create(report)
    write_review(review_path(library.folder, key), Review(course=FINAL), library.disk)
    settings.put("submit.folder", str(folder))
    settings.put("submit.left_out", "pdf,docx,html,xlsx,txt")
    window.open_report(key)
    return window


def ask(qtbot, window: MainWindow) -> SubmitDialog:
    window.commands["submit"].trigger()
    dialog = next(one for one in every(window, SubmitDialog) if one.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(lambda: focus().window() is dialog)
    return dialog


def finish(qtbot, dialog: SubmitDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60_000)


def submit(qtbot, window: MainWindow) -> SubmitDialog:
    dialog = ask(qtbot, window)
    press(qtbot, Qt.Key.Key_Return)
    finish(qtbot, dialog)
    return dialog


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_enter_makes_the_folder_and_the_archive(qtbot, final, folder, button_keys):
    dialog = submit(qtbot, final)
    assert names(folder) == [NAME, f"{NAME}.zip"]
    assert sorted(one.name.removeprefix(NAME.removesuffix("（报送）")) for one in (folder / NAME).iterdir()) == [
        ".json", "审核表.pdf", "报送说明.docx", "文件清单.txt",
    ]  # fmt: skip
    assert "已做成" in dialog.message.text()
    assert focus() is dialog.folder_button


def test_the_folder_is_offered(qtbot, final, folder, monkeypatch):
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    submit(qtbot, final).folder_button.click()
    assert opened == [str(folder / NAME)]


def test_it_is_kept_with_the_report_and_among_its_versions(qtbot, final, library):
    submit(qtbot, final)
    key = final.desk.key
    assert [one.name for one in SubmissionBook(library.disk, library.folder, key).all] == [NAME]
    library.sync()
    assert "submitted" in [one.occasion for one in library.history.versions(key).all]


def test_a_second_one_takes_a_new_name_and_says_so(qtbot, final, folder):
    submit(qtbot, final).close()
    dialog = ask(qtbot, final)
    assert f"“{NAME}”已经有了，不会改动它" in dialog.name.text()
    dialog.start()
    finish(qtbot, dialog)
    assert (folder / f"{NAME}（2）").is_dir()


def test_a_draft_is_asked_about_and_named_as_one(qtbot, opened, settings, folder):
    settings.put("submit.folder", str(folder))
    settings.put("submit.left_out", "pdf,docx,html,xlsx,txt,json")
    dialog = ask(qtbot, opened)
    asked = answering(qtbot, lambda box: box.reject())
    dialog.start()
    assert "还没有定稿" in asked[0].text()
    assert names(folder) == []
    answering(qtbot, agree(qtbot))
    dialog.start()
    finish(qtbot, dialog)
    assert names(folder) == [f"{NAME}（草稿）", f"{NAME}（草稿）.zip"]


def test_stopping_leaves_nothing(qtbot, final, folder):
    dialog = ask(qtbot, final)
    dialog.start()
    dialog.reject()
    finish(qtbot, dialog)
    assert names(folder) == []
    assert dialog.message.text() == "已停止，没有留下文件。"


def test_a_folder_that_is_not_there_is_said_and_nothing_can_be_pressed(qtbot, final, folder):
    dialog = ask(qtbot, final)
    dialog.folder.setText(str(folder / "没有"))
    assert "不存在" in dialog.name.text()
    assert not dialog.start_button.isEnabled()


def test_what_was_left_out_and_the_folder_are_remembered(qtbot, final, settings, folder):
    dialog = ask(qtbot, final)
    dialog.formats["json"].setChecked(False)
    dialog.formats["xlsx"].setChecked(True)
    dialog.start()
    finish(qtbot, dialog)
    assert settings.text("submit.left_out") == "pdf,docx,html,txt,json"
    assert settings.text("submit.folder") == str(folder)


def test_a_later_change_is_told_once_and_taken_back_no_more(qtbot, final, library):
    submit(qtbot, final).close()
    session = final.desk.workspace.session
    session.read_only = False  # unlocked
    session.apply(Edit(CHANGE, "填写"))
    told = [one for one in final.banners.standing() if "报送以后又改了 1 处" in one]
    assert len(told) == 1
    session.undo()
    assert not [one for one in final.banners.standing() if "报送以后" in one]


def test_it_is_told_when_the_report_is_opened_again_and_in_the_list_of_exports(qtbot, final, library, forms, settings):
    submit(qtbot, final).close()
    session, key = final.desk.workspace.session, final.desk.key
    session.read_only = False
    session.apply(Edit(CHANGE, "填写"))
    final.go_home()
    final.open_report(key)
    assert any("报送以后又改了 1 处" in one for one in final.banners.standing())
    dialog = library_dialog(library, forms, settings, "", None)
    qtbot.addWidget(dialog)
    assert "报送以后又改了 1 处" in next(iter(dialog.page._choices.values())).words


def test_a_damaged_record_is_said_and_the_report_opens_all_the_same(qtbot, final, library):
    submit(qtbot, final).close()
    key = final.desk.key
    final.go_home()
    path = library.folder / "submissions" / f"{key}.json"
    path.write_bytes(b"{")
    final.open_report(key)
    assert final.desk.busy
    assert any("报送记录" in one for one in final.banners.standing())


def test_values_that_nobody_has_looked_at_are_asked_about_even_of_a_final_report(qtbot, final, library, folder):
    session = final.desk.workspace.session
    session.read_only = False
    session.apply(Edit(CHANGE, "导入", doubts=(Doubt("requests.received.natural", 3, "inferred"),)))
    dialog = ask(qtbot, final)
    asked = answering(qtbot, lambda box: box.reject())
    dialog.start()
    assert "有 1 处没有人核对过" in asked[0].text()
    assert names(folder) == []


def test_the_desk_knows_whether_the_report_was_handed_up_as_it_is(qtbot, final):
    assert not final.desk.submitted
    with qtbot.waitSignal(final.desk.workspace.checked):
        submit(qtbot, final).close()
    assert final.desk.submitted
    session = final.desk.workspace.session
    session.read_only = False
    session.apply(Edit(CHANGE, "填写"))
    assert not final.desk.submitted


def test_what_was_typed_and_not_taken_stops_it(qtbot, opened, settings, folder):
    settings.put("submit.folder", str(folder))
    opened.desk.workspace.tabs.go_to("requests.received.natural")
    qtbot.waitUntil(lambda: isinstance(focus(), GridView))
    send_letter(focus(), "多")
    opened.commands["submit"].trigger()
    assert not [one for one in every(opened, SubmitDialog) if one.isVisible()]
    assert any("刚才的输入没有写入" in one for one in opened.banners.standing())
