"""Printing one report: sides and pages asked, composed as it stands, the printer chosen, what came of it said truly.

A printing process of its own: what is typed meanwhile does not change the pages under way. A printer puts them on paper as
pictures; a file is the PDF that is exported.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.document.layout import title_lines
from app.errors import NianbaoError
from app.report.anchor import Anchor
from app.report.session import Session
from app.system.files import write_whole
from ui.commands.means import Means
from ui.dialogs.paper_dialog import Paper, PaperDialog
from ui.look.banner import Offer, Tone
from ui.preview.composition import Composition
from ui.preview.printing_house import PrintingHouse
from ui.printing.printer_port import printer_stores_file
from ui.printing.sheets import (
    NO_PRINTER,
    STOPPED,
    PrintRun,
    chosen_pages,
    file_of,
    is_windows,
    make_printer,
    nothing_to_print_on,
    offer_pages,
)

RESULT = "print"  # the key of its banner
SINGLE_SIDED = "page.single_sided"
PRINTED = "已送往打印机“{name}”，共 {pages} 页。"
STORED = "已送往“{name}”，它把 {pages} 页存成图片文件。"
WRITTEN = "已写成文件 {path}，共 {pages} 页，和“导出”写出的 PDF 一样。"
WRITTEN_PART = "已把 {told}写成文件 {path}。"
STORES = (
    "“{name}”不印在纸上，而是存成文件，里面只有图片，文字不能查找和复制，文件也很大。要 PDF 文件，请用“导出”。"
)


class PrintOut(QObject):
    """The way from an open report to paper. `turned` when pages are to be set for the other number of sides from now on.

    `to_file`: whether the system's dialog may offer to print into a file.
    """

    turned = Signal()

    def __init__(
        self, window: QWidget, session: Session, house: PrintingHouse, means: Means, *, to_file: bool = True
    ) -> None:
        super().__init__(window)
        self._to_file = to_file and not is_windows()  # there it would be the printer's own language, which nothing can open
        self._window, self._session, self._house = window, session, house
        self._means, self._banners = means, means.banners
        self._press: PrintingHouse | None = None
        self._run: PrintRun | None = None
        self._paper: Paper | None = None
        self._two_sided = True  # as the pages under way are set
        self._insisting = False  # waits for a word whether a file of pictures is wanted
        self._done = ""  # what is said when all has gone well
        self._notices = ""
        self._anchor: Callable[[], Anchor | None] = lambda: None

    def carry_anchor(self, anchor: Callable[[], Anchor | None]) -> None:
        """A file carries the newest anchor of the log of changes, as an exported one does."""
        self._anchor = anchor

    def start(self) -> None:
        """Composes the report, asks for sides and pages, then lets the printer be chosen; once at a time."""
        if self._insisting:
            self._end()
        if self._press is not None:
            return
        if nothing_to_print_on():
            self._banners.tell("warning", NO_PRINTER, self._export_offer(), key=RESULT)
            return
        self._banners.tell("notice", "正在准备打印……", key=RESULT)
        self._press = self._house.another(self)
        self._press.composed.connect(self._go_on)
        self._press.failed.connect(self._say_result)
        self._paper = None
        self._compose(two_sided=not self._means.settings.flag(SINGLE_SIDED))

    def print_on(self, printer: QPrinter, composition: Composition, *, anyway: bool = False) -> None:
        """Prints the chosen pages; says how far it is and can be stopped.

        Into a file goes the PDF itself. A printer that would store pictures in a file is only told of, unless `anyway`.
        """
        assert self._press is not None  # composed by it
        pages, name = chosen_pages(printer, len(composition.sizes)), printer.printerName()
        path = file_of(printer)
        if path is not None:
            self._write(path, pages, len(composition.sizes))
            return
        stores = printer_stores_file(name)
        self._insisting = stores and not anyway
        if self._insisting:
            insist = Offer("仍然这样打印", lambda: self.print_on(printer, composition, anyway=True))
            self._banners.tell("warning", STORES.format(name=name), self._export_offer(), insist, key=RESULT)
            return
        self._done = (STORED if stores else PRINTED).format(name=name, pages=len(pages))
        self._run = PrintRun(self._press, printer, composition.sizes, pages, self)
        self._run.progressed.connect(self._say_progress)
        self._run.finished.connect(self._say_result)
        self._run.start()

    def close(self) -> None:
        """Ends what is still under way; what was said of it, and offered, goes with the report."""
        self._banners.withdraw(RESULT)
        if self._run is not None:
            self._run.abandon()
        self._end()

    def _compose(self, *, two_sided: bool) -> None:
        assert self._press is not None  # made before anything is composed
        self._two_sided = two_sided
        faces = self._means.settings.faces()
        self._press.show_report(self._session.record, two_sided=two_sided, faces=faces)

    def _go_on(self, composition: Composition) -> None:
        """Composed: the next question, or once more for other sides."""
        self._banners.withdraw(RESULT)
        if self._paper is None and not self._ask_paper(len(composition.sizes)):
            self._end()
        elif self._paper is not None and self._paper.two_sided != self._two_sided:
            self._means.remember(SINGLE_SIDED, not self._paper.two_sided)
            self.turned.emit()
            self._compose(two_sided=self._paper.two_sided)
        else:
            self._choose_printer(composition)

    def _ask_paper(self, count: int) -> bool:
        dialog = PaperDialog(count, two_sided=self._two_sided, parent=self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._paper = dialog.paper
        dialog.deleteLater()
        return self._paper is not None

    def _choose_printer(self, composition: Composition) -> None:
        assert self._paper is not None  # asked before
        self._notices = "".join(composition.notices)
        name = "".join(title_lines(self._session.form, self._session.report))
        printer = make_printer(name, two_sided=self._paper.two_sided)
        offer_pages(printer, self._paper.pages, len(composition.sizes))
        dialog = QPrintDialog(printer, self._window)
        dialog.setMinMax(1, len(composition.sizes))
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, self._to_file)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer, composition)
        else:
            self._end()

    def _write(self, path: Path, pages: range, count: int) -> None:
        assert self._press is not None  # composed by it
        words = {"path": path, "pages": len(pages), "told": _pages_told(pages)}
        self._done = (WRITTEN if len(pages) == count else WRITTEN_PART).format(**words)
        anchor = self._anchor()
        self._press.fetch_file(pages, lambda data: self._keep(path, data), self._say_result, anchor)

    def _keep(self, path: Path, data: bytes) -> None:
        try:
            write_whole(path, data)
        except NianbaoError as reason:
            self._say_result(reason.sentence)
            return
        self._say_result("")

    def _export_offer(self) -> Offer:
        return Offer("导出…", self._export)

    def _export(self) -> None:
        self._end()
        self._means.export()

    def _say_progress(self, done: int, pages: int) -> None:
        if self._run is not None and done < pages:
            stop = Offer("停止", self._run.stop)
            self._banners.tell("notice", f"正在送往打印机：第 {done + 1} 页，共 {pages} 页", stop, key=RESULT)

    def _say_result(self, wrong: str) -> None:
        """What came of it: the sentence that says what went wrong, else what was done."""
        self._end()
        well: Tone = "warning" if self._notices else "notice"
        tone: Tone = well if wrong in ("", STOPPED) else "error"
        self._banners.tell(tone, wrong or f"{self._done}{self._notices}", key=RESULT)

    def _end(self) -> None:
        self._insisting = False
        press, self._press = self._press, None
        run, self._run = self._run, None
        if press is not None:
            press.stop()
            press.deleteLater()
        if run is not None:
            run.deleteLater()


def _pages_told(pages: range) -> str:
    first, last = pages[0] + 1, pages[-1] + 1
    return f"第 {first} 页" if first == last else f"第 {first}–{last} 页"
