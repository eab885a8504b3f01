"""The pages one under another: paints what pictures there are, and says which are wanted, the visible first.

Asks for each picture at the screen's own resolution, frames a place, and tells which point of which page somebody points at.
Knows sizes and pictures only, nothing of reports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip

from ui.look.appearance import Appearance
from ui.preview.frame_painter import paint_frame
from ui.preview.pointing import PlaceFrame
from ui.preview.printing_house import Wish
from ui.preview.spots import Box

POINTS_A_PIXEL = 0.75  # at 100 %
GAP = 16  # pixels between pages and at the edges
FIT = 0  # the zoom that fits the width
LEAST, MOST, STEP = 50, 200, 10  # per cent
HANDLING = "按 Ctrl 并滚动滚轮缩放，PgUp、PgDn 翻页，回车回到正在填写的位置"
NEAR = 1  # pages before and after the visible ones that are drawn too


class PageView(QAbstractScrollArea):
    """Shows the pages. `wanted` carries wishes, most urgent first; `page_changed` the page in view (from 0).

    `pointed` carries the page and the point of it (in points) on which somebody clicked, where `words_at` has words for it;
    `returning` says that somebody wants to go back to the place in the frame.
    """

    wanted = Signal(list)
    page_changed = Signal(int)
    zoomed = Signal(int)
    pointed = Signal(int, float, float)
    returning = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setObjectName("previewView")
        self.setAccessibleName("打印预览")
        self.setToolTip(HANDLING)  # where a page says nothing better
        self.setAccessibleDescription(HANDLING)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._appearance = appearance
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._pictures: dict[int, QImage] = {}
        self._fresh: set[int] = set()  # pages whose picture shows the newest report
        self._marks: tuple[str, ...] = ()  # another one where a page looks otherwise
        self._frame = PlaceFrame()
        self._pressed = QPoint()
        self.words_at: Callable[[int, float, float], str] = lambda page, x, y: ""
        self._zoom = FIT
        self._page = 0
        appearance.changed.connect(self.viewport().update)

    @property
    def zoom(self) -> int:
        """The zoom in per cent as shown now, also when it fits the width."""
        return round(self._scale() * POINTS_A_PIXEL * 100)

    @property
    def page(self) -> int:
        """The page in view, from 0."""
        return self._page

    @property
    def drawn(self) -> bool:
        """Whether every page in sight shows the newest report."""
        return bool(self._sizes) and {number for number, _ in self._visible()} <= self._fresh

    def show_pages(self, sizes: Sequence[tuple[float, float]], marks: Sequence[str] = ()) -> None:
        """A new composition: old pictures stay in sight until the new ones come, and longer where the mark is the same."""
        before, self._marks, self._sizes = self._marks, tuple(marks), tuple(sizes)
        same = {n for n, (old, new) in enumerate(zip(before, self._marks, strict=False)) if old == new}
        self._pictures = {n: picture for n, picture in self._pictures.items() if n < len(self._sizes)}
        self._fresh &= same
        self._settle()

    def show_frame(self, frame: PlaceFrame) -> None:
        """Frames a place."""
        if frame != self._frame:
            self._frame = frame
            self.viewport().update()

    def reveal(self, frame: PlaceFrame) -> None:
        """Scrolls to a frame, unless it is in view on the page that is: to the top of its page where that shows it too."""
        if not frame.boxes or (frame.boxes[0][0] == self._page and self._shows(frame)):
            return
        self.show_page(frame.boxes[0][0])
        if not self._shows(frame):
            there = self._on_screen(*frame.boxes[0])
            for bar, middle, room in (
                (self.verticalScrollBar(), there.center().y(), self.viewport().height()),
                (self.horizontalScrollBar(), there.center().x(), self.viewport().width()),
            ):
                bar.setValue(bar.value() + round(middle - room / 2))

    def frame_rects(self) -> list[QRectF]:
        """Where the frame lies in the viewport."""
        there = [(page, box) for page, box in self._frame.boxes if page < len(self._sizes)]
        return [self._on_screen(page, box) for page, box in there]

    def show_picture(self, wish: Wish, picture: QImage) -> None:
        """A picture has come."""
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._pictures[wish.page] = picture
        self._fresh.add(wish.page)
        self.viewport().update()

    def set_zoom(self, per_cent: int) -> None:
        """Zoom in per cent, or FIT."""
        self._zoom = per_cent if per_cent == FIT else min(MOST, max(LEAST, per_cent))
        self._fresh.clear()
        page = self._page
        self._settle()
        self.show_page(page)
        self.zoomed.emit(self._zoom)

    def step_zoom(self, steps: int) -> None:
        """Larger or smaller by steps of 10 %."""
        rounded = round(self.zoom / STEP) * STEP
        self.set_zoom(rounded + steps * STEP)

    def show_page(self, number: int) -> None:
        """Scrolls so that the page's top is in view; nothing when it does not exist."""
        if 0 <= number < len(self._sizes):
            self.verticalScrollBar().setValue(self._boxes()[number].top() - GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, and its picture when there is one."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        edge = self._appearance.theme.colour("paper_edge")
        for number, box in self._visible():
            painter.fillRect(box, Qt.GlobalColor.white)
            picture = self._pictures.get(number)
            if picture is not None:
                painter.drawImage(box, picture)
            painter.setPen(edge)
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        paint_frame(painter, self.frame_rects(), self._appearance.theme, blank=self._frame.blank)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fitting the width means new pictures."""
        self._fresh.clear()
        page = self._page
        self._settle()
        if self._zoom == FIT:
            self.show_page(page)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  # Qt's name
        """Scrolled: other pages are in view."""
        self.viewport().update()
        self._look()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn whole pages."""
        turned = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if turned:
            self.show_page(min(len(self._sizes) - 1, max(0, self._page + turned)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returning.emit()
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The tool tip says where a click would lead."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._words(event.pos()) or HANDLING, self.viewport())
            return True
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand where a click leads somewhere."""
        leads = bool(self._words(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Where a click began."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, and no dragging, on something that leads somewhere."""
        here = event.position().toPoint()
        clicked = (here - self._pressed).manhattanLength() < QApplication.startDragDistance()
        if event.button() == Qt.MouseButton.LeftButton and clicked and self._words(here):
            point = self.point_at(here)
            assert point is not None  # else it had no words
            self.pointed.emit(*point)

    def point_at(self, here: QPoint) -> tuple[int, float, float] | None:
        """The page at a place of the viewport, and the point of it; None beside the pages."""
        for page, box in self._visible():
            if box.contains(here):
                scale = self._sizes[page][0] / box.width()
                return page, (here.x() - box.left() + 0.5) * scale, (here.y() - box.top() + 0.5) * scale
        return None

    def _words(self, here: QPoint) -> str:
        point = self.point_at(here)
        return self.words_at(*point) if point else ""

    def _on_screen(self, page: int, box: Box) -> QRectF:
        """A box of a page in the viewport."""
        paper = self._boxes()[page].translated(-self._offset())
        scale = paper.width() / self._sizes[page][0]
        left, top, right, bottom = (edge * scale for edge in box)
        return QRectF(QPointF(left, top), QPointF(right, bottom)).translated(QPointF(paper.topLeft()))

    def _shows(self, frame: PlaceFrame) -> bool:
        """Whether the beginning of a frame is in view as a whole."""
        return QRectF(self.viewport().rect()).contains(self._on_screen(*frame.boxes[0]))

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _scale(self) -> float:
        """Logical pixels a point."""
        if self._zoom != FIT or not self._sizes:
            return (self._zoom or 100) / 100 / POINTS_A_PIXEL
        widest = max(width for width, _ in self._sizes)
        return max(0.2, (self.viewport().width() - 2 * GAP) / widest)

    def _boxes(self) -> list[QRect]:
        """Where each page lies in the whole column of pages."""
        scale, y, boxes = self._scale(), GAP, []
        for width, height in self._sizes:
            box = QRect(0, y, round(width * scale), round(height * scale))
            box.moveLeft(max(GAP, (self.viewport().width() - box.width()) // 2))
            boxes.append(box)
            y += box.height() + GAP
        return boxes

    def _visible(self) -> list[tuple[int, QRect]]:
        offset, window = self._offset(), QRect(QPoint(0, 0), self.viewport().size())
        moved = [(number, box.translated(-offset)) for number, box in enumerate(self._boxes())]
        return [(number, box) for number, box in moved if box.intersects(window)]

    def _settle(self) -> None:
        """Scroll ranges for the pages at this zoom; then a look at what is in view."""
        boxes = self._boxes()
        bottom = boxes[-1].bottom() + GAP if boxes else 0
        right = max((box.width() for box in boxes), default=0) + 2 * GAP
        for bar, whole, seen in (
            (self.verticalScrollBar(), bottom, self.viewport().height()),
            (self.horizontalScrollBar(), right, self.viewport().width()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(40)
        self.viewport().update()
        self._look()

    def _look(self) -> None:
        visible = self._visible()
        if visible:
            middle = self.viewport().height() // 2
            page = min(visible, key=lambda one: _distance(one[1], middle))[0]
            if page != self._page:
                self._page = page
                self.page_changed.emit(page)
        self._wish([number for number, _ in visible])

    def _wish(self, seen: list[int]) -> None:
        if not seen:
            return
        order = sorted(seen, key=lambda number: abs(number - self._page))
        around = [number for step in range(1, NEAR + 1) for number in (seen[-1] + step, seen[0] - step)]
        numbers = [n for n in (*order, *around) if 0 <= n < len(self._sizes) and n not in self._fresh]
        ratio = self._scale() * self.devicePixelRatioF()
        self.wanted.emit([Wish(number, max(1, round(self._sizes[number][0] * ratio))) for number in numbers])


def _distance(box: QRect, y: int) -> int:
    return max(box.top() - y, y - box.bottom(), 0)
