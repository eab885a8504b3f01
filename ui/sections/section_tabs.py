"""The tabs, one for each section of the form, each with a mark of its state: empty, begun, complete, findings.

Never by colour alone: a mark on the tab, a word in its tool tip and accessible name. Pages are made when first shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.checks import LEVEL_WORDS, Finding, Level, tally
from app.checks.narrative import ReadNumber
from app.form.form import Section
from app.report.doubt import Doubt
from app.report.draft import DraftPiece
from app.report.last_year_words import OldSentence
from app.report.progress import SectionState
from app.report.session import Session
from ui.look.appearance import Appearance
from ui.look.dialog_size import StackedPages
from ui.look.panes import tab_stops
from ui.narrative.old_sentences import SentenceDeeds
from ui.sections.section_bar import SectionBar
from ui.sections.section_page import SectionPage
from ui.sections.wish_line import Wishes

STATE_WORDS: dict[SectionState, str] = {"empty": "未填写", "begun": "填写中", "complete": "已填完"}
STATE_TOKENS: dict[SectionState, str] = {"empty": "muted", "begun": "muted", "complete": "accent"}
MARK = 16
MANY = "9+"


class TabMark(QWidget):
    """The mark at the right of a tab: ✓, …, – or, with findings, the gravest level's sign and how many there are of that level.

    Its size never changes, so that the tabs do not move while somebody types.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._icon, self._token, self._words = "empty", "muted", ""
        self.setFixedSize(MARK + 2 + self.fontMetrics().horizontalAdvance(MANY), MARK)
        appearance.changed.connect(self.update)

    def say(self, state: SectionState, worst: Level | None, count: int) -> None:
        """What the mark shows."""
        self._icon, self._token = (worst, worst) if worst else (state, STATE_TOKENS[state])
        self._words = "" if not count else str(count) if count < 10 else MANY
        self.setAccessibleName(f"{LEVEL_WORDS[worst]} {count}" if worst else STATE_WORDS[state])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign, then the number."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(0, 0, self._appearance.icons.pixmap(self._icon, self._token, MARK, ratio))
        painter.setPen(self._appearance.theme.colour(self._token))
        room = self.rect().adjusted(MARK + 2, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
        painter.end()


class SectionTabs(StackedPages):
    """The sections of a report. `entered` after another tab has come forward; `visit` hears in which cell the person is.

    The bar is apart, so that it may lie over the whole width, where all the tabs fit.
    """

    entered = Signal()
    wanted = Signal()  # somebody goes to a place here: whatever covers it gives way

    def __init__(self, session: Session, appearance: Appearance, visit: Callable[[str], None]) -> None:
        super().__init__()
        self._session, self._visit = session, visit
        self._pages: dict[str, SectionPage] = {}
        self._said: dict[str, tuple[SectionState, tuple[Finding, ...], int]] = {}
        self._numbers: tuple[ReadNumber, ...] = ()
        self._wishes: Wishes = {}
        self._words: tuple[Mapping[str, tuple[OldSentence, ...]], SentenceDeeds] | None = None
        self._last_year: tuple[tuple[DraftPiece, ...], Mapping[str, str]] = ((), {})
        self._marks: dict[str, TabMark] = {}
        self._low = False
        self.bar = SectionBar()
        for section in session.form.sections:
            self._add(section, appearance)
        self.currentChanged.connect(self._enter)
        self.currentChanged.connect(self.bar.setCurrentIndex)
        self.bar.currentChanged.connect(self.setCurrentIndex)
        self.bar.tabBarClicked.connect(lambda place: self.go(place) if place >= 0 else None)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self.go((self.currentIndex() + step) % self.count()))
        self._page(0)

    def say(self, section: str, state: SectionState, findings: tuple[Finding, ...], unseen: int = 0) -> None:
        """The state and the findings of a section, and how many of its values and unplaced texts nobody has looked at.

        Its tab is painted anew only when they changed.
        """
        if self._said.get(section) != (state, findings, unseen):
            self._said[section] = (state, findings, unseen)
            self._mark(section, state, findings, unseen)
        if section in self._pages:
            self._pages[section].show_findings(findings)

    def show_numbers(self, numbers: tuple[ReadNumber, ...]) -> None:
        """The numbers of the texts with what each means."""
        self._numbers = numbers
        for page in self._pages.values():
            page.show_numbers(numbers)

    def show_wishes(self, wishes: Wishes) -> None:
        """What the local profile asks, under the texts it asks it of."""
        if wishes != self._wishes:
            self._wishes = wishes
            for page in self._pages.values():
                page.show_wishes(wishes)

    def show_last_year(self, pieces: tuple[DraftPiece, ...], figures: Mapping[str, str]) -> None:
        """Sentences that still say what last year's said, and last year's figures beside cells."""
        self._last_year = (pieces, figures)
        for page in self._pages.values():
            page.show_last_year(pieces, figures)

    def show_words(self, words: Mapping[str, tuple[OldSentence, ...]], deeds: SentenceDeeds) -> None:
        """Last year's words beside this year's."""
        self._words = (words, deeds)
        for page in self._pages.values():
            page.show_words(words, deeds)

    def show_low(self, low: bool) -> None:
        """In a low room the tables have it for their rows."""
        self._low = low
        for page in self._pages.values():
            page.show_low(low)

    @property
    def of_table(self) -> bool:
        """Whether the section in front is a table."""
        return bool(self.current_page().section.grids)

    @property
    def read_only(self) -> bool:
        """Whether nothing may be changed."""
        return self._session.read_only

    def go(self, place: int) -> None:
        """To the tab at a place, from 0, with the keyboard in it."""
        self.setCurrentIndex(place)
        self.enter()

    def enter(self) -> None:
        """The keyboard into the page in front."""
        self.wanted.emit()
        self.current_page().enter()

    def go_to(self, cell: str, start: int = -1, end: int = -1, *, keyboard: bool = True) -> bool:
        """To a cell, and to the characters in it where given; False when no section has it.

        Without `keyboard` the place is only shown, and the caret stays where it is.
        """
        if cell not in self._session.form.cells:
            return False
        self.wanted.emit()
        before = QApplication.focusWidget()
        self._turn_to(cell)
        self.current_page().focus_cell(cell, start, end, keyboard=keyboard)
        if keyboard and (start >= 0 or QApplication.focusWidget() is not before):
            self.current_page().hold_enter()  # after an undo in the text where one types, typing goes on
        return True

    def go_to_text(self, text: Doubt) -> None:
        """To an unplaced text, with the keyboard on its block."""
        self.wanted.emit()
        self._turn_to(text.cell)
        self.current_page().go_to_text(text)

    def current_page(self) -> SectionPage:
        """The page in front."""
        return self._page(self.currentIndex())

    def settle(self) -> str:
        """Commits whatever editor is open; why what stood there was not taken, '' where it was."""
        return "".join([page.settle() for page in self._pages.values()])

    def _turn_to(self, cell: str) -> None:
        section = self._session.form.cells[cell].section
        # The closing block belongs to no section and is asked for on the last page.
        self.setCurrentIndex(self._place(section) if section else self.count() - 1)
        for page in self._pages.values():
            page.unmark()

    def _mark(self, section: str, state: SectionState, findings: tuple[Finding, ...], unseen: int) -> None:
        place = self._place(section)
        here = self._session.form.sections[place]
        counts = tally(findings)
        worst, number = counts[0] if counts else (None, 0)
        self._marks[section].say(state, worst, number)
        words = "，".join((STATE_WORDS[state], *(f"{LEVEL_WORDS[level]} {count} 条" for level, count in counts)))
        words += f"，{unseen} 处待核对" if unseen else ""
        self.bar.setTabToolTip(place, f"{here.heading}：{words}（Alt+{place + 1}）")
        self.bar.setAccessibleTabName(place, f"{here.heading}，{words}")

    def _add(self, section: Section, appearance: Appearance) -> None:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        self.addWidget(room)
        mark = self._marks[section.id] = TabMark(appearance)
        self.bar.add(section.tab, mark)

    def _place(self, section: str) -> int:
        return next(n for n, one in enumerate(self._session.form.sections) if one.id == section)

    def _page(self, place: int) -> SectionPage:
        section = self._session.form.sections[place]
        if section.id not in self._pages:
            page = SectionPage(self._session, section, self._visit)
            room = self.widget(place).layout()
            assert room is not None  # made in _add
            room.addWidget(page)
            page.show()  # at once, so that it can take the keyboard
            page.show_low(self._low)
            self._chain(page)
            page.show_findings(self._said[section.id][1] if section.id in self._said else ())
            page.show_numbers(self._numbers)
            page.show_wishes(self._wishes)
            page.show_last_year(*self._last_year)
            if self._words is not None:
                page.show_words(*self._words)
            self._pages[section.id] = page
        return self._pages[section.id]

    def _chain(self, page: SectionPage) -> None:
        """Tab meets a page where it stands on the screen, though it was made after what follows it."""
        before = next(iter(self._pages.values()), None)
        if before is not None:
            last = tab_stops(before)[-1]
            for stop in tab_stops(page):
                QWidget.setTabOrder(last, stop)
                last = stop

    def _enter(self, place: int) -> None:
        for number, section in enumerate(self._session.form.sections):
            if number != place and section.id in self._pages:
                self._pages[section.id].settle()
        self._page(place)
        self.entered.emit()
