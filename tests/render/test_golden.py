"""The outputs of the built-in sample have the structure that was looked at and kept in tests/golden."""

from __future__ import annotations

import pytest

from tests.kept import made_anew
from tests.render.outline import GOLDEN, OUTLINES


@pytest.mark.parametrize("suffix", OUTLINES)
def test_the_sample_has_the_structure_it_always_had(suffix):
    told = "".join(f"{line}\n" for line in OUTLINES[suffix]())
    assert told == (GOLDEN / f"2025-{suffix}.txt").read_text("utf-8"), made_anew("tests/golden")
