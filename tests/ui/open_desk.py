"""The real window on the library of a folder, for tests in this process and in a new one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.form.form_file import Forms
from app.store.library import Library
from app.system import paths
from app.system.settings import Settings, read_table
from tests.ui.pages import found
from ui.export.export_dialog import ExportDialog
from ui.look.appearance import Appearance
from ui.window.application import make_application
from ui.window.main_window import MainWindow

PATIENCE = 60_000  # milliseconds until an export is given up


@contextmanager
def window_on(folder: Path) -> Iterator[MainWindow]:
    """The main window, shown; closed at the end, its library too."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = Settings(read_table(paths.resource("settings.toml")), folder)
    forms = Forms(paths.resource("forms"))
    with Library.open(folder, forms) as library:
        window = MainWindow(library, forms, settings, Appearance(app, settings.text("theme")))
        window.show()
        try:
            yield window
        finally:
            window.close()


def export_only_report(folder: Path, output: Path) -> None:
    """Opens the only report of the library and exports its PDF, as a person would after a restart."""
    with window_on(folder) as window:
        window.start_page.open_button.click()
        window.export()
        dialog = found(window, ExportDialog)
        dialog.page.draft.setChecked(False)
        dialog.page.set_up([output.suffix.removeprefix(".")], output.stem, str(output.parent))
        loop = QEventLoop()
        watch = QTimer()
        watch.timeout.connect(lambda: None if dialog.busy else loop.exit())
        dialog.start()
        watch.start(50)
        QTimer.singleShot(PATIENCE, loop.quit)
        loop.exec()
        watch.stop()
        dialog.close()


if __name__ == "__main__":
    make_application(["nianbao"])
    export_only_report(Path(sys.argv[1]), Path(sys.argv[2]))
