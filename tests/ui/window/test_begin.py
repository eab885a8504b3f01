"""Starting: commands load no Qt, a broken installation is one sentence, a second window waits for the first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QMessageBox

from app.errors import ResourceError
from app.report.report import Edit
from app.store.journal.ledger import Saved
from app.store.library import Library
from app.system import paths
from app.system.settings import Settings, read_table
from tests.reports import FORMS, empty
from ui.dialogs.question import leave_anyway
from ui.look.fonts import choose_font, translate
from ui.window import application
from ui.window.main_window import MainWindow

PROBE = """
import sys
from ui.window.main import main
code = main({arguments})
assert not [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))], "Qt was loaded"
sys.exit(code)
"""


def run(root: Path, arguments: list[str], data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    code = PROBE.format(arguments=arguments)
    return subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, cwd=root)


def test_a_command_runs_without_qt(root, tmp_path) -> None:
    done = run(root, ["sample", "-o", str(tmp_path / "示例.json")])
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "示例.json").exists()


def test_the_printing_process_runs_without_qt_and_ends_with_its_input(root) -> None:
    done = run(root, ["--printing-process", str(FORMS.folder)])
    assert done.returncode == 0, done.stderr.decode()


def test_a_broken_installation_is_one_sentence(dressed, monkeypatch) -> None:
    shown: list[str] = []

    def refuse(arguments: object) -> None:
        raise ResourceError("程序自带的字体 hei.ttf 已损坏。请重新安装本程序。")

    def look(box: QMessageBox) -> None:
        shown.append(box.text())

    monkeypatch.setattr(application, "make_application", refuse)
    monkeypatch.setattr(QMessageBox, "exec", look)
    assert application.run() == 2
    assert shown == ["程序自带的字体 hei.ttf 已损坏。请重新安装本程序。"]


def test_the_interface_font_has_chinese(dressed) -> None:
    family = choose_font(dressed)
    assert QFontDatabase.WritingSystem.SimplifiedChinese in QFontDatabase.writingSystems(family)


def test_a_missing_translation_is_a_damaged_installation(dressed, monkeypatch) -> None:
    monkeypatch.setattr("ui.look.fonts.QLibraryInfo.path", lambda _: "/nowhere")
    with pytest.raises(ResourceError, match="qtbase_zh_CN"):
        translate(dressed)


@pytest.fixture
def second(qtbot, library, forms, settings, appearance):
    """A second window on the library of the first."""
    with Library.open(paths.data_folder(), forms) as other:
        window = MainWindow(other, forms, settings, appearance)
        qtbot.addWidget(window)
        yield window
        window.close()


def test_a_second_window_says_who_writes_and_may_only_read(library, second) -> None:
    assert any("只能查看" in sentence for sentence in second.banners.standing())
    assert not second.start_page.empty.new_button.isEnabled()


def test_when_the_first_window_is_closed_the_second_may_write(qtbot, library, second) -> None:
    library.close()
    second.news.hear(Saved(None, freed=True))
    assert not any("只能查看" in sentence for sentence in second.banners.standing())
    assert second.start_page.empty.new_button.isEnabled()


def test_leaving_with_unsaved_words_asks_and_staying_is_the_default(dressed, window, monkeypatch) -> None:
    asked: list[str] = []

    def answer(box: QMessageBox) -> None:
        asked.append(box.text())
        box.defaultButton().click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    assert not leave_anyway(window, "磁盘已满，没有保存。")
    assert asked[0].startswith("磁盘已满，没有保存。")


def test_a_window_that_cannot_store_stays_open(opened, library, monkeypatch) -> None:
    opened.desk.workspace.session.apply(Edit({"disputes.review.upheld": 7}))
    monkeypatch.setattr(library, "flush", lambda: Saved(None, "磁盘已满，没有保存。"))
    monkeypatch.setattr("ui.window.main_window.leave_anyway", lambda *_: False)
    opened.close()
    assert opened.isVisible()
    monkeypatch.undo()


def test_the_window_comes_back_where_it_was(qtbot, library, forms, settings: Settings, appearance) -> None:
    first = MainWindow(library, forms, settings, appearance)
    qtbot.addWidget(first)
    first.resize(760, 600)
    first.show()
    first.close()
    kept = Settings(read_table(paths.resource("settings.toml")), paths.data_folder())
    again = MainWindow(library, forms, kept, appearance)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (760, 600)
    again.close()


def test_an_empty_report_opens_with_every_tab_empty(window, library) -> None:
    window.open_report(library.create(empty()))
    tabs = window.desk.workspace.tabs
    assert all("未填写" in tabs.bar.tabToolTip(n) for n in range(tabs.count()))
