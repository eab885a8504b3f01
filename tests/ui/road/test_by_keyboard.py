"""The whole road by keyboard alone, from the start page to the 报送 folder: by import in 40 events, by hand in 80.

An event is one key, or one click in a dialog of the system; typed figures, names and opinions and pasted texts are not counted.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from app.exchange import read
from tests.few_columns import DOUBTS, NAME, TEXTS, few_columns
from tests.reports import FORM, FORMS
from tests.ui.road.roads import SIGNERS, Clerk
from ui.window.main_window import MainWindow

BY_IMPORT, BY_HAND = 40, 80
OFFICE = "柳荫街道办事处"
FOLDER = "{office}{year}年政府信息公开工作年度报告（报送）"
# One figure that text and table give differently, to be mended; one that is right and must be explained.
PLANTED = (("全年收到一位居民的申请一件", "全年收到政府信息公开申请3件"), ("行政事业性收费\t0", "行政事业性收费\t1500"))
FILE = few_columns().replace(*PLANTED[0]).replace(*PLANTED[1])
# A report of six requests, typed: what stands after how many presses of which key, in each of the tables.
FIGURES = (
    (("Down", 2, "12"),),
    (("Down", 0, "5"), ("Tab", 1, "1"), ("Down", 2, "1"), ("Shift+Backtab", 1, "3"), ("Down", 10, "2")),
    (),
)
TYPED = {
    "proactive.licences.decisions": 12,
    "requests.received.natural": 5,
    "requests.received.business": 1,
    "requests.granted.business": 1,
    "requests.granted.natural": 3,
    "requests.unavailable_not_held.natural": 2,
}
WRITTEN = (*TEXTS["一、总体情况"], *TEXTS["五、存在的主要问题及改进情况"], ("", "本年度没有收取信息处理费。"))
TEXT = tuple(text.replace("一位居民的申请一件", "政府信息公开申请6件") for _, text in WRITTEN)


@pytest.fixture
def clerk(qtbot, window: MainWindow, button_keys, settings, folder: Path) -> Clerk:
    """Before the start page of a library without reports."""
    settings.put("submit.folder", str(folder))
    window.activateWindow()
    return Clerk(qtbot, window)


@pytest.fixture
def chosen(monkeypatch, tmp_path: Path) -> Path:
    """The file that is chosen in the system's dialog."""
    path = tmp_path / NAME
    path.write_text(FILE, encoding="utf-8")
    monkeypatch.setattr("ui.importing.import_desk.ask_file", lambda *_: path)
    return path


def arrived(clerk: Clerk, folder: Path) -> bool:
    """Whether the folder, its list and the archive are there, nothing waits, and the report is locked under four names."""
    workspace = clerk.window.desk.workspace
    course, report = workspace.reviewing.course, workspace.session.report
    name = FOLDER.format(office=OFFICE, year=report.year)
    there = (folder / name / "文件清单.txt").is_file() and (folder / f"{name}.zip").is_file()
    return there and course.locked and tuple(one.who for one in course.signed) == SIGNERS and not workspace.session.doubts


def test_from_a_file_to_the_folder_of_the_submission_in_forty_events(clerk, chosen, folder) -> None:
    doubtful = {name: one.certainty for name, one in read(FORMS, FILE.encode(), NAME).evidence.items() if one.why}
    clerk.walker.walk(clerk.by_import())
    assert Counter(doubtful.values()) == DOUBTS
    assert clerk.sight >= doubtful.keys()
    assert clerk.settled == ["narrative.number", "proactive.fees_unit"]
    assert arrived(clerk, folder)
    assert clerk.walker.counts.total() <= BY_IMPORT, clerk.walker.told


def test_by_hand_to_the_folder_of_the_submission_in_eighty_events(clerk, folder, monkeypatch) -> None:
    monkeypatch.setattr("ui.importing.import_desk.ask_file", lambda *_: None)
    clerk.walker.walk(clerk.by_hand(OFFICE, FIGURES, TEXT))
    cells = clerk.window.desk.workspace.session.report.cells
    assert {name: cells.get(name) for name in TYPED} == TYPED
    assert {cells[one.id] for one in FORM.required if one.row and one.id not in TYPED} == {0}
    assert arrived(clerk, folder)
    assert clerk.walker.counts.total() <= BY_HAND, clerk.walker.told
