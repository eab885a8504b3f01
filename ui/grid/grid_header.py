"""The headings of a grid as merged cells: a header of Qt that draws all levels of one tree itself.

Qt keeps them in place while the numbers scroll. The heading of the current row or column is tinted. In a dense grid they have
the form's short words, cut where they do not fit; hovering tells the whole wording.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from ui.grid.grid_shape import Label
from ui.grid.measure import PAD, Measure, Spacing, balanced
from ui.look.grid_colours import hairline
from ui.look.lettering import Lettering
from ui.look.theme import Theme

LEFT, MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter


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
        self._dense = False
        self._letters = Lettering(self.font())
        self._current = -1
        self._broken: dict[tuple[int, int, int, int], tuple[str, ...]] = {}
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # draws all of itself

    def fit(self, sizes: Measure, spacing: Spacing, letters: Lettering) -> None:
        """Takes the measured sizes."""
        across = self.orientation() == Qt.Orientation.Horizontal
        levels, sections = (sizes.levels, sizes.columns) if across else (sizes.stubs, sizes.rows)
        self._levels, self._dense, self._letters = levels, spacing.dense, letters
        self._broken.clear()  # the letters may be others
        for n, size in enumerate(sections):
            if self.sectionSize(n) != size:
                self.resizeSection(n, size)
        if across:
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
        room = rect.adjusted(PAD, 0, -PAD, -1)
        if label.last > label.first:  # a group's heading stays in sight while its rows scroll by
            room = room.intersected(self.viewport().rect())
        inner = self.orientation() == Qt.Orientation.Vertical and label.level + label.levels == len(self._levels) > 1
        self._letters.draw(painter, room, self._lines(label, rect.width() - 2 * PAD, room.height()), LEFT if inner else MIDDLE)

    def _lines(self, label: Label, width: int, height: int) -> tuple[str, ...]:
        """The words broken into lines; in one that is cut where there is no height for them. Worked out once for each size."""
        place = (label.level, label.first, width, height)
        known = self._broken.get(place)
        if known is None:
            text = label.axis.label if not self._dense or self._letters.advance(label.axis.label) <= width else label.axis.brief
            known = self._letters.lines(balanced(self._letters, text, width), width)
            if len(known) > 1 and self._letters.height(known) > height:
                known = (self._letters.elided(text, width),)
            self._broken[place] = known
        return known

    def viewportEvent(self, event: QEvent) -> bool:
        """Hovering tells the whole wording of a heading, and what belongs there."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            label = next((one for one in self._labels if self._rect(one).contains(event.pos())), None)
            told = [label.axis.label, label.axis.help] if label else []
            QToolTip.showText(event.globalPos(), "\n".join(filter(None, told)), self.viewport())
            return True
        return super().viewportEvent(event)


class Corner(QWidget):
    """The cell at the top left, over Qt's own corner button."""

    def __init__(self, text: str, theme: Callable[[], Theme], parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._theme = theme
        self._letters = Lettering(self.font())
        self._lines: tuple[str, ...] = ()
        self.setAccessibleName(text)
        self.setToolTip(text)

    def fit(self, room: QRect, letters: Lettering) -> None:
        """Where it lies."""
        self._letters = letters
        self._lines = letters.even_lines(self._text, room.width() - 6 * PAD)
        self.setGeometry(room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Drawn like the headings beside it."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme().colour("head"))
        painter.setPen(hairline(self._theme()))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.setPen(self._theme().colour("text"))
        room = self.rect().adjusted(3 * PAD, 0, -3 * PAD, -1)
        self._letters.draw(painter, room, self._lines, MIDDLE)
        painter.end()
