"""An import looked at in the official form itself: its sections on the left, the file on the right, following the current cell.

Enter = right, a digit = mend, keys for a row and a whole table; nothing counts as looked at that was not on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from app.chinese.characters import harmless
from app.report.session import Change
from ui.commands.actions import COMMANDS, keys_of
from ui.entry.grid_keys import deed_of
from ui.grid.help_line import HelpLine
from ui.importing.check_grid import ENTER, Looking
from ui.importing.check_page import CheckPage
from ui.importing.check_words import told_of_cell
from ui.importing.review import ImportReview, Stop
from ui.importing.source_view import SourceView
from ui.look.buttons import make_button
from ui.look.dialog_size import StackedPages
from ui.sections.section_bar import SectionBar

WIDTHS = (65, 35)  # of the form and of the source, in parts
MARK = "✓"
DONE_HERE = "这一部分核对过了。接着看“{tab}”：按 {keys}，或点上面的标签。"
LEFT = "还有 {count} 栏没有显示过：请看现在这一屏，再按一次。"
KEYS = {"table": "Ctrl+Shift+回车", "row": "Ctrl+回车"}


class CheckScreen(QWidget):
    """On one review. `changed` after each look and mend, `finished` when nothing waits and the person goes on."""

    changed = Signal()
    finished = Signal()

    def __init__(self, review: ImportReview) -> None:
        super().__init__()
        self.review = review
        self._here: Stop | None = None
        looking = Looking(self._take, self._notice, self._visit, self.step, self.table_seen)
        form = review.form
        self.source = SourceView(review.found.source, self._notice)
        self.bar, self.pages_room = SectionBar(), StackedPages()
        self._marks = {section.id: QLabel() for section in form.sections}
        self.pages = tuple(
            CheckPage(review, section, form.closing if section is form.sections[-1] else (), looking)
            for section in form.sections
        )
        self.help = HelpLine("gridHelp")
        here, section = partial(self._press, self._take_here), partial(self._press, self._take_section)
        self.right_button = make_button("对", "这一栏对，到下一处（回车）", here, often=True)
        self.row_button = make_button("整行对", f"这一行都对（{KEYS['row']}）", self._row_seen, often=True)
        self.table_button = make_button("整表对", f"这一部分都对（{KEYS['table']}）", section, often=True)
        self._lay_out()
        for page in self.pages:
            self.pages_room.addWidget(page)
            page.tell()
        review.session.subscribe(self._follow)
        self.bar.currentChanged.connect(self._turn)
        self.bar.tabBarClicked.connect(lambda place: self.pages[place].enter() if place >= 0 else None)
        self._add_keys()
        self._turn(0)

    # where the person is

    @property
    def page(self) -> CheckPage:
        """The section in front."""
        return self.pages[self.pages_room.currentIndex()]

    def begin(self) -> None:
        """To the first thing that waits; where nothing does, to the first section."""
        first = self.review.after(None, 1)
        if first is None:
            self._turn(0)
            self.finished.emit()
        else:
            self.go_to(first)

    def step(self, step: int) -> None:
        """To the next (1) or previous (-1) thing that waits; a text without a field that one leaves was seen."""
        focus = QApplication.focusWidget()
        if (text := self.page.text_of(focus)) is not None:
            self._here = Stop(text.cell, text)
            self.review.pass_by(text)
            self._tell()
        following = self.review.after(self._here, step)
        if following is None:
            self.finished.emit()
        else:
            self.go_to(following)

    def go_to(self, stop: Stop) -> None:
        """Brings the keyboard there, and its place in the source into sight."""
        place = next(n for n, page in enumerate(self.pages) if page.section.id == self.review.section_of(stop.cell))
        self.bar.setCurrentIndex(place)
        self._here = stop
        self.page.go_to(stop)
        if stop.text is None:
            self._visit(stop.cell)
        else:
            self.source.mark((stop.text.place,))
            self.help.say(harmless(stop.text.words))

    # what is right

    def confirm(self) -> None:
        """The current cell is right; on to the next."""
        if self._take_here():
            self.step(1)

    def table_seen(self) -> None:
        """The whole section is right, once all of it that waits has been on the screen with its source; but for what is blank."""
        if self._take_section():
            self.step(1)

    def _take_section(self) -> bool:
        return self._take([one.cell for one in self.review.stops_in(self.page.section.id) if one.text is None])

    def _press(self, take: Callable[[], bool]) -> None:
        """The same by a button: where the next thing is of another section the page stays, else the next click on that very
        button would speak of what nobody has read yet."""
        if not take():
            return
        following = self.review.after(self._here, 1)
        section = self.review.section_of(following.cell) if following else self.page.section.id
        if section == self.page.section.id:
            self.step(1)
        else:
            self.help.say(DONE_HERE.format(tab=self.review.form.section(section).tab, keys=keys_of("doubt")))

    def _take_here(self) -> bool:
        return self._here is not None and (self._here.text is not None or self._take((self._here.cell,)))

    def _row_seen(self) -> None:
        for view in self.page.views:
            if self._here is not None and self._here.cell in view.shape.places:
                view.look_at_row()

    def _take(self, cells: Collection[str]) -> bool:
        """Takes cells as looked at; where some were not in sight, the first of them comes there instead."""
        unseen = self.review.unseen(cells)
        if unseen:
            self.page.bring(unseen[0])
            self.source.bring(self.review.needed(unseen[0]))
            self.help.say(LEFT.format(count=len(unseen)))
            return False
        if len(cells) > 1:  # of several at once only what stands there can be right; a blank is answered by itself
            cells = [cell for cell in cells if not self.review.is_blank(cell)]
        asked = any(self.review.asked(cell) or self.review.remark(cell) for cell in cells)
        self.review.look(cells)
        if asked:
            self._tell()  # of questions no session speaks
        return True

    def _notice(self) -> None:
        """Something was painted: what waits and is on the screen with its source has been seen."""
        page = self.page
        waiting = self.review.unseen([one.cell for one in self.review.stops_in(page.section.id)])
        if waiting and self.isVisible():
            sight = page.in_sight(waiting)
            self.review.saw(name for name in sight if self.source.shows(self.review.needed(name)))

    # following

    def settle(self) -> str:
        """Ends an open entry; why it was not taken, '' where it was."""
        return "".join([page.settle() for page in self.pages])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key for the whole table from anywhere; Enter beside the form leads back to what waits."""
        if deed_of(event) == "table_seen":
            if not event.isAutoRepeat():
                self.table_seen()
        elif event.key() in ENTER and self._here is not None and self.review.stops:
            if self.page.text_of(QApplication.focusWidget()) is not None:
                self.step(1)
            else:
                self.go_to(self._here)
        else:
            super().keyPressEvent(event)

    def _visit(self, cell: str) -> None:
        self._here = Stop(cell)
        self.source.mark(self.review.marks(cell))
        self.help.say(harmless(told_of_cell(self.review, cell)))
        self.row_button.setEnabled(self._in_grid())

    def _in_grid(self) -> bool:
        return any(self._here is not None and self._here.cell in view.shape.places for view in self.page.views)

    def _turn(self, place: int) -> None:
        """Another section comes forward, its source with it."""
        self.page.settle()
        self.pages_room.setCurrentIndex(place)
        stops = self.review.stops_in(self.page.section.id)
        cells = (name for name in self.review.form.cells if self.review.section_of(name) == self.page.section.id)
        first = stops[0].cell if stops else next((name for name in cells if self.review.marks(name)), "")
        if first:
            self.source.bring(self.review.marks(first))
        self.row_button.setVisible(bool(self.page.views))
        self.table_button.setText("整表对" if self.page.views else "本页都对")
        self._tell()

    def _follow(self, change: Change) -> None:
        for page in self.pages:
            page.follow(change)
        self._tell()
        if self._here is not None and self._here.text is None:
            self.help.say(harmless(told_of_cell(self.review, self._here.cell)))

    def _tell(self) -> None:
        """How many wait in each section, on its tab and for its ears."""
        had = self.review.had
        for place, page in enumerate(self.pages):
            section, count = page.section, len(self.review.stops_in(page.section.id))
            mark, told = self._marks[section.id], str(count) if count else MARK if section.id in had else ""
            if mark.text() != told:
                mark.setText(told)
                mark.setProperty("level", "verify" if count else "")
                mark.style().unpolish(mark)
                mark.style().polish(mark)
            words = f"{count} 处待核对" if count else "没有要核对的"
            self.bar.setTabToolTip(place, f"{section.heading}：{words}（Alt+{place + 1}）")
            self.bar.setAccessibleTabName(place, f"{section.heading}，{words}")
        waiting = bool(self.review.stops_in(self.page.section.id))
        for button in (self.right_button, self.table_button):
            button.setEnabled(waiting)
        self.page.tell()
        self.changed.emit()

    def _undo(self, *, again: bool) -> None:
        self.settle()
        session = self.review.session
        cells = session.redo() if again else session.undo()
        home = next((name for name in self.review.form.cells if name in cells), "")
        if home:
            self.go_to(Stop(self.review.home(home)))

    # looks

    def _add_keys(self) -> None:
        keys = {command.id: [one for one in (command.keys, command.also) if one] for command in COMMANDS}
        deeds: list[tuple[str, Callable[[], None]]] = []
        deeds += [(one, partial(self.step, 1)) for one in keys["doubt"]]
        deeds += [(one, partial(self.step, -1)) for one in keys["doubt_back"]]
        deeds += [(one, partial(self._undo, again=False)) for one in keys["undo"]]
        deeds += [(one, partial(self._undo, again=True)) for one in keys["redo"]]
        deeds += [(f"Alt+{place + 1}", partial(self._open, place)) for place in range(len(self.pages))]
        for one, deed in deeds:
            shortcut = QShortcut(QKeySequence(one), self)
            shortcut.activated.connect(deed)

    def _open(self, place: int) -> None:
        self.bar.setCurrentIndex(place)
        self.page.enter()

    def _lay_out(self) -> None:
        for section in self.review.form.sections:
            self._marks[section.id].setMinimumWidth(self.fontMetrics().horizontalAdvance("000"))
            self.bar.add(section.tab, self._marks[section.id])
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setObjectName("checkSplit")
        across.addWidget(self.pages_room)
        across.addWidget(self.source)
        across.setChildrenCollapsible(False)
        for place, part in enumerate(WIDTHS):
            across.setStretchFactor(place, part)
        across.setSizes([part * 20 for part in WIDTHS])
        across.setHandleWidth(9)
        self.source.setVisible(self.review.found.source is not None)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.help, 1)
        for button in (self.right_button, self.row_button, self.table_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.bar)
        column.addWidget(across, 1)
        column.addLayout(foot)
