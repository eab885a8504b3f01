"""A number of the prose that somebody points at in an editor, offered to what stands around it: the open report asks about it.

Each number by one call; where nothing around takes it, as on a page alone, nothing happens.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.checks import Span
from app.report.claim import Claim

ASKED = QEvent.Type(QEvent.registerEventType())


class NumberAsked(QEvent):
    """The number at `span`: what does it mean? With `drop`, that claim about it is to be taken back."""

    def __init__(self, span: Span, drop: Claim | None = None) -> None:
        super().__init__(ASKED)
        self.span, self.drop = span, drop
        self.ignore()


def ask(place: QWidget, span: Span, drop: Claim | None = None) -> None:
    """Offers it from `place` outwards until somebody takes it."""
    asked, room = NumberAsked(span, drop), place.parentWidget()
    while room is not None and not asked.isAccepted():
        QApplication.sendEvent(room, asked)
        room = room.parentWidget()
