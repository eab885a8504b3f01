"""The desk: the one report that is open, its workspace and its way to paper; opening it and putting it away.

The session comes from the library, which stores every change of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from app.errors import NianbaoError
from app.handover import SUFFIX as HANDED
from app.report.report import Report
from app.report.session import Session
from app.store.catalogue import taken_words
from app.store.copies.comment_book import CommentBook
from app.store.file.resume import ResumePlace
from app.store.library import Library
from ui.commands.means import Means
from ui.desk.check_asked import CheckAsked
from ui.desk.low_room import LowRoom, is_low
from ui.desk.trails import Trails
from ui.dialogs.info_dialog import InfoDialog
from ui.look.banner import DEED, Offer
from ui.look.shared_sentences import NOT_TAKEN
from ui.preview.printing_house import PrintingHouse

if TYPE_CHECKING:
    from app.exchange.sandbox import ReadingRoom
    from app.knowledge.profile import Profile
    from ui.desk.workspace import Workspace
    from ui.export.standing import Standing
    from ui.findings.local_rules import LocalRules
    from ui.handover.handing import Handing
    from ui.importing.import_desk import ImportDesk
    from ui.printing.print_out import PrintOut
    from ui.submission.submitting import Submitting

FINAL = "报告已定稿并锁住。下一步：报送。"


class ReportDesk:
    """On one library, in one window; `house` prints what lies here."""

    def __init__(self, window: QWidget, library: Library, house: PrintingHouse, means: Means) -> None:
        self._window, self._library, self._house = window, library, house
        self._means, self._banners = means, means.banners
        self._workspace: Workspace | None = None
        self._print_out: PrintOut | None = None
        self._local: LocalRules | None = None
        self._room: LowRoom | None = None
        self._submitting: Submitting | None = None
        self._pages: QStackedWidget | None = None
        self.key = ""
        self.check_asked = CheckAsked()
        self.trails = Trails(means)

    @property
    def busy(self) -> bool:
        """Whether a report is open."""
        return self._workspace is not None

    @property
    def workspace(self) -> Workspace:
        """The open report's workspace; commands of a report are enabled only while there is one."""
        assert self._workspace is not None
        return self._workspace

    @property
    def place(self) -> ResumePlace:
        """The open report and the cell that was entered last."""
        return ResumePlace(self.key, self._workspace.cell if self._workspace else "")

    @property
    def submitted(self) -> bool:
        """Whether the open report was handed up as it is now."""
        return self._submitting is not None and self._submitting.stands

    @property
    def title(self) -> str:
        """The open report in the words of a window's title."""
        report = self.workspace.session.report
        return f"{report.office} · {report.year} 年度报告"

    def prepare(self) -> None:
        """Loads in an idle moment what the first report will need."""

        self._house.start()

    def settle(self) -> bool:
        """Takes in what stands in an open editor; False when that was not taken, which is said."""
        refused = self._workspace.settle() if self._workspace is not None else ""
        if refused:
            self._banners.tell("warning", NOT_TAKEN.format(why=refused), key=DEED)
        return not refused

    def print_report(self) -> None:
        """Prints the open report."""
        assert self._print_out is not None
        self.settle()
        self._print_out.start()

    def edit_info(self) -> None:
        """Asks for office and title of the open report."""
        session = self.workspace.session
        others = [one for key, one in self._library.holdings.items() if key != self.key]
        InfoDialog(session, partial(taken_words, others, session.report.year), self._window).exec()

    def show_history(self) -> None:
        """Shows the versions of the open report."""
        from ui.history.version_dialog import VersionDialog

        self.settle()
        session = self.workspace.session
        VersionDialog(self._library, self.key, session, self._means.appearance, self._window).exec()

    def import_file(self) -> None:
        """Reads a report from a file that is asked for, into the open one or into the library."""
        self._import_desk().ask()

    def open_file(self, path: Path) -> None:
        """Reads a report from a file that was handed to the program, as `import_file` does."""
        if path.suffix.lower() == HANDED:
            self.take_handover(path)
        else:
            self._import_desk().take(path)

    def hand_over(self) -> None:
        """Writes the open report as a file for the reviewer."""
        if self.settle():
            self._handing().give(self.key)

    def take_handover(self, path: Path) -> QDialog | None:
        """Takes a hand-over file in; the dialog that asks, where something has to be asked."""
        return self._handing().take(path) if self.settle() else None

    def _handing(self) -> Handing:
        from ui.handover.handing import Handing

        return Handing(self._window, self._library, self._means, self._put_away)

    def _put_away(self, key: str) -> None:
        if self._pages is not None and key == self.key:
            self.clear(self._pages)

    def look_at(
        self, name: str, data: bytes, year: int | None = None, room: ReadingRoom | None = None
    ) -> QDialog:
        """The same with what was read or pasted already; `year` counts where neither it nor a report says one.

        `room` is kept for the files of one gesture. Raises NianbaoError.
        """
        return self._import_desk().look(name, data, year, room)

    def reading_room(self) -> ReadingRoom:
        """A room for several files, to be closed after the last one."""
        from app.exchange.sandbox import ReadingRoom

        return ReadingRoom(self._library.forms)

    def _import_desk(self) -> ImportDesk:
        from ui.importing.import_desk import ImportDesk

        self.settle()
        session = self.workspace.session if self.busy else None
        return ImportDesk(self._window, self._library, self._means, session, lambda path: self.take_handover(path))

    def show_register(self) -> None:
        """The register of the requests behind the open report."""
        from app.register.register_file import RegisterBook, register_path
        from ui.register.register_dialog import show_register

        self.settle()
        book = RegisterBook(register_path(self._library.folder, self.key), self._library.disk)
        try:
            show_register(self.workspace.session, book, date.today(), self._window)
        except NianbaoError as reason:
            self._banners.tell("error", reason.sentence, key=DEED)

    def show_guide(self) -> None:
        """In which row a case counts, found by article or answer; beginning with the section in front."""
        from ui.guide.row_guide_dialog import RowGuideDialog

        self.settle()
        place = self.workspace
        section = place.session.form.sections[place.tabs.currentIndex()].id
        RowGuideDialog(place.session, section, place.tabs.go_to, self._window).exec()

    def review(self) -> None:
        """The stages to final, on the newest findings."""
        from ui.review.reviewed import review_report

        self.settle()
        self.workspace.ask_check()
        self.workspace.watch.run()
        place = self.workspace
        desk = (self._profile(), self._means, self._library.forms, self._library.anchor, place)
        changed, parting = review_report(place.reviewing, place.session, place.comments, *desk)
        if changed:
            final = self.workspace.reviewing.course.locked
            if final and not self._library.read_only:
                self._library.keep_version(self.key, "final")
            self._means.open_report(self.key)
            if final and not parting.submit:
                self._banners.tell("notice", FINAL, Offer("报送…", self.submit), key=DEED)
        if parting.finding is not None:
            self.workspace.finding_round.go_to(parting.finding)
        if parting.cell:
            self.workspace.go_to_characters(parting.cell, parting.start, parting.end)
        if parting.submit:
            self.submit()

    def submit(self) -> None:
        """Makes all that is handed up with the open report."""
        if self.settle() and self._submitting is not None:
            self._submitting.ask(self._window)

    def standing(self) -> Standing:
        """How the open report stands, on the newest findings."""
        from ui.export.standing import standing_of

        self.workspace.ask_check()
        self.workspace.watch.run()
        reviewing = self.workspace.reviewing
        return standing_of(self.key, reviewing.course, reviewing.state)

    def show_numbers(self) -> None:
        """The numbers of the prose, and what was claimed of them."""
        self.workspace.claim_round.list_numbers()

    def show_rules(self) -> None:
        """The page of all rules."""
        from ui.review.rules_dialog import RulesDialog

        RulesDialog(self.workspace.session.form, self._profile(), self._window).exec()

    def use_settings(self) -> None:
        """Folds the panels of the open report as the settings say."""
        self.workspace.panels.use_settings()
        self.workspace.table_looks.use_settings()
        self.workspace.watch.wake()

    def fit(self) -> None:
        """The window has another size: in a low one what is not the form folds."""
        if self._room is not None:
            self._room.show(is_low(self._window.size()))

    def lay(self, key: str, pages: QStackedWidget) -> None:
        """Opens a report and shows it. Raises NianbaoError when the library cannot give it."""
        # Pages, checks and printing are loaded with the first report, so that the first paint need not wait.
        from app.review.kept import KeptReview, review_path
        from ui.desk.workspace import Grounds, Workspace
        from ui.findings.local_rules import LocalRules
        from ui.printing.print_out import PrintOut
        from ui.submission.submitting import Submitting

        for sentence in self._library.mend_sides(key):
            self._banners.tell("warning", sentence)
        library = self._library
        kept = KeptReview(review_path(library.folder, key), read_only=library.read_only, disk=library.disk)
        comments = CommentBook(library.disk, library.folder, key, read_only=library.read_only)
        session = self._library.open_session(key)
        session.read_only = session.read_only or kept.review.course.locked
        self.key, self._pages = key, pages
        local = self._local = LocalRules(
            self._means.settings, self._library.folder, lambda: self._previous(session, 2)
        )
        claims = library.sessions.claims_of_office(session.report.office, key)
        rest = (comments, claims, self.check_asked, key)
        grounds = Grounds(lambda: self._previous(session), local, kept, *rest)
        workspace = self._workspace = Workspace(session, self._house, self._means, grounds)
        self._submitting = Submitting(
            *(library, key, session, workspace.reviewing, workspace.comments, self._means),
            *(self.standing, self._profile, workspace.watch.wake),
        )
        self._print_out = PrintOut(self._window, session, self._house, self._means)
        self._print_out.carry_anchor(self._library.anchor)
        self._print_out.turned.connect(workspace.preview.refresh)
        pages.addWidget(workspace)
        pages.setCurrentWidget(workspace)
        self._room = LowRoom(workspace.tabs, workspace.last_year.bar, workspace)
        self.fit()
        workspace.panels.place(pages.width(), pages.height())
        workspace.tabs.wanted.connect(workspace.panels.show_form)
        self._go_back(workspace)
        self._submitting.say()

    def keep_trail(self) -> None:
        """Keeps where the person is in the open report."""
        if self._workspace is None or self._library.read_only:
            return
        tabs = self._workspace.tabs
        before = self.trails.of(self.key)
        self.trails.keep(self.key, replace(before, section=tabs.current_page().section.id, cells=tabs.stood))

    def _go_back(self, workspace: Workspace) -> None:
        """To the page and the cell where the person was in this report, else to its first page."""
        trail, sections = self.trails.of(self.key), workspace.session.form.sections
        workspace.tabs.stand_at(trail.cells)
        if not workspace.tabs.go_to(trail.cell):
            workspace.tabs.go(next((n for n, one in enumerate(sections) if one.id == trail.section), 0))

    def clear(self, pages: QStackedWidget) -> None:
        """Puts the report, and what was said of the last deed, away; everything typed is stored first."""
        self._banners.withdraw(DEED)
        workspace, print_out = self._workspace, self._print_out
        if workspace is None or print_out is None:
            return
        self.keep_trail()
        if self._submitting is not None:
            self._submitting.leave()
        workspace.leave()  # what it still changes is heard while the report is the open one
        self._workspace = self._print_out = self._room = self._submitting = None
        print_out.close()
        print_out.deleteLater()
        self._library.close_session(self.key)
        pages.removeWidget(workspace)
        workspace.deleteLater()
        self.key = ""

    def _profile(self) -> Profile | None:
        """The district's demands, as the checks use them; a file that is wrong is said by the watch."""
        assert self._local is not None
        return self._local.profile()

    def _previous(self, session: Session, years: int = 1) -> Report | None:
        report = session.report
        key = self._library.find(report.office, report.year - years)
        return self._library.sessions.report(key) if key else None
