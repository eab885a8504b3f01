"""What was changed since a signature: each cell old → new, of a text each changed paragraph with what went and what came.

What went is struck out, what came underlined, as well as coloured. A link leads to the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from app.report.comparing import CellDifference
from app.report.comparing.word_changes import pieces
from app.review.course import step_words
from app.review.since import Since, places
from ui.changes.text_sides import BLANK, MARKS
from ui.look.buttons import make_row
from ui.look.grid_colours import theme_of
from ui.look.theme import Theme
from ui.review.course_words import when_words

NOTHING = "和这次签名时的内容相同。"
NOT_KEPT = "这次签名时的内容没有留下来，只知道后来改过。"
NEVER = "还没有人签过名。"


class SincePage(QWidget):
    """`chosen` carries the cell to go to."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._since: tuple[Since, ...] = ()
        self.event_box = QComboBox()
        self.event_box.setAccessibleName("与哪一次签名时的内容相比")
        self.event_box.setToolTip("与哪一次签名时的内容相比")
        self.page = QTextBrowser()
        self.page.setAccessibleName("签名以后改了什么")
        self.page.setToolTip("划线的是原来的，下划线的是现在的；点栏目的名称到原处")
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(lambda place: self.chosen.emit(place.toString()))
        self.event_box.currentIndexChanged.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        self._label = QLabel("与签名时相比：")
        self._label.setBuddy(self.event_box)
        column.addLayout(make_row(self._label, self.event_box, None))
        column.addWidget(self.page)

    def show_since(self, since: Sequence[Since], first: int) -> None:
        """Offers these, and shows that one."""
        self._since = tuple(since)
        self.event_box.blockSignals(True)
        self.event_box.clear()
        for one in since:
            self.event_box.addItem(f"{step_words(one.event)}　{one.event.who}　{when_words(one.event.day, one.event.at)}")
        self.event_box.setCurrentIndex(first)
        self.event_box.blockSignals(False)
        for part in (self._label, self.event_box):
            part.setVisible(bool(since))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """New colours: the marks are drawn anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tell()

    def _tell(self) -> None:
        place = self.event_box.currentIndex()
        one = self._since[place] if 0 <= place < len(self._since) else None
        if one is None or not one.differences:
            self.page.setPlainText(NEVER if one is None else NOTHING if one.differences is not None else NOT_KEPT)
            return
        theme = theme_of(self.palette())
        told = [f"<p>改了 {places(one.differences)} 处：</p>"]
        told += [_told(difference, theme) for difference in one.differences]
        self.page.setHtml("".join(told))


def _told(one: CellDifference, theme: Theme) -> str:
    head = f'<a href="{escape(one.cell)}" style="color:{theme.colours["accent"]}">{escape(one.place)}</a>'
    if not one.prose:
        return f"<p>{head}：{_shown(one.mine)} → {_shown(one.theirs)}</p>"
    return f"<p>{head}</p>" + "".join(f"<p>{words}</p>" for words in _paragraphs(one, theme))


def _paragraphs(one: CellDifference, theme: Theme) -> Iterator[str]:
    for row in one.paragraphs:
        if row.side != "same":
            yield "".join(_marked(piece.text, piece.kind, theme) for piece in pieces(row.mine or "", row.theirs or ""))


def _marked(text: str, kind: str, theme: Theme) -> str:
    mark = next((mark for name, mark in MARKS.items() if name == kind), None)
    if mark is None:
        return escape(text)
    decoration, ink, ground = mark
    colours = theme.colours
    return (
        f'<span style="text-decoration:{decoration};color:{colours[ink]};background-color:{colours[ground]}">'
        f"{escape(text)}</span>"
    )


def _shown(text: str) -> str:
    return escape(" ".join(text.split())) if text else BLANK
