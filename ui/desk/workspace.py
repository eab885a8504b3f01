"""One open report: the sections as tabs, the preview beside them, the findings below. Assembles and wires only.

The session is the truth; tabs, preview and findings listen to it and to nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.checks import Finding, Span
from app.errors import NianbaoError
from app.findings.explained import Explained
from app.findings.unfilled import blank_cells, without_unfilled
from app.report import progress
from app.report.claim import Claim
from app.report.report import HEADER, Report
from app.report.session import Change, Session
from app.review.kept import KeptReview
from app.store.copies.comment_book import CommentBook
from app.store.file import identity
from ui.commands.means import Means
from ui.comments.commenting import commenting_of
from ui.comments.comments_dialog import list_comments
from ui.desk.check_asked import CheckAsked
from ui.desk.claim_round import ClaimRound
from ui.desk.doubt_round import DoubtRound
from ui.desk.finding_round import FindingRound
from ui.desk.hint_aside import HintAside
from ui.desk.keyboard import Keyboard
from ui.desk.page_ways import PageWays
from ui.desk.panels import Panels
from ui.desk.table_looks import TableLooking
from ui.findings.findings_panel import FindingsPanel
from ui.findings.findings_watch import FindingsWatch
from ui.findings.following import Following
from ui.findings.local_rules import LocalRules
from ui.look.panes import Pane
from ui.narrative.asked import NumberAsked
from ui.narrative.placing import TextDecided
from ui.preview.preview_panel import PreviewPanel
from ui.preview.printing_house import PrintingHouse
from ui.review.reviewing import Reviewing
from ui.sections.find_bar import FindBar, TextPlace
from ui.sections.last_year import LastYear
from ui.sections.section_tabs import SectionTabs


@dataclass(frozen=True)
class Grounds:
    """What the findings on a report rest on: last year's report of the same office, if any, the district's rules, what people
    have explained and signed, their comments, and what they claimed in the office's other reports; by which `key` the report is
    known to `check_asked`."""

    previous: Callable[[], Report | None]
    local: LocalRules
    kept: KeptReview
    comments: CommentBook
    claims: tuple[Claim, ...] = ()
    check_asked: CheckAsked = field(default_factory=CheckAsked)
    key: str = ""


class Workspace(QWidget):
    """`changed` after each change of the report, `checked` with all findings."""

    changed = Signal()
    checked = Signal(tuple)

    def __init__(self, session: Session, house: PrintingHouse, means: Means, grounds: Grounds) -> None:
        super().__init__()
        self.setObjectName("workspace")
        self.session, self._means, self._local = session, means, grounds.local
        self._check_asked, self._key = grounds.check_asked, grounds.key
        self.cell = ""  # the one that was entered last
        self.tabs = SectionTabs(session, means.appearance, self._visit)
        self.find_bar = FindBar(session, means.appearance)
        self.preview = PreviewPanel(session, house, means)
        sections = {section.id: section.tab for section in session.form.sections}
        self.findings = FindingsPanel(means.appearance, sections)
        self.watch = FindingsWatch(session, grounds.previous, self, grounds.local, grounds.claims)
        self._following = Following(session, means.banners, self)
        self.reviewing = Reviewing(grounds.kept, self)
        self._make_rounds()
        self.last_year = LastYear(session, grounds.previous, self.tabs, self.reviewing, means.appearance, self)
        self.comments = commenting_of(session, grounds.comments, means, self)
        self.panels = Panels(self, self._form(), self.preview, self.findings, means)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.tabs.bar)
        page.addWidget(self.panels.whole, 1)
        self._wire()
        self._make_tab_keys()
        self._keyboard = Keyboard(self, self.tabs, means.tell)
        self._ways = PageWays(self.preview, self.go_to)
        self._end = session.subscribe(self._hear)
        self.panels.use_settings()
        self.table_looks = TableLooking(self.tabs, means)
        self._mark(())
        self.last_year.say()
        self.tabs.show_comments(self.comments.marks)
        self.watch.wake()

    def leave(self) -> None:
        """Commits open editors and stops listening; the workspace is not used any more, nor what it offers."""
        self.settle()
        self._following.leave()
        self._end()
        self.watch.stop()
        self.preview.stop()

    def settle(self) -> str:
        """Commits whatever editor is open; why what stood there was not taken, '' where it was."""
        refused = self.tabs.settle()
        self.session.settle()
        return refused

    def step_back(self) -> None:
        """Undo, and the place it happened comes into view."""
        self.settle()
        before = self.session.unplaced
        cells = self.session.undo()
        if not self._doubts.show_come(before, cells):
            self._show_change(cells)

    def step_forward(self) -> None:
        """Redo, and the place it happened comes into view."""
        self.settle()
        self._show_change(self.session.redo())

    def step_doubt(self, step: int) -> None:
        """To the next (1) or previous (-1) number to claim, value that nobody has looked at, or text without a field, around the
        end; the checks have run on the newest state."""
        self.settle()
        self.watch.run()
        self._doubts.step(step, self.cell)

    def set_aside(self) -> None:
        """Sets the hint on the line of findings aside, or takes it back; the checks have run on the newest state."""
        self.settle()
        self.watch.run()
        self._aside.turn()

    def ask_check(self) -> None:
        """Somebody asks for 核对: from now on what is not filled in is found, too."""
        self._check_asked.ask(self._key)
        self._take_state(self.reviewing.state)

    def comment(self) -> None:
        """Asks for a comment on the sentence or the cell where the person is."""
        self.settle()
        self.comments.add_here(self.cell, self)

    def list_comments(self) -> None:
        """Shows all comments."""
        self.settle()
        list_comments(self.comments, self.go_to_characters, self)

    def go_to_characters(self, cell: str, start: int, end: int) -> None:
        """To a cell, and to characters of a text."""
        self.go_to(TextPlace(cell, start, end))

    def go_to(self, place: TextPlace, *, keyboard: bool = True) -> None:
        """To a cell, wherever it stands; office and title have a dialog of their own."""
        if not self.tabs.go_to(place.cell, place.start, place.end, keyboard=keyboard):
            self._means.edit_info()

    def panes(self) -> tuple[Pane, ...]:
        """What F6 goes round, in the order of the screen."""
        tabs = self.tabs
        return (
            Pane(tabs.bar, tabs.bar.setFocus),
            Pane(tabs, lambda: tabs.current_page().enter()),
            Pane(self.findings, self.findings.enter),
            Pane(self.preview, self.preview.view.setFocus),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing else took closes the find bar; else no place is shown and nothing offered or said any more."""
        if event.key() == Qt.Key.Key_Escape and self.find_bar.isVisible():
            self.find_bar.leave()
        elif event.key() == Qt.Key.Key_Escape:
            self._following.leave()
            self.findings.say("")
            self.tabs.current_page().unmark()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Somebody points at a number of the prose, or decides of an unplaced text."""
        if isinstance(event, NumberAsked):
            event.accept()
            self.claim_round.point_at(event)
            return True
        if isinstance(event, TextDecided):
            event.accept()
            self.settle()
            self._doubts.decide(event.text, event.cell)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panels share another room."""
        super().resizeEvent(event)
        self.panels.fit(event)

    def _form(self) -> QWidget:
        """What is filled in: the pages, under the bars that come and go over them."""
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.last_year.bar)
        column.addWidget(self.find_bar)
        column.addWidget(self.tabs, 1)
        return form

    def _make_rounds(self) -> None:
        """What the keys go round in: numbers of the prose, doubts, findings."""
        session, means = self.session, self._means
        self.claim_round = ClaimRound(
            *(session, self.watch, self.reviewing, means, self), settle=self.settle, show=self._show_number
        )
        self._doubts = DoubtRound(session, self.tabs, self.claim_round.claiming, means, self._show_change)
        self.finding_round = FindingRound(
            *(session, self.watch, self.reviewing, self.findings, means, self._doubts, self),
            settle=self.settle, go_to=self.go_to, show=self._show_change,
        )  # fmt: skip
        self._aside = HintAside(session, self.findings, self.reviewing, means, identity.who)

    def _wire(self) -> None:
        self.watch.found.connect(self.reviewing.take)
        self.watch.found.connect(lambda _: self._show_wishes())
        self.watch.numbers.connect(self.tabs.show_numbers)
        self.watch.numbers.connect(self._following.take)
        self.watch.numbers.connect(self.reviewing.take_numbers)
        self.watch.numbers.connect(self.findings.show_numbers)
        self.claim_round.claiming.said.connect(self.findings.say)
        self.claim_round.claiming.left.connect(lambda: self.tabs.current_page().unmark())
        self.findings.claiming.connect(lambda: self.step_doubt(1))
        self.findings.listing.connect(self.claim_round.list_numbers)
        self.findings.answering.connect(self.claim_round.answer)
        self.findings.setting_aside.connect(self.set_aside)
        self.findings.filling.connect(lambda cell: self.go_to(TextPlace(cell)))
        self.watch.failed.connect(self._means.refuse)
        self.comments.refused.connect(self._means.refuse)
        self.comments.changed.connect(lambda: self.tabs.show_comments(self.comments.marks))
        self.reviewing.judged.connect(self._take_state)
        self.reviewing.refused.connect(self._means.refuse)
        self.last_year.bar.chosen.connect(self.go_to)
        self.find_bar.found.connect(lambda place: self.go_to(place, keyboard=not self.find_bar.has_keyboard))
        self.find_bar.left.connect(lambda: self.tabs.current_page().enter())
        self.tabs.entered.connect(self._enter)

    def _make_tab_keys(self) -> None:
        for place in range(min(9, self.tabs.count())):
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(lambda place=place: self.tabs.go(place))

    def _enter(self) -> None:
        section = self.session.form.sections[self.tabs.currentIndex()].id
        cells = self.session.form.cells.values()
        self.preview.follow(next(cell.id for cell in cells if cell.section == section))
        self._means.hasten()

    def _visit(self, cell: str) -> None:
        """The person is in a cell, wherever it stands."""
        self._ways.visit(cell)
        self.cell = cell
        self._following.visit(cell)
        self._means.hasten()

    def _hear(self, change: Change) -> None:
        self._following.hear(change)
        self.findings.say(self.finding_round.mended_words(change))  # and no more of an earlier deed
        self.preview.refresh()
        self.last_year.say()
        self.comments.look()
        self.watch.wake()
        self.changed.emit()

    def _show_wishes(self) -> None:
        """After each check: the profile may be another one, or changed on the disk. A wrong one is said by the watch."""
        try:
            profile = self._local.profile()
        except NianbaoError as reason:
            self._means.refuse(reason.sentence)
        else:
            self.tabs.show_wishes(profile.wishes if profile else {})

    def _take_state(self, state: Explained) -> None:
        form, asked = self.session.form, self._check_asked.asked(self._key)
        shown = state.open if asked else without_unfilled(form, state.open)
        self._mark(shown)
        self.findings.show_findings(shown, (*state.settled, *state.aside))
        self.findings.show_blanks(() if asked else blank_cells(form, state.open))
        self.checked.emit(shown)

    def _mark(self, findings: tuple[Finding, ...]) -> None:
        form, report = self.session.form, self.session.report
        for section in form.sections:
            here = tuple(finding for finding in findings if finding.section == section.id)
            unseen = [one.cell for one in self.session.doubts if form.cells[one.cell].section == section.id]
            state = progress.section_state(form, report, section.id, unseen)
            self.tabs.say(section.id, state, here, len(unseen))

    def _show_number(self, span: Span) -> QPoint:
        """Goes to a number of the prose; where under it there is room to ask."""
        self.go_to(TextPlace(span.cell, span.start, span.end))
        return self.tabs.current_page().caret()

    def _show_change(self, cells: frozenset[str]) -> None:
        here = [cell for cell in self.session.form.cells.values() if cell.id in cells and not cell.derived]
        if here:
            self.tabs.go_to(here[0].note_of if here[0].note_of in self.session.form.cells else here[0].id)
        elif cells & set(HEADER):
            self.changed.emit()
