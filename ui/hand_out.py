"""Handing the report to the printer. Each step is said in place, and printing can be stopped.

Leans on the printing house for pictures of the pages. Files are the business of ui.export.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.session import Session
from app.settings import Settings
from ui.banner import Banners, Offer
from ui.preview.printing_house import Composition, PrintingHouse
from ui.printing import PrintRun, chosen_pages, make_printer

RESULT = "hand_out"  # the key of its banner
UNSAFE = '\\/:*?"<>|\r\n\t'  # characters that no file name has on every system


def job_name(session: Session) -> str:
    """What the printer's list calls it: the report's full title without what a file name cannot hold."""
    report = session.report
    title = report.title or f"{report.office}{session.form.title.format(year=report.year)}"
    return "".join("_" if sign in UNSAFE else sign for sign in title).strip(" .")


class HandOut(QObject):
    """Print of one report."""

    def __init__(
        self, window: QWidget, session: Session, house: PrintingHouse, settings: Settings, banners: Banners
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._house = window, session, house
        self._settings, self._banners = settings, banners
        self._press: PrintingHouse | None = None
        self._run: PrintRun | None = None

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
        printer = make_printer(job_name(self._session))
        dialog = QPrintDialog(printer, self._window)
        dialog.setMinMax(1, len(composition.sizes))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer, composition)
        else:
            self._end_printing()

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
