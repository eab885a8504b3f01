"""Take anything anywhere: a file dropped or pasted, a whole report pasted, wherever in the window that happens.

Stands as a filter before the main window: drags of files never reach a widget, so that none takes a file for text;
pastes are offered by the editors (`given`), and those that no editor wants end here. A file goes to `files`; a whole
report is asked about in place. Dialogs refuse files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.chinese.numerals import numeral
from app.errors import ExchangeError, NianbaoError, ValueRefused
from app.form.form_file import Forms
from ui.desk.report_desk import ReportDesk
from ui.entry.clipboard_words import told_lines
from ui.entry.given import Given, LabelledGiven, is_taken, take_copy
from ui.look.banner import DEED, Banners, Offer
from ui.start.new_report import due_year
from ui.taking.asking import Asking

if TYPE_CHECKING:
    from app.exchange.whole_report import Clip, WholeReports
    from ui.taking.dropped_files import DroppedFiles

HERE, TITLE = "只粘贴在这里", "导入 剪贴板里的报告"
NO_PLACE = "这里没有可以粘贴的地方，没有粘贴：请先点一下要填的一格，或要写的一段。整份报告和报告文件可以直接粘贴在这里。"
NO_WORDS = "剪贴板里没有文字，没有粘贴：图片不能放进报告；只有 RTF 格式的，请在原来的程序里另存为 Word 文件，再拖进来。"


class Taker(QObject):
    """Takes what is given anywhere in `window`. `use_profile` makes a file of demands the one that checks use."""

    def __init__(
        self,
        window: QMainWindow,
        forms: Forms,
        desk: ReportDesk,
        banners: Banners,
        use_profile: Callable[[Path], None],
        today: Callable[[], date],
    ) -> None:
        super().__init__(window)
        self._window, self._forms, self._desk, self._banners = window, forms, desk, banners
        self._use_profile, self._today = use_profile, today
        self._asking = Asking(banners, self)
        self._brought: tuple[Path, ...] = ()  # by the drag that is under way
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        # A dialog is a window of its own; all of them are seen when they get the keyboard.
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)

    def open_file(self, path: Path) -> None:
        """Takes a file that the program was started with: demands as if they were dropped, all else as by 导入."""
        if path.suffix.lower() == ".toml":
            self._files.begin([path])
        else:
            self._desk.open_file(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes what is for it; all else goes its way."""
        if isinstance(event, Given):
            event.setAccepted(self._take(event))
            return True
        if isinstance(event, LabelledGiven):
            return _take_by_labels(event)
        if isinstance(event, QDropEvent) and isinstance(watched, QWindow):
            return self._dragged(watched, event)
        if watched is self._window:
            if event.type() == QEvent.Type.WinIdChange:
                self._watch(self._window.windowHandle())
            elif isinstance(event, QDropEvent):
                return self._text_dragged(event)
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return event.matches(QKeySequence.StandardKey.Paste) and self._pasted()
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once more is no second time

    def _dragged(self, window: QWindow, event: QDropEvent) -> bool:
        """A drag that brings files is for the main window as a whole, and for no dialog; any other is Qt's."""
        if event.type() != QEvent.Type.DragMove:  # that comes with every step of the hand
            self._brought = _paths(event.mimeData())
        if not self._brought:
            return False
        if window is not self._window.windowHandle() or QApplication.activeModalWidget() is not None:
            event.ignore()
            return True
        take_copy(event)
        if event.type() == QEvent.Type.Drop:
            # Not before the other program has its answer: it waits for it.
            QTimer.singleShot(0, partial(self._begin, self._brought))
        return True

    def _text_dragged(self, event: QDropEvent) -> bool:
        """A drag of text that no widget wanted: only a whole report has a place then."""
        if event.type() == QEvent.Type.Drop:
            is_taken(self._window.focusWidget() or self._window, event.mimeData(), None)
        elif event.type() == QEvent.Type.DragEnter and not self._whole.holds(_clip(event.mimeData())):
            return False
        take_copy(event)
        return True

    def _pasted(self) -> bool:
        """A paste that no widget wanted; what cannot be used is said."""
        data = QGuiApplication.clipboard().mimeData()
        if not is_taken(self._window.focusWidget() or self._window, data, None) and data.hasText():
            self._banners.tell("notice", NO_PLACE, key=DEED)
        return True

    def _take(self, given: Given) -> bool:
        if paths := _paths(given.data):
            QTimer.singleShot(0, partial(self._begin, paths))
            return True
        try:
            if not told_lines(given.data).strip():
                return self._refuse(given.data)
        except ExchangeError as reason:
            self._banners.tell("warning", reason.sentence, key=DEED)
            return True
        clip = _clip(given.data)
        if not self._whole.holds(clip):
            return False
        self._ask(clip, given.place, given.plainly)
        return True

    def _refuse(self, data: QMimeData) -> bool:
        """What bears no words, such as a picture, is refused aloud; an empty clipboard is no matter."""
        if data.formats():
            self._banners.tell("warning", NO_WORDS, key=DEED)
        return bool(data.formats())

    def _begin(self, paths: Sequence[Path]) -> None:
        self._window.activateWindow()  # the hand came from another program
        self._files.begin(paths)

    # What a first paint needs not is loaded when something is given.

    @cached_property
    def _files(self) -> DroppedFiles:
        from ui.taking.dropped_files import DroppedFiles

        return DroppedFiles(self._desk, self._banners, self._asking, self._use_profile, self)

    @cached_property
    def _whole(self) -> WholeReports:
        from app.exchange.whole_report import WholeReports

        return WholeReports(self._forms)

    def _ask(self, clip: Clip, place: QWidget, plainly: Callable[[], None] | None) -> None:
        form = self._desk.workspace.session.form if self._desk.busy else self._forms.all[-1]
        apart = f"分到{numeral(len(form.sections))}个部分"
        offers = [Offer(apart, partial(self._read, clip))]
        offers += [Offer(HERE, plainly)] if plainly is not None else []
        self._asking.ask(f"这像一份完整的报告，{apart}？", offers, place)

    def _read(self, clip: Clip) -> None:
        name, data = self._whole.as_file(clip)
        try:
            self._desk.look_at(name, data, due_year(self._today())).setWindowTitle(TITLE)
        except NianbaoError as reason:
            self._banners.tell("error", reason.sentence, key=DEED)


def _take_by_labels(given: LabelledGiven) -> bool:
    """A table with its labels, shown for review."""
    from ui.importing.pasting import offer_labelled

    try:
        given.told = offer_labelled(given.session, given.section, given.place)
    except ValueRefused as reason:
        given.refused = reason.sentence
    given.setAccepted(bool(given.told))
    return True


def _clip(data: QMimeData) -> Clip:
    from app.exchange.whole_report import Clip

    return Clip(data.html() if data.hasHtml() else "", data.text())


def _paths(data: QMimeData) -> tuple[Path, ...]:
    """The files and folders of this computer that a drag or the clipboard brings."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()) if data.hasUrls() else ()
