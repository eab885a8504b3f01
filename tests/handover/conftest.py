"""The clerk's library with a report in it, and the reviewer's, empty yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handover.two_desks import Desk
from tests.reports import full


@pytest.fixture
def clerk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "clerk", "张一")
    made.begin(full())
    yield made
    made.close()


@pytest.fixture
def reviewer(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "reviewer", "李二")
    yield made
    made.close()
