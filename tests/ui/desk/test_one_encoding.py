"""A key pressed in the window costs one encoding of the report, for the library, the preview and whoever else asks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import app.report.record as record
from app.store.library import Library
from tests.reports import full
from ui.window.main_window import MainWindow

USERS = ("app.report.session", "app.exchange.exchange_file", "app.store.library.record")
PATIENCE = 30_000  # milliseconds


def test_a_keystroke_encodes_the_report_once(
    qtbot, window: MainWindow, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_report(library.create(full()))
    workspace = window.desk.workspace
    with qtbot.waitSignal(window.house.composed, timeout=PATIENCE):
        workspace.panels.show_preview(True)
    workspace.tabs.go_to("requests.received.natural")
    calls: list[int] = []

    def counted(*given):
        calls.append(1)
        return encode(*given)

    encode = record.to_record
    for user in USERS:
        monkeypatch.setattr(f"{user}.to_record", counted)
    with qtbot.waitSignal(window.house.composed, timeout=PATIENCE):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_7)
    library.sync("timed")
    assert workspace.session.report.get("requests.received.natural") == 7
    assert len(calls) == 1
