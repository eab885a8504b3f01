"""Messages in place: a line over the foot of the window that says what happened and offers the next step.

No message box: a banner never stops the work, and never moves what somebody types in. One banner for each `key`; a newer one
takes its place. What is said of a person's last deed has the key DEED, so that an old refusal never stands beside a later
success; it goes with the next edit, and a plain notice after some seconds. Only what is wrong with the store stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.chinese.characters import harmless
from ui.look.appearance import Appearance
from ui.look.buttons import make_button, make_icon_button, once

Tone = Literal["notice", "warning", "error"]
MARKS = {"notice": ("hint", "accent"), "warning": ("verify", "verify"), "error": ("mandatory", "mandatory")}
WORDS = {"notice": "提示", "warning": "注意", "error": "出错"}
ICON = 20
DEED = "deed"  # goes with the next deed, and with the page it was done on
SHOWN, LEAST = 10_000, 4_000  # milliseconds that a notice stands, and that anything stands before an edit takes it away


@dataclass(frozen=True)
class Offer:
    """A next step: its words and what it does. `stays` leaves the banner standing after it."""

    text: str
    do: Callable[[], None]
    stays: bool = False


class Banner(QFrame):
    """One message with its offers and a button that puts it away; `gone` when it has been put away."""

    gone = Signal(object)

    def __init__(self, appearance: Appearance, tone: Tone, sentence: str, offers: tuple[Offer, ...]) -> None:
        super().__init__()
        self.had_keyboard = False  # when it was put away
        self._age = QElapsedTimer()
        self._age.start()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._pass_by)
        self.setAutoFillBackground(True)
        self.setProperty("banner", tone)
        self._appearance = appearance
        self._tone = tone
        self._mark = QLabel()
        self._mark.setAccessibleName(WORDS[tone])
        self.label = QLabel(sentence)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.label, 1)
        for offer in offers:
            row.addWidget(make_button(offer.text, offer.text, partial(self._take, offer)))
        self.close_button = make_icon_button("收起这条消息", self.put_away)
        once(self.close_button)
        row.addWidget(self.close_button)
        appearance.changed.connect(self._dress)
        self._dress()

    def put_away(self) -> None:
        """Takes the message off the screen for good."""
        self.had_keyboard = self._has_keyboard()
        self.hide()
        self.gone.emit(self)
        self.deleteLater()

    def pass_by(self, least: int) -> None:
        """Goes as soon as it has stood for that many milliseconds, unless the keyboard is in it."""
        self._timer.start(max(0, least - self._age.elapsed()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _pass_by(self) -> None:
        if self._has_keyboard():
            self._timer.start(LEAST)
        else:
            self.put_away()

    def _has_keyboard(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _take(self, offer: Offer) -> None:
        if not offer.stays:
            self.put_away()
        offer.do()

    def _dress(self) -> None:
        name, token = MARKS[self._tone]
        icons = self._appearance.icons
        self._mark.setPixmap(icons.pixmap(name, token, ICON, self.devicePixelRatioF()))
        self.close_button.setIcon(icons.icon("close", "muted"))


class Banners(QWidget):
    """The stack of messages that stand now, over the foot of a room."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._standing: dict[str, Banner] = {}
        self._passing: set[Banner] = set()
        self.hide()

    def lie_over(self, room: QWidget) -> None:
        """Takes its place at the foot of a room, over what stands there."""
        self.setParent(room)
        room.installEventFilter(self)
        self._lie()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the size of the room."""
        if event.type() == QEvent.Type.Resize:
            self._lie()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Follows the size of its messages."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._lie()
        return super().event(event)

    def pass_by(self) -> None:
        """The report was changed: what was said of an earlier deed, and plain notices, are of no more use."""
        for banner in tuple(self._passing):
            banner.pass_by(LEAST)

    def tell(self, tone: Tone, sentence: str, *offers: Offer, key: str = "") -> Banner:
        """Shows a message; one with the same key (or, without a key, the same words) is replaced."""
        key = key or sentence
        self.withdraw(key)
        banner = Banner(self._appearance, tone, harmless(sentence), offers)  # it may quote names of others
        banner.gone.connect(self._forget)
        self._standing[key] = banner
        self._column.addWidget(banner)
        if key == DEED or tone == "notice":
            self._passing.add(banner)
        if tone == "notice" and not offers:
            banner.pass_by(SHOWN)
        self._lie()
        return banner

    def withdraw(self, key: str) -> None:
        """Takes the message of that key away, if it stands."""
        if key in self._standing:
            self._standing[key].put_away()

    def standing(self) -> tuple[str, ...]:
        """The sentences on the screen, oldest first."""
        return tuple(banner.label.text() for banner in self._standing.values())

    def _forget(self, gone: Banner) -> None:
        self._column.removeWidget(gone)
        self._passing.discard(gone)
        self._standing = {key: banner for key, banner in self._standing.items() if banner is not gone}
        self._lie()

    def _lie(self) -> None:
        room = self.parentWidget()
        self.setVisible(bool(self._standing))
        if room is not None and self._standing:
            height = max(self._column.heightForWidth(room.width()), self._column.minimumSize().height())
            self.setGeometry(0, room.height() - height, room.width(), height)
            self.raise_()
