"""How large a dialog may be: as it wants, but never larger than the screen, so that its buttons stay in reach.

A screen of 1366 × 768 at a scale of 150 % has room for 910 × 512 points.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 48)  # pixels that the system's frame and title bar take


def height_for(dialog: QWidget, others: int) -> int:
    """Pixels that the screen leaves to a part of a dialog whose other parts take `others`."""
    return max(0, dialog.screen().availableGeometry().height() - FRAME.height() - others)


def resize_within(dialog: QWidget, wanted: tuple[int, int]) -> None:
    """Gives the dialog its size, or what the screen has room for; as wide as its window it may be in any case."""
    room = dialog.screen().availableGeometry().size()
    above = dialog.parentWidget()
    if above is not None:
        room.setWidth(max(room.width(), above.window().width()))
    dialog.resize(QSize(*wanted).boundedTo(room - FRAME))
