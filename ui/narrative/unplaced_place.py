"""The place after a field where the unplaced texts stand that stood after it in the file; empty it takes no room.

A shelf holds the place of a table: never so high that the table has no rows in sight.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.report.doubt import Doubt
from app.report.session import Session
from ui.narrative.unplaced_block import UnplacedBlock

HIGHEST, HIGHEST_LOW = 176, 96  # pixels of a shelf
ROUNDS = 3  # until a page that was hidden stands as it will


class UnplacedPlace(QWidget):
    """The blocks beside some cells. `before` gives the last stop of Tab before them."""

    def __init__(
        self, session: Session, cells: Collection[str], before: Callable[[], QWidget], *, wide: bool = False
    ) -> None:
        super().__init__()
        self._session, self._cells, self._before, self._wide = session, frozenset(cells), before, wide
        self._low = False
        self.blocks: dict[Doubt, UnplacedBlock] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._show()
        self._stand()

    def follow(self) -> bool:
        """The session has changed; whether a block has come or gone."""
        changed = self._show()
        if changed:
            self._stand()
            stops = [self._before(), *(stop for block in self.blocks.values() for stop in block.stops)]
            for first, second in pairwise(stops):
                QWidget.setTabOrder(first, second)
        for block in self.blocks.values():
            block.refresh()
        return changed

    def go_to(self, text: Doubt) -> None:
        """Brings the keyboard to a text, and the text into sight."""
        block = self.blocks[text]
        block.enter()
        room = self.parentWidget()
        while room is not None:
            if isinstance(room, QScrollArea):
                lay_out_now(room)  # a page that was hidden a moment ago is not laid out yet
                room.ensureWidgetVisible(block, 0, 8)
            room = room.parentWidget()

    def show_low(self, low: bool) -> None:
        """Fewer lines in a low room."""
        self._low = low
        for block in self.blocks.values():
            block.show_low(low)

    def _show(self) -> bool:
        """Makes the blocks those that stand now; whether one has come or gone."""
        wanted = [one for one in self._session.unplaced if one.cell in self._cells]
        new = [one for one in wanted if one not in self.blocks]
        if not new and len(wanted) == len(self.blocks):
            return False
        for gone in [one for one in self.blocks if one not in wanted]:
            block = self.blocks.pop(gone)
            block.hide()
            self._column.removeWidget(block)
            block.deleteLater()
        standing = self.blocks | {one: UnplacedBlock(self._session, one, wide=self._wide) for one in new}
        self.blocks = {one: standing[one] for one in wanted}
        for place, one in enumerate(wanted):
            if one in new:
                self._column.insertWidget(place, self.blocks[one])
                self.blocks[one].show_low(self._low)
                self.blocks[one].show()
        return True

    def _stand(self) -> None:
        """Takes room only where something stands; without a room around it, it would open as a window."""
        if self.parentWidget() is not None or not self.blocks:
            self.setVisible(bool(self.blocks))


def lay_out_now(room: QScrollArea) -> None:
    """What Qt would do a moment later: a width makes a height, which makes another width; what has shrunk is left too high."""
    for _ in range(ROUNDS):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        room.widget().updateGeometry()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


class UnplacedShelf(QScrollArea):
    """A place as high as its blocks, up to a limit; beyond it, it scrolls."""

    def __init__(self, place: UnplacedPlace) -> None:
        super().__init__()
        self._place, self._most = place, HIGHEST
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(place)

    def show_low(self, low: bool) -> None:
        """Less room in a low window."""
        self._place.show_low(low)
        self._most = HIGHEST_LOW if low else HIGHEST
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the height of the blocks."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """As high as what stands here; gone where nothing does."""
        height = self._place.heightForWidth(self.width()) if self._place.hasHeightForWidth() else self._place.sizeHint().height()
        self.setFixedHeight(max(1, min(self._most, height)))
        self.setVisible(bool(self._place.blocks))
