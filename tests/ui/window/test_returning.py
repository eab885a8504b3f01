"""After a start the program stands where it was left, and never opens by itself after a start that did not end well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from app.road.trail import Trail
from app.store.library import Library
from app.system.paths import data_folder, resource
from app.system.settings import Settings, read_table
from tests.reports import empty, full
from ui.grid.table_view import GridView
from ui.narrative.text_editor import TextEditor
from ui.window.main_window import MainWindow
from ui.window.returning import OPENING

CELL = "requests.denied_secret.natural"


@pytest.fixture
def start(qtbot, forms, appearance):
    """The program, from its start to its end, as often as one likes."""

    @contextmanager
    def started() -> Iterator[MainWindow]:
        settings = Settings(read_table(resource("settings.toml")), data_folder())
        settings.put("preview.visible", False)
        with Library.open(data_folder(), forms) as library:
            window = MainWindow(library, forms, settings, appearance)
            qtbot.addWidget(window)
            with qtbot.waitActive(window):
                window.show()
                window.activateWindow()
            window.returning.where_one_was()
            qtbot.waitUntil(lambda: window.desk.busy or window.start_page.isVisible())
            yield window
            window.close()

    return started


def caret() -> str:
    focus = QApplication.focusWidget()
    if isinstance(focus, GridView):
        return focus.current_cell()
    return focus.field.id if isinstance(focus, TextEditor) else ""


def test_the_next_start_stands_in_the_same_cell_of_the_same_report(start) -> None:
    with start() as window:
        assert not window.desk.busy
        window.open_report(window._library.create(full()))
        window.desk.workspace.tabs.go_to("overview.platform")
        window.desk.workspace.tabs.go_to(CELL)
        key = window.desk.key
    with start() as window:
        assert window.desk.key == key
        assert caret() == CELL
        window.desk.workspace.tabs.go(0)
        assert caret() == "overview.platform"


def test_who_left_from_the_list_is_at_the_list_again(start) -> None:
    with start() as window:
        window.open_report(window._library.create(full()))
        window.go_home()
    with start() as window:
        assert not window.desk.busy


def test_a_report_that_is_gone_leaves_one_at_the_list_with_a_calm_line(start) -> None:
    with start() as window:
        window.open_report(window._library.create(full()))
        key = window.desk.key
    with Library.open(data_folder(), window._forms) as library:
        library.bin(key)
    with start() as window:
        assert not window.desk.busy
        assert window.banners.standing() == ("上次打开的报告已不在列表里。",)


def test_after_a_start_that_did_not_end_well_one_is_at_the_list_on_that_report(start) -> None:
    with start() as window:
        window.open_report(window._library.create(replace(full(), year=2024)))
        window.open_report(window._library.create(full()))
        key = window.desk.key
    settings = Settings(read_table(resource("settings.toml")), data_folder())
    settings.put(OPENING, True)  # as a program leaves it that was killed while it opened
    with start() as window:
        assert not window.desk.busy
        assert window.start_page.list.current_key() == key
        assert "没有正常关闭" in window.banners.standing()[0]
    with start() as window:
        assert not window.desk.busy


def test_a_start_that_stands_for_a_while_has_proved_harmless(start) -> None:
    with start() as window:
        window.open_report(window._library.create(full()))
    with start() as window:
        assert window._settings.flag(OPENING)
        window.returning.calm()
        assert not window._settings.flag(OPENING)


def test_a_killed_program_comes_back_to_its_report(start) -> None:
    with start() as window:
        window.open_report(window._library.create(full()))
        left = (data_folder() / "settings.json").read_bytes()  # what lies there if it is killed now
        key = window.desk.key
    (data_folder() / "settings.json").write_bytes(left)
    with start() as window:
        assert window.desk.key == key


def test_a_page_is_entered_where_one_was_else_at_its_first_empty_place(window, library) -> None:
    window.open_report(library.create(empty()))
    tabs = window.desk.workspace.tabs
    tabs.go(2)
    assert caret() == "requests.received.natural"
    tabs.go_to(CELL)
    tabs.go(0)
    tabs.go(2)
    assert caret() == CELL


def test_a_place_that_the_form_has_no_more_is_no_place(window, library) -> None:
    key = library.create(full())
    window.desk.trails.keep(key, Trail("requests", {"requests": "requests.gone.natural"}))
    window.open_report(key)
    assert window.desk.workspace.tabs.current_page().section.id == "requests"
    assert isinstance(QApplication.focusWidget(), GridView)
