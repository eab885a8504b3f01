"""A line for a name: what nobody sees is taken out as it comes in, and `told` says so; a paste beyond reason is cut off.

Whether a name is short enough is judged by app.report.limits, where it is taken: the field holds more, so that too long a one is
refused with a sentence and never made a shorter one.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from app.chinese.characters import clean, told_of
from app.report.limits import Limit
from app.report.record import one_line

ROOM = 4  # times the limit; a letter has up to two units of UTF-16


class _SeenName(QValidator):
    """Takes everything, without what nobody sees."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.told = ""
        self._last = ""

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Qt calls this with each change, and again with what it gave back."""
        kept = clean(text)
        if kept != text:
            self.told = told_of([text], "刚才填的内容里")
            place = len(clean(text[:place]))
        elif text != self._last:
            self.told = ""
        self._last = kept
        return QValidator.State.Acceptable, kept, place


class NameField(QLineEdit):
    """`stored` is shown as it is stored, whatever it holds and however long it is; only what is typed is cleaned."""

    def __init__(self, limit: Limit, stored: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self._seen = _SeenName(self)
        self.show_stored(stored)

    @property
    def told(self) -> str:
        """What is to be said of the last change; '' when it was taken as it came."""
        return self._seen.told

    def show_stored(self, stored: str) -> None:
        """Shows what is stored instead of what stood there."""
        self.setValidator(None)  # type: ignore[arg-type]  # PySide's stubs do not know that this takes it off
        self.setMaxLength(max(self._limit.most * ROOM, len(stored.encode("utf-16-le", "surrogatepass")) // 2))
        self._stored = stored
        self.setText(stored)
        self._shown = self.text()
        self.setValidator(self._seen)

    def value(self) -> str:
        """The name as it is to be kept, '' for none. Raises ValueRefused for one that was typed and is too long."""
        if self.text() == self._shown:
            return self._stored
        typed = one_line(self.text()).strip()
        self._limit.judge(typed)
        return typed
