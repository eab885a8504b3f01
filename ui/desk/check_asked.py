"""Of which reports somebody has asked for 核对 since the program began: before that, what is not filled in yet is no fault.

Asked by the step 核对 of the road, by 审核与定稿 and by the export; by nobody else, and kept no longer than the program runs.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class CheckAsked(QObject):
    """One for the whole program. `asked_for` carries the key of a report when it was asked for the first time."""

    asked_for = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: set[str] = set()

    def ask(self, key: str) -> None:
        """Somebody asks for the check of a report."""
        if key not in self._keys:
            self._keys.add(key)
            self.asked_for.emit(key)

    def asked(self, key: str) -> bool:
        """Whether somebody has."""
        return key in self._keys
