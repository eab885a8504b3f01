"""Printing: sharp pages of the size of the sheet, the chosen ones, what happened said in place, and a stop."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog

from app.session import Session
from tests.reports import FORM, FORMS, full
from ui import printing
from ui.banner import Banners
from ui.preview.printing_house import Composition, PrintingHouse
from ui.print_out import PRINTED, PrintOut
from ui.printing import FAILED, PrintRun, chosen_pages, make_printer

PATIENCE = 30_000
DOTS = 150  # a coarse printer, so that the test is quick


@pytest.fixture
def house(qtbot):
    made = PrintingHouse(FORMS.folder)
    yield made
    made.stop()


@pytest.fixture
def composition(qtbot, house) -> Composition:
    with qtbot.waitSignal(house.composed, timeout=PATIENCE) as composed:
        house.show_report(FORM, full(), two_sided=True)
    found = composed.args[0]
    assert isinstance(found, Composition)
    return found


def paper(path: Path) -> QPrinter:
    """A printer that writes what it would print into a file."""
    printer = make_printer("年度报告")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(DOTS)
    return printer


@pytest.fixture
def chosen(monkeypatch, folder: Path):
    """The person accepts the print dialog, whose printer writes into a file."""
    target = folder / "纸.pdf"

    def accept(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(DOTS)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    return target


def test_the_printer_is_set_to_a_whole_sheet_of_a4(dressed) -> None:
    printer = make_printer("年度报告")
    assert printer.fullPage()
    assert printer.pageLayout().pageSize().name() == "A4"
    assert printer.resolution() >= 600


def test_every_page_comes_out_in_its_size_and_with_ink(qtbot, house, composition, folder) -> None:
    run = PrintRun(house, paper(folder / "纸.pdf"), composition.sizes, range(len(composition.sizes)))
    with qtbot.waitSignal(run.finished, timeout=PATIENCE) as finished:
        run.start()
    assert finished.args == [""]
    with pypdfium2.PdfDocument(folder / "纸.pdf") as printed:
        assert len(printed) == len(composition.sizes)
        assert printed.get_page_size(0) == pytest.approx((595, 842), abs=1)
        picture = printed[0].render(scale=1, grayscale=True)
        assert min(bytes(picture.buffer)) < 100


def test_only_the_chosen_pages_are_printed(qtbot, house, composition, folder) -> None:
    printer = paper(folder / "纸.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    pages = chosen_pages(printer, len(composition.sizes))
    assert pages == range(1, 2)
    run = PrintRun(house, printer, composition.sizes, pages)
    with qtbot.waitSignal(run.finished, timeout=PATIENCE):
        run.start()
    with pypdfium2.PdfDocument(folder / "纸.pdf") as printed:
        assert len(printed) == 1


def test_without_a_choice_all_pages_are_printed(dressed) -> None:
    assert chosen_pages(make_printer("年度报告"), 6) == range(6)


@pytest.mark.qt_log_ignore("^QPainter::begin")
def test_a_printer_that_takes_nothing_is_said_so(qtbot, house, composition, folder) -> None:
    run = PrintRun(house, paper(folder / "没有这个文件夹" / "纸.pdf"), composition.sizes, range(1))
    with qtbot.waitSignal(run.finished, timeout=PATIENCE) as finished:
        run.start()
    assert finished.args == [FAILED]


def test_a_run_can_be_stopped(qtbot, house, composition, folder) -> None:
    run = PrintRun(house, paper(folder / "纸.pdf"), composition.sizes, range(len(composition.sizes)))
    done: list[int] = []
    run.progressed.connect(lambda page, _: done.append(page))
    run.start()
    run.stop()
    with qtbot.waitSignal(run.finished, timeout=PATIENCE):
        pass
    assert max(done) == 0


def test_from_the_command_to_the_paper(qtbot, appearance, settings, house, chosen) -> None:
    banners = Banners(appearance)
    qtbot.addWidget(banners)
    out = PrintOut(banners, Session(FORM, full()), house, settings, banners)
    out.start()
    assert banners.standing() == ("正在准备打印……",)
    qtbot.waitUntil(lambda: banners.standing() == (PRINTED,), timeout=PATIENCE)
    assert chosen.exists()


def test_a_cancelled_print_dialog_leaves_nothing_behind(qtbot, appearance, settings, house, monkeypatch) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: QDialog.DialogCode.Rejected)
    banners = Banners(appearance)
    qtbot.addWidget(banners)
    out = PrintOut(banners, Session(FORM, full()), house, settings, banners)
    out.start()
    qtbot.waitUntil(lambda: banners.standing() == (), timeout=PATIENCE)


@pytest.mark.parametrize(
    ("system", "printers", "nothing"), [("nt", [], True), ("nt", ["激光打印机"], False), ("posix", [], False)]
)
def test_only_windows_without_a_printer_cannot_print(monkeypatch, system, printers, nothing) -> None:
    monkeypatch.setattr(printing, "os", SimpleNamespace(name=system))
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: printers)
    assert printing.nothing_to_print_on() == nothing


def test_without_a_printer_the_way_out_is_said(qtbot, appearance, settings, house, monkeypatch) -> None:
    monkeypatch.setattr("ui.print_out.nothing_to_print_on", lambda: True)
    banners = Banners(appearance)
    qtbot.addWidget(banners)
    PrintOut(banners, Session(FORM, full()), house, settings, banners).start()
    assert banners.standing() == (printing.NO_PRINTER,)
