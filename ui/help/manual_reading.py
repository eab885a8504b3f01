"""The page of the help window: one chapter at a time, its pictures at the screen's own sharpness.

Whatever the page asks for comes from the manual; nothing else is ever loaded.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from app.manual.manual_source import Manual
from app.manual.page import chapter_page
from ui.look.appearance import Appearance

SCHEME = "help"
WIDEST = 680  # pixels of a picture on the page
MARGIN = 24  # pixels around the page
STYLE = """
body {{ color: {text}; }}
h1 {{ font-size: 20px; margin-bottom: 16px; }}
h2 {{ font-size: 16px; margin-top: 24px; margin-bottom: 8px; }}
p {{ margin-top: 8px; margin-bottom: 8px; line-height: 150%; }}
li {{ margin-top: 4px; margin-bottom: 4px; line-height: 150%; }}
p.picture {{ line-height: 100%; }}
p.caption {{ color: {muted}; margin-top: 0; }}
a {{ color: {accent}; text-decoration: underline; }}
table {{ border-collapse: collapse; border: 1px solid {line}; margin-top: 8px; margin-bottom: 8px; }}
td, th {{ border: 1px solid {line}; }}
th {{ background-color: {head}; font-weight: bold; text-align: left; }}
"""


def topic_of(url: QUrl) -> str:
    """The topic that an address of the manual leads to."""
    return url.fragment() or url.path().removeprefix("/")


class ManualView(QTextBrowser):
    """Shows chapters by topic and marks the words that were searched for."""

    def __init__(self, manual: Manual, appearance: Appearance) -> None:
        super().__init__()
        self._manual, self._appearance = manual, appearance
        self._words = ""
        self._drawn = 0  # how wide the pictures of the page may be, as they were drawn last
        self.setAccessibleName("手册正文")
        self.setToolTip("手册正文；Alt+← 回到上一处")
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(lambda url: self.show_topic(url.fragment()))
        self.document().setDocumentMargin(MARGIN)
        self.sourceChanged.connect(lambda _: self.mark(self._words))
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def topic(self) -> str:
        """The id of the part that is shown, else of the chapter; nothing before the first."""
        return topic_of(self.source())

    def show_topic(self, topic: str) -> None:
        """The chapter of that id, or of the part with that id, rolled to it; an unknown one shows the first chapter."""
        chapter = self._manual.chapter_of(topic) or self._manual.chapters[0]
        place = f"#{topic}" if topic not in ("", chapter.id) and chapter is self._manual.chapter_of(topic) else ""
        self.setSource(QUrl(f"{SCHEME}:/{chapter.id}{place}"))
        if not place:
            self.verticalScrollBar().setValue(0)

    def mark(self, words: str) -> int:
        """Marks every place of the words on this page, rolls to the first, and gives how many there are."""
        self._words = words
        shade = QTextCharFormat()
        shade.setBackground(self._appearance.theme.colour("verify_soft"))
        shade.setForeground(self._appearance.theme.colour("text"))
        found: list[QTextEdit.ExtraSelection] = []
        cursor = self.document().find(words) if words else QTextCursor()
        while not cursor.isNull():
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, shade  # type: ignore[attr-defined]  # absent from the stubs
            found.append(selection)
            cursor = self.document().find(words, cursor)
        self.setExtraSelections(found)
        if found:
            self._roll_to(found[0].cursor)  # type: ignore[attr-defined]
        return len(found)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802  # Qt's name
        """A chapter or a picture of the manual; Qt asks for nothing else."""
        asked = QUrl(name).path().removeprefix("/")
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(asked)
        chapter = self._manual.chapter_of(asked)
        return chapter_page(chapter) if chapter else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page of another width has its pictures drawn anew; what was in sight stays there."""
        super().resizeEvent(event)
        if self._drawn not in (0, self._room):
            bar = self.verticalScrollBar()
            place = bar.value() / max(1, bar.maximum())
            self._show_anew()
            bar.setValue(round(place * bar.maximum()))

    @property
    def _room(self) -> int:
        """How wide a picture may be (pixels), the scroll bar beside it whether it is there or not: else it would come and go."""
        beside = 2 * (MARGIN + self.frameWidth()) + self.verticalScrollBar().sizeHint().width()
        return max(1, min(WIDEST, self.width() - beside))

    def _picture(self, file: str) -> QImage:
        """The picture no wider than the page, in the screen's own pixels."""
        picture = QImage(str(self._manual.pictures / file))
        ratio = self.devicePixelRatioF()
        self._drawn = self._room
        width = min(self._drawn, picture.width())
        size = QSize(round(width * ratio), round(picture.height() * width / max(1, picture.width()) * ratio))
        shown = picture.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        return shown

    def _roll_to(self, cursor: QTextCursor) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - self.viewport().height() // 3)

    def _dress(self) -> None:
        self.document().setDefaultStyleSheet(STYLE.format_map(self._appearance.theme.colours))
        if not self.source().isEmpty():
            self._show_anew()

    def _show_anew(self) -> None:
        self._drawn = 0
        self.reload()
        self.mark(self._words)
