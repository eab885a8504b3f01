"""Handing the report out: as a PDF file, or to the printer. Each result is said in place, with the next step.

The file is written whole or not at all. Leans on the printing house for bytes and pictures.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.errors import NianbaoError
from app.output import write_whole
from app.session import Session
from app.settings import Settings
from ui.banner import Banners, Offer
from ui.preview.printing_house import Composition, PrintingHouse
from ui.printing import PrintRun, chosen_pages, make_printer

RESULT = "hand_out"  # the key of its banner
UNSAFE = '\\/:*?"<>|\r\n\t'  # characters that no file name has on every system
FOLDER_REFUSED = "系统没有打开这个位置，请在文件管理器里打开：{path}"
SUFFIX = ".pdf"


def file_name(session: Session) -> str:
    """The proposed file name: the report's full title without what a file name cannot hold."""
    report = session.report
    title = report.title or f"{report.office}{session.form.title.format(year=report.year)}"
    return "".join("_" if sign in UNSAFE else sign for sign in title).strip(" .") + SUFFIX


class HandOut(QObject):
    """Export and print of one report. `remembered` carries a setting to keep."""

    remembered = Signal(str, object)

    def __init__(
        self, window: QWidget, session: Session, house: PrintingHouse, settings: Settings, banners: Banners
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._house = window, session, house
        self._settings, self._banners = settings, banners
        self._press: PrintingHouse | None = None
        self._run: PrintRun | None = None

    def export(self) -> None:
        """Asks where to, then exports."""
        folder = Path(self._settings.text("export.folder") or Path.home())
        proposed = folder / file_name(self._session)
        chosen, _ = QFileDialog.getSaveFileName(self._window, "导出 PDF", str(proposed), "PDF 文件 (*.pdf)")
        if chosen:
            path = Path(chosen)
            self.export_to(path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX))

    def export_to(self, path: Path) -> None:
        """Writes the PDF of the report as it stands now to `path`."""
        self._banners.tell("notice", "正在导出……", key=RESULT)
        self._compose(self._house)
        self._house.fetch_pdf(lambda data: self._write(path, data), self._say_failure)

    def print_report(self) -> None:
        """Composes the report as it stands now, then lets the printer be chosen and prints.

        A printing process of its own: what is typed meanwhile does not change the pages under way.
        """
        if self._press is not None:
            return
        self._banners.tell("notice", "正在准备打印……", key=RESULT)
        self._press = self._house.another(self)
        self._press.composed.connect(self._choose_printer)
        self._press.failed.connect(self._say_printed)
        self._compose(self._press)

    def print_on(self, printer: QPrinter, composition: Composition) -> None:
        """Prints the chosen pages; says how far it is and can be stopped."""
        assert self._press is not None  # composed by it
        pages = chosen_pages(printer, len(composition.sizes))
        self._run = PrintRun(self._press, printer, composition.sizes, pages, self)
        self._run.progressed.connect(self._say_progress)
        self._run.finished.connect(self._say_printed)
        self._run.start()

    def close(self) -> None:
        """Ends what is still under way."""
        if self._press is not None:
            self._press.stop()

    def _compose(self, house: PrintingHouse) -> None:
        two_sided = not self._settings.flag("page.single_sided")
        house.show_report(self._session.form, self._session.report, two_sided=two_sided)

    def _choose_printer(self, composition: Composition) -> None:
        self._banners.withdraw(RESULT)
        printer = make_printer(file_name(self._session).removesuffix(SUFFIX))
        dialog = QPrintDialog(printer, self._window)
        dialog.setMinMax(1, len(composition.sizes))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer, composition)
        else:
            self._end_printing()

    def _write(self, path: Path, data: bytes) -> None:
        try:
            write_whole(path, data)
        except NianbaoError as reason:
            self._say_failure(reason.sentence)
            return
        self.remembered.emit("export.folder", str(path.parent))
        open_file = Offer("打开", lambda: self._show_place(path), stays=True)
        open_folder = Offer("打开所在文件夹", lambda: self._show_place(path.parent), stays=True)
        self._banners.tell("notice", f"已导出：{path}", open_file, open_folder, key=RESULT)

    def _show_place(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._banners.tell("warning", FOLDER_REFUSED.format(path=path), key="place")

    def _say_failure(self, sentence: str) -> None:
        self._banners.tell("error", sentence, key=RESULT)

    def _say_progress(self, done: int, pages: int) -> None:
        if self._run is not None and done < pages:
            stop = Offer("停止", self._run.stop)
            self._banners.tell("notice", f"正在送往打印机：第 {done + 1} 页，共 {pages} 页", stop, key=RESULT)

    def _say_printed(self, sentence: str) -> None:
        self._end_printing()
        if sentence:
            self._say_failure(sentence)
        else:
            self._banners.tell("notice", "已送往打印机。", key=RESULT)

    def _end_printing(self) -> None:
        press, self._press = self._press, None
        run, self._run = self._run, None
        if press is not None:
            press.stop()
            press.deleteLater()
        if run is not None:
            run.deleteLater()
