"""How a place is framed on the page: a line around it in the colour of a mark on paper, which is white in both themes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.look.theme import Theme

WIDE = 2.0  # pixels of the line
TOUCH = 0.75  # pixels by which boxes one under another are brought together
FOOT = 4.0  # pixels up and down at the ends of a line
SHADE = 26  # of 255: what lies in the frame stays readable


def paint_frame(painter: QPainter, boxes: Sequence[QRectF], theme: Theme, *, blank: bool) -> None:
    """Frames the boxes, those that touch as one; `blank` ones are level lines with a foot at either end."""
    ink = theme.colour("paper_mark")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, WIDE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
    if blank:
        _paint_line(painter, boxes)
    else:
        path = QPainterPath()
        for box in boxes:
            one = QPainterPath()
            one.addRect(box.adjusted(0, -TOUCH, 0, TOUCH))
            path = path.united(one)
        shade = QColor(ink)
        shade.setAlpha(SHADE)
        painter.fillPath(path, shade)
        painter.drawPath(path)
    painter.restore()


def _paint_line(painter: QPainter, boxes: Sequence[QRectF]) -> None:
    for box in boxes:
        painter.drawLine(box.topLeft(), box.topRight())
        for end in (box.left(), box.right()):
            painter.drawLine(QPointF(end, box.top() - FOOT), QPointF(end, box.top() + FOOT))
