"""The side of the help window: chapters and their parts, and the search that leaves only those with the words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.manual.manual_source import Chapter, Manual, ManualPart, words_of

TOPIC = Qt.ItemDataRole.UserRole


class Contents(QWidget):
    """`chosen` carries a chapter's or part's id; `sought` the words looked for, '' for none."""

    chosen = Signal(str)
    sought = Signal(str)

    def __init__(self, manual: Manual) -> None:
        super().__init__()
        self._manual = manual
        self.words = QLineEdit()
        self.words.setPlaceholderText("在手册里查找")
        self.words.setAccessibleName("在手册里查找")
        self.words.setToolTip("在手册里查找（Ctrl+F），回车到第一处")
        self.words.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setObjectName("contents")
        self.tree.setAccessibleName("目录")
        self.tree.setToolTip("目录；方向键移动")
        self.tree.setHeaderHidden(True)
        self.tree.setTabKeyNavigation(False)
        self.nothing = QLabel("没有找到，请换一个说法。")
        self.nothing.setProperty("muted", True)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.nothing)
        column.addWidget(self.tree, 1)
        self._fill()
        self.words.textChanged.connect(self._seek)
        self.words.returnPressed.connect(lambda: self.sought.emit(self.words.text().strip()))
        self.tree.currentItemChanged.connect(lambda item, _: self._choose(item))

    def follow(self, topic: str) -> None:
        """Puts the cursor on a chapter or part without announcing it."""
        self.tree.blockSignals(True)
        for item in self._items():
            parts = (item.child(row) for row in range(item.childCount()))
            for one in (item, *parts):
                if one.data(0, TOPIC) == topic:
                    self.tree.setCurrentItem(one)
                    item.setExpanded(True)
        self.tree.blockSignals(False)

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the chapters that are listed."""
        return tuple(item.data(0, TOPIC) for item in self._items() if not item.isHidden())

    def _fill(self) -> None:
        for chapter in self._manual.chapters:
            item = QTreeWidgetItem(self.tree, [chapter.title])
            item.setData(0, TOPIC, chapter.id)
            for part in chapter.pieces:
                if isinstance(part, ManualPart) and part.id:
                    child = QTreeWidgetItem(item, [part.title])
                    child.setData(0, TOPIC, part.id)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, TOPIC))

    def _seek(self, words: str) -> None:
        sought = words.strip()
        for item, chapter in zip(self._items(), self._manual.chapters, strict=True):
            item.setHidden(bool(sought) and not _holds(chapter, sought))
        self.nothing.setVisible(not self.shown)
        if sought:
            self._enter()
        self.sought.emit(sought)

    def _enter(self) -> None:
        """To the first chapter that has the words, unless the current one has them."""
        current = self.tree.currentItem()
        chapter = current.parent() or current if current is not None else None
        first = next((item for item in self._items() if not item.isHidden()), None)
        if first is not None and (chapter is None or chapter.isHidden()):
            self.tree.setCurrentItem(first)

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount()))
        return [item for item in items if item is not None]


def _holds(chapter: Chapter, words: str) -> bool:
    return any(words.casefold() in line.casefold() for line in words_of(chapter))
