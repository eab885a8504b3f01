"""Printing: sides and pages asked, sharp pages on paper, the very PDF in a file, what happened said truly, and a stop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog

from app.export.exporting import export
from app.report.anchor import Anchor
from app.report.record import to_record
from app.report.session import Session
from tests.reports import FORM, FORMS, full
from tests.ui.pages import button
from ui.dialogs.paper_dialog import Paper, PaperDialog
from ui.look.banner import Banners
from ui.preview.composition import Composition
from ui.preview.printing_house import PrintingHouse
from ui.printing import sheets as printing
from ui.printing.print_out import PRINTED, PrintOut
from ui.printing.printer_port import port_of, stores_file
from ui.printing.sheets import FAILED, STOPPED, PrintRun, chosen_pages, make_printer

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
        house.show_report(to_record(FORM, full()), two_sided=True)
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
def chosen(monkeypatch, folder: Path) -> Path:
    """The person accepts both dialogs, and has the system's one print into a file."""
    target = folder / "纸.pdf"

    def accept(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(DOTS)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    monkeypatch.setattr(PaperDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    return target


@pytest.fixture
def on_paper(monkeypatch, chosen: Path) -> Path:
    """The same, but what stands there is a printer: only its paper is caught in the file."""
    monkeypatch.setattr("ui.printing.print_out.file_of", lambda _: None)
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "激光打印机")
    return chosen


@pytest.fixture
def out(banners: Banners, house, means) -> Iterator[PrintOut]:
    made = PrintOut(banners, Session(FORM, full()), house, means)
    yield made
    made.close()


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
    with qtbot.waitSignal(run.finished, timeout=PATIENCE) as finished:
        run.stop()
    assert finished.args == [STOPPED]
    assert max(done) == 0


def heard(qtbot, banners: Banners, words: str) -> str:
    qtbot.waitUntil(lambda: any(words in one for one in banners.standing()), timeout=PATIENCE)
    (sentence,) = banners.standing()
    return sentence


def test_from_the_command_to_the_paper(qtbot, banners, out, on_paper) -> None:
    out.start()
    assert banners.standing() == ("正在准备打印……",)
    assert heard(qtbot, banners, "已送往") == PRINTED.format(name="激光打印机", pages=4)
    assert on_paper.exists()


@pytest.mark.parametrize("single", [False, True])
def test_printing_to_a_file_gives_the_very_pdf_that_is_exported(
    qtbot, banners, out, chosen, settings, single: bool
) -> None:
    settings.put("page.single_sided", single)
    anchor = Anchor(7, "a" * 64) if single else None
    out.carry_anchor(lambda: anchor)
    out.start()
    assert str(chosen) in heard(qtbot, banners, "已写成文件")
    assert chosen.read_bytes() == export(FORM, full(), "pdf", two_sided=not single, anchor=anchor)


def test_other_sides_are_kept_and_print_that_way(qtbot, banners, out, chosen, settings, monkeypatch) -> None:
    monkeypatch.setattr(PaperDialog, "exec", lambda dialog: dialog.one_side.click() or QDialog.DialogCode.Accepted)
    out.start()
    heard(qtbot, banners, "已写成文件")
    assert settings.flag("page.single_sided")
    assert chosen.read_bytes() == export(FORM, full(), "pdf", two_sided=False)


def test_the_preview_takes_over_the_sides_that_were_chosen(qtbot, opened, settings, monkeypatch) -> None:
    monkeypatch.setattr(PaperDialog, "exec", lambda dialog: dialog.one_side.click() or QDialog.DialogCode.Accepted)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: QDialog.DialogCode.Rejected)
    opened.desk.print_report()
    qtbot.waitUntil(lambda: settings.flag("page.single_sided"), timeout=PATIENCE)
    assert not opened.desk.workspace.preview.two_sided


def test_of_some_pages_a_file_has_these_and_it_is_said(qtbot, banners, out, chosen, monkeypatch) -> None:
    def accept(dialog: PaperDialog) -> int:
        dialog.first.setValue(2)
        dialog.last.setValue(3)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(PaperDialog, "exec", accept)
    out.start()
    assert "第 2–3 页" in heard(qtbot, banners, "写成文件")
    with pypdfium2.PdfDocument(chosen) as printed:
        numbers = ["".join(page.get_textpage().get_text_bounded().split())[-3:] for page in printed]
    assert numbers == ["—2—", "—3—"]


def test_a_file_that_cannot_be_written_is_said_so(qtbot, banners, out, chosen) -> None:
    chosen.parent.rmdir()
    out.start()
    assert "文件夹不存在" in heard(qtbot, banners, "纸.pdf")


def test_a_stop_does_not_say_printed(qtbot, banners, out, on_paper) -> None:
    out.start()
    heard(qtbot, banners, "正在送往打印机")
    button(banners, "停止").click()
    assert heard(qtbot, banners, "停止") == STOPPED


def test_a_printer_that_stores_pictures_is_told_and_the_export_offered(
    qtbot, banners, out, asked, on_paper, monkeypatch
) -> None:
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "Microsoft Print to PDF")
    out.start()
    assert "只有图片" in heard(qtbot, banners, "Microsoft Print to PDF")
    assert not on_paper.exists()
    button(banners, "导出…").click()
    assert asked == ["export"]


def test_who_insists_gets_the_pictures_and_true_words(qtbot, banners, out, on_paper, monkeypatch) -> None:
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "Microsoft Print to PDF")
    out.start()
    heard(qtbot, banners, "Microsoft Print to PDF")
    button(banners, "仍然这样打印").click()
    assert "存成图片文件" in heard(qtbot, banners, "已送往")
    assert on_paper.exists()


def test_a_told_printer_that_is_waved_away_does_not_stop_the_next_print(qtbot, banners, out, on_paper, monkeypatch) -> None:
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "Microsoft Print to PDF")
    out.start()
    heard(qtbot, banners, "Microsoft Print to PDF")
    banners.withdraw("print")
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "激光打印机")
    out.start()
    heard(qtbot, banners, "已送往打印机“激光打印机”")


def test_a_report_put_away_takes_its_print_back(qtbot, banners, out, on_paper, monkeypatch) -> None:
    aborted: list[QPrinter] = []
    monkeypatch.setattr(QPrinter, "abort", lambda printer: aborted.append(printer))
    out.start()
    heard(qtbot, banners, "正在送往打印机")
    out.close()
    assert len(aborted) == 1
    assert banners.standing() == ()


def test_what_is_offered_after_a_print_goes_with_the_report(qtbot, opened, monkeypatch) -> None:
    monkeypatch.setattr("ui.printing.print_out.nothing_to_print_on", lambda: True)
    opened.desk.print_report()
    assert printing.NO_PRINTER in opened.banners.standing()
    opened.go_home()
    assert opened.banners.standing() == ()


@pytest.mark.parametrize("cancelled", [PaperDialog, QPrintDialog])
def test_a_cancelled_dialog_leaves_nothing_behind(qtbot, banners, out, chosen, monkeypatch, cancelled: type[QDialog]) -> None:
    monkeypatch.setattr(cancelled, "exec", lambda _: QDialog.DialogCode.Rejected)
    out.start()
    qtbot.waitUntil(lambda: banners.standing() == (), timeout=PATIENCE)
    assert not chosen.exists()


@pytest.fixture
def asking(qtbot, appearance) -> PaperDialog:
    made = PaperDialog(7, two_sided=True)
    qtbot.addWidget(made)
    made.show()
    return made


def test_pages_and_sheets_are_told_before_anything_is_printed(qtbot, asking: PaperDialog) -> None:
    assert asking.told.text() == "共 7 页，用纸 4 张。"
    asking.one_side.click()
    assert asking.told.text() == "共 7 页，用纸 7 张。"
    asking.first.setValue(6)
    assert asking.told.text() == "共 2 页，用纸 2 张。"
    assert asking.paper == Paper(False, range(5, 7))
    asking.all_pages.click()
    assert asking.paper == Paper(False, range(7))


def test_a_range_of_pages_never_runs_backwards(asking: PaperDialog) -> None:
    asking.last.setValue(3)
    asking.first.setValue(5)
    assert asking.paper.pages == range(4, 5)
    asking.last.setValue(2)
    assert asking.paper.pages == range(1, 2)


@pytest.mark.parametrize(
    ("system", "printers", "nothing"), [("nt", [], True), ("nt", ["激光打印机"], False), ("posix", [], False)]
)
def test_only_windows_without_a_printer_cannot_print(monkeypatch, system, printers, nothing) -> None:
    monkeypatch.setattr(printing, "os", SimpleNamespace(name=system))
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: printers)
    assert printing.nothing_to_print_on() == nothing


def test_without_a_printer_the_way_out_is_said_and_offered(banners, out, asked, monkeypatch) -> None:
    monkeypatch.setattr("ui.printing.print_out.nothing_to_print_on", lambda: True)
    out.start()
    assert banners.standing() == (printing.NO_PRINTER,)
    button(banners, "导出…").click()
    assert asked == ["export"]


@pytest.mark.parametrize(
    ("port", "name", "stores"),
    [
        ("PORTPROMPT:", "Microsoft Print to PDF", True), ("PORTPROMPT:", "Microsoft XPS Document Writer", True),
        ("FILE:", "HP LaserJet 1020", True), ("C:\\输出\\纸.prn", "HP LaserJet 1020", True),
        ("FOXIT_PDF:", "福昕 PDF 打印机", True), ("Kingsoft Virtual Printer Port", "导出为WPS PDF", True),
        ("", "CUPS-PDF", True), ("USB001", "HP LaserJet 1020", False), ("IP_192.168.1.9", "Ricoh MP 3003 PDF", False),
        ("WSD-4a1b", "Brother HL-2260D", False), ("\\\\server\\二楼", "二楼打印机", False), ("LPT1:", "得实", False),
        ("192.168.1.9:9100", "Xerox XPS Class Driver", False), ("", "Ricoh MP C3003 PDF", False),
    ],
)  # fmt: skip
def test_a_printer_that_stores_files_is_known_by_its_port(port: str, name: str, stores: bool) -> None:
    assert stores_file(port, name) == stores


def test_outside_windows_a_port_is_not_known() -> None:
    assert port_of("激光打印机") == ""
