"""Runs the checks after each change, once for many changes, when the event loop is idle.

What a check may look at is put together here. The fonts are opened at the first run, not at the start.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.checks import Inquiry, find
from app.errors import NianbaoError
from app.report import Report
from app.session import Session
from app.typeset.faces import load_faces

GlyphTest = Callable[[str], bool]
ROLE = "fang"


class Watch(QObject):
    """The findings of one session. `found` carries all of them; `failed` a sentence when the fonts cannot be read."""

    found = Signal(tuple)
    failed = Signal(str)

    def __init__(
        self, session: Session, previous: Callable[[], Report | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._previous = session, previous
        self._has_glyph: GlyphTest | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.run)

    def wake(self) -> None:
        """Something has changed: the checks run when nothing else is to be done."""
        if not self._timer.isActive():
            self._timer.start()

    def run(self) -> None:
        """Runs the checks now."""
        self._timer.stop()
        session = self._session
        try:
            test = self._glyph_test()
        except NianbaoError as reason:
            self.failed.emit(reason.sentence)
            test = None
        inquiry = Inquiry(session.form, session.report, self._previous(), test)
        self.found.emit(find(inquiry))

    def _glyph_test(self) -> GlyphTest:
        if self._has_glyph is None:
            self._has_glyph = load_faces().coverage(ROLE)
        return self._has_glyph
