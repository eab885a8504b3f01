"""On a real screen: a file dragged in from another program, and a whole report pasted from one, end in the check screen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.report.report import Report
from app.store.library import Library
from tests.corpus.base import OFFICE, tables
from tests.corpus.build import FILES
from tests.corpus.in_html import body, table, wordy
from tests.real.screen import Screen, screen
from tests.reports import FORMS

SOURCE = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel

class Source(QLabel):
    def mouseMoveEvent(self, event):
        drag, data = QDrag(self), QMimeData()
        data.setUrls([QUrl.fromLocalFile(sys.argv[1])])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)

app = QApplication(sys.argv)
source = Source("drag me")
source.setWindowTitle("drag source")
source.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
source.setGeometry(1180, 40, 160, 60)
source.show()
app.exec()
"""


@pytest.fixture
def here() -> Iterator[Screen]:
    with screen() as made:
        yield made


def test_a_file_dragged_from_another_program_is_shown_and_stays_there(here: Screen, tmp_path: Path) -> None:
    given = tmp_path / "年报 2024.docx"
    given.write_bytes((FILES / "plain.docx").read_bytes())
    main = here.wait_for_window(process=here.program(tmp_path / "home").pid)
    (tmp_path / "source.py").write_text(SOURCE, "utf-8")
    command = [sys.executable, str(tmp_path / "source.py"), str(given)]
    here.started.append(subprocess.Popen(command, env=dict(here.environment)))
    left, top, _, _ = here.geometry(here.wait_for_window("drag source"))
    x, y, width, height = here.geometry(main)
    here.drag((left + 80, top + 30), (x + width // 2, y + height // 2))
    here.wait_for_window("导入 年报 2024.docx")
    assert given.exists()


def test_a_whole_report_pasted_into_a_text_from_another_program_is_shown(here: Screen, tmp_path: Path) -> None:
    with Library.open(tmp_path / "home", FORMS) as library:
        library.create(Report(OFFICE, 2024, "2021"))
    here.clipboard(body([table(rows, wordy) for rows in tables()]).encode(), "text/html")
    here.wait_for_window(process=here.program(tmp_path / "home").pid)
    here.key("Return")
    here.wait_for_window(OFFICE)
    here.key("alt+5", "ctrl+v", "alt+y")
    here.wait_for_window("导入 剪贴板里的报告")
