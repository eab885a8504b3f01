"""On a real screen: the doubts of a page with a column less are looked at with a few keys, each on what is painted."""

from __future__ import annotations

import time
from pathlib import Path

from app.store.library import Library
from tests.few_columns import NAME, few_columns
from tests.real.screen import Screen, screen, until
from tests.reports import FORMS

TITLE, OFFICE = "导入", "柳荫街道办事处"
MOST_KEYS = 12
PAINTED = 1.0  # seconds that the screen may need after a key on a busy machine
STORED = 3.0  # seconds until all is on the disk


def looked_through(shown: Screen) -> int:
    """Presses the key for a whole table until all has been looked at and taken; how often."""
    keys = 0
    while shown.windows(TITLE) and keys <= MOST_KEYS:
        shown.key("ctrl+shift+Return")
        keys += 1
        time.sleep(PAINTED)
    return keys


def test_all_doubts_are_looked_at_with_twelve_keys_at_most(tmp_path: Path) -> None:
    given = tmp_path / NAME
    given.write_text(few_columns(), "utf-8")
    with screen() as shown:
        shown.program(tmp_path / "home", str(given))
        shown.wait_for_window(TITLE)
        time.sleep(PAINTED)
        assert looked_through(shown) <= MOST_KEYS
        until(lambda: shown.windows(OFFICE), "the report is not open")
        time.sleep(STORED)
    with Library.open(tmp_path / "home", FORMS) as library:
        key = library.find(OFFICE, 2025)
        assert key is not None
        assert library.doubted(key) == ()
        assert library.sessions.report(key).cells["requests.unavailable_not_held.natural"] == 1
