"""Keys and clicks on a real screen: what a window manager and a real keyboard make of them."""

from __future__ import annotations

import time
from pathlib import Path

from app.report.doubt import Doubt
from app.report.report import Edit, Report, applied
from app.store.library import Library
from tests.real.screen import screen
from tests.reports import FORMS, OFFICE, full

TEXT = "overview.proactive"


def worked(home: Path, *keys: str) -> Report:
    """The report of the library after these keys, stored by leaving the program."""
    with screen() as there:
        program = there.program(home)
        window = there.wait_for_window()
        there.run(["xdotool", "windowactivate", "--sync", str(window)])
        there.key("Return")
        there.wait_for_window("2025")
        time.sleep(1)
        for key in keys:
            there.key(key)
            time.sleep(0.2)
        there.key("ctrl+q")
        program.wait(30)
    with Library.open(home, FORMS) as library:
        found = library.find(OFFICE, 2025)
        assert found is not None
        return library.sessions.report(found)


def home_with(folder: Path, report: Report) -> Path:
    with Library.open(folder, FORMS) as library:
        library.create(report)
    return folder


def test_a_held_enter_looks_at_no_more_than_the_cell_where_it_began(tmp_path: Path) -> None:
    cells = [f"requests.{row}.natural" for row in ("received", "carried_in", "granted")]
    with Library.open(tmp_path, FORMS) as library:
        library.create(full(), tuple(Doubt(cell, 0, "inferred") for cell in cells))
    with screen() as there:
        program = there.program(tmp_path)
        there.wait_for_window()
        there.key("Return")
        there.wait_for_window("2025")
        time.sleep(1)
        there.key("alt+3")
        there.run(["xdotool", "keydown", "Return", "sleep", "1.5", "keyup", "Return"])
        there.key("ctrl+q")
        program.wait(30)
    with Library.open(tmp_path, FORMS) as library:
        assert [one.cell for one in library.doubted(library.find(OFFICE, 2025) or "")] == cells[1:]


def test_enter_in_the_find_bar_replaces_nothing_and_a_key_after_it_only_adds(tmp_path: Path) -> None:
    home = home_with(tmp_path, applied(full(), Edit({TEXT: "公开18条。又公开18条。"})))
    report = worked(home, "ctrl+f", "1", "8", "Return", "Return", "Escape", "9")
    assert report.text(TEXT) == "公开18条。又公开189条。"


def test_the_keys_of_the_window_pass_an_open_cell(tmp_path: Path) -> None:
    home = home_with(tmp_path, full(requests__received__natural=12))
    report = worked(home, "alt+3", "5", "alt+shift+0", "Escape", "alt+4", "6", "Return", "ctrl+z")
    assert report.cells["requests.received.natural"] == 5
    assert report.cells["disputes.review.upheld"] == 0
