"""The headings of a grid as merged cells: a header of Qt that draws all levels of one tree itself.

Qt keeps them in place while the numbers scroll. The heading of the current row or column is tinted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.grid.grid_shape import Label
from ui.grid.measure import PAD, WRAPPED, balanced
from ui.look.grid_colours import hairline
from ui.look.theme import Theme

# As whole numbers: Python takes its time to join flags.
INNER = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
OUTER = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)


class GridHeader(QHeaderView):
    """All levels of row or column headings. `levels` are widths or heights from the outside in."""

    def __init__(
        self,
        orientation: Qt.Orientation,
        labels: tuple[Label, ...],
        theme: Callable[[], Theme],
        parent: QWidget,
    ) -> None:
        super().__init__(orientation, parent)
        self._labels = labels
        self._theme = theme
        self._levels: tuple[int, ...] = ()
        self._above = PAD
        self._current = -1
        self._broken: dict[tuple[int, int, int], tuple[str, int]] = {}
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # draws all of itself

    def fit(self, levels: tuple[int, ...], sections: tuple[int, ...], above: int) -> None:
        """Takes the measured sizes, in pixels; `above` stands over and under each text."""
        self._levels, self._above = levels, above
        self._broken.clear()  # the letters may be others
        for n, size in enumerate(sections):
            if self.sectionSize(n) != size:
                self.resizeSection(n, size)
        if self.orientation() == Qt.Orientation.Horizontal:
            self.setFixedHeight(sum(levels))
        else:
            self.setFixedWidth(sum(levels))
        self.viewport().update()

    def tint(self, section: int) -> None:
        """Tints the headings over one row or column; -1 for none."""
        former, self._current = self._current, section
        for label in self._labels:
            if (label.first <= former <= label.last) != (label.first <= section <= label.last):
                self.viewport().update(self._rect(label))

    def redraw_groups(self) -> None:
        """Draws the headings over several rows or columns anew: their words stay in sight."""
        for label in self._labels:
            if label.last > label.first:
                self.viewport().update(self._rect(label))

    def sizeHint(self) -> QSize:
        """The levels together; Qt asks for the other direction only."""
        across = sum(self._levels)
        return QSize(0, across) if self.orientation() == Qt.Orientation.Horizontal else QSize(across, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws every heading that meets the damaged place."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme().colour("head"))
        for label in self._labels:
            rect = self._rect(label)
            if rect.intersects(event.rect()):
                self._draw(painter, label, rect)
        painter.end()

    def _rect(self, label: Label) -> QRect:
        start = self.sectionViewportPosition(label.first)
        length = sum(self.sectionSize(n) for n in range(label.first, label.last + 1))
        across = sum(self._levels[: label.level])
        depth = sum(self._levels[label.level : label.level + label.levels])
        if self.orientation() == Qt.Orientation.Horizontal:
            return QRect(start, across, length, depth)
        return QRect(across, start, depth, length)

    def _draw(self, painter: QPainter, label: Label, rect: QRect) -> None:
        theme = self._theme()
        current = label.first <= self._current <= label.last
        painter.fillRect(rect, theme.colour("accent_soft" if current else "head"))
        painter.setPen(hairline(theme))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(theme.colour("text"))
        room = rect.adjusted(PAD, self._above, -PAD, -self._above)
        text, needed = self._wrapped(painter, label, room.width())
        # A group's heading stays in sight while its rows scroll by.
        seen = room.intersected(self.viewport().rect())
        painter.drawText(seen if seen.height() >= needed else room, self._flags(label), text)

    def _wrapped(self, painter: QPainter, label: Label, width: int) -> tuple[str, int]:
        """The words broken into lines, and their height; worked out once for each size."""
        place = (label.level, label.first, width)
        known = self._broken.get(place)
        if known is None:
            text = balanced(painter.fontMetrics(), label.axis.label, width)
            height = painter.boundingRect(QRect(0, 0, width, 10_000), self._flags(label), text).height()
            known = self._broken[place] = (text, height)
        return known

    def _flags(self, label: Label) -> int:
        inner = (
            self.orientation() == Qt.Orientation.Vertical
            and label.level + label.levels == len(self._levels) > 1
        )
        return INNER if inner else OUTER


class Corner(QWidget):
    """The cell at the top left, over Qt's own corner button."""

    def __init__(self, text: str, theme: Callable[[], Theme], parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._theme = theme
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Drawn like the headings beside it."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme().colour("head"))
        painter.setPen(hairline(self._theme()))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.setPen(self._theme().colour("text"))
        painter.drawText(self.rect().adjusted(3 * PAD, 0, -3 * PAD, 0), int(WRAPPED), self._text)
        painter.end()
