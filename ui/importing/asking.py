"""A question in a banner that takes the keyboard: Enter is its first answer, Esc none of them.

When it is over, however that comes, the keyboard is back where it was. Leans on the banners.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from ui.banner import DEED, Banner, Banners, Offer


class Asking(QObject):
    """Asks one question at a time; a newer deed takes its place."""

    def __init__(self, banners: Banners, parent: QObject) -> None:
        super().__init__(parent)
        self._banners = banners

    def ask(self, sentence: str, offers: Sequence[Offer], place: QWidget) -> Banner:
        """Asks; afterwards the keyboard is at `place` again."""
        banner = self._banners.tell("notice", sentence, *offers, key=DEED)
        banner.setAccessibleName(sentence)
        banner.gone.connect(lambda _: _return_to(place))
        banner.installEventFilter(self)
        place.activateWindow()  # a drop came from another program
        banner.show()  # else it would be shown later, and could not have the keyboard yet
        first: QPushButton = next(iter(banner.findChildren(QPushButton)))
        first.setAccessibleDescription(sentence)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return banner

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc puts the question away, and nothing has happened."""
        escapes = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if isinstance(watched, Banner) and escapes and event.type() == QEvent.Type.KeyPress:
            watched.put_away()
            return True
        return super().eventFilter(watched, event)


def _return_to(place: QWidget) -> None:
    if isValid(place):  # its page may have been put away meanwhile
        place.setFocus(Qt.FocusReason.OtherFocusReason)
