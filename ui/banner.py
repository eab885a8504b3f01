"""Messages in place: a line under the tool bar that says what happened and offers the next step.

No message box: a banner never stops the work. One banner for each `key`; a newer one takes its place. What is said
of a person's last deed has the key DEED, so that an old refusal never stands beside a later success.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.appearance import Appearance

Tone = Literal["notice", "warning", "error"]
MARKS = {"notice": ("hint", "accent"), "warning": ("verify", "verify"), "error": ("mandatory", "mandatory")}
WORDS = {"notice": "提示", "warning": "注意", "error": "出错"}
ICON = 20
DEED = "deed"  # goes with the next deed, and with the page it was done on


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
            row.addWidget(self._button(offer))
        self.close_button = QToolButton()
        self.close_button.setToolTip("收起这条消息")
        self.close_button.setAccessibleName("收起这条消息")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.close_button.clicked.connect(self.put_away)
        row.addWidget(self.close_button)
        appearance.changed.connect(self._dress)
        self._dress()

    def put_away(self) -> None:
        """Takes the message off the screen for good."""
        self.hide()
        self.gone.emit(self)
        self.deleteLater()

    def _button(self, offer: Offer) -> QPushButton:
        button = QPushButton(offer.text)
        button.setToolTip(offer.text)
        button.clicked.connect(lambda: self._take(offer))
        return button

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
    """The stack of messages that stand now."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._standing: dict[str, Banner] = {}

    def tell(self, tone: Tone, sentence: str, *offers: Offer, key: str = "") -> Banner:
        """Shows a message; one with the same key (or, without a key, the same words) is replaced."""
        key = key or sentence
        self.withdraw(key)
        banner = Banner(self._appearance, tone, sentence, offers)
        banner.gone.connect(self._forget)
        self._standing[key] = banner
        self._column.addWidget(banner)
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
        self._standing = {key: banner for key, banner in self._standing.items() if banner is not gone}
