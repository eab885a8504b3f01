"""A section's table on the screen: its grids one under the other, what to do with them, help and the note line.

Wires grids, buttons, help line and note line to one another and to the session; holds no value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.checks import Finding
from app.form.form import Section
from app.report.comment import CommentMark
from app.report.draft import DraftPiece
from app.report.session import Change, Session
from ui.changes.changes import propose
from ui.commands.actions import keys_of
from ui.entry.field_menu import comment_here
from ui.entry.value_edit import ValueEdit
from ui.grid.cell_words import full_name, help_sentences
from ui.grid.grid_model import UNSEEN
from ui.grid.grid_shape import GridShape
from ui.grid.help_line import HelpLine
from ui.grid.notice import Notice
from ui.grid.selected_block import zeros
from ui.grid.stage import Stage, TableLooks
from ui.grid.step import enter
from ui.grid.table_head import TableDeeds, TableHead
from ui.grid.table_view import GridView
from ui.look.buttons import make_flat_button
from ui.narrative.unplaced_place import UnplacedPlace, UnplacedShelf

MARGINS, LOW_MARGINS = (12, 3), (8, 3)  # pixels at the sides, and above, below and between
FIRST_STEP = "选一格开始填写：回车向下，Tab 向右，F2 修改，Esc 撤回这一格，电子表格里的数字可以整块粘贴。"
NOT_SHOWN = "还有 {count} 栏待核对的没有显示过：请对照原文看现在这一屏，再按一次。"
NO_BLANK = "本表没有空白的格，没有变化。"
WIDEST = 1440  # pixels: wider tables only carry the eye astray
TOLD = 60_000  # milliseconds that a whole explanation stands, unless one goes on


class TablePart(QWidget):
    """The grids of one section. `visit` hears in which cell the person is."""

    def __init__(self, session: Session, section: Section, visit: Callable[[str], None]) -> None:
        super().__init__()
        self._session, self._section, self._visit = session, section, visit
        self.views = tuple(GridView(session, GridShape(section, grid)) for grid in section.grids)
        self.help = HelpLine("gridHelp")
        self.help.say(FIRST_STEP)
        self.stage = Stage(session, self.views)
        self._looks = TableLooks()
        deeds = TableDeeds(self.fill_all, self.fill_blanks, self.paste, self.ask_seen, self._turn_note)
        self._head = TableHead(section, deeds, read_only=session.read_only)
        self.notice = Notice(self._head, self)
        self.notice.left.connect(self.enter)
        self.note = ValueEdit(session, session.form.cells[section.note], visit)
        self.note.returnPressed.connect(lambda: None if self.note.accessibleDescription() else self._fold_note())
        self.note_button = self._head.note_button
        tip = "这一部分和当前格的说明，全文"
        self.tell_button = make_flat_button("说明", tip, self.tell_whole, often=True)
        self.tell_button.setProperty("compact", True)
        texts = {field.id for field in section.fields}
        here = [cell.id for cell in session.form.cells.values() if cell.section == section.id and cell.id not in texts]
        self.places = (UnplacedPlace(session, here, lambda: self.note, wide=True),)
        self._shelf = UnplacedShelf(self.places[0])
        self._current = self.views[0]
        self._shown = set[str]()  # doubted numbers that were on the screen when somebody asked
        self._lay_out()
        self._last_year_actions: list[QAction] = []
        for view in self.views:
            view.visited.connect(lambda cell, view=view: self._come_to(view, cell))
            view.beyond.connect(lambda way, view=view: self._beyond(view, way))
            view.told.connect(lambda sentence: self.notice.tell(sentence))
            view.table_seen.connect(self.ask_seen)
            self._add_menu(view)
        self._count_unseen()

    # What the page asks of a part

    def holds(self, cell_id: str) -> bool:
        """Whether the cell, or the number it is a note of, stands here."""
        return cell_id == self._section.note or self._view_of(cell_id) is not None

    def first_empty(self) -> str:
        """The first typed cell that is blank, in the form's order; '' when there is none."""
        cells, report = self._session.form.cells, self._session.report
        names = (name for view in self.views for row in view.shape.cells for name in row)
        return next((name for name in names if not cells[name].derived and name not in report.cells), "")

    def enter(self) -> None:
        """Takes the keyboard where the person last was."""
        self._current.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_cell(self, cell_id: str, start: int = -1, end: int = -1, *, keyboard: bool = True) -> None:
        """Goes to a cell; of the note line it shows characters."""
        view = self._view_of(cell_id)
        if view is None:
            self._noting.show()
            if keyboard:
                self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            self.note.show_place(start, end)
        elif keyboard:
            view.put(*view.shape.places[self._number(cell_id)])
        else:
            view.make_current(view.model_of_cells.index_of(self._number(cell_id)))
            self._come_to(view, self._number(cell_id))

    def unmark(self) -> None:
        """No place is shown any more; a current cell stays current."""
        self.note.unmark()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Marks the cells that these findings name."""
        for view in self.views:
            view.model_of_cells.show_findings(findings)

    def show_comments(self, marks: tuple[CommentMark, ...]) -> None:
        """Marks the cells that comments speak of."""
        for view in self.views:
            view.model_of_cells.show_comments(marks)

    def show_last_year(self, pieces: tuple[DraftPiece, ...], figures: Mapping[str, str]) -> None:
        """Shows last year's figures beside the cells that build on them."""
        for view in self.views:
            view.model_of_cells.show_beside(figures)

    def settle(self) -> str:
        """Ends every open entry; why one was not taken, '' where all were."""
        return "".join([*(view.settle() for view in self.views), self.note.settle()])

    def follow(self, change: Change) -> None:
        """The session's listener; what was told or asked before is over."""
        self.notice.put_away()
        for view in self.views:
            view.model_of_cells.follow(change)
        for foot in self.stage.feet:
            foot.follow(change)
        if told := self._current.current_cell():
            self._tell_of(self._current, told)  # whether it waits to be looked at may have changed
        self.note.follow(change)
        for place in self.places:
            place.follow()
        self._shelf.fit()
        self._name_note()
        self._count_unseen()

    def show_low(self, low: bool) -> None:
        """In a low room the rows have it: the head goes, whose deeds are in the menu and on keys."""
        across, along = LOW_MARGINS if low else MARGINS
        self._column.setContentsMargins(across, along, across, along)
        self._column.setSpacing(along)
        self._head.setVisible(not low)
        if low:
            for button in self._head.low_buttons:
                self._foot.addWidget(button)
        else:
            self._head.take_low_buttons()
        self._count_unseen()
        self._name_note()
        self._shelf.show_low(low)

    def show_looks(self, looks: TableLooks) -> None:
        """Looks as a person wants them."""
        self._looks = looks
        self.stage.want(looks.density)
        for view in self.views:
            view.model_of_cells.show_in_cells(looks.last_year)
        for action in self._last_year_actions:
            action.setChecked(looks.last_year)

    def tell_whole(self) -> None:
        """All of what the lines about the section and the current cell say."""
        self.notice.tell("\n".join(filter(None, (self._section.hint, self.help.whole))), TOLD)

    def _name_note(self) -> None:
        self._head.show_note(written=bool(self._session.report.text(self._section.note)))

    def _turn_note(self) -> None:
        """Unfolds the note for typing, or folds it again."""
        if self._noting.isVisible():
            self._fold_note()
        else:
            self._noting.show()
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold_note(self) -> None:
        self._noting.hide()
        self.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the note goes back to the table."""
        if event.key() == Qt.Key.Key_Escape and self.note.hasFocus():
            self._fold_note()
        else:
            super().keyPressEvent(event)

    # Deeds

    def fill_all(self) -> None:
        """Fills the whole table with 0; shown first when numbers stand in it."""
        self._fill(blanks_only=False)
        self._current.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill_blanks(self) -> None:
        """Fills what is blank with 0."""
        self._fill(blanks_only=True)

    def ask_seen(self) -> None:
        """Takes the whole table as looked at, when the person says so."""
        unseen = self._unseen()
        if not unseen or self._session.read_only:
            return
        if hidden := self._hidden(unseen):
            self.focus_cell(hidden[0])
            view = self._view_of(hidden[0])
            assert view is not None  # the note has no row to be scrolled to
            view.scrollTo(view.model_of_cells.index_of(hidden[0]), GridView.ScrollHint.PositionAtTop)
            self.notice.tell(NOT_SHOWN.format(count=len(hidden)))
        else:
            self.notice.ask(
                f"本表还有 {len(unseen)} 栏待核对。整张表都对照原文看过了？", "都核对过了", "还没有", self._see_all
            )

    def _hidden(self, cells: Collection[str]) -> list[str]:
        """The numbers among these cells that have not been on the screen at any time that somebody asked."""
        homes = dict.fromkeys(self._number(name) for name in cells)
        self._shown.update(name for view in self.views for name in view.in_sight(homes))
        return [name for name in homes if name not in self._shown and self._view_of(name) is not None]

    def _see_all(self) -> None:
        self._session.look(self._unseen())
        self._current.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unseen(self) -> tuple[str, ...]:
        cells = self._session.form.cells
        return tuple(name for name in self._session.doubted if cells[name].section == self._section.id)

    def _count_unseen(self) -> None:
        self._head.show_unseen(len(self._unseen()))

    def _fill(self, *, blanks_only: bool) -> None:
        self.settle()
        edit = zeros(self._session.form, self._session.report, self._section, blanks_only=blanks_only)
        if edit.changes:
            propose(self._session, edit, edit.label, self)
        else:
            self.notice.tell(NO_BLANK)
        self._current.setFocus(Qt.FocusReason.OtherFocusReason)

    def paste(self) -> None:
        """A block from the clipboard at the current cell."""
        self._current.setFocus(Qt.FocusReason.OtherFocusReason)
        self._current.paste()

    # From grid to grid

    def _number(self, cell_id: str) -> str:
        cell = self._session.form.cells.get(cell_id)
        return cell.note_of if cell is not None and cell.note_of else cell_id

    def _view_of(self, cell_id: str) -> GridView | None:
        return next((view for view in self.views if self._number(cell_id) in view.shape.places), None)

    def _come_to(self, view: GridView, cell_id: str) -> None:
        for other in self.views:
            if other is not view:
                other.clearSelection()
                other.tint(False)
        view.tint(True)
        self._current = view
        self._noting.hide()
        self._tell_of(view, cell_id)
        if self.stage.stack is not None:
            self.stage.stack.keep_in_sight(view)
        self._visit(cell_id)

    def _tell_of(self, view: GridView, cell_id: str) -> None:
        row, column = view.shape.places[cell_id]
        cell, lines = self._session.form.cells[cell_id], (view.shape.rows[row][1], view.shape.columns[column][1])
        sentence, article = help_sentences(*lines)
        locked = "由程序自动相加，不用填写。" if cell.derived else ""
        basis = f"（{article}）" if article else ""
        before = f"{words}。" if (words := view.model_of_cells.beside(cell_id)) else ""
        if doubt := view.model_of_cells.doubt(cell_id):
            before = f"{UNSEEN}，{doubt.words}：看过后按回车。{before}"
        self.help.say(f"{full_name(cell, *lines)}：{before}{locked}{sentence}{basis}")

    def _beyond(self, view: GridView, way: str) -> None:
        back = way in ("up", "previous", "arrow_up")
        number = self.views.index(view) + (-1 if back else 1)
        column = view.currentIndex().column()
        if way in ("arrow_left", "arrow_right"):
            return
        if not 0 <= number < len(self.views):
            self._leave(way, column)
            return
        other = self.views[number]
        wide = len(other.shape.columns)
        column = {"next": 0, "previous": wide - 1}.get(way, min(column, wide - 1))
        place = enter(self._session.form, other.shape, column, last=back)
        if place is not None:
            other.put(*place)

    def _leave(self, way: str, column: int) -> None:
        """Past the last cell: Tab leaves the table, Enter goes on at the top of the next column."""
        if way in ("next", "previous"):
            self._current.leave(way == "next")
        first = self.views[0]
        if way == "down" and column + 1 < len(first.shape.columns):
            place = next(
                (
                    found
                    for following in range(column + 1, len(first.shape.columns))
                    if (found := enter(self._session.form, first.shape, following))
                ),
                None,
            )
            if place is not None:
                first.put(*place)

    # Looks

    def _lay_out(self) -> None:
        sheet = QWidget()
        sheet.setMaximumWidth(WIDEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(sheet, 1)
        row.addStretch(0)
        self._column = column = QVBoxLayout(sheet)
        column.addWidget(self._head)
        column.addWidget(self.stage, 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.help, 1)
        self._foot.addWidget(self.tell_button)
        column.addLayout(self._foot)
        column.addWidget(self._note_line())
        column.addWidget(self._shelf)
        column.addStretch(0)
        self.show_low(False)

    def _note_line(self) -> QWidget:
        self._noting = QWidget()
        row = QHBoxLayout(self._noting)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel("表注（印在表下，可不填）")
        label.setBuddy(self.note)
        row.addWidget(label)
        row.addWidget(self.note, 1)
        self._noting.hide()
        return self._noting

    def _add_menu(self, view: GridView) -> None:
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, keys, deed in (
            ("剪切", "Ctrl+X", view.cut),
            ("复制", "Ctrl+C", view.copy),
            ("粘贴", "Ctrl+V", view.paste),
            ("清除", "Del", view.clear),
            ("编辑括注", "Ctrl+M", view.edit_note),
            ("批注…", keys_of("comment"), lambda: comment_here(view)),
            ("整行已核对", "Ctrl+Return", view.look_at_row),
            ("整表已核对…", "Ctrl+Shift+Return", self.ask_seen),
            ("表注", "", self._turn_note),
            ("说明", "", self.tell_whole),
        ):
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            action = QAction(f"{text}\t{shown}" if shown else text, view)
            action.triggered.connect(lambda _=False, deed=deed: deed())
            view.addAction(action)
        last_year = QAction("格内显示上年数", view)
        last_year.setCheckable(True)
        last_year.setChecked(True)
        last_year.triggered.connect(lambda shown: self._looks.keep_last_year(shown))
        view.addAction(last_year)
        self._last_year_actions.append(last_year)
