"""The help window: contents and search at the side, the chapter beside them, keys and the manual as PDF above.

Opened once and kept; F1 brings it forward at the chapter of where the person is.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app import __version__
from app.errors import NianbaoError
from app.manual.manual_source import Manual
from app.manual.printed import print_manual
from app.system.files import write_whole
from app.system.paths import documents_folder
from ui.commands.keys_dialog import KeysDialog
from ui.dialogs.file_dialog import ask_new_file
from ui.help.contents import Contents
from ui.help.manual_reading import ManualView, topic_of
from ui.look.appearance import Appearance
from ui.look.buttons import make_button
from ui.look.dialog_size import resize_within

SIZE = (1040, 680)
SIDE = 264  # pixels


class PdfRun(QThread):
    """Sets and writes the manual in a thread of its own; `sentence` stands when `finished` comes."""

    def __init__(self, manual: Manual, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._manual, self._path = manual, path
        self.sentence = ""

    def run(self) -> None:
        """Sets and writes it."""
        try:
            write_whole(self._path, print_manual(self._manual, __version__))
            self.sentence = f"手册已存为 {self._path}"
        except NianbaoError as reason:
            self.sentence = reason.sentence


class HelpWindow(QWidget):
    """The manual to read. Closing hides it; it goes with its owner."""

    def __init__(self, manual: Manual, appearance: Appearance, owner: QWidget | None) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.setObjectName("helpWindow")
        self.setWindowTitle("手册")
        resize_within(self, SIZE)
        self.manual = manual
        self._run: PdfRun | None = None
        self.contents, self.reading = Contents(manual), ManualView(manual, appearance)
        self.message = QLabel()
        self.back_button = make_button("返回", "回到上一处（Alt+←）", self.reading.backward, often=True)
        self.keys_button = make_button("快捷键", "全部快捷键", self.show_keys)
        self.pdf_button = make_button("另存为 PDF…", "把整本手册存成 PDF，可以打印", self.ask_pdf)
        self._arrange()
        self._wire()

    def show_topic(self, topic: str) -> None:
        """Comes forward at a topic; without one, at the chapter that was read last."""
        if topic or not self.reading.topic:
            self.reading.show_topic(topic)
        self.show()
        self.raise_()
        self.activateWindow()
        self.reading.setFocus()

    def show_keys(self) -> None:
        """The page of keys."""
        KeysDialog(self).exec()

    def ask_pdf(self) -> None:
        """Asks where to, and writes the manual there."""
        proposed = str(documents_folder() / f"{''.join(self.manual.title)}.pdf")
        chosen = ask_new_file(self, "手册另存为 PDF", proposed, "PDF (*.pdf)", "pdf")
        if chosen is not None:
            self.write_pdf(chosen)

    def write_pdf(self, path: Path) -> None:
        """Writes the manual; the window stays alive meanwhile, and says what came of it."""
        self.pdf_button.setEnabled(False)
        self._say("正在排版手册……")
        self._run = PdfRun(self.manual, path, self)
        self._run.finished.connect(self._written)
        self._run.start()

    def stop(self) -> None:
        """Waits for a file under way."""
        if self._run is not None:
            self._run.wait()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A file under way is finished first."""
        self.stop()
        event.accept()

    def _written(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            self._say(run.sentence)
            run.deleteLater()
        self.pdf_button.setEnabled(True)

    def _say(self, words: str) -> None:
        self.message.setText(words)
        self.message.setToolTip(words)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.back_button)
        row.addWidget(self.message, 1)
        row.addWidget(self.keys_button)
        row.addWidget(self.pdf_button)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.contents)
        across.addWidget(self.reading)
        across.setChildrenCollapsible(False)
        across.setStretchFactor(1, 1)
        across.setSizes([SIDE, SIZE[0] - SIDE])
        self.message.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(across, 1)

    def _wire(self) -> None:
        self.contents.chosen.connect(self.reading.show_topic)
        self.contents.sought.connect(self.reading.mark)
        self.reading.sourceChanged.connect(lambda url: self.contents.follow(topic_of(url)))
        self.reading.backwardAvailable.connect(self.back_button.setEnabled)
        self.back_button.setEnabled(False)
        if app := QApplication.instance():
            app.aboutToQuit.connect(self.stop)
        for keys, do in (
            ("Ctrl+F", self.contents.words.setFocus),
            ("Esc", self.close),
            ("Alt+Left", self.reading.backward),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
