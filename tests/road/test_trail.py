"""Where a person was, as a text for the settings."""

from __future__ import annotations

import pytest

from app.road.trail import MOST, Trail, read, written

HERE = Trail("requests", {"requests": "requests.received.natural", "overview": "overview.proactive"}, True)


def test_what_is_written_is_read_again() -> None:
    assert read(written({"a": HERE, "b": Trail()})) == {"a": HERE, "b": Trail()}
    assert HERE.cell == "requests.received.natural"


def test_of_many_reports_the_newest_are_kept() -> None:
    many = {f"{number:03}": HERE for number in range(MOST + 5)}
    assert list(read(written(many))) == list(many)[5:]


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"a": 1}', '{"a": ["x", {"y": 1}, true]}', '{"a": ["x", {}, 0]}'])
def test_what_is_no_such_text_is_no_memory(text: str) -> None:
    assert read(text) == {}
