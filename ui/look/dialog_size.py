"""How large a window may be: as it wants, but never larger than its screen, so that all of it stays in reach.

A screen of 1366 × 768 at a scale of 150 % has room for 910 × 512 points. What needs more than there is scrolls. `Rooms`
sees to every window of the program, also when a screen is taken away or its scale changes under it.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QScreen, QWindow
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMainWindow,
    QMessageBox,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

FRAME = QSize(16, 48)  # pixels that the system's frame and title bar take, as long as the real ones are not known
SOON = 200  # milliseconds until the system has framed a window, or told all that changes with a screen
KNOWN = "inRoom"  # the property of a window that was seen to
KINDS = (Qt.WindowType.Window, Qt.WindowType.Dialog)


class Scrolled(QScrollArea):
    """A part that fills the room there is, and scrolls only where that is too small for it."""

    def __init__(self, part: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidget(part)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """What has the keyboard is in sight."""
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, 0)


class StackedPages(QStackedWidget):
    """Pages one upon the other that ask for as much room as the one in front needs, not the largest."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """What the page in front needs, lines that break at this width included; a splitter would not ask for those."""
        page: QWidget | None = self.currentWidget()
        layout = page.layout() if page is not None else None
        if page is None or layout is None:
            return super().minimumSizeHint()
        least = page.minimumSizeHint()
        if layout.hasHeightForWidth():
            least.setHeight(max(least.height(), layout.totalMinimumHeightForWidth(self.width())))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width lines break elsewhere."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


class Rooms(QObject):
    """Sees to every window of `app`, which owns it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON)
        self._timer.timeout.connect(self._look)
        app.focusWindowChanged.connect(self._meet)
        app.screenAdded.connect(self._watch)
        for change in (app.screenAdded, app.screenRemoved):
            change.connect(self._soon)
        for screen in app.screens():
            self._watch(screen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that grows by itself, as for a message, stays in its room too."""
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            grown = watched.height() == watched.minimumHeight()
            if let_scroll(watched) or grown:
                keep_in_sight(watched)
        return super().eventFilter(watched, event)

    def _watch(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._soon)

    def _soon(self, _: object = None) -> None:
        self._timer.start()

    def _look(self) -> None:
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.windowType() in KINDS:
                keep_in_sight(window)

    def _meet(self, handle: QWindow | None) -> None:
        window = QWidget.find(handle.winId()) if handle is not None else None
        if window is None or window.windowType() not in KINDS or window.property(KNOWN):
            return
        window.setProperty(KNOWN, True)
        if not isinstance(window, QMainWindow):
            window.installEventFilter(self)
        keep_in_sight(window)
        self._timer.start()  # again, when the frame is there


def height_for(dialog: QWidget, others: int) -> int:
    """Pixels that the screen leaves to a part of a dialog whose other parts take `others`."""
    return max(0, _room(dialog).height() - others)


def resize_within(dialog: QWidget, wanted: tuple[int, int]) -> None:
    """Gives the dialog its size, or what the screen has room for; as wide as its window it may be in any case."""
    room = _room(dialog)
    above = dialog.parentWidget()
    if above is not None:
        room.setWidth(max(room.width(), above.window().width() - FRAME.width()))
    dialog.resize(QSize(*wanted).boundedTo(room))


def restore_geometry(window: QWidget, stored: str, first: tuple[int, int]) -> None:
    """Puts a window where it was left (`stored`, as `geometry_of` gives it), else gives it its first size."""
    geometry = QByteArray.fromBase64(stored.encode("ascii"))
    if geometry.isEmpty() or not window.restoreGeometry(geometry):
        window.resize(*first)


def show_within(window: QWidget, first: tuple[int, int]) -> None:
    """Shows a window no larger than the screen, and maximised where not even its first size fits."""
    keep_in_sight(window)
    if QSize(*first) != QSize(*first).boundedTo(_room(window)):
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
    window.show()


def geometry_of(window: QWidget) -> str:
    """Place and size of a window, to be stored."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")


def keep_in_sight(window: QWidget) -> None:
    """Makes a window no larger than its screen has room for and moves all of it there, its frame too."""
    let_scroll(window)
    if window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
        return  # the system itself fits it in
    available, before = window.screen().availableGeometry(), window.geometry()
    inside = before.size().boundedTo(available.size() - _frame(window))
    if inside != before.size():
        window.resize(inside)
    outer = QRect(window.pos(), inside + _frame(window))
    moved = QPoint(
        max(available.left(), min(outer.left(), available.left() + available.width() - outer.width())),
        max(available.top(), min(outer.top(), available.top() + available.height() - outer.height())),
    )
    if moved != outer.topLeft():
        window.move(moved)


def let_scroll(window: QWidget) -> bool:
    """Has a window that needs more than its screen scroll from now on; whether that began now.

    The main window scrolls by itself, and a message box is sized by Qt.
    """
    layout = window.layout()
    if layout is None or isinstance(window, QMainWindow | QMessageBox) or window.findChild(Scrolled, KNOWN):
        return False
    room = _room(window)
    least = layout.totalMinimumSize().expandedTo(QSize(window.minimumWidth(), 0))
    if layout.hasHeightForWidth():
        least.setHeight(max(least.height(), layout.totalMinimumHeightForWidth(max(window.width(), least.width()))))
    if least == least.boundedTo(room):
        return False
    window.setMinimumSize(min(window.minimumWidth(), room.width()), 0)
    focus, part = window.focusWidget(), QWidget(window)
    part.setLayout(layout)
    scroll = Scrolled(part, window)
    scroll.setObjectName(KNOWN)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(scroll)
    if focus is not None:
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
    return True


def _room(window: QWidget) -> QSize:
    return window.screen().availableGeometry().size() - _frame(window)


def _frame(window: QWidget) -> QSize:
    """What the frame takes: the real one once the system has made it."""
    real = window.frameGeometry().size() - window.geometry().size()
    return real if window.isVisible() and not real.isEmpty() else FRAME
