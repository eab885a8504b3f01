"""「导出」: what is ticked and named, the work with its progress and stop, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.exchange.anchored import anchor_in
from app.export import formats
from app.report.report import Report
from app.store.library import Library
from app.system.paths import resource
from app.system.settings import Settings, read_table
from tests.reports import FORMS, OFFICE, full
from tests.ui.open_desk import window_on
from tests.ui.pages import found
from ui.export.export_dialog import ExportDialog, library_dialog
from ui.export.export_page import Choice

REPORTS = {"a": full(year=2025), "b": full(year=2024)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "out"
    place.mkdir()
    return place


@pytest.fixture
def settings(tmp_path, folder) -> Settings:
    kept = Settings(read_table(resource("settings.toml")), tmp_path)
    kept.put("export.folder", str(folder))
    kept.put("export.formats", "txt,json")
    return kept


def make(qtbot, settings, reports: dict[str, Report], ticked: str = "a") -> ExportDialog:
    choices = [Choice(key, report.office, report.year) for key, report in reports.items()]
    dialog = ExportDialog(choices, frozenset(ticked), reports.__getitem__, FORMS, settings)
    dialog.remembered.connect(settings.put)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def finish(qtbot, dialog: ExportDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60_000)


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_page_offers_whatever_the_table_of_formats_has(qtbot, settings, folder, monkeypatch):
    toy = formats.FileFormat("玩具（.toy）", "试一试", lambda document, job: b"toy")
    monkeypatch.setattr(formats, "FORMATS", {**formats.FORMATS, "toy": toy})
    page = make(qtbot, settings, REPORTS).page
    assert list(page.formats) == [*formats.FORMATS]
    assert page.formats["toy"].text() == "玩具（.toy）"


def test_what_was_chosen_last_is_ticked(qtbot, settings, folder):
    page = make(qtbot, settings, REPORTS).page
    assert (page.keys, page.suffixes) == (("a",), ("txt", "json"))
    assert page.folder.text() == str(folder)


def test_a_single_report_is_only_named(qtbot, settings):
    dialog = make(qtbot, settings, {"a": REPORTS["a"]})
    assert dialog.page.reports.isHidden()
    assert dialog.page.keys == ("a",)


def test_all_reports_are_ticked_by_one_button_and_unticked_again(qtbot, settings):
    page = make(qtbot, settings, REPORTS).page
    page.all_button.click()
    assert page.keys == ("a", "b")
    page.all_button.click()
    assert not page.keys


def test_the_first_name_and_the_number_of_files_are_told(qtbot, settings):
    page = make(qtbot, settings, REPORTS, "ab").page
    page.pattern.setText("{单位}{年份}")
    assert page.example.text() == f"将写成 {OFFICE}2025.txt 等 4 个文件。"


def test_files_that_would_be_replaced_are_told(qtbot, settings, folder):
    (folder / "年报.txt").touch()
    page = make(qtbot, settings, REPORTS).page
    page.pattern.setText("年报")
    assert "其中 1 个已经存在，会被替换。" in page.example.text()


def test_a_wrong_name_is_said_at_once_and_writes_nothing(qtbot, settings, folder):
    dialog = make(qtbot, settings, REPORTS)
    dialog.page.pattern.setText("{街道}")
    assert "{单位}、{年份}" in dialog.page.example.text()
    dialog.start()
    assert not dialog.message.isVisible()
    assert not dialog.start_button.isEnabled()
    assert written(folder) == []


def test_without_a_format_there_is_nothing_to_start(qtbot, settings):
    dialog = make(qtbot, settings, REPORTS)
    for box in dialog.page.formats.values():
        box.setChecked(False)
    assert not dialog.start_button.isEnabled()
    assert dialog.page.example.text() == "请勾选报告和格式。"


@pytest.mark.parametrize(("place", "told"), [("", "还没有选文件夹"), ("/没有/这个", "文件夹“/没有/这个”不存在")])
def test_a_folder_that_is_not_there_is_said(qtbot, settings, place, told):
    dialog = make(qtbot, settings, REPORTS)
    dialog.page.folder.setText(place)
    dialog.start()
    assert told in dialog.message.text()
    assert not dialog.busy


def test_a_folder_that_is_not_there_can_be_made(qtbot, settings, folder):
    dialog = make(qtbot, settings, REPORTS)
    wanted = folder / "报送" / "2025"
    dialog.page.folder.setText(str(wanted))
    dialog.start()
    assert dialog.make_button.isVisible()
    dialog.make_button.click()
    finish(qtbot, dialog)
    assert len(written(wanted)) == 2
    assert not dialog.make_button.isVisible()


def test_enter_exports_and_the_result_is_said(qtbot, settings, folder):
    dialog = make(qtbot, settings, REPORTS, "ab")
    dialog.page.pattern.setText("{年份}")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    finish(qtbot, dialog)
    assert written(folder) == ["2024.json", "2024.txt", "2025.json", "2025.txt"]
    assert dialog.message.text() == "已导出 4 个文件。"
    assert not dialog.folder_button.isHidden()


def test_files_just_written_are_not_called_files_to_be_replaced_before_something_else_is_chosen(
    qtbot, settings, folder
):
    dialog = make(qtbot, settings, REPORTS)
    dialog.page.pattern.setText("年报")
    dialog.start()
    finish(qtbot, dialog)
    assert dialog.page.example.text() == "已写成 年报.txt 等 2 个文件。"
    dialog.page.formats["json"].setChecked(False)
    assert "其中 1 个已经存在，会被替换。" in dialog.page.example.text()


def test_what_was_chosen_is_remembered(qtbot, settings):
    dialog = make(qtbot, settings, REPORTS)
    dialog.page.formats["json"].setChecked(False)
    dialog.page.pattern.setText("{年份}")
    dialog.start()
    finish(qtbot, dialog)
    assert (settings.text("export.formats"), settings.text("export.pattern")) == ("txt", "{年份}")


def test_while_it_writes_nothing_can_be_changed(qtbot, settings):
    dialog = make(qtbot, settings, REPORTS)
    dialog.start()
    assert not dialog.page.isEnabled()
    assert not dialog.start_button.isEnabled()
    assert not dialog.progress.isHidden()
    finish(qtbot, dialog)
    assert dialog.page.isEnabled()
    assert dialog.progress.value() == 2


def test_escape_stops_a_long_batch_and_keeps_the_dialog(qtbot, settings, folder):
    settings.put("export.formats", "xlsx")
    many = {str(year): full(year=year) for year in range(2021, 2080)}
    dialog = make(qtbot, settings, many, "")
    dialog.page.tick_all()
    dialog.start()
    qtbot.waitUntil(lambda: dialog.progress.value() > 0, timeout=60_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    finish(qtbot, dialog)
    assert "已停止，此前已导出" in dialog.message.text()
    assert 0 < len(written(folder)) < 59
    assert dialog.isVisible()


def test_escape_closes_when_nothing_is_under_way(qtbot, settings):
    dialog = make(qtbot, settings, REPORTS)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_file_that_cannot_be_written_is_told_with_the_reason(qtbot, settings, folder):
    dialog = make(qtbot, settings, REPORTS)
    dialog.page.pattern.setText("年报")
    (folder / "年报.txt").mkdir()
    dialog.start()
    finish(qtbot, dialog)
    assert dialog.message.text().startswith("已导出 1 个文件。1 个没有写成：")
    assert "无法写入" in dialog.message.text()


def test_the_web_article_is_copied_for_editors_and_for_plain_fields(qtbot, settings):
    dialog = make(qtbot, settings, REPORTS)
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text().startswith('<article class="annual-report"')
    assert '<table id="table-requests"' in copied.html()
    assert "已复制" in dialog.message.text()


def test_only_one_report_at_a_time_is_copied(qtbot, settings):
    assert not make(qtbot, settings, REPORTS, "ab").copy_button.isEnabled()


def test_everything_has_a_name_and_a_tip(qtbot, settings):
    dialog = make(qtbot, settings, REPORTS)
    page = dialog.page
    fields = (page.reports, page.pattern, page.folder, page.browse)
    assert all(field.accessibleName() and field.toolTip() for field in fields)
    assert all(box.toolTip() for box in page.formats.values())


@pytest.mark.parametrize("open_one", [True, False])
def test_the_open_report_is_ticked_or_all(qtbot, settings, tmp_path, open_one):
    with Library.open(tmp_path / "library", FORMS) as library:
        keys = [library.create(report) for report in REPORTS.values()]
        dialog = library_dialog(library, FORMS, settings, keys[1] if open_one else "", None)
        qtbot.addWidget(dialog)
        assert set(dialog.page.keys) == ({keys[1]} if open_one else set(keys))


def test_what_the_window_exports_carries_the_anchor_of_the_log(qtbot, settings, folder, tmp_path):
    settings.put("export.formats", "html")
    with Library.open(tmp_path / "library", FORMS) as library:
        key = library.create(REPORTS["a"])
        dialog = library_dialog(library, FORMS, settings, key, None)
        qtbot.addWidget(dialog)
        dialog.start()
        finish(qtbot, dialog)
        (path,) = folder.iterdir()
        anchor = anchor_in(path.read_bytes(), path.name)
        assert anchor == library.anchor() is not None


@pytest.mark.parametrize(("command", "ticked"), [("export", ["b"]), ("export_many", ["a", "b"])])
def test_the_window_offers_the_open_report_or_all(qtbot, qapp, tmp_path, command, ticked):
    with Library.open(tmp_path, FORMS) as library:
        keys = {library.create(report): name for name, report in REPORTS.items()}
    with window_on(tmp_path) as window:
        window.open_report(next(key for key, name in keys.items() if name == "b"))
        window.commands[command].trigger()
        dialog = found(window, ExportDialog)
        assert sorted(keys[key] for key in dialog.page.keys) == ticked
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
