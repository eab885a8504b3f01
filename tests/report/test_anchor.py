"""An anchor of the log of changes: a strict line for files, a code for paper that a person can type."""

from __future__ import annotations

import pytest

from app.report.anchor import Anchor, from_code, from_line

HASH = "ab12cd34ef567890" * 4
ANCHOR = Anchor(1234, HASH, "0123456789abcdef")


@pytest.mark.parametrize("anchor", [ANCHOR, Anchor(1, HASH)])
def test_a_line_is_read_as_it_was_written(anchor):
    assert from_line(anchor.line) == anchor


@pytest.mark.parametrize(
    "line",
    ["", f"{ANCHOR.line}\n", f" {ANCHOR.line}", f"nianbao-anchor 01 {HASH}", f"nianbao-anchor 1 {HASH[1:]}",
     f"nianbao-anchor 1 {HASH.upper()}", f"nianbao-anchor 1 {HASH} 库", f"nianbao-anchor １ {HASH}"],
)  # fmt: skip
def test_any_other_line_is_none(line):
    assert from_line(line) is None


def test_the_code_on_paper_is_short_and_in_groups():
    assert ANCHOR.code == "1234-ab12-cd34-ef56-7890"


@pytest.mark.parametrize(
    "typed", ["1234-ab12-cd34-ef56-7890", "1234-ab12cd34ef567890", " 1234-AB12 cd34 ef56 7890 "]
)
def test_a_typed_code_is_read_however_it_is_grouped(typed):
    assert from_code(typed) == Anchor(1234, "ab12cd34ef567890")


@pytest.mark.parametrize(
    "typed",
    ["1234", "报告.pdf", "1234-ab12-cd34-ef56-789", "0-ab12cd34ef567890", "1234-ab12-cd34-ef56-789g"],
)
def test_other_words_are_no_code(typed):
    assert from_code(typed) is None
