"""Pictures of the list with many reports in all their stages, of a search through them, and of the blank form's dialog."""

from __future__ import annotations

from dataclasses import replace

from app.report.report import Report
from app.review.course import STAGES, Course, Signed
from app.review.kept import Review, review_path, write_review
from app.store.library import Library
from tests.ui.pictures import Camera, settle


def many_reports(camera: Camera, library: Library, report: Report) -> None:
    """The list of thirty reports in all their stages, a search through them, and the blank form that is asked for there."""
    window, page = camera.window, camera.window.start_page
    for number in range(30):
        cells = dict(report.cells)
        cells |= {"requests.received.natural": 99} if number % 4 == 1 else {}
        part = {name: value for n, (name, value) in enumerate(cells.items()) if number % 4 != 2 or n < 60}
        office, year = f"第{number // 5 + 1}街道办事处", 2021 + number % 5
        key = library.create(replace(report, office=office, year=year, cells=part if number % 7 != 3 else {}))
        signed = tuple(Signed(stage, "张三", library.clock().date()) for stage in STAGES[: number % 5])
        write_review(review_path(library.folder, key), Review(course=Course(signed)))
    window.go_home()
    settle(lambda: not page.watch.busy)
    camera.take("start-many")
    window.find_words()
    page.search.setText("公开 咨询")
    settle(lambda: not page.search.reading)
    camera.take("start-search")
    page.search.clear()
    camera.take_dialog("dialog-blank-form", "blank_form")
