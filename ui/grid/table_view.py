"""One grid as a table of Qt: headings frozen both ways, cells typed, moved through and pasted as in a spreadsheet.

Repaints from its model; every change goes to the session as an edit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import cast

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QToolTip, QWidget

from app.errors import ValueRefused
from app.report.report import Edit
from app.report.session import Session
from ui.changes.changes import propose
from ui.entry.clipboard_words import figures
from ui.entry.given import is_taken, taken_by_labels
from ui.entry.grid_keys import deed_of, way_of
from ui.entry.refusal import Refusal
from ui.grid import selected_block as block
from ui.grid.cell_delegate import CellDelegate
from ui.grid.cell_editor import PASTE, CellEditor
from ui.grid.grid_header import Corner, GridHeader
from ui.grid.grid_model import GridModel, Index
from ui.grid.grid_shape import GridShape
from ui.grid.measure import MOST, ROOMY, Spacing, fitted
from ui.grid.quiet_table import QuietTable
from ui.grid.selected_block import Area
from ui.grid.step import step
from ui.look.grid_colours import theme_of
from ui.look.lettering import Lettering
from ui.look.shared_sentences import LOCKED

Trigger = QAbstractItemView.EditTrigger
Bars = Qt.ScrollBarPolicy
DERIVED = "这一格由程序自动相加，不用填写。"
LEAST_HEIGHT, LEAST_DENSE = 160, 96  # pixels of a grid that scrolls


class GridView(QuietTable):
    """A grid. `beyond` tells a way that leads out of it, `told` a sentence for the page, `visited` a cell id.

    `table_seen` asks for the whole table to be taken as looked at.
    """

    beyond = Signal(str)
    told = Signal(str)
    visited = Signal(str)
    table_seen = Signal()

    def __init__(self, session: Session, shape: GridShape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.shape = shape
        self._theme = theme_of(self.palette())
        self._whole, self._spacing = True, ROOMY
        self._letters = Lettering(self.font())
        self.model_of_cells = GridModel(session, shape, self)
        self._delegate = CellDelegate(session, lambda: self._theme, self.refuse, self)
        self._rows = GridHeader(Qt.Orientation.Vertical, shape.row_labels, lambda: self._theme, self)
        self._columns = GridHeader(Qt.Orientation.Horizontal, shape.column_labels, lambda: self._theme, self)
        self._corner = Corner(shape.grid.corner, lambda: self._theme, self)
        self._refusal = Refusal(self)
        self._assemble()

    def _assemble(self) -> None:
        self._delegate.left.connect(lambda way: self.paste() if way == PASTE else self.go(way))
        for heading in (self._rows, self._columns):
            heading.sectionPressed.connect(lambda _: self.setFocus(Qt.FocusReason.MouseFocusReason))
        self.setModel(self.model_of_cells)
        self.setItemDelegate(self._delegate)
        self.setVerticalHeader(self._rows)
        self.setHorizontalHeader(self._columns)
        for part in (self._rows, self._corner):
            part.setVisible(bool(self.shape.row_labels))
        self.setObjectName("formGrid")
        self.setToolTip("直接输入数字，F2 修改，回车向下，Tab 向右")
        self.verticalScrollBar().valueChanged.connect(self._rows.redraw_groups)
        self.horizontalScrollBar().valueChanged.connect(self._columns.redraw_groups)
        self.setEditTriggers(Trigger.AnyKeyPressed | Trigger.EditKeyPressed | Trigger.DoubleClicked)
        self.setAccessibleName(" ".join(filter(None, (self.shape.section.heading, self.shape.grid.header))))

    @property
    def editor(self) -> CellEditor | None:
        """The editor that is open, if one is."""
        return self._delegate.editor

    def in_sight(self, cells: Collection[str]) -> tuple[str, ...]:
        """Those of these cells that are wholly on the screen."""
        room = self.viewport().visibleRegion().boundingRect()
        model = self.model_of_cells
        here = (name for name in cells if name in self.shape.places)
        return tuple(name for name in here if room.contains(self.visualRect(model.index_of(name))))

    def current_cell(self) -> str:
        """The id of the current cell, '' for none."""
        index = self.currentIndex()
        return self.model_of_cells.cell(index).id if index.isValid() else ""

    def show_whole(self, whole: bool) -> None:
        """Whether the view is always as high as its grid (stacked grids) or scrolls when it must."""
        self._whole = whole
        self.setVerticalScrollBarPolicy(Bars.ScrollBarAlwaysOff if whole else Bars.ScrollBarAsNeeded)

    def space(self, spacing: Spacing) -> None:
        """Roomy or dense rows and headings."""
        self._spacing = spacing
        self._fit()

    def tint(self, here: bool) -> None:
        """Tints the headings of the current cell while the person is in this grid."""
        index = self.currentIndex()
        self._rows.tint(index.row() if here else -1)
        self._columns.tint(index.column() if here else -1)

    def put(self, row: int, column: int) -> None:
        """Makes a cell current, in sight and focused."""
        self.make_current(self.model_of_cells.index(row, column))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, way: str) -> None:
        """One step; `beyond` when it leads out of the grid."""
        index = self.currentIndex()
        place = step(self._session.form, self.shape, (index.row(), index.column()), way)
        if place is None:
            self.beyond.emit(way)
        else:
            self.put(*place)

    def settle(self) -> str:
        """Ends an open entry: a good one is kept, a refused one leaves the old value; says why, '' where all is well."""
        refused = ""
        if (editor := self.editor) is not None:
            QGuiApplication.inputMethod().commit()
            refused = "" if editor.finish() else editor.accessibleDescription()
            self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        self._session.settle()
        return refused

    def edit_note(self) -> None:
        """Opens the current cell with the cursor between the brackets of its note."""
        index = self.currentIndex()
        if index.isValid() and self.edit(index, Trigger.AllEditTriggers, None) and self.editor:
            self.editor.write_note()

    def refuse(self, sentence: str) -> None:
        """Says beside the current cell why something was not taken; the cell and what is typed there stay in sight.

        '' takes back what was said.
        """
        if not sentence:
            self._refusal.hide()
            return
        rect = self.visualRect(self.currentIndex())
        if self.editor is not None:
            rect = rect.united(self.editor.geometry())
        corner = self.viewport().mapTo(self._refusal.parentWidget(), rect.topLeft())
        self._refusal.say(sentence, QRect(corner, rect.size()))

    def lend_room(self, room: QWidget) -> None:
        """A widget around a low grid, over which a refusal may stand."""
        self._refusal.setParent(room)

    def area(self) -> Area:
        """The rectangle around the selection; the current cell alone where that is outside, as after Ctrl+Down."""
        found = self.selectionModel().selectedIndexes()
        found = found if self.currentIndex() in found else [self.currentIndex()]
        return Area.around((index.row(), index.column()) for index in found)

    def copy(self) -> None:
        """The selected cells to the clipboard as tab-separated text."""
        if self.currentIndex().isValid():
            QGuiApplication.clipboard().setText(block.copied(self._session, self.shape, self.area()))

    def cut(self) -> None:
        """Copies and clears."""
        self.copy()
        self.clear("剪切")

    def clear(self, label: str = "清除") -> None:
        """Makes the selected typed cells blank, one step of undo."""
        if self._session.read_only:
            self.refuse(LOCKED)
        elif self.currentIndex().isValid():
            block.clear(self._session, self.shape, self.area(), label)
            self._refusal.hide()
            self.scrollTo(self.currentIndex())  # what was emptied is in sight

    def paste(self) -> None:
        """A block from the clipboard at the current cell, unless the window takes it."""
        usable = not self._session.read_only and self.currentIndex().isValid()
        if not is_taken(self, QGuiApplication.clipboard().mimeData(), self._paste if usable else None):
            self._paste()

    def _paste(self) -> None:
        if self._session.read_only:
            self.refuse(LOCKED)
        if self._session.read_only or not self.currentIndex().isValid():
            return
        try:
            told = taken_by_labels(self, self._session, self.shape.section.id)
            given = "" if told else figures(QGuiApplication.clipboard().mimeData())
            told = told or block.paste(self._session, self.shape, self.area(), given, self._write)
        except ValueRefused as reason:
            self.refuse(reason.sentence)
            return
        self._refusal.hide()  # why an earlier one was not pasted
        if told:
            self.told.emit(told)

    def _write(self, edit: Edit) -> Edit | None:
        return propose(self._session, edit, "粘贴", self)

    def edit(  # type: ignore[override]
        self, index: Index, trigger: Trigger = Trigger.AllEditTriggers, event: QEvent | None = None
    ) -> bool:
        """F2 and double click edit what is there; a typed key replaces it."""
        opened = bool(super().edit(index, trigger, cast(QEvent, event)))
        if opened and self.editor is not None:
            self._refusal.hide()
            if trigger in (Trigger.EditKeyPressed, Trigger.DoubleClicked):
                self.editor.replacing = False
                self.editor.end(False)
        return opened

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Spreadsheet keys; all others are Qt's."""
        deed = self._deed(event)
        if deed is None:
            super().keyPressEvent(event)
            if event.text().strip() and event.text().isprintable() and self.editor is None:
                self.refuse(LOCKED if self._session.read_only else DERIVED)
        else:
            deed()

    def _deed(self, event: QKeyEvent) -> Callable[[], None] | None:
        deeds: dict[str, Callable[[], None]] = {
            "copy": self.copy, "cut": self.cut, "paste": self.paste, "clear": self.clear, "note": self.edit_note,
            "row_seen": self.look_at_row, "table_seen": self.table_seen.emit,
        }  # fmt: skip
        if event.key() == Qt.Key.Key_Escape and self._refusal.isVisible():
            return self._refusal.hide
        if deed := deeds.get(deed_of(event)):
            return deed
        way = way_of(event, sideways=False)
        if way in ("down", "up") and self.currentIndex().isValid() and not event.isAutoRepeat():
            return lambda: self._confirm(way)  # a key that is held down looks at nothing
        return (lambda: self.go(way)) if way and self.currentIndex().isValid() else None

    def _confirm(self, way: str) -> None:
        """Enter: what stands in the cell has been looked at."""
        self._session.look((self.current_cell(),))
        self.go(way)

    def look_at_row(self) -> None:
        """The whole row of the current cell has been looked at; on to the next one."""
        row = self.currentIndex().row()
        if row >= 0:
            self._session.look(self.shape.cells[row])
            self.go("down")

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab belongs to the cells; past the last one the page lets it `leave`."""
        if self.currentIndex().isValid():
            self.go("next" if forward else "previous")
        return self.currentIndex().isValid() or self.leave(forward)

    def leave(self, forward: bool) -> bool:
        """Takes the focus to what comes after or before the grid."""
        return QWidget.focusNextPrevChild(self, forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells the page where the person is."""
        super().focusInEvent(event)
        self.visited.emit(self.current_cell())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was said at a cell is over when the person leaves the grid."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._refusal.hide()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tints the headings of the current cell and tells the page."""
        super().currentChanged(current, previous)
        self._refusal.hide()
        QToolTip.hideText()  # it speaks of the cell under the mouse, and the person is elsewhere now
        self.tint(True)
        if self.hasFocus() and current.isValid():
            self.visited.emit(self.current_cell())

    def changeEvent(self, event: QEvent) -> None:
        """New colours or letters: drawn and measured anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._theme = theme_of(self.palette())
            self.viewport().update()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._letters = Lettering(self.font())
            self._delegate.take_font(self.font())
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the grid into the new width."""
        super().resizeEvent(event)
        self._fit()
        self.scrollTo(self.currentIndex())

    def _fit(self) -> None:
        frame = 2 * self.frameWidth()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        high = MOST if self._whole else self.height() - frame
        sizes = fitted(self.shape, self._letters, self.width() - frame, high, bar, self._spacing)
        self._rows.fit(sizes, self._spacing, self._letters)
        self._columns.fit(sizes, self._spacing, self._letters)
        self._corner.fit(QRect(frame // 2, frame // 2, sum(sizes.stubs), sum(sizes.levels)), self._letters)
        across = self.horizontalScrollBar().sizeHint().height() if sizes.width > self.width() - frame else 0
        height = sizes.height + frame + across
        self.setMaximumHeight(height)
        least = LEAST_DENSE if self._spacing.dense else LEAST_HEIGHT
        self.setMinimumHeight(height if self._whole else min(height, least))
