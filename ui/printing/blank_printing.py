"""空白表打印: the official form of a year with nothing filled in, on paper or as a PDF file, for collecting figures by hand.

Office and year are asked for; then it goes the way of a report: sides and pages, the printer, and what came of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCompleter, QDialog, QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from app.errors import NianbaoError
from app.form.form import Form
from app.form.form_file import Forms
from app.report import limits
from app.report.session import Session
from app.store.library import Library
from app.system.file_names import MOST_BYTES, fitted
from app.system.files import write_whole
from app.system.paths import documents_folder
from ui.commands.means import Means
from ui.dialogs.file_dialog import ask_new_file
from ui.dialogs.name_field import NameField
from ui.look.banner import Offer
from ui.look.buttons import make_button, make_row
from ui.preview.printing_house import PrintingHouse

if TYPE_CHECKING:
    from ui.printing.print_out import PrintOut

TITLE = "空白表打印"
RESULT = "print"  # the key of its banner, the same as a report's
WRITTEN = "空白表已写成文件 {path}。"
NOT_OPENED = "系统没有打开这个文件，请在文件管理器里打开：{path}"
WIDE = 24  # letters of the field for the office


class BlankFormDialog(QDialog):
    """Asks for office and year; `deed` is "print" or "save" once one of them was chosen."""

    def __init__(self, forms: Forms, offices: list[str], year: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self._forms = forms
        self.deed = ""
        self.office = NameField(limits.OFFICE, offices[0] if len(offices) == 1 else "")
        self.office.setPlaceholderText("不填，由填表单位自己写")
        self.office.setCompleter(QCompleter(offices, self))
        self.office.setMinimumWidth(self.fontMetrics().horizontalAdvance("宽" * WIDE))
        self.office.setAccessibleName("单位全称")
        self.office.setToolTip("印在标题上；可以不填")
        self.year = QSpinBox()
        self.year.setRange(forms.all[0].first_year, max((form.last_year or year + 1) for form in forms.all))
        self.year.setValue(year)
        self.year.setAccessibleName("报告年度")
        self.year.setToolTip("按年度选用国家规定的格式")
        self.edition = QLabel()
        self.edition.setProperty("muted", True)
        self.message = QLabel()
        self.message.setProperty("level", "mandatory")
        self.print_button = make_button("打印…", "选单双面和页，再选打印机（回车）", lambda: self._do("print"), primary=True)
        self.save_button = make_button("存为 PDF…", "写成文件，发给各科室", lambda: self._do("save"))
        self.print_button.setDefault(True)
        self._arrange()
        self.year.valueChanged.connect(self._say)
        self._say()

    @property
    def form(self) -> Form:
        """The form of the chosen year. Raises NianbaoError for a year without one."""
        return self._forms.for_year(self.year.value())

    def _arrange(self) -> None:
        rows = QFormLayout()
        rows.setVerticalSpacing(8)
        rows.addRow("单位全称(&O)", self.office)
        rows.addRow("报告年度(&Y)", self.year)
        rows.addRow("", self.edition)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        told = QLabel("表格空着，文字部分留出横线，供手工填写、收集数字用。")
        told.setWordWrap(True)
        column.addWidget(told)
        column.addLayout(rows)
        column.addWidget(self.message)
        column.addLayout(make_row(None, self.print_button, self.save_button, make_button("取消", "不打印（Esc）", self.reject)))
        self.message.hide()

    def _say(self) -> None:
        try:
            self.edition.setText(f"采用 {self.form.edition} 版格式（{self.form.basis}）")
            self._refuse("")
        except NianbaoError as reason:
            self._refuse(reason.sentence)

    def _do(self, deed: str) -> None:
        try:
            self.office.value()
        except NianbaoError as reason:
            self._refuse(reason.sentence)
            return
        self.deed = deed
        self.accept()

    def _refuse(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        for button in (self.print_button, self.save_button):
            button.setEnabled(not sentence)


class BlankPrinting(QObject):
    """In one window; `due` is the year to be reported now. `ask` begins, and ends what is still under way of an earlier one."""

    def __init__(
        self, window: QWidget, library: Library, house: PrintingHouse, means: Means, due: Callable[[], int]
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._house, self._means, self._due = window, library, house, means, due
        self._print_out: PrintOut | None = None

    def ask(self) -> None:
        """Asks for office and year, and whether to print or to save."""
        offices = list(dict.fromkeys(entry.office for entry in self._library.entries()))
        dialog = BlankFormDialog(self._library.forms, offices, self._due(), self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            session = _session(dialog.form, dialog.year.value(), dialog.office.value())
            (self._print if dialog.deed == "print" else self._save)(session)
        dialog.deleteLater()

    def close(self) -> None:
        """Ends what is still under way."""
        made, self._print_out = self._print_out, None
        if made is not None:
            made.close()
            made.deleteLater()

    def _print(self, session: Session) -> None:
        from ui.printing.print_out import PrintOut

        self.close()
        means = replace(self._means, export=lambda: self._save(session))
        # Into a file goes our own PDF by 存为 PDF; what the way of a report would write carries data that are none.
        self._print_out = PrintOut(self._window, session, self._house, means, to_file=False)
        self._print_out.start()

    def _save(self, session: Session) -> None:
        from app.export.blank_form import blank_pdf
        from ui.printing.print_out import SINGLE_SIDED

        name = f"{fitted(session.report.title or '', MOST_BYTES - len('.pdf'))}.pdf"
        path = ask_new_file(self._window, "存为 PDF", str(documents_folder() / name), "PDF (*.pdf)", "pdf")
        if path is None:
            return
        try:
            two_sided = not self._means.settings.flag(SINGLE_SIDED)
            write_whole(path, blank_pdf(session.form, session.report, two_sided=two_sided))
        except NianbaoError as reason:
            self._means.banners.tell("error", reason.sentence, key=RESULT)
            return
        show = Offer("打开", lambda: self._show(str(path)))
        self._means.banners.tell("notice", WRITTEN.format(path=path), show, key=RESULT)

    def _show(self, path: str) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            self._means.banners.tell("warning", NOT_OPENED.format(path=path), key=RESULT)


def _session(form: Form, year: int, office: str) -> Session:
    from app.export.blank_form import blank_report

    return Session(form, blank_report(form, year, office), read_only=True)
