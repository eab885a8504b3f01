"""Printing: the pages as grey pictures at the printer's own resolution, one after another, without freezing.

A page picture comes from the printing process; what is on paper is what the PDF shows. Can be stopped.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ui.preview.printing_house import PrintingHouse, Wish

SHARPEST = 600  # dots per inch; more is not seen on paper
POINTS = 72.0
FAILED = "打印没有完成：打印机没有接受任务。请检查打印机是否开机、有纸，然后重试。"

STOPPED = "已停止打印。停止之前送出的页，打印机可能还会印出来。"

NO_PRINTER = "这台电脑没有安装打印机。请先在系统设置里添加打印机，或导出 PDF 后在别的电脑上打印。"


def is_windows() -> bool:
    """Whether the system's print dialog is that of Windows."""
    return os.name == "nt"


def nothing_to_print_on() -> bool:
    """Whether there is no printer and none is offered: Windows opens no dialog then, others print into a file."""
    return is_windows() and not QPrinterInfo.availablePrinterNames()


def make_printer(name: str, *, two_sided: bool = True) -> QPrinter:
    """A printer for the job `name`, set to A4, whole sheet, as the page is composed with its own margins and sides."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    printer.setFullPage(True)
    printer.setDocName(name)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if two_sided else QPrinter.DuplexMode.DuplexNone)
    return printer


def offer_pages(printer: QPrinter, pages: range, count: int) -> None:
    """Tells the system's dialog which pages (from 0) of `count` were chosen; nothing of a choice of all."""
    if len(pages) < count:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(pages[0] + 1, pages[-1] + 1)


def file_of(printer: QPrinter) -> Path | None:
    """The file that the system's dialog was told to print into, instead of a printer."""
    name = printer.outputFileName()
    return Path(name).absolute() if name and printer.outputFormat() == QPrinter.OutputFormat.PdfFormat else None


class PrintRun(QObject):
    """Prints some pages (from 0). `progressed` (done, all), then `finished` with what went wrong, '' when all was sent."""

    progressed = Signal(int, int)
    finished = Signal(str)

    def __init__(
        self,
        house: PrintingHouse,
        printer: QPrinter,
        sizes: tuple[tuple[float, float], ...],
        pages: range,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._house, self._printer, self._sizes, self._pages = house, printer, sizes, pages
        self._painter = QPainter()
        self._done = 0
        self._stopped = False

    def start(self) -> None:
        """Opens the printer and asks for the first page."""
        if not self._painter.begin(self._printer):
            self.finished.emit(FAILED)
            return
        self._ask()

    def stop(self) -> None:
        """Gives up; nothing of the job is printed where the printer has not begun."""
        self._stopped = True

    def abandon(self) -> None:
        """Takes the job back without a word: its report is put away."""
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()

    def _ask(self) -> None:
        self.progressed.emit(self._done, len(self._pages))
        page = self._pages[self._done]
        dots = min(SHARPEST, self._printer.resolution())
        wish = Wish(page, round(self._sizes[page][0] / POINTS * dots), grey=True)
        self._house.fetch_picture(wish, self._take, self._fail)

    def _take(self, picture: QImage) -> None:
        if self._stopped:
            self._printer.abort()
            self._end(STOPPED)
            return
        page = self._pages[self._done]
        dots = self._printer.resolution() / POINTS
        width, height = self._sizes[page]
        self._painter.drawImage(QRectF(0, 0, width * dots, height * dots), picture)
        self._done += 1
        if self._done == len(self._pages):
            self._end("")
        elif self._printer.newPage():
            self._ask()
        else:
            self._fail(FAILED)

    def _fail(self, sentence: str) -> None:
        self._printer.abort()
        self._end(sentence)

    def _end(self, sentence: str) -> None:
        sent = self._painter.end() and self._printer.printerState() != QPrinter.PrinterState.Error
        self.progressed.emit(self._done, len(self._pages))
        self.finished.emit(sentence or ("" if sent else FAILED))


def chosen_pages(printer: QPrinter, count: int) -> range:
    """The pages (from 0) that the print dialog was told; all of them without a choice."""
    if printer.printRange() != QPrinter.PrintRange.PageRange or not printer.fromPage():
        return range(count)
    return range(min(printer.fromPage(), count) - 1, min(printer.toPage() or count, count))
