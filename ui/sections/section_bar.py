"""The bar of the tabs: the names of the sections, shorter ones where the room is narrow, so that every tab stays in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

NUMBERS = "①②③④⑤⑥⑦⑧⑨"


class SectionBar(QTabBar):
    """A tab for each name: with its number before it; closer together; without the number; the number alone."""

    def __init__(self) -> None:
        super().__init__()
        self._names: list[tuple[str, str]] = []  # number and name
        self._fitting = False
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setAccessibleName("报告的各部分")
        self.setToolTip("报告的各部分（Alt+1、Alt+2……）")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def add(self, name: str, mark: QWidget) -> None:
        """One more tab, with the mark of its state at its right."""
        place = len(self._names)
        number = NUMBERS[place] if place < len(NUMBERS) else str(place + 1)
        self._names.append((number, name))
        self.addTab(f"{number} {name}")
        self.setTabButton(place, QTabBar.ButtonPosition.RightSide, mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other names."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Other letters need another room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """The longest names with which all tabs fit."""
        if self._fitting:
            return
        self._fitting = True  # other paddings are a change of style, too
        full = [f"{number} {name}" for number, name in self._names]
        names, numbers = [name for _, name in self._names], [number for number, _ in self._names]
        for words, tight in ((full, False), (full, True), (names, True), (numbers, True)):
            self._show(words, tight=tight)
            if sum(self.tabSizeHint(place).width() for place in range(self.count())) <= self.width():
                break
        self._fitting = False

    def _show(self, words: Sequence[str], *, tight: bool) -> None:
        if self.property("tight") != tight:
            self.setProperty("tight", tight)
            self.style().unpolish(self)
            self.style().polish(self)
            super().changeEvent(QEvent(QEvent.Type.StyleChange))  # else the tabs keep their places of before
            self.updateGeometry()
        for place, word in enumerate(words):
            if self.tabText(place) != word:
                self.setTabText(place, word)
