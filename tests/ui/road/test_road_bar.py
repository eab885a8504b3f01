"""The road in the bar: a strip where there is room, a chip where there is not; the blue button and the menu always in sight."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.reports import full
from ui.road.road_bar import RoadBar
from ui.window.main_window import MainWindow

SIZES = {1366: 700, 1093: 560, 1024: 700, 911: 460, 683: 372}


@pytest.fixture
def road(window: MainWindow, library) -> RoadBar:
    """A report with something to check, last year's in the library."""
    library.create(replace(full(), year=2024))
    report = replace(full(), cells={**full().cells, "requests.received.natural": 9})
    window.open_report(library.create(report))
    window.desk.workspace.watch.run()
    window.bar.say_saved("已保存 12 月 31 日 10:32")
    window.bar.say_deadline("已过期 128 天")
    return window.bar.road


def settled(window: MainWindow, width: int) -> None:
    window.resize(QSize(width, SIZES[width]))
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QApplication.processEvents()


def whole(widget: QWidget, window: MainWindow) -> bool:
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    return widget.isVisible() and window.bar.geometry().contains(place) and widget.width() >= widget.sizeHint().width()


@pytest.mark.parametrize("width", SIZES)
def test_the_next_step_and_the_menu_are_whole_at_every_width(window, road, width) -> None:
    settled(window, width)
    assert whole(road.blue, window)
    assert whole(window.bar.menu_button, window)
    assert road.strip.isVisible() != road.chip.isVisible()
    assert whole(road.strip if road.strip.isVisible() else road.chip, window)


def test_the_steps_stand_side_by_side_where_there_is_room_and_in_a_chip_where_there_is_not(window, road) -> None:
    settled(window, 1366)
    assert road.strip.isVisible()
    settled(window, 683)
    assert road.chip.isVisible()
    assert road.chip.text().startswith("进度 3/7")
    settled(window, 1366)
    assert road.strip.isVisible()


def test_the_chip_opens_the_steps_and_each_of_them_leads_there(window, road) -> None:
    settled(window, 683)
    QTest.mouseClick(road.chip, Qt.MouseButton.LeftButton)
    actions = road.menu.actions()
    assert [action.text().split()[0] for action in actions] == ["取上年", "三张表", "文字", "核对", "三审三校", "定稿", "报送"]
    assert road.menu.activeAction() is actions[3]
    actions[1].trigger()
    road.menu.close()
    assert window.desk.workspace.tabs.of_table


def test_every_state_is_said_in_words_too(window, road) -> None:
    names = [button.accessibleName() for button in road.strip.buttons]
    assert names[0] == "取上年，已完成"
    assert names[3].startswith("核对，还有 ")
    assert names[3].endswith(" 条，现在这一步")
    assert names[5] == "定稿，还没有完成"
    assert road.blue.accessibleName().startswith("下一步：核对 ")


def test_the_road_is_there_only_while_a_report_is_open(window, road) -> None:
    window.go_home()
    QApplication.processEvents()
    assert not road.isVisible()
    assert window.windowTitle() == "年报"


def test_tab_meets_the_steps_where_they_stand(window, road) -> None:
    settled(window, 1366)
    road.strip.buttons[0].setFocus()
    seen = []
    for _ in range(7):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [*road.strip.buttons[1:], road.blue]
