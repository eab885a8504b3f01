"""The room of a table's grids: roomy where they fit so, dense where they do not; what a rule demands of the columns under them.

The choice is by the room alone, so that it never swings: the room does not change with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.report.session import Session
from ui.grid.balance_foot import BalanceFoot, feet_of
from ui.grid.measure import ROOMY, Density, Spacing, chosen
from ui.grid.stack import Stack
from ui.grid.table_view import GridView
from ui.look.lettering import Lettering


@dataclass(frozen=True)
class TableLooks:
    """What a person chose of the looks of tables; `keep_last_year` keeps another choice of whether last year's figures stand
    in the cells, and shows it."""

    density: Density = "auto"
    last_year: bool = True
    keep_last_year: Callable[[bool], None] = lambda _: None


class Stage(QWidget):
    """The grids of one section: a single one that scrolls with its headings in sight, or several in a stack."""

    def __init__(self, session: Session, views: Sequence[GridView]) -> None:
        super().__init__()
        self.views = tuple(views)
        self.spacing: Spacing = ROOMY
        self._density: Density = "auto"
        several = len(views) > 1 or bool(views[0].shape.grid.header)
        self.stack = Stack(views) if several else None
        self.feet: tuple[BalanceFoot, ...] = () if several else tuple(feet_of(session, views[0]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack or views[0], 1)
        for foot in self.feet:
            column.addWidget(foot)
        column.addStretch(0)
        for view in views:
            view.show_whole(several)

    def want(self, density: Density) -> None:
        """What a person wants: roomy, dense, or as the room allows."""
        self._density = density
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room, another choice."""
        super().resizeEvent(event)
        self._choose()

    def changeEvent(self, event: QEvent) -> None:
        """Other letters need another room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._choose()

    def _choose(self) -> None:
        frame = 2 * self.views[0].frameWidth()
        around = frame * len(self.views) + sum(foot.height() for foot in self.feet)
        around += self.stack.bands_height() if self.stack is not None else 0
        shapes = [view.shape for view in self.views]
        letters = Lettering(self.views[0].font())
        self.spacing, most = chosen(shapes, letters, self.width() - frame, self.height() - around, self._density)
        for view in self.views:
            view.space(self.spacing)
        if self.stack is not None:
            self.stack.show_dense(self.spacing.dense)
        self.setMaximumHeight(most + around)
