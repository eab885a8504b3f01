"""The live preview: the printed pages of the report as it stands, beside the form, and the way from one to the other.

A change is composed soon after. The place that is being filled has its frame on the page, which comes into view; a click on
the page leads to the place in the form. What cannot be composed is one sentence here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.report.session import Session
from ui.commands.actions import keys_of
from ui.commands.means import Means
from ui.look.buttons import make_icon_button
from ui.preview.composition import NOTHING, Composition
from ui.preview.page_view import FIT, PageView
from ui.preview.pointing import PlaceFrame, ReportPlace, frame_of, place_meant, spot_at, words_for
from ui.preview.printing_house import PrintingHouse, Wish

SOON = 60  # milliseconds in which changes are gathered
ICON = 20
LEAST_WIDTH = 392  # pixels, for the bar


class PreviewPanel(QWidget):
    """Pages, zoom and page number. `closed` asks to be folded away; `chosen` carries the `ReportPlace` of a click."""

    closed = Signal()
    chosen = Signal(ReportPlace)

    def __init__(self, session: Session, house: PrintingHouse, means: Means) -> None:
        super().__init__()
        self.setObjectName("previewPanel")
        self.session, self._house, self._means = session, house, means
        self.composition = NOTHING
        self._cell, self._caret = "", -1  # where the person is, and how far in its text
        self._followed = PlaceFrame()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON)
        self._timer.timeout.connect(self._compose)
        self.view = PageView(means.appearance)
        self.number = QLabel()
        self.zoom = QLabel()
        self.complaint = QLabel()
        self.complaint.setProperty("level", "mandatory")
        self.retry_button = QPushButton("重试")
        self._arrange()
        self._wire()
        self._dress()

    @property
    def two_sided(self) -> bool:
        """Whether pages are set for printing on both sides."""
        return not self._means.settings.flag("page.single_sided")

    @property
    def waiting(self) -> bool:
        """Whether a change waits to be composed."""
        return self._timer.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        """Unfolded: the pages may be out of date."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """The report or the page style has changed; nothing is done while the panel is folded away."""
        if self.isVisible() and not self.waiting:
            self._timer.start()

    def stop(self) -> None:
        """Nothing is composed for this panel any more."""
        self._timer.stop()
        self._house.composed.disconnect(self._take)
        self._house.pictured.disconnect(self._take_picture)
        self._house.failed.disconnect(self._complain)

    def follow(self, cell: str, caret: int = -1) -> None:
        """Frames a cell, or of a text the sentence of the caret, now and whenever it moves.

        It comes into view when it is another one or stands elsewhere; who has scrolled away to read is left there.
        """
        session, self._cell, self._caret = self.session, cell, caret
        frame = frame_of(self.composition, session.form, cell, caret, session.report)
        self.view.show_frame(frame)
        if frame != self._followed:
            self._followed = frame
            self.view.reveal(frame)

    def _compose(self) -> None:
        session = self.session
        faces = self._means.settings.faces()
        self._house.show_report(session.record, two_sided=self.two_sided, faces=faces)

    def _arrange(self) -> None:
        bar = QFrame()
        bar.setObjectName("previewBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(2)
        self._buttons: dict[str, QToolButton] = {}
        row.addWidget(self._tool("previous", "上一页（PgUp）", lambda: self._turn(-1)))
        row.addWidget(self.number)
        row.addWidget(self._tool("next", "下一页（PgDn）", lambda: self._turn(1)))
        row.addStretch(1)
        row.addWidget(self._tool("zoom_out", f"缩小（{keys_of('smaller')}）", lambda: self.view.step_zoom(-1)))
        row.addWidget(self.zoom)
        row.addWidget(self._tool("zoom_in", f"放大（{keys_of('larger')}）", lambda: self.view.step_zoom(1)))
        row.addWidget(self._tool("fit_width", f"适合宽度（{keys_of('plain_size')}）", lambda: self.view.set_zoom(FIT)))
        row.addWidget(self._tool("close", f"收起预览（{keys_of('preview')}）", self.closed.emit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._complaints())
        column.addWidget(self.view, 1)
        self.setMinimumWidth(LEAST_WIDTH)
        self.number.setAccessibleName("页码")
        self.zoom.setAccessibleName("显示比例")
        self.zoom.setMinimumWidth(44)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _complaints(self) -> QWidget:
        self._complaint_bar = QFrame()
        self._complaint_bar.setProperty("banner", "error")
        row = QHBoxLayout(self._complaint_bar)
        row.setContentsMargins(16, 8, 8, 8)
        self.complaint.setWordWrap(True)
        self.retry_button.setToolTip("再排一次")
        row.addWidget(self.complaint, 1)
        row.addWidget(self.retry_button)
        self._complaint_bar.hide()
        return self._complaint_bar

    def _tool(self, icon: str, tip: str, do: Callable[[], None]) -> QToolButton:
        button = make_icon_button(tip, do)
        button.setIconSize(QSize(ICON, ICON))
        self._buttons[icon] = button
        return button

    def _wire(self) -> None:
        self._house.composed.connect(self._take)
        self._house.pictured.connect(self._take_picture)
        self._house.failed.connect(self._complain)
        self.retry_button.clicked.connect(self._compose)
        self.view.wanted.connect(self._house.want)
        self.view.page_changed.connect(self._say)
        self.view.zoomed.connect(self._remember)
        self.view.pointed.connect(self._choose)
        self.view.returning.connect(self._return)
        self.view.words_at = self._words_at
        self._means.appearance.changed.connect(self._dress)
        self.view.set_zoom(self._means.settings.whole("preview.zoom"))

    def _dress(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(self._means.appearance.icons.icon(name))

    def _words_at(self, page: int, x: float, y: float) -> str:
        """Where a click there would lead, '' for nowhere."""
        spot = spot_at(self.composition, page, x, y)
        return words_for(self.session.form, spot) if spot else ""

    def _choose(self, page: int, x: float, y: float) -> None:
        spot = spot_at(self.composition, page, x, y)
        if spot is not None:
            self.chosen.emit(place_meant(spot, x, self.session.report))

    def _return(self) -> None:
        """Back to the place in the frame, the caret where it was."""
        if self._cell:
            self.chosen.emit(ReportPlace(self._cell))

    def _turn(self, pages: int) -> None:
        self.view.show_page(self.view.page + pages)

    def _take(self, composition: Composition) -> None:
        self.composition = composition
        self._tell(composition.notices)
        self.view.show_pages(composition.sizes, composition.marks)
        self.follow(self._cell, self._caret)
        self._say()

    def _take_picture(self, wish: Wish, picture: QImage) -> None:
        self.view.show_picture(wish, picture)
        self._say()

    def _complain(self, sentence: str) -> None:
        self._tell((sentence,), again=True)

    def _tell(self, sentences: Sequence[str], *, again: bool = False) -> None:
        """What must be known about the pages; `again` where composing once more may help."""
        self.complaint.setText("".join(sentences))
        self.retry_button.setVisible(again)
        self._complaint_bar.setVisible(bool(sentences))

    def _say(self) -> None:
        pages = len(self.composition.sizes)
        self.number.setText(f"第 {self.view.page + 1} / {pages} 页" if pages else "正在排版…")
        self.zoom.setText(f"{self.view.zoom}%")

    def _remember(self, zoom: int) -> None:
        self._means.remember("preview.zoom", zoom)
        self._say()
