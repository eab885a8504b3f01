"""空白表打印 from the start page: asked for office and year, printed as a report is, or saved as PDF."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog

from app.report.report import Report
from tests.reports import FORMS, OFFICE
from tests.ui.pages import button
from ui.dialogs.paper_dialog import PaperDialog
from ui.printing import blank_printing
from ui.printing.blank_printing import BlankFormDialog

PATIENCE = 30_000


def in_dialog(do) -> list[BlankFormDialog]:
    """Does something in the dialog that comes."""
    seen: list[BlankFormDialog] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BlankFormDialog)
        seen.append(dialog)
        do(dialog)

    QTimer.singleShot(0, act)
    return seen


@pytest.fixture
def saved(monkeypatch, folder: Path) -> Path:
    """Where the person saves."""
    target = folder / "空白表.pdf"
    monkeypatch.setattr(blank_printing, "ask_new_file", lambda *_: target)
    return target


def test_it_is_saved_as_pdf_for_the_known_office_and_that_is_said(window, library, saved) -> None:
    library.create(Report(OFFICE, 2025, "2021"))
    window.go_home()
    in_dialog(lambda dialog: dialog.save_button.click())
    window.start_page.blank_button.click()
    text = pypdfium2.PdfDocument(saved)[0].get_textpage().get_text_range()
    assert OFFICE in text
    assert "空白表" in text
    assert str(saved) in window.banners.standing()[0]


def test_the_menu_asks_too_and_esc_does_nothing(window, saved, qtbot) -> None:
    seen = in_dialog(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    window.commands["blank_form"].trigger()
    assert len(seen) == 1
    assert not saved.exists()


def test_a_year_chooses_its_edition(window, saved) -> None:
    told: list[str] = []

    def choose(dialog: BlankFormDialog) -> None:
        dialog.year.setValue(dialog.year.minimum())
        told.append(dialog.edition.text())
        dialog.save_button.click()

    in_dialog(choose)
    window.commands["blank_form"].trigger()
    first = FORMS.all[0]
    assert f"{first.edition} 版" in told[0]
    assert f"{first.first_year}年" in pypdfium2.PdfDocument(saved)[0].get_textpage().get_text_range()


def test_too_long_a_name_is_refused_in_the_dialog(window, saved) -> None:
    def choose(dialog: BlankFormDialog) -> None:
        dialog.office.setText("长" * 300)
        dialog.print_button.click()
        assert dialog.isVisible()
        assert dialog.message.text()
        dialog.reject()

    in_dialog(choose)
    window.commands["blank_form"].trigger()
    assert not saved.exists()


def test_printing_goes_the_way_of_a_report_but_into_no_file(window, monkeypatch, qtbot) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["打印机"]))
    asked: list[object] = []

    def paper(dialog: PaperDialog) -> QDialog.DialogCode:
        asked.append(len(dialog.paper.pages))
        return QDialog.DialogCode.Accepted

    def system(dialog: QPrintDialog) -> QDialog.DialogCode:
        asked.append(dialog.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile))
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(PaperDialog, "exec", paper)
    monkeypatch.setattr(QPrintDialog, "exec", system)
    in_dialog(lambda dialog: qtbot.keyClick(dialog.office, Qt.Key.Key_Return))
    window.commands["blank_form"].trigger()
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=PATIENCE)
    assert asked == [6, False]


def test_without_a_printer_the_offer_saves_the_blank_form(window, monkeypatch, saved, qtbot) -> None:
    monkeypatch.setattr("ui.printing.print_out.nothing_to_print_on", lambda: True)
    in_dialog(lambda dialog: dialog.print_button.click())
    window.commands["blank_form"].trigger()
    button(window.banners, "导出…").click()
    assert saved.is_file()
