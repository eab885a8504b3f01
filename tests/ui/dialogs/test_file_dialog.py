"""Asking for files: Qt's own dialog in Chinese, and the setting that is a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QTreeView

from tests.ui.pages import found
from ui.dialogs.file_choice import FileChoice
from ui.dialogs.file_dialog import ask_file, ask_folder, ask_new_file, make_dialog
from ui.dialogs.settings_dialog import SettingsDialog


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "去年").mkdir()
    (tmp_path / "年报.docx").write_bytes(b"x" * 2048)
    return tmp_path


def test_the_dialog_of_qt_says_everything_in_chinese(qtbot, place: Path) -> None:
    dialog = make_dialog(None, "导入", str(place), "年报文件 (*.docx)")
    qtbot.addWidget(dialog)
    dialog.show()
    view = found(dialog, QTreeView)
    qtbot.waitUntil(lambda: view.model().rowCount(view.rootIndex()) == 2)
    shown = {view.model().index(row, 0, view.rootIndex()).data(): row for row in (0, 1)}
    told = [view.model().index(shown["去年"], column, view.rootIndex()).data() for column in (1, 2)]
    assert told == ["", "文件夹"]
    assert view.model().index(shown["年报.docx"], 1, view.rootIndex()).data().upper() == "2 KB"


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], list[QFileDialog]]:
    """Answers the next dialog: with a file, or by giving up."""
    shown: list[QFileDialog] = []

    def answer(path: Path | None) -> list[QFileDialog]:
        def run(dialog: QFileDialog) -> bool:
            shown.append(dialog)
            if path is not None:
                dialog.selectFile(str(path))
            return path is not None

        monkeypatch.setattr(QFileDialog, "exec", run)
        return shown

    return answer


def test_the_chosen_file_is_given_and_giving_up_is_none(qtbot, place: Path, answered) -> None:
    answered(place / "年报.docx")
    assert ask_file(None, "导入", str(place), "") == place / "年报.docx"
    answered(None)
    assert ask_file(None, "导入", str(place), "") is None


def test_a_new_file_gets_its_suffix(qtbot, place: Path, answered) -> None:
    shown = answered(place / "审核表")
    assert ask_new_file(None, "导出审核表", str(place / "表.pdf"), "PDF (*.pdf)", "pdf") == place / "审核表.pdf"
    assert shown[0].acceptMode() == QFileDialog.AcceptMode.AcceptSave


def test_only_folders_are_offered_for_a_folder(qtbot, place: Path, answered) -> None:
    shown = answered(place / "去年")
    assert ask_folder(None, "导出到文件夹", str(place)) == place / "去年"
    assert shown[0].testOption(QFileDialog.Option.ShowDirsOnly)


def test_the_file_of_the_district_is_looked_for_with_a_button(window, settings, monkeypatch, place: Path) -> None:
    dialog = SettingsDialog(settings, window.house, window)
    field = dialog.fields["profile"]
    assert isinstance(field, FileChoice)
    monkeypatch.setattr("ui.dialogs.file_choice.ask_file", lambda *_: place / "年报.docx")
    field.browse.click()
    dialog.accept()
    assert settings.text("profile") == str(place / "年报.docx")


def test_the_dialog_of_qt_is_no_larger_than_its_screen_before_it_shows(qtbot, place: Path, monkeypatch) -> None:
    monkeypatch.setattr("ui.dialogs.file_dialog.DIALOG", (9000, 9000))
    dialog = make_dialog(None, "导入", str(place))
    qtbot.addWidget(dialog)
    room = dialog.screen().availableGeometry().size()
    assert dialog.size().boundedTo(room) == dialog.size()
