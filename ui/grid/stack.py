"""The stacked grids of one table in a scroll area that is never higher than they are."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.grid.table_view import GridView

BAND_AIR = 6  # pixels of padding in a line across, as the style sheet has them


class Stack(QScrollArea):
    """Grids one under the other, each under its own line across."""

    def __init__(self, views: Iterable[GridView]) -> None:
        super().__init__()
        self._bands: list[QLabel] = []
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for view in views:
            if view.shape.grid.header:
                band = QLabel(view.shape.grid.header)
                band.setObjectName("gridBand")
                band.setAlignment(Qt.AlignmentFlag.AlignCenter)
                column.addWidget(band)
                self._bands.append(band)
            column.addWidget(view)
            view.lend_room(self)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the height of the grids."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.setMaximumHeight(self.widget().sizeHint().height())
        return super().eventFilter(watched, event)

    def bands_height(self) -> int:
        """How high the lines across are with air, whatever they have now."""
        return sum(band.sizeHint().height() + (BAND_AIR if band.property("dense") else 0) for band in self._bands)

    def show_dense(self, dense: bool) -> None:
        """The lines across without air, as the rows of the grids are."""
        for band in (one for one in self._bands if one.property("dense") != dense):
            band.setProperty("dense", dense)
            band.style().unpolish(band)
            band.style().polish(band)

    def keep_in_sight(self, view: GridView) -> None:
        """Scrolls to the current cell of one of the grids."""
        rect = view.visualRect(view.currentIndex())
        spot = view.viewport().mapTo(self.widget(), rect.center())
        self.ensureVisible(0, spot.y(), 0, rect.height() * 2)
