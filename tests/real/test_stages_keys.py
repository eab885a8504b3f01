"""On a real screen: an Enter that is held down, as a tired hand does, signs once and never makes a report final."""

from __future__ import annotations

import json
import time
from pathlib import Path

from app.exchange.exchange_file import read_json
from app.store.library import Library
from app.system.paths import resource
from tests.real.screen import Screen, screen, until
from tests.reports import FORMS

DIALOG = "审核与定稿"
HELD = 1.5  # seconds; the keyboard repeats after a third of it


def signed(home: Path) -> list[str]:
    """Who signed, as the record beside the library says; the file is replaced whole."""
    records = list((home / "reviews").glob("*.json"))
    return [one["who"] for one in json.loads(records[0].read_text("utf-8"))["course"]] if records else []


def hold_enter(shown: Screen) -> None:
    shown.run(["xdotool", "keydown", "Return"])
    time.sleep(HELD)
    shown.run(["xdotool", "keyup", "Return"])


def test_a_held_enter_signs_once_and_locks_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path, FORMS) as library:
        library.create(read_json(FORMS, resource("samples", "2025.json").read_bytes(), "2025.json")[0])
    with screen() as shown:
        shown.program(tmp_path)
        shown.wait_for_window()
        shown.key("Return")
        until(lambda: shown.windows("2025"), "the report is not open")
        shown.key("ctrl+r")
        shown.wait_for_window(DIALOG)
        shown.type("Zhang")
        hold_enter(shown)
        until(lambda: signed(tmp_path), "nobody signed")
        assert signed(tmp_path) == ["Zhang"]
        for who in ("Li", "Wang"):
            shown.type(who)
            shown.key("Return")
        until(lambda: len(signed(tmp_path)) == 3, "Li and Wang did not sign")
        shown.type("Zhao")
        hold_enter(shown)
        shown.key("Escape")
        assert signed(tmp_path) == ["Zhang", "Li", "Wang"]
