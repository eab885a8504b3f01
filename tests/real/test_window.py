"""The main window on small screens and at large scales: wholly inside the screen with its frame, wherever it was left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.system.paths import resource
from app.system.settings import Settings, read_table
from tests.real.screen import Screen, screen, until

# What QWidget.saveGeometry gives for a window of 2400 × 1300 at (100, 80) on a screen of 2560 × 1440.
WIDE_AND_HIGH = "AdnQywADAAAAAABkAAAAUAAACcMAAAVjAAAAZAAAAFAAAAnDAAAFYwAAAAAAAAAACgAAAABkAAAAUAAACcMAAAVj"


@pytest.fixture
def shown() -> Iterator[Screen]:
    with screen() as made:
        yield made


def outer(on: Screen, window: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a window with its frame, in pixels of the screen."""
    told = on.run(["xwininfo", "-id", str(window)])
    x, y, width, height = (
        int(re.search(rf"{words}:\s+(-?\d+)", told)[1])  # type: ignore[index]
        for words in ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
    )
    frame = on.run(["xprop", "-id", str(window), "_NET_FRAME_EXTENTS"]).partition("=")[2]
    left, right, top, bottom = map(int, frame.split(",")) if frame else (0, 0, 0, 0)
    return x - left, y - top, x + width + right, y + height + bottom


def framed_inside(on: Screen, window: int, height: int = 0) -> bool:
    left, top, right, bottom = outer(on, window)
    wide, high = on.size[0], height or on.size[1]
    return bottom - top > high // 3 and left >= 0 and top >= 0 and right <= wide and bottom <= high


@pytest.mark.parametrize("scale", [1, 1.25, 1.5, 2])
def test_the_first_window_is_wholly_inside_the_screen(shown: Screen, tmp_path: Path, scale: float) -> None:
    window = shown.wait_for_window(process=shown.program(tmp_path / "home", scale=scale).pid)
    until(lambda: framed_inside(shown, window), "not inside")


def test_a_window_left_on_a_large_screen_is_inside_a_small_one(tmp_path: Path) -> None:
    Settings(read_table(resource("settings.toml")), tmp_path / "home").put("window.geometry", WIDE_AND_HIGH)
    with screen(1024, 768) as small:
        window = small.wait_for_window(process=small.program(tmp_path / "home").pid)
        until(lambda: framed_inside(small, window), "not inside")


def test_a_window_comes_back_into_sight_when_the_screen_becomes_smaller(shown: Screen, tmp_path: Path) -> None:
    window = shown.wait_for_window(process=shown.program(tmp_path / "home").pid)
    until(lambda: framed_inside(shown, window), "not inside")
    strut = ["-f", "_NET_WM_STRUT", "32c", "-set", "_NET_WM_STRUT", "0, 0, 0, 300"]  # as of a bar at the bottom
    shown.run(["xprop", "-id", str(window), *strut])
    until(lambda: framed_inside(shown, window, 768 - 300), "not inside")
