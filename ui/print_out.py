"""Printing one report: composed as it stands, the printer chosen, each result said in place.

A printing process of its own: what is typed meanwhile does not change the pages under way. Leans on printing.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.layout import title_lines
from app.session import Session
from app.settings import Settings
from ui.banner import Banners, Offer
from ui.preview.printing_house import Composition, PrintingHouse
from ui.printing import NO_PRINTER, PrintRun, chosen_pages, make_printer, nothing_to_print_on

RESULT = "print"  # the key of its banner
PRINTED = "已送往打印机。"


class PrintOut(QObject):
    """The way from an open report to paper."""

    def __init__(
        self, window: QWidget, session: Session, house: PrintingHouse, settings: Settings, banners: Banners
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._house = window, session, house
        self._settings, self._banners = settings, banners
        self._press: PrintingHouse | None = None
        self._run: PrintRun | None = None
        self._notices = ""

    def start(self) -> None:
        """Composes the report, then lets the printer be chosen and prints; once at a time."""
        if self._press is not None:
            return
        if nothing_to_print_on():
            self._banners.tell("warning", NO_PRINTER, key=RESULT)
            return
        self._banners.tell("notice", "正在准备打印……", key=RESULT)
        self._press = self._house.another(self)
        self._press.composed.connect(self._choose_printer)
        self._press.failed.connect(self._say_printed)
        report, form = self._session.report, self._session.form
        two_sided = not self._settings.flag("page.single_sided")
        self._press.show_report(form, report, two_sided=two_sided, faces=self._settings.faces())

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

    def _choose_printer(self, composition: Composition) -> None:
        self._banners.withdraw(RESULT)
        self._notices = "".join(composition.notices)
        printer = make_printer("".join(title_lines(self._session.form, self._session.report)))
        dialog = QPrintDialog(printer, self._window)
        dialog.setMinMax(1, len(composition.sizes))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer, composition)
        else:
            self._end()

    def _say_progress(self, done: int, pages: int) -> None:
        if self._run is not None and done < pages:
            stop = Offer("停止", self._run.stop)
            self._banners.tell("notice", f"正在送往打印机：第 {done + 1} 页，共 {pages} 页", stop, key=RESULT)

    def _say_printed(self, sentence: str) -> None:
        self._end()
        if sentence:
            self._banners.tell("error", sentence, key=RESULT)
        else:
            self._banners.tell(
                "warning" if self._notices else "notice", f"{PRINTED}{self._notices}", key=RESULT
            )

    def _end(self) -> None:
        press, self._press = self._press, None
        run, self._run = self._run, None
        if press is not None:
            press.stop()
            press.deleteLater()
        if run is not None:
            run.deleteLater()
