"""The form is the only source of the window too: it opens, types, checks, exports and imports a form of three cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.form.form_file import Forms
from app.form.kinds import Value
from app.report import totals
from app.report.report import Edit, Report
from tests.ui.dialog_hands import agree, answering
from tests.ui.pages import every, found
from ui.export.export_dialog import ExportDialog
from ui.importing.import_dialog import ImportDialog
from ui.window.main_window import MainWindow

OFFICIAL = ("依申请", "规范性文件", "自然人", "行政复议", "信息处理费", "总体情况")
TYPED: dict[str, Value | None] = {
    "trees.planted.apple": 7,
    "trees.planted.pear": 5,
    "story.weather": "春旱，夏雨足。",
}


@pytest.fixture
def forms(root) -> Forms:
    return Forms(root / "tests" / "forms")


@pytest.fixture
def orchard(window: MainWindow, library) -> MainWindow:
    """The window with an empty report of the three-cell form."""
    window.open_report(library.create(Report("南坡果园", 2025, "three")))
    return window


def session_of(window: MainWindow):
    return window.desk.workspace.session


def words_on(widget: QWidget) -> Iterator[str]:
    """Everything that is written on what is shown, tool tips included."""
    for one in [widget, *every(widget, QWidget)]:
        if one.isVisible():
            yield one.toolTip()
            yield from (
                getattr(one, name)()
                for name in ("text", "placeholderText", "accessibleName")
                if hasattr(one, name)
            )


def test_it_has_the_tabs_of_its_form(orchard) -> None:
    tabs = orchard.desk.workspace.tabs
    assert [tabs.bar.tabText(n) for n in range(tabs.count())] == ["① 果树", "② 说明"]


def test_what_is_typed_is_added_up(qtbot, orchard) -> None:
    for cell, value in (("trees.planted.apple", "7"), ("trees.planted.pear", "5")):
        assert orchard.desk.workspace.tabs.go_to(cell)
        qtbot.keyClicks(QApplication.focusWidget(), value)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    session = session_of(orchard)
    assert totals.value(session.form, session.report, "trees.planted.all") == 12


def test_its_own_rule_stands_among_the_findings(orchard) -> None:
    told: list[str] = []
    orchard.desk.workspace.watch.found.connect(lambda findings: told.extend(one.sentence for one in findings))
    session_of(orchard).apply(Edit({"trees.planted.pear": 5}))
    orchard.desk.workspace.watch.run()
    assert "栽下的梨填了 5，应为 0" in told


@pytest.mark.parametrize(("place", "heading"), [(0, "甲、果树"), (1, "乙、说明")])
def test_nothing_on_it_speaks_of_the_official_form(qtbot, orchard, place, heading) -> None:
    tabs = orchard.desk.workspace.tabs
    tabs.go(place)
    qtbot.waitUntil(lambda: tabs.current_page().isVisible())
    written = "\n".join(words_on(orchard))
    assert heading in written
    assert [word for word in OFFICIAL if word in written] == []


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html", "json"])
def test_what_it_exports_it_imports_again(qtbot, orchard, library, folder: Path, monkeypatch, suffix) -> None:
    session_of(orchard).apply(Edit(TYPED))
    written = session_of(orchard).report
    orchard.export()
    export = found(orchard, ExportDialog)
    export.page.draft.setChecked(False)
    export.page.set_up([suffix], "果园", str(folder))
    answering(qtbot, agree(qtbot))  # what is not filled in must be mended
    export.start()
    qtbot.waitUntil(lambda: not export.busy, timeout=60_000)
    export.close()
    session_of(orchard).apply(Edit(dict.fromkeys(TYPED)))
    monkeypatch.setattr("ui.importing.import_desk.ask_file", lambda *_: folder / f"果园.{suffix}")
    orchard.commands["import"].trigger()
    found(orchard, ImportDialog).take()
    assert session_of(orchard).report == written
