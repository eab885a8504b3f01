"""A double click on a button is one deed, as the screen sends it: the second press may meet something else by then."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QElapsedTimer, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from app.store.library import Library
from tests.reports import FORMS, empty
from tests.ui.pages import button
from ui.look.banner import Banners
from ui.look.buttons import make_button
from ui.start.start_page import StartPage

NOW = datetime(2026, 1, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def double_click(widget: QWidget) -> None:
    """Press, release, press, release at one spot of the window, whatever stands there at each."""
    window, centre = widget.window(), widget.rect().center()
    handle = window.windowHandle()
    assert handle is not None
    place = widget.mapTo(window, centre)
    QTest.mouseDClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QApplication.processEvents()


@pytest.fixture
def page(qtbot, library: Library, banners: Banners, means) -> StartPage:
    for year in (2021, 2022, 2023):
        library.create(empty(year))
    made = StartPage(library, FORMS, means, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(900, 600)
    banners.lie_over(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_next_year_is_begun_once(page: StartPage, library: Library) -> None:
    double_click(page.copy_button)
    assert [entry.year for entry in library.entries()] == [2024, 2023, 2022, 2021]


def test_one_report_goes_into_the_bin(page: StartPage, library: Library) -> None:
    double_click(page.bin_button)
    assert len(library.binned()) == 1


def test_one_report_comes_back_from_the_bin(page: StartPage, library: Library) -> None:
    for _ in range(2):
        page.bin_button.click()
    page.show_bin_button.click()
    double_click(page.restore_button)
    assert len(library.binned()) == 1


def test_the_bin_stays_open(page: StartPage, library: Library) -> None:
    page.bin_button.click()
    double_click(page.show_bin_button)
    assert page.title.text() == "回收站"


def test_what_lies_under_an_offer_is_not_pressed_by_the_rest_of_a_double_click(
    page: StartPage, library: Library, banners: Banners
) -> None:
    page.bin_button.click()
    QApplication.processEvents()
    offer = button(banners, "撤销删除")
    below = QPushButton("在下面", page)
    pressed: list[bool] = []
    below.pressed.connect(lambda: pressed.append(True))
    below.setGeometry(offer.mapTo(page, QPoint()).x(), offer.mapTo(page, QPoint()).y(), 200, 60)
    below.show()
    banners.raise_()
    double_click(offer)
    assert (len(library.binned()), pressed) == (0, [])


@pytest.fixture(params=[False, True])
def counted(qtbot, request) -> tuple[QWidget, QPushButton, list[str], bool]:
    """A button that counts its presses, and whether it is one for many of them."""
    room, done = QWidget(), list[str]()
    made = make_button("做", "做一次", lambda: done.append("做"), often=request.param)
    QVBoxLayout(room).addWidget(made)
    qtbot.addWidget(room)
    room.show()
    qtbot.waitExposed(room)
    return room, made, done, request.param


def test_each_press_counts_only_where_one_presses_again_and_again(counted) -> None:
    _, made, done, often = counted
    double_click(made)
    assert len(done) == (2 if often else 1)


def test_a_later_press_is_a_new_deed(qtbot, counted) -> None:
    _, made, done, often = counted
    double_click(made)
    since = QElapsedTimer()
    since.start()
    qtbot.waitUntil(lambda: since.elapsed() > 1.2 * QApplication.doubleClickInterval())
    double_click(made)
    assert len(done) == (4 if often else 2)
