"""Larger and smaller: the preview where the keyboard is in it, else the letters of the whole window, at once and for good."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.commands.means import Means
from ui.desk.report_desk import ReportDesk
from ui.look.fonts import set_letters
from ui.preview.page_view import FIT
from ui.preview.preview_panel import PreviewPanel

SIZE = "letters"  # the setting, per cent
SIZES = (80, 90, 100, 110, 125, 140, 160)
PLAIN = 100
TOLD = "界面的字现在是平常的 {size}%。"


class Letters(QObject):
    """Of one window; the setting is used at once."""

    def __init__(self, window: QWidget, desk: ReportDesk, means: Means) -> None:
        super().__init__(window)
        self._desk, self._means = desk, means
        self.use()

    def use(self) -> None:
        """Shows the letters as the setting says."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # a window needs it
        set_letters(app, self._means.settings.whole(SIZE) / 100)

    def larger(self) -> None:
        """One step larger."""
        self._step(1)

    def smaller(self) -> None:
        """One step smaller."""
        self._step(-1)

    def plain(self) -> None:
        """The preview as wide as its room, or the letters as they are at first."""
        preview = self._preview()
        if preview is not None:
            preview.view.set_zoom(FIT)
        else:
            self._put(PLAIN)

    def _step(self, step: int) -> None:
        preview, now = self._preview(), self._means.settings.whole(SIZE)
        if preview is not None:
            preview.view.step_zoom(step)
        elif step > 0:
            self._put(next((size for size in SIZES if size > now), SIZES[-1]))
        else:
            self._put(next((size for size in reversed(SIZES) if size < now), SIZES[0]))

    def _put(self, size: int) -> None:
        self._means.remember(SIZE, size)
        self.use()
        self._means.tell(TOLD.format(size=size))

    def _preview(self) -> PreviewPanel | None:
        """The preview, where it has the keyboard."""
        focus = QApplication.focusWidget()
        preview = self._desk.workspace.preview if self._desk.busy else None
        return preview if preview is not None and focus is not None and preview.isAncestorOf(focus) else None
