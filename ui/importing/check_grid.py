"""A grid of the official form in which an import is looked at: Enter = right and on to the next doubt, a digit = mend.

What has not been on the screen with its source is not taken as looked at: the keys bring it there first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.report.session import Session
from ui.grid.grid_shape import GridShape
from ui.grid.table_view import GridView

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Looking:
    """What the check screen lends to its pages, grids and texts. `take` takes cells as looked at; those that were not in sight it
    brings there instead, and says False. `painted` hears that something has come on the screen.

    `visit` hears the cell where the person is, `step` goes to the next (1) or previous (-1) doubt, `table_seen` takes all of the
    section in front.
    """

    take: Callable[[Collection[str]], bool]
    painted: Callable[[], None]
    visit: Callable[[str], None]
    step: Callable[[int], None]
    table_seen: Callable[[], None]


class CheckGrid(GridView):
    """A grid of the session of an import."""

    def __init__(self, session: Session, shape: GridShape, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(session, shape, parent)
        self._looking = looking
        self.setToolTip("回车：对；输入数字：改；Delete：这一格不导入")

    def bring(self, cell: str) -> QRect:
        """Makes a cell current with its row at the top; where it stands in the view's parent."""
        index = self.model_of_cells.index_of(cell)
        self.make_current(index)
        self.scrollTo(index, GridView.ScrollHint.PositionAtTop)
        rect = self.visualRect(index)
        return QRect(self.viewport().mapTo(self.parentWidget() or self, QPoint(rect.topLeft())), rect.size())

    def go(self, way: str) -> None:
        """Enter leads to the next doubt, wherever it is; other ways as in any table."""
        if way in ("down", "up"):
            self._looking.step(1 if way == "down" else -1)
        else:
            super().go(way)

    def look_at_row(self) -> None:
        """The whole row of the current cell is right; on to the next doubt."""
        row = self.currentIndex().row()
        if row >= 0 and self._looking.take(self.shape.cells[row]):
            super().look_at_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes nothing as looked at that is not in sight with its source, nor while it is held down."""
        if event.key() in ENTER:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.isAutoRepeat() or (plain and not self._looking.take((self.current_cell(),))):
                return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is painted has been in sight."""
        super().paintEvent(event)
        self._looking.painted()
