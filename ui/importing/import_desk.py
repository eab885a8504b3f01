"""The way of a file into the library: choose it, read it, show it, bring it where the person wants it.

Offers what fits: the open report, last year's report for a draft of the open one, or a new report.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.errors import NianbaoError, ReadOnlyReport
from app.exchange import READABLE, Import
from app.exchange.sandbox import ReadingRoom
from app.handover import SUFFIX as HANDED
from app.knowledge.lookalikes import same_office
from app.report.draft import begin
from app.report.report import Edit, Report
from app.report.session import Session
from app.store.library import Library
from app.system.files import read_input
from app.system.paths import documents_folder
from ui.changes.changes import propose, taken_up
from ui.commands.means import Means
from ui.dialogs.file_dialog import ask_file
from ui.importing.import_dialog import ImportDialog
from ui.importing.target_row import Target
from ui.look.banner import DEED
from ui.look.waiting import waiting

FOLDER = "import.folder"  # the setting
READ_ONLY = "现在只能查看，不能导入。请先关闭另一个窗口，或打开可以修改的报告。"
FILTER = f"年报文件 ({' '.join(f'*{suffix}' for suffix in (*READABLE, HANDED))});;所有文件 (*)"


@dataclass(frozen=True)
class Difference:
    """Sentences for the person, '' where there is no difference; `words` names what differs."""

    office: str = ""
    year: str = ""

    @property
    def words(self) -> str:
        """单位, 年度 or both."""
        return "、".join(word for word, told in (("单位", self.office), ("年度", self.year)) if told)

    @property
    def sentence(self) -> str:
        """All of it."""
        return self.office + self.year


class ImportDesk:
    """On one library; `session` is that of the open report, if there is one."""

    def __init__(
        self,
        window: QWidget,
        library: Library,
        means: Means,
        session: Session | None,
        handed: Callable[[Path], object],
    ) -> None:
        self._handed = handed  # takes a hand-over file
        self._window, self._library, self._forms, self._session = window, library, library.forms, session
        self._means, self._banners = means, means.banners

    def ask(self) -> None:
        """Asks for a file and imports it; the folder is remembered."""
        self._banners.withdraw(DEED)
        folder = self._means.settings.text(FOLDER) or str(documents_folder())
        with ReadingRoom(self._forms) as room:
            room.prepare()  # while the person chooses
            path = ask_file(self._window, "导入", folder, FILTER)
            if path is not None:
                self._means.remember(FOLDER, str(path.parent))
                if path.suffix.lower() == HANDED:
                    self._handed(path)
                else:
                    self.take(path, room)

    def take(self, path: Path, room: ReadingRoom | None = None) -> None:
        """Reads a file and shows what was found; what cannot be read is said in a banner."""
        try:
            self.look(path.name, read_input(path), room=room)
        except ReadOnlyReport as reason:
            self._banners.tell("warning", reason.sentence, key=DEED)
        except NianbaoError as reason:
            self._banners.tell("error", reason.sentence, key=DEED)

    def look(
        self, name: str, data: bytes, year: int | None = None, room: ReadingRoom | None = None
    ) -> ImportDialog:
        """Shows what is found in a file's content; `year` counts where neither it nor an open report says one.

        It is read in `room`, where one is kept for several. Raises NianbaoError when nothing can be shown, or brought
        anywhere.
        """
        with waiting(), nullcontext(room) if room else ReadingRoom(self._forms) as here:
            found = here.read(data, name, year=self._session.report.year if self._session else year)
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

    def _fill(self, session: Session, chosen: Import) -> None:
        edit = Edit(chosen.report.cells, "导入", doubts=chosen.doubts)
        written = taken_up(propose(session, edit, "填入当前报告", self._window))
        told = f"已导入 {len(written.changes)} 栏{_unseen(session)}，可以用 Ctrl+Z 撤销。"
        self._banners.tell("notice", told, key=DEED)

    def _begin(self, session: Session, chosen: Import) -> None:
        edit = begin(self._forms, chosen.report, session.report.year, chosen.doubts).edit(session.report)
        last = replace(chosen, report=replace(chosen.report, office=session.report.office))
        kept: list[str] = []
        written = propose(
            session, edit, "从上年报告带入", self._window, always=True, first=lambda: kept.append(self._keep_last(last))
        )
        number = len(taken_up(written).changes)
        told = f"已从上年报告带入 {number} 栏{_unseen(session)}，文字逐句待改写，可以用 Ctrl+Z 撤销。"
        self._banners.tell("notice", told + "".join(kept), key=DEED)

    def _create(self, chosen: Import) -> None:
        self._means.open_report(self._library.create(chosen.report, chosen.doubts))

    def _draft(self, chosen: Import) -> None:
        draft = begin(self._forms, chosen.report, doubts=chosen.doubts)
        key = self._library.create(draft.report, draft.doubts)
        kept = self._keep_last(chosen)
        self._means.open_report(key)
        if kept:
            self._banners.tell("notice", kept, key=DEED)

    def _keep_last(self, chosen: Import) -> str:
        """Last year's report joins the library, since the new one is held against it; what is said of that."""
        last = chosen.report
        if self._library.read_only or self._library.find(last.office, last.year) is not None:
            return ""
        self._library.create(last, chosen.doubts)
        return f"{last.year} 年度报告也已放入报告列表，供逐句对照；不需要时可以删除。"


def _unseen(session: Session) -> str:
    """How many values of the report wait to be looked at now, as a part of a sentence."""
    number = len(session.doubts)
    return f"，共有 {number} 处待核对（F8 逐处看）" if number else ""


def difference(found: Report, here: Report) -> Difference:
    """What tells the report in a file from the open one.

    Spaces, width and look-alikes of a name do not count; what the file does not say is no difference.
    """
    other = bool(found.office) and not same_office(found.office, here.office)
    office = f"读到的是“{found.office}”的报告，打开的是“{here.office}”的。" if other else ""
    year = f"读到的是 {found.year} 年度的报告，打开的是 {here.year} 年度的。" if found.year != here.year else ""
    return Difference(office, year)
