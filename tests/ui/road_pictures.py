"""Pictures of the road in the bar: every state in a wide window, one state at every width, its menus, the largest letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QApplication, QWidget

from app.form.kinds import Value
from app.report.doubt import Doubt
from app.report.report import Report
from app.review.course import STAGES, Course, Signed
from app.review.kept import KeptReview, review_path
from app.store.library import Library
from ui.window.main_window import MainWindow

WIDTHS = {1366: 700, 1093: 560, 1024: 700, 911: 460, 683: 372}  # points, and the height that goes with each
OFFICES = ("东桥街道办事处", "西桥街道办事处", "南桥街道办事处", "北桥街道办事处", "中桥街道办事处", "新桥街道办事处")
DOUBTED = "requests.received.natural"


class Takes(Protocol):
    """The camera of the pictures."""

    window: MainWindow

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """One picture."""


def road_pictures(camera: Takes, library: Library, report: Report, settle: Callable[[], None]) -> None:
    """All of them; `report` is a complete one."""
    window = camera.window
    for name, office, cells, doubts, signed in _states(report):
        last = replace(report, office=office, year=report.year - 1)
        if name != "last-year":
            library.create(last)
        key = library.create(replace(report, office=office, cells=cells), doubts)
        course = Course(tuple(Signed(stage, "张三", date(2026, 1, 10)) for stage in STAGES[:signed]))
        KeptReview(review_path(library.folder, key)).move(course)
        window.open_report(key)
        window.desk.workspace.watch.run()
        camera.take(f"road-{name}", window.bar)
    size = window.size()
    for width, height in WIDTHS.items():
        window.resize(width, height)
        camera.take(f"road-{width}")
    window.bar.road.open_menu()
    camera.take("road-chip", window.bar.road.menu)
    window.bar.road.menu.close()
    window.resize(size)
    settle()
    window.road.go("last_year")
    popup = QApplication.activePopupWidget()
    camera.take("road-last-year-menu", popup)
    assert popup is not None
    popup.close()
    window.letters.larger()
    window.letters.larger()
    camera.take("road-letters")
    window.letters.plain()


def _states(report: Report) -> list[tuple[str, str, dict[str, Value], tuple[Doubt, ...], int]]:
    whole: dict[str, Value] = dict(report.cells)
    texts: dict[str, Value] = {name: value for name, value in whole.items() if not isinstance(value, str)}
    doubted = (Doubt(DOUBTED, whole[DOUBTED], "inferred"),)
    return [
        ("last-year", OFFICES[0], {}, (), 0),
        ("tables", OFFICES[1], {}, (), 0),
        ("texts", OFFICES[2], texts, (), 0),
        ("review", OFFICES[3], whole, (), 1),
        ("submit", OFFICES[4], whole, (), 4),
        ("check", OFFICES[5], whole, doubted, 0),
    ]
