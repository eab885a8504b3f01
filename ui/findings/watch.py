"""Runs the checks after each change, once for many changes, when the event loop is idle.

What a check may look at is put together here. The fonts are opened at the first run, not at the start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.checks import Inquiry, find
from app.errors import NianbaoError
from app.report import Report
from app.session import Session
from app.typeset.faces import load_faces

Given = TypeVar("Given")
GlyphTest = Callable[[str], bool]
ROLE = "fang"


class Watch(QObject):
    """The findings of one session. `found` carries them all; `failed` a sentence when something to look at cannot be read."""

    found = Signal(tuple)
    failed = Signal(str)

    def __init__(
        self, session: Session, previous: Callable[[], Report | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self._previous = session, previous
        self._has_glyph: GlyphTest | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.run)

    @property
    def waiting(self) -> bool:
        """Whether a run is due."""
        return self._timer.isActive()

    def wake(self) -> None:
        """Something has changed: the checks run when nothing else is to be done."""
        if not self.waiting:
            self._timer.start()

    def run(self) -> None:
        """Runs the checks now."""
        self._timer.stop()
        session = self.session
        previous = self._given(self._previous)
        test = self._given(self._glyph_test)
        self.found.emit(find(Inquiry(session.form, session.report, previous, test)))

    def stop(self) -> None:
        """No check runs any more: the report is being put away."""
        self._timer.stop()

    def _given(self, make: Callable[[], Given | None]) -> Given | None:
        """What a check may look at; that it cannot be had is said, and the other checks still run."""
        try:
            return make()
        except NianbaoError as reason:
            self.failed.emit(reason.sentence)
            return None

    def _glyph_test(self) -> GlyphTest:
        if self._has_glyph is None:
            self._has_glyph = load_faces().coverage(ROLE)
        return self._has_glyph
