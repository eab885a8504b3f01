"""A text of an import that belongs to no field, in a box between the fields: what it is, its words, 放到 and 不要.

Its words are read and copied here, not written; the box goes when they stand in the report or are not wanted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.chinese.characters import harmless
from app.report.doubt import WHY_WORDS, Doubt
from app.report.session import Session
from ui.entry.field_menu import show_text_menu
from ui.entry.grid_keys import asks_for_undo
from ui.look.buttons import make_button
from ui.narrative.face import printed_face
from ui.narrative.placing import Goals, decide, goals

LETTERS = 16  # pixels: under those of the report's own words
ROOMY, LOW = 6, 2  # lines in sight; the rest is reached by scrolling
BEGINNING = 20  # characters that name a text for the ear


class LooseWords(QTextEdit):
    """Words to be read and copied, as high as they are up to so many lines."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._most = ROOMY
        self.setObjectName("looseWords")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(printed_face("fang", LETTERS))
        self.document().setDocumentMargin(0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlainText(words)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def show_low(self, low: bool) -> None:
        """Fewer lines in a low room."""
        self._most = LOW if low else ROOMY
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Leaves undo and redo to the window."""
        if asks_for_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu in the window's words."""
        show_text_menu(self, event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new measure makes a new height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins = 2 * math.ceil(self.document().documentMargin())
        most = self._most * self.fontMetrics().lineSpacing() + margins
        frame = max(0, self.height() - self.viewport().height())  # not laid out yet, it is less
        height = min(most, math.ceil(self.document().size().height())) + frame
        if self.minimumHeight() != height:
            self.setFixedHeight(height)


class UnplacedBlock(QFrame):
    """One text. `wide`: its buttons stand beside the words, where height is dearer than width."""

    def __init__(self, session: Session, text: Doubt, *, wide: bool = False) -> None:
        super().__init__()
        self.text = text
        self._session = session
        self.setObjectName("unplaced")
        words = harmless(str(text.value))
        parts = (WHY_WORDS[text.why], *(harmless(part) for part in (text.text, text.place) if part))
        self._head = QLabel(" · ".join(parts))
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        self._head.setWordWrap(True)
        self._head.setObjectName("unplacedHead")
        self.words = LooseWords(words)
        self.put_button = make_button("放到 ▾", "选一个栏目，把这段文字接在它的末尾", self._offer, often=True)
        self.put_button.setObjectName("putText")
        self.drop_button = make_button("不要", "这段文字不要了（离开这份报告以前可以用 Ctrl+Z 找回）", lambda: decide(self, text))
        plain = " ".join(words.split())
        start = plain if len(plain) <= BEGINNING else plain[:BEGINNING] + "……"
        self.setAccessibleName(f"{start}，{'，'.join(parts)}")
        self.words.setAccessibleName(self.accessibleName())
        self.put_button.setAccessibleName(f"放到：{start}")
        self.drop_button.setAccessibleName(f"不要：{start}")
        self._lay_out(wide=wide)
        self.refresh()

    @property
    def stops(self) -> Sequence[QWidget]:
        """What Tab meets, in the order of the screen."""
        return self.words, self.put_button, self.drop_button

    def enter(self) -> None:
        """Takes the keyboard: on 放到, or where nothing may be changed on the words."""
        taker = self.put_button if self.put_button.isEnabled() else self.words
        taker.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Nothing can be decided in a report that may only be read."""
        for button in (self.put_button, self.drop_button):
            button.setEnabled(not self._session.read_only)

    def show_low(self, low: bool) -> None:
        """Fewer lines in a low room."""
        self.words.show_low(low)

    def _offer(self) -> None:
        """The fields, the nearest first, under the button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        here, others = goals(self._session.form, self.text.cell)
        self._list(menu, here)
        menu.addSeparator()
        self._list(menu, others)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.put_button.mapToGlobal(self.put_button.rect().bottomLeft()))

    def _list(self, menu: QMenu, listed: Goals) -> None:
        for cell, label in listed:
            action = menu.addAction(label.replace("&", "&&"))
            action.triggered.connect(partial(self._put, cell))

    def _put(self, cell: str, _: bool = False) -> None:
        decide(self, self.text, cell)

    def _lay_out(self, *, wide: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(4)
        column.addWidget(self._head)
        body = QBoxLayout(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        body.setSpacing(8)
        body.addWidget(self.words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.put_button)
        buttons.addWidget(self.drop_button)
        buttons.addStretch(1)
        body.addLayout(buttons)
        if wide:
            body.setAlignment(buttons, Qt.AlignmentFlag.AlignTop)
        column.addLayout(body)
