"""The waiting pointer comes and goes with the work, also when the work fails."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ui.look.waiting import waiting


def test_the_pointer_waits_only_while_the_work_lasts(qapp):
    with waiting():
        assert QGuiApplication.overrideCursor().shape() == Qt.CursorShape.WaitCursor
    assert QGuiApplication.overrideCursor() is None


def test_work_that_fails_gives_the_pointer_back(qapp):
    with pytest.raises(ValueError, match="no"), waiting():
        raise ValueError("no")
    assert QGuiApplication.overrideCursor() is None
