"""A report that is not final is exported as a draft: the dialog says what is open, and asks where something must be mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from app.export.batch import DRAFT, plan
from app.report.report import Report
from app.store.library import Library
from app.system.paths import resource
from app.system.settings import Settings, read_table
from tests.reports import FORMS, full
from tests.ui.dialog_hands import agree, answering
from tests.ui.export.test_export_dialog import finish, make, written
from tests.ui.open_desk import window_on
from tests.ui.pages import found
from ui.export.export_dialog import ExportDialog
from ui.export.standing import Standing
from ui.window.main_window import MainWindow

BLANK = "requests.received.natural"
REPORTS = {"a": full(year=2025), "b": full(year=2024)}
OPEN = Standing("a", "打开的这份报告还没有定稿。", 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "out").mkdir()
    kept = Settings(read_table(resource("settings.toml")), tmp_path)
    kept.put("export.folder", str(tmp_path / "out"))
    kept.put("export.formats", "txt")
    kept.put("export.pattern", "{年份}")
    return kept


def with_blank() -> Report:
    cells = dict(full().cells)
    del cells[BLANK]
    return replace(full(), cells=cells)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[MainWindow]:
    with Library.open(tmp_path, FORMS) as library:
        library.create(with_blank())
    with window_on(tmp_path) as window:
        window.start_page.open_button.click()
        yield window


def test_the_dialog_says_what_is_open_and_that_it_is_not_final(qtbot, window) -> None:
    window.commands["export"].trigger()
    page = found(window, ExportDialog).page
    assert "还没有定稿" in page.standing.text()
    assert "强制性 1 条" in page.standing.text()
    assert f"{DRAFT}." in page.example.text()


def test_a_batch_names_each_draft_as_one(qtbot, window) -> None:
    window.commands["export_many"].trigger()
    page = found(window, ExportDialog).page
    assert not page.standing.isVisible()
    assert f"{DRAFT}." in page.example.text()


def test_enter_at_the_question_writes_nothing(qtbot, settings, tmp_path) -> None:
    dialog = make(qtbot, settings, REPORTS)
    dialog.page.tell_standing(OPEN)
    asked = answering(qtbot, lambda box: qtbot.keyClick(box, Qt.Key.Key_Return))
    dialog.start_button.click()
    assert [box.defaultButton().text() for box in asked] == ["取消"]
    assert not dialog.busy
    assert written(tmp_path / "out") == []


def test_who_insists_is_asked_once(qtbot, settings, tmp_path) -> None:
    dialog = make(qtbot, settings, REPORTS)
    dialog.page.tell_standing(OPEN)
    asked: list[QMessageBox] = answering(qtbot, agree(qtbot))
    for _ in range(2):
        dialog.start_button.click()
        finish(qtbot, dialog)
    assert len(asked) == 1
    assert written(tmp_path / "out") == [f"2025{DRAFT}.txt"]


def test_a_final_report_beside_drafts_has_its_official_name(qtbot, settings, tmp_path) -> None:
    dialog = make(qtbot, settings, REPORTS, "ab")
    dialog.page.tell_drafts(lambda key: key == "a")
    dialog.start_button.click()
    finish(qtbot, dialog)
    assert written(tmp_path / "out") == ["2024.txt", f"2025{DRAFT}.txt"]


@pytest.mark.parametrize("final", [True, False])
def test_a_final_report_has_the_official_name_and_so_has_a_draft_if_it_is_wanted(qtbot, settings, final) -> None:
    page = make(qtbot, settings, REPORTS).page
    page.tell_standing(Standing("a", "" if final else OPEN.sentence, 0))
    assert page.draft.isVisible() is not final
    page.draft.setChecked(final)
    assert page.example.text() == "将写成 2025.txt。"


def test_the_name_of_a_draft_fits_however_long_the_office_is(tmp_path) -> None:
    report = replace(full(), office="很长的单位" * 40)
    (job,) = plan([report], ["docx"], tmp_path, "{单位}{年份}", drafts=[report])
    assert job.path.stem.endswith(DRAFT)
    assert len(job.path.name.encode("utf-8")) <= 255
