"""What tests of the window share: the application in its own letters and words, a library, a window on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from app.form.form_file import Forms
from app.report.report import Report
from app.store.library import Library
from app.system.paths import data_folder, resource
from app.system.settings import Settings, read_table
from tests.reports import FORMS, OFFICE, full
from ui.commands.means import Means
from ui.look.appearance import Appearance
from ui.look.banner import Banners
from ui.look.buttons import ButtonKeys
from ui.look.fonts import choose_font, translate
from ui.window.main_window import MainWindow

PATIENCE = 90_000  # milliseconds; the slowest test of the window takes a tenth of it


@pytest.fixture(autouse=True)
def patience(qapp: QApplication) -> Iterator[None]:
    """Closes a dialog that nobody answers: its event loop runs below Python, where no other time limit strikes."""
    shut: list[str] = []

    def shut_dialog() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            shut.append(type(dialog).__name__)
            dialog.close()

    timer = QTimer()
    timer.timeout.connect(shut_dialog)
    timer.start(PATIENCE)
    yield
    timer.stop()
    for left in QApplication.topLevelWidgets():
        if left.isModal() and left.isVisible():
            left.hide()  # what one test leaves open must not stand before the next one's window
    assert shut == [], "a dialog was left open"


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The one application in the window's style, letters and words."""
    qapp.setStyle("Fusion")
    choose_font(qapp)
    translate(qapp)
    return qapp


@pytest.fixture(scope="session")
def one_appearance(dressed: QApplication) -> Appearance:
    """One for all tests: a new style sheet would repaint every widget that is left of earlier tests."""
    return Appearance(dressed, "light")


@pytest.fixture
def appearance(one_appearance: Appearance) -> Iterator[Appearance]:
    """The light theme, whatever the test makes of it."""
    yield one_appearance
    one_appearance.choose("light")


@pytest.fixture
def forms() -> Forms:
    return FORMS


@pytest.fixture
def settings() -> Settings:
    """As a person has them who folded the preview: no test starts a printing process that it does not need."""
    made = Settings(read_table(resource("settings.toml")), data_folder())
    made.put("preview.visible", False)
    return made


@pytest.fixture
def library(forms: Forms) -> Iterator[Library]:
    with Library.open(data_folder(), forms) as made:
        yield made


@pytest.fixture
def report() -> Report:
    """A complete report of the year 2025 with which no rule finds fault."""
    return full()


@pytest.fixture
def office() -> str:
    return OFFICE


@pytest.fixture
def button_keys(dressed: QApplication) -> Iterator[ButtonKeys]:
    """Enter as the program has it, for one test."""
    made = ButtonKeys(dressed)
    yield made
    delete(made)


@pytest.fixture
def banners(qtbot, appearance) -> Banners:
    """Messages on their own, without a window around them."""
    made = Banners(appearance)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def asked() -> list[str]:
    """What was asked of the window that is not there, by the names of its verbs."""
    return []


@pytest.fixture
def means(settings: Settings, appearance: Appearance, banners: Banners, asked: list[str]) -> Means:
    """What the window lends, for a part that stands alone."""
    return Means(
        *(settings, appearance, banners),
        edit_info=lambda: asked.append("edit_info"),
        export=lambda: asked.append("export"),
        open_report=lambda key: asked.append(f"open_report {key}"),
        hasten=lambda: asked.append("hasten"),
    )


@pytest.fixture
def window(qtbot, library: Library, forms: Forms, settings: Settings, appearance: Appearance) -> Iterator[MainWindow]:
    """The main window on the library, shown at the size of a small screen."""
    made = MainWindow(library, forms, settings, appearance)
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    yield made
    made.close()


@pytest.fixture
def opened(window: MainWindow, library: Library, report: Report) -> MainWindow:
    """The window with the complete report open."""
    window.open_report(library.create(report))
    return window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for files that are handed out."""
    made = tmp_path / "导出"
    made.mkdir()
    return made
