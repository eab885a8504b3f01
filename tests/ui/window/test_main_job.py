"""The main job, whole: a clerk types every figure and every text, leaves, comes back, and holds the PDF in hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.document.blocks import Document, Grid, Heading
from app.document.layout import lay_out
from app.exchange.exchange_file import read_json
from app.report import totals
from app.report.report import Report
from app.system.paths import resource
from tests.reports import FORM, FORMS
from tests.ui.open_desk import window_on
from ui.grid.table_view import GridView
from ui.narrative.text_editor import TextEditor
from ui.window.main_window import MainWindow

SAMPLE, _ = read_json(FORMS, resource("samples", "2025.json").read_bytes(), "2025.json")


def type_number(qtbot, window: MainWindow, cell: str, value: str) -> None:
    """Goes to the cell and types as at a keyboard."""
    tabs = window.desk.workspace.tabs
    assert tabs.go_to(cell)
    view = QApplication.focusWidget()
    assert isinstance(view, GridView)
    qtbot.keyClicks(view, value[0])
    for sign in value[1:]:
        qtbot.keyClicks(QApplication.focusWidget(), sign)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def type_text(qtbot, window: MainWindow, cell: str, text: str) -> None:
    """Chinese comes from an input method: each paragraph is committed as one, then Enter."""
    assert window.desk.workspace.tabs.go_to(cell)
    for number, paragraph in enumerate(text.split("\n")):
        editor = QApplication.focusWidget()
        assert isinstance(editor, TextEditor)
        if number:
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        event = QInputMethodEvent()
        event.setCommitString(paragraph)
        QApplication.sendEvent(editor, event)


def type_report(qtbot, window: MainWindow, report: Report) -> None:
    for cell in FORM.required:
        shown = cell.kind.show(report.cells[cell.id])
        if cell.kind.name == "text":
            type_text(qtbot, window, cell.id, shown)
        else:
            type_number(qtbot, window, cell.id, shown)


@pytest.fixture
def pdf(qtbot, qapp, tmp_path: Path, root) -> Path:
    """Types the whole report, closes the window, opens the library in a new process and exports there."""
    folder, output = tmp_path / "家", tmp_path / "年报.pdf"
    with window_on(folder) as window:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.start_page.begin_new()
        new = window.start_page.new_panel
        new.office.setText(SAMPLE.office)
        new.year.setValue(SAMPLE.year)
        qtbot.mouseClick(new.create_button, Qt.MouseButton.LeftButton)
        type_report(qtbot, window, SAMPLE)
        assert window.desk.workspace.session.report == SAMPLE
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "tests.ui.open_desk", str(folder), str(output)]
    done = subprocess.run(
        command, env=environment, cwd=root, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return output


def words(*command: str | Path) -> str:
    return subprocess.run([*map(str, command)], capture_output=True, check=True).stdout.decode("utf-8")


def printed(document: Document) -> list[str]:
    """Every official label and every number, in the order of the blocks."""
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append(block.text)
        if isinstance(block, Grid):
            found += [cell.text for row in block.rows for cell in row.cells]
    return found


def test_a_report_typed_through_the_window_is_printed_whole_after_a_restart(pdf):
    text = "".join(words("pdftotext", "-raw", pdf, "-").split())
    numbers = [
        totals.shown(FORM, SAMPLE, c.id) for c in FORM.cells.values() if c.kind.name in ("count", "amount")
    ]
    assert len(numbers) == 200
    at = 0
    for label in printed(lay_out(FORM, SAMPLE)):
        wanted = "".join(label.split())
        found = text.find(wanted, at)
        assert found >= 0, f"{label} does not follow"
        at = found + len(wanted)
    for line in pdf_fonts(pdf):
        assert line[-5:-3] == ["yes", "yes"], "embedded and subset"


def pdf_fonts(pdf: Path) -> list[list[str]]:
    lines = words("pdffonts", pdf).splitlines()[2:]
    assert lines
    return [line.split() for line in lines]
