"""One open report: the sections as tabs, the preview beside them, the findings below. Assembles and wires only.

The session is the truth; tabs, preview and findings listen to it and to nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.checks import Finding
from app.errors import NianbaoError
from app.findings.explained import Explained
from app.report import progress
from app.report.report import HEADER, Report
from app.report.session import Change, Session
from app.review.kept import KeptReview
from app.system.settings import Settings
from ui.changes.changes import propose
from ui.desk.keyboard import Keyboard
from ui.findings.findings_panel import FindingsPanel
from ui.findings.findings_watch import FindingsWatch
from ui.findings.local_rules import LocalRules
from ui.look.appearance import Appearance
from ui.look.panes import Pane
from ui.preview.preview_panel import PreviewPanel
from ui.preview.printing_house import PrintingHouse
from ui.review.explain_dialog import NAME, ask_explanation
from ui.review.reviewing import Reviewing
from ui.sections.find_bar import FindBar, TextPlace
from ui.sections.last_year import LastYear
from ui.sections.section_tabs import SectionTabs

PREVIEW_SHARE, FINDINGS_HEIGHT = 0.36, 168  # of the width; pixels
NO_DOUBT = "没有待核对的栏目。"
NARROW = 1100  # pixels, such as a screen of 1024, or 1366 at a scale of 125 %


@dataclass(frozen=True)
class Means:
    """What the window lends to an open report. `previous` gives last year's report of the same office, if any."""

    house: PrintingHouse
    settings: Settings
    appearance: Appearance
    previous: Callable[[], Report | None]
    local: LocalRules
    kept: KeptReview


class Workspace(QWidget):
    """`changed` after each change of the report, `checked` with all findings, `refused` and `told` with a
    sentence.

    `info_wanted` when a finding speaks of the office's name or the title; `remembered` carries a setting to keep.
    """

    changed = Signal()
    checked = Signal(tuple)
    refused = Signal(str)
    told = Signal(str)
    info_wanted = Signal()
    remembered = Signal(str, object)
    folded = Signal()
    left_place = Signal()

    def __init__(self, session: Session, means: Means) -> None:
        super().__init__()
        self.setObjectName("workspace")
        self.session, self._settings = session, means.settings
        self._cell = ""
        self.tabs = SectionTabs(session, means.appearance)
        self.find_bar = FindBar(session, means.appearance)
        self.preview = PreviewPanel(session, means.house, means.settings, means.appearance)
        sections = {section.id: section.tab for section in session.form.sections}
        self.findings = FindingsPanel(means.appearance, sections)
        self.watch = FindingsWatch(session, means.previous, self, means.local)
        self.reviewing = Reviewing(means.kept, self)
        self.last_year = LastYear(session, means.previous, self.tabs, means.appearance, self)
        self._arrange()
        self._wire()
        self._make_tab_keys()
        self._keyboard = Keyboard(self, self.tabs)
        self._keyboard.told.connect(self.told)
        self._end = session.subscribe(self._hear)
        self.show_preview(means.settings.flag("preview.visible"))
        self.show_findings(means.settings.flag("findings.visible"))
        self._mark(())
        self.last_year.say()
        self.watch.wake()

    def leave(self) -> None:
        """Commits open editors and stops listening; the workspace is not used any more."""
        self.settle()
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
        self._show_change(self.session.undo())

    def step_forward(self) -> None:
        """Redo, and the place it happened comes into view."""
        self.settle()
        self._show_change(self.session.redo())

    def step_finding(self, step: int) -> None:
        """To the next or previous finding; the checks have run on the newest state."""
        self.settle()
        self.watch.run()
        self.findings.step(step)

    def step_doubt(self, step: int) -> None:
        """To the next (1) or previous (-1) value that nobody has looked at, around the end."""
        self.settle()
        doubted = [one.cell for one in self.session.doubts]
        if not doubted:
            self.told.emit(NO_DOUBT)
            return
        order = list(self.session.form.cells)
        here = order.index(self._cell) if self._cell in order else -1
        places = [order.index(cell) for cell in doubted]
        after = [n for n in places if n > here] if step > 0 else [n for n in places if n < here]
        place = (after or places)[0 if step > 0 else -1]
        self._show_change(frozenset([order[place]]))

    def show_preview(self, shown: bool) -> None:
        """Folds the preview out or away."""
        self.preview.setVisible(shown)
        self.preview.refresh()  # the settings may have changed
        self.remembered.emit("preview.visible", shown)
        self.folded.emit()

    def show_findings(self, shown: bool) -> None:
        """Unfolds the list of findings, or leaves one line of it."""
        self.findings.unfold(shown)
        if self.isVisible():
            height = self._findings_height()
            self._down.setSizes([self.height() - height, height])
        self.remembered.emit("findings.visible", shown)
        self.folded.emit()

    def go_to(self, place: TextPlace, *, keyboard: bool = True) -> None:
        """To a cell, wherever it stands; office and title have a dialog of their own."""
        if not self.tabs.go_to(place.cell, place.start, place.end, keyboard=keyboard):
            self.info_wanted.emit()

    def panes(self) -> tuple[Pane, ...]:
        """What F6 goes round, in the order of the screen."""
        tabs = self.tabs
        return (
            Pane(tabs.bar, tabs.bar.setFocus),
            Pane(tabs, lambda: tabs.current_page().resume()),
            Pane(self.findings, self.findings.enter),
            Pane(self.preview, self.preview.view.setFocus),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing else took closes the find bar."""
        if event.key() == Qt.Key.Key_Escape and self.find_bar.isVisible():
            self.find_bar.leave()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.last_year.bar)
        column.addWidget(self.find_bar)
        column.addWidget(self.tabs, 1)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._across.addWidget(form)
        self._across.addWidget(self.preview)
        self._down.addWidget(self._across)
        self._down.addWidget(self.findings)
        for splitter in (self._across, self._down):
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(0, 1)  # the form takes what is gained
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.tabs.bar)
        page.addWidget(self._down, 1)

    def place_panels(self, width: int, height: int) -> None:
        """Sizes of preview and findings as remembered, else in proportion; narrow, the form has all (pixels)."""
        self.preview.setHidden(self.preview.isHidden() or width < NARROW)
        preview = self._settings.whole("preview.width") or round(width * PREVIEW_SHARE)
        findings = self._findings_height()
        self._across.setSizes([width - preview, preview])
        self._down.setSizes([height - findings, findings])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window has become narrow the preview folds by itself, and it comes back with the room."""
        super().resizeEvent(event)
        if (event.oldSize().width() < NARROW) != (event.size().width() < NARROW):
            wanted = self._settings.flag("preview.visible")
            self.preview.setVisible(wanted and event.size().width() >= NARROW)
            self.folded.emit()

    def _findings_height(self) -> int:
        """What the findings take: as remembered, or their one line when folded (pixels)."""
        if not self.findings.unfolded:
            return self.findings.maximumHeight()
        return self._settings.whole("findings.height") or FINDINGS_HEIGHT

    def _wire(self) -> None:
        self.watch.found.connect(self.reviewing.take)
        self.watch.linked.connect(self.tabs.show_links)
        self.reviewing.judged.connect(self._take_state)
        self.reviewing.refused.connect(self.refused)
        self.findings.explaining.connect(self._explain)
        self.watch.failed.connect(self.refused)
        self.findings.chosen.connect(self.go_to_finding)
        self.findings.mended.connect(self._mend)
        self.findings.folding.connect(lambda: self.show_findings(not self.findings.unfolded))
        self.preview.closed.connect(lambda: self.show_preview(False))
        self.preview.remembered.connect(self.remembered)
        self.last_year.bar.chosen.connect(self.go_to)
        self.find_bar.found.connect(lambda place: self.go_to(place, keyboard=not self.find_bar.has_keyboard))
        self.find_bar.left.connect(lambda: self.tabs.current_page().resume())
        self.tabs.cell_focused.connect(self.preview.follow)
        self.tabs.cell_focused.connect(self._remember_cell)
        self.tabs.entered.connect(self._enter)
        self._across.splitterMoved.connect(lambda *_: self.remembered.emit("preview.width", self.preview.width()))
        self._down.splitterMoved.connect(self._keep_height)

    def _make_tab_keys(self) -> None:
        for place in range(min(9, self.tabs.count())):
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(lambda place=place: self.tabs.go(place))

    def _enter(self) -> None:
        section = self.session.form.sections[self.tabs.currentIndex()].id
        cells = self.session.form.cells.values()
        self.preview.follow(next(cell.id for cell in cells if cell.section == section))
        self.left_place.emit()

    def _remember_cell(self, cell: str) -> None:
        self._cell = cell

    def _keep_height(self) -> None:
        if self.findings.unfolded:
            self.remembered.emit("findings.height", self.findings.height())

    def _hear(self, change: Change) -> None:
        self.preview.refresh()
        self.last_year.say()
        self.watch.wake()
        self.changed.emit()

    def _take_state(self, state: Explained) -> None:
        self._mark(state.open)
        self.findings.show_findings(state.open, state.settled)
        self.checked.emit(state.open)

    def _explain(self, finding: Finding) -> None:
        given = ask_explanation(finding, self.reviewing, self._settings, self)
        if given is not None:
            self.remembered.emit(NAME, given.who)
            self.reviewing.explain(given)

    def _mark(self, findings: tuple[Finding, ...]) -> None:
        form, report = self.session.form, self.session.report
        for section in form.sections:
            here = tuple(finding for finding in findings if finding.section == section.id)
            unseen = [name for name in self.session.doubted if form.cells[name].section == section.id]
            state = progress.section_state(form, report, section.id, unseen)
            self.tabs.say(section.id, state, here, len(unseen))

    def go_to_finding(self, finding: Finding) -> None:
        """To the place that a finding speaks of."""
        if finding.spans:
            span = finding.spans[0]
            self.go_to(TextPlace(span.cell, span.start, span.end))
        elif finding.cells:
            self.go_to(TextPlace(finding.cells[0]))
        else:
            self.info_wanted.emit()  # of the title: all other findings name their cells

    def _mend(self, finding: Finding) -> None:
        assert finding.mend is not None  # the panel offers only what there is
        try:
            written = propose(self.session, finding.mend, finding.mend.label, self)
        except NianbaoError as reason:
            self.refused.emit(reason.sentence)
        else:
            self._show_change(frozenset(written.changes) if written else frozenset())

    def _show_change(self, cells: frozenset[str]) -> None:
        here = [cell for cell in self.session.form.cells.values() if cell.id in cells and not cell.derived]
        if here:
            self.tabs.go_to(here[0].note_of if here[0].note_of in self.session.form.cells else here[0].id)
        elif cells & set(HEADER):
            self.changed.emit()
