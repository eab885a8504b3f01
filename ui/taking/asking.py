"""A question in a banner that leaves the keyboard where it is: typing on, or Enter, answers nothing.

Its first answers are Alt+Y and Alt+H, as their buttons say; Esc puts it away. It goes with the page it was asked on, so that
nothing is put where nobody looks any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from ui.look.banner import DEED, Banner, Banners, Offer

KEYS = ("Alt+Y", "Alt+H")  # of the offers, in their order


class Asking(QObject):
    """Asks one question at a time; a newer deed takes its place."""

    def __init__(self, banners: Banners, parent: QObject) -> None:
        super().__init__(parent)
        self._banners = banners
        self._asked: Banner | None = None

    def ask(self, sentence: str, offers: Sequence[Offer], place: QWidget) -> Banner:
        """Asks while the keyboard is at `place`, which it is afterwards, too."""
        named = [
            replace(offer, text=f"{offer.text}（{key}）") for offer, key in zip(offers, KEYS, strict=False)
        ]
        banner = self._banners.tell("notice", sentence, *named, *offers[len(named) :], key=DEED)
        button: QPushButton
        for button, key in zip(banner.findChildren(QPushButton), KEYS, strict=False):
            button.setShortcut(key)
            button.setAccessibleDescription(sentence)
        banner.setAccessibleName(sentence)
        banner.gone.connect(lambda _: self._end(banner, place))
        self._asked = banner
        banner.show()  # else it would be shown later, and its keys would do nothing until then
        place.activateWindow()  # a drop came from another program
        if not place.hasFocus():
            place.setFocus(Qt.FocusReason.OtherFocusReason)
        place.installEventFilter(self)
        QAccessible.updateAccessibility(QAccessibleEvent(banner, QAccessible.Event.Alert))
        return banner

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc at the place puts the question away, and nothing has happened; so does leaving the page."""
        asked = self._asked
        if asked is not None and event.type() == QEvent.Type.Hide:
            asked.put_away()
        elif asked is not None and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                asked.put_away()
            elif event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # else a shortcut of the window would have it
            return True
        return super().eventFilter(watched, event)

    def _end(self, banner: Banner, place: QWidget) -> None:
        self._asked = None
        if not isValid(place):  # its page may have been put away meanwhile
            return
        place.removeEventFilter(self)
        if place.isVisible() and banner.had_keyboard:
            place.setFocus(Qt.FocusReason.OtherFocusReason)
