"""The way of a file into the library: choose it, read it, show it, bring it where the person wants it.

Offers what fits: the open report, last year's report for a draft of the open one, or a new report. Leans on
app.exchange, app.draft and the library.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.draft import begin
from app.errors import NianbaoError, ReadOnlyReport
from app.exchange import READABLE, Import
from app.exchange.apart import read_apart
from app.form_file import Forms
from app.paths import documents_folder
from app.reading import read_input
from app.report import Edit, Report
from app.session import Session
from app.settings import Setting, Settings
from app.store.library import Library
from ui.banner import DEED, Banners
from ui.file_dialog import ask_file
from ui.importing.difference import Difference, difference
from ui.importing.import_dialog import ImportDialog, Target
from ui.waiting import waiting

FOLDER = "import.folder"  # the setting
READ_ONLY = "现在只能查看，不能导入。请先关闭另一个窗口，或打开可以修改的报告。"
FILTER = f"年报文件 ({' '.join(f'*{suffix}' for suffix in READABLE)});;所有文件 (*)"


class ImportDesk:
    """On one library. `open_report` shows a report by its key; `session` is the open one, if any; `remember`
    keeps a setting."""

    def __init__(
        self,
        window: QWidget,
        library: Library,
        forms: Forms,
        banners: Banners,
        session: Session | None,
        open_report: Callable[[str], None],
    ) -> None:
        self._window, self._library, self._forms, self._banners = window, library, forms, banners
        self._session, self._open_report = session, open_report

    def ask(self, settings: Settings, remember: Callable[[str, Setting], None]) -> None:
        """Asks for a file and imports it; the folder is remembered."""
        self._banners.withdraw(DEED)
        folder = settings.text(FOLDER) or str(documents_folder())
        path = ask_file(self._window, "导入", folder, FILTER)
        if path is not None:
            remember(FOLDER, str(path.parent))
            self.take(path)

    def take(self, path: Path) -> None:
        """Reads a file and shows what was found; what cannot be read is said in a banner."""
        try:
            self.look(path.name, read_input(path))
        except ReadOnlyReport as reason:
            self._banners.tell("warning", reason.sentence, key=DEED)
        except NianbaoError as reason:
            self._banners.tell("error", reason.sentence, key=DEED)

    def look(self, name: str, data: bytes, year: int | None = None) -> ImportDialog:
        """Shows what is found in a file's content; `year` counts where neither it nor an open report says one.

        Raises NianbaoError when nothing can be shown, or brought anywhere.
        """
        with waiting():
            found = read_apart(self._forms, data, name, year=self._session.report.year if self._session else year)
        targets = self._targets(found)
        if not targets:
            raise ReadOnlyReport(READ_ONLY)
        self._banners.withdraw(DEED)
        form = self._forms.edition(found.report.edition)
        dialog = ImportDialog(found, form, name, targets, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _targets(self, found: Import) -> list[Target]:
        """Where it can go, the likeliest first; into an open report of another office or year, last."""
        told = difference(found.report, self._session.report) if self._session else Difference()
        here = self._into_session(found.report, told)
        likely, unlikely = ([target for target in here if bool(target.told) is other] for other in (False, True))
        return [*likely, *self._into_library(found.report, told), *unlikely]

    def _into_session(self, report: Report, told: Difference) -> list[Target]:
        session = self._session
        if session is None or session.read_only:
            return []
        here, into = session.report, "填入当前报告"
        fill = Target(
            f"{into}（{told.words}不同）" if told.words else into,
            lambda chosen: self._fill(session, chosen), onto=here, told=told.sentence,
        )  # fmt: skip
        words = "作为上年报告：结转数填入当前报告，文字带入待改写"
        last = Target(words, lambda chosen: self._begin(session, chosen), told=told.office)
        targets = [last] if report.year == here.year - 1 else []
        return [*targets, fill] if report.edition == here.edition else targets

    def _into_library(self, report: Report, told: Difference) -> list[Target]:
        if self._library.read_only:
            return []
        return [
            Target(words, do, asks_office=True, told=told.sentence)
            for words, do in (
                (f"建立 {report.year} 年度的新报告", self._create),
                (f"以它为底稿，建立 {report.year + 1} 年度的新报告", self._draft),
            )
        ]

    def _fill(self, session: Session, chosen: Report) -> None:
        changes = {n: v for n, v in chosen.cells.items() if session.report.get(n) != v}
        session.apply(Edit(changes, "导入"))
        self._banners.tell("notice", f"已导入 {len(changes)} 栏，可以用 Ctrl+Z 撤销。", key=DEED)

    def _begin(self, session: Session, chosen: Report) -> None:
        edit = begin(self._forms, chosen, session.report.year).edit(session.report)
        kept = self._keep_last(replace(chosen, office=session.report.office))
        session.apply(edit)
        told = f"已从上年报告带入 {len(edit.changes)} 栏，文字逐句待改写，可以用 Ctrl+Z 撤销。"
        self._banners.tell("notice", told + kept, key=DEED)

    def _create(self, chosen: Report) -> None:
        self._open_report(self._library.create(chosen))

    def _draft(self, chosen: Report) -> None:
        key = self._library.create(begin(self._forms, chosen).report)
        kept = self._keep_last(chosen)
        self._open_report(key)
        if kept:
            self._banners.tell("notice", kept, key=DEED)

    def _keep_last(self, last: Report) -> str:
        """Last year's report joins the library, since the new one is held against it; what is said of that."""
        if self._library.read_only or self._library.find(last.office, last.year) is not None:
            return ""
        self._library.create(last)
        return f"{last.year} 年度报告也已放入报告列表，供逐句对照；不需要时可以删除。"
