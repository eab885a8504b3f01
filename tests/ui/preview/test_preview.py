"""The live preview with its real printing process: newest wins, the page in view first, failures in one sentence."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage

from app.report.record import to_record
from app.report.report import Edit
from app.report.session import Session
from tests.reports import FORM, FORMS, full
from ui.preview.composition import Composition
from ui.preview.page_view import FIT, PageView
from ui.preview.preview_panel import PreviewPanel
from ui.preview.printing_house import NO_START, STOPPED, PrintingHouse, Wish

A4 = (595.0, 842.0)
PATIENCE = 30_000


@pytest.fixture
def house(qtbot):
    made = PrintingHouse(FORMS.folder)
    yield made
    made.stop()


@pytest.fixture
def view(qtbot, appearance) -> PageView:
    made = PageView(appearance)
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.show()
    return made


@pytest.fixture
def panel(qtbot, house, means) -> PreviewPanel:
    made = PreviewPanel(Session(FORM, full()), house, means)
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show()
    return made


def show(house: PrintingHouse, report) -> None:
    house.show_report(to_record(FORM, report), two_sided=True)


def test_a_report_is_composed_and_its_pages_are_drawn(qtbot, house) -> None:
    with qtbot.waitSignal(house.composed, timeout=PATIENCE) as composed:
        show(house, full())
    assert composed.args[0].sizes[0] == pytest.approx((595.3, 841.9), abs=0.1)
    with qtbot.waitSignal(house.pictured, timeout=PATIENCE) as pictured:
        house.want([Wish(0, 300)])
    assert pictured.args[1].width() == 300


def test_of_many_reports_only_the_first_and_the_newest_are_composed(qtbot, house) -> None:
    seen: list[Composition] = []
    house.composed.connect(lambda composition: seen.append(composition))
    long = full().cells["overview.proactive"]
    for times in (1, 20, 40, 60):
        cells = {**full().cells, "overview.proactive": str(long) * times * 20}
        show(house, replace(full(), cells=cells))
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=PATIENCE)
    with qtbot.waitSignal(house.pictured, timeout=PATIENCE):
        house.want([Wish(0, 100)])
    assert len(seen) == 2
    assert len(seen[1].sizes) > len(seen[0].sizes)


def test_newer_wishes_take_the_place_of_older_ones(qtbot, house) -> None:
    drawn: list[Wish] = []
    house.pictured.connect(lambda wish, _: drawn.append(wish))
    with qtbot.waitSignal(house.composed, timeout=PATIENCE):
        show(house, full())
    house.want([Wish(page, 200) for page in (0, 1, 2)])
    house.want([Wish(3, 200)])
    qtbot.waitUntil(lambda: Wish(3, 200) in drawn, timeout=PATIENCE)
    assert drawn == [Wish(0, 200), Wish(3, 200)]


def test_a_process_that_dies_is_said_so_and_the_next_report_starts_a_new_one(qtbot, house) -> None:
    with qtbot.waitSignal(house.composed, timeout=PATIENCE):
        show(house, full())
    with qtbot.waitSignal(house.failed, timeout=PATIENCE) as failed:
        os.kill(house.process_id(), signal.SIGKILL)
    assert failed.args == [STOPPED]
    with qtbot.waitSignal(house.composed, timeout=PATIENCE):
        show(house, full())


def test_whoever_waits_for_a_dead_process_hears_it(qtbot, house) -> None:
    heard: list[str] = []
    with qtbot.waitSignal(house.composed, timeout=PATIENCE):
        show(house, full())
    os.kill(house.process_id(), signal.SIGKILL)
    house.fetch_picture(Wish(0, 100), lambda _: None, heard.append)
    qtbot.waitUntil(lambda: heard == [STOPPED], timeout=PATIENCE)


def test_a_process_that_cannot_start_is_said_so(qtbot, house, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "none"))
    with qtbot.waitSignal(house.failed, timeout=PATIENCE) as failed:
        show(house, full())
    assert failed.args == [NO_START]


def test_the_page_in_view_is_wanted_first(qtbot, view) -> None:
    with qtbot.waitSignal(view.wanted) as wanted:
        view.show_pages([A4] * 6)
    assert wanted.args[0][0].page == 0
    with qtbot.waitSignal(view.wanted) as wanted:
        view.show_page(3)
    assert wanted.args[0][0].page == 3
    assert view.page == 3


def test_pictures_are_wanted_at_the_resolution_of_the_screen(qtbot, view) -> None:
    view.set_zoom(150)
    with qtbot.waitSignal(view.wanted) as wanted:
        view.show_pages([A4])
    assert wanted.args[0][0].width == round(595 * 1.5 / 0.75 * view.devicePixelRatioF())


def test_what_is_drawn_already_is_not_wanted_again(qtbot, view) -> None:
    view.show_pages([A4] * 2)
    for page in (0, 1):
        view.show_picture(Wish(page, 300), QImage(300, 424, QImage.Format.Format_RGB888))
    with qtbot.waitSignal(view.wanted) as wanted:
        view.verticalScrollBar().setValue(10)
    assert wanted.args == [[]]


@pytest.mark.parametrize(("asked", "shown"), [(10, 50), (100, 100), (500, 200)])
def test_the_zoom_stays_between_50_and_200_per_cent(view, asked: int, shown: int) -> None:
    view.show_pages([A4])
    view.set_zoom(asked)
    assert view.zoom == shown


def test_fitting_the_width_leaves_nothing_to_scroll_sideways(view) -> None:
    view.show_pages([A4] * 3)
    view.set_zoom(200)
    assert view.horizontalScrollBar().maximum() > 0
    view.set_zoom(FIT)
    assert view.horizontalScrollBar().maximum() == 0


def test_the_preview_shows_what_is_typed_and_follows_the_cell(qtbot, panel, house) -> None:
    qtbot.waitUntil(lambda: panel.number.text().startswith("第 1 /"), timeout=PATIENCE)
    panel.follow("other.text")
    assert panel.view.page > 0
    with qtbot.waitSignal(house.composed, timeout=PATIENCE):
        panel.session.apply(Edit({"other.text": "无其他需要报告的事项。\n" * 60}))
        panel.refresh()
    assert panel.number.text().endswith(f"/ {len(panel.composition.sizes)} 页")


def test_a_folded_preview_composes_nothing(qtbot, panel, house) -> None:
    qtbot.waitUntil(lambda: bool(panel.composition.sizes), timeout=PATIENCE)
    panel.hide()
    panel.refresh()
    assert not panel.waiting


def test_a_failure_stands_in_the_panel_until_it_is_mended(qtbot, panel, house) -> None:
    qtbot.waitUntil(lambda: bool(panel.composition.sizes), timeout=PATIENCE)
    house.failed.emit("字体缺失。请重新安装本程序。")
    assert panel.complaint.isVisible()
    assert panel.complaint.text() == "字体缺失。请重新安装本程序。"
    with qtbot.waitSignal(house.composed, timeout=PATIENCE):
        panel.retry_button.click()
    assert not panel.complaint.isVisible()
