"""Last year's words beside a text: sentence by sentence, and for each that still stands in this year's: 保留 or 改写.

Shows what it is given; what is decided goes to the deeds that it is given too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.report.draft import DraftPiece
from app.report.last_year_words import OldSentence
from ui.look.buttons import make_flat_button

WIDTH = 260  # pixels beside the text
KEEP, REWRITE, RELEASE, TAKE = "keep", "rewrite", "release", "take"
FOLDED, OPEN = "上年怎么写 ▸", "上年怎么写 ▾"
TIP = "上年报告里这一段的原文。还一样的句子：看过、今年仍然如此，就保留；不是，就改写"
UNBROKEN = "\u2060"  # between the letters of a link, which is not broken over two lines
LINKS = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard


@dataclass(frozen=True)
class SentenceDeeds:
    """What is done with a sentence of this year's text that says what last year's said: it is kept as it is, gone to for
    rewriting, or waits again. `take` brings last year's whole text, its years moved, into the empty field of that id."""

    keep: Callable[[DraftPiece], None]
    rewrite: Callable[[DraftPiece], None]
    release: Callable[[DraftPiece], None]
    take: Callable[[str], None]


class LastYearWords(QWidget):
    """Beside the text `cell`. Hidden where last year's report says nothing there."""

    def __init__(self, cell: str) -> None:
        super().__init__()
        self._cell = cell
        self._sentences: tuple[OldSentence, ...] = ()
        self._deeds: SentenceDeeds | None = None
        self._blank, self._locked = False, False
        self._chosen: bool | None = None  # unfolded or not, as the person wanted it
        self._beside = True
        self.fold_button = make_flat_button("", TIP, self._turn, often=True)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(LINKS)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setAccessibleDescription(TIP)
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.words.linkActivated.connect(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.fold_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.words)
        column.addStretch(1)
        self._show()

    def show_words(self, sentences: tuple[OldSentence, ...], deeds: SentenceDeeds, *, blank: bool, locked: bool) -> None:
        """The sentences. `blank`: this year's text is empty; `locked`: nothing may be changed."""
        now = (sentences, blank, locked)
        self._deeds = deeds
        if now != (self._sentences, self._blank, self._locked):
            self._sentences, self._blank, self._locked = now
            self._show()

    def stand_beside(self, beside: bool) -> None:
        """Whether it stands at the text's right, where it is open, or under it, where it is folded."""
        self._beside = beside
        self.setMaximumWidth(WIDTH if beside else 16_777_215)
        self._show()

    @property
    def unfolded(self) -> bool:
        """Whether the words are shown."""
        return self._beside if self._chosen is None else self._chosen

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has another grey."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()

    def _turn(self) -> None:
        self._chosen = not self.unfolded
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._sentences))
        self.fold_button.setText(OPEN if self.unfolded else FOLDED)
        self.words.setVisible(self.unfolded)
        told = [self._told(place, one) for place, one in enumerate(self._sentences)]
        if self._blank and not self._locked:
            told.append(f"<p>{_link(TAKE, 0, '取来改写')}</p>")
        self.words.setText("".join(told))

    def _told(self, place: int, one: OldSentence) -> str:
        words = escape(one.text).replace("\n", "<br>")
        quiet = f'<span style="color: {self.palette().color(QPalette.ColorRole.PlaceholderText).name()}">{words}</span>'
        if one.now is None or self._locked:
            return quiet
        if one.kept:
            return f"<p>{quiet} ✓ 已保留 {_link(RELEASE, place, '取消')}</p>"
        return f"<p>{words} {_link(KEEP, place, '保留')}&nbsp;· {_link(REWRITE, place, '改写')}</p>"

    def _do(self, link: str) -> None:
        deed, place = link.split(":")
        deeds = self._deeds
        assert deeds is not None  # given with the words
        if deed == TAKE:
            deeds.take(self._cell)
            return
        piece = self._sentences[int(place)].now
        if piece is not None:
            {KEEP: deeds.keep, REWRITE: deeds.rewrite, RELEASE: deeds.release}[deed](piece)


def _link(deed: str, place: int, words: str) -> str:
    return f'<a href="{deed}:{place}">{UNBROKEN.join(words)}</a>'
