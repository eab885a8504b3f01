"""The Qt model of one grid. Holds no value: every answer comes from the session's report.

After a change it announces the changed cells only, so that a keystroke repaints a handful of cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.checks import LEVEL_WORDS, LEVELS, Finding, Level
from app.checks.prose.unseen import RULE as UNSEEN_RULE
from app.form.form import Cell
from app.form.rule import BlankRule
from app.report import totals
from app.report.comment import CommentMark
from app.report.doubt import Doubt
from app.report.session import Change, Session
from ui.grid.cell_words import added_up, built_on
from ui.grid.grid_shape import GridShape

Index = QModelIndex | QPersistentModelIndex

BLANK, UNSEEN, LAST_YEAR = "未填", "待核对", "上年"
ALL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
TYPED = ALL | Qt.ItemFlag.ItemIsEditable  # once: Python takes its time to join flags, and painting asks for every cell
PLAIN = Qt.ItemDataRole.DisplayRole


class GridModel(QAbstractTableModel):
    """Rows and columns of a grid. `show_findings` marks cells; `follow` is the session's listener."""

    def __init__(self, session: Session, shape: GridShape, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.shape = shape
        self._findings: Mapping[str, tuple[Finding, ...]] = MappingProxyType({})
        self._beside: Mapping[str, str] = MappingProxyType({})
        self._built_on = built_on(session.form)
        self._in_cells = True
        self._of_blanks = {rule.id for rule in session.form.rules if isinstance(rule, BlankRule)}
        self._comments: Mapping[str, str] = MappingProxyType({})

    def cell(self, index: Index) -> Cell:
        """The form's cell at a valid index."""
        return self._session.form.cells[self.shape.cells[index.row()][index.column()]]

    def index_of(self, cell_id: str) -> QModelIndex:
        """Where a cell stands; KeyError when it is not of this grid."""
        return self.index(*self.shape.places[cell_id])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of rows."""
        return 0 if parent.isValid() else len(self.shape.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of columns."""
        return 0 if parent.isValid() else len(self.shape.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Derived cells can be reached but not edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        locked = self._session.read_only or self.cell(index).derived
        return ALL if locked else TYPED

    def data(self, index: Index, role: int = PLAIN) -> Any:
        """What Qt asks for: text, tooltip and accessible name."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.shown(cell)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return "\n".join(self.told(cell))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = PLAIN) -> Any:
        """The headings of a row or column in words, for screen readers; the eye reads `Heading`."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        lines = self.shape.columns if orientation == Qt.Orientation.Horizontal else self.shape.rows
        if not 0 <= section < len(lines):
            return None
        _, leaf, above = lines[section]
        return " ".join(axis.name for axis in (*above, leaf) if axis.name.strip())

    def shown(self, cell: Cell) -> str:
        """The cell's text with its bracket note; '' when blank."""
        return totals.shown(self._session.form, self._session.report, cell.id)

    def level(self, cell_id: str) -> Level | None:
        """The gravest level found at a cell."""
        levels = [finding.level for finding in self._findings.get(cell_id, ())]
        return min(levels, key=LEVELS.index) if levels else None

    def doubt(self, cell_id: str) -> Doubt | None:
        """Why the number of a cell, or its bracket note, waits to be looked at; None when it does not."""
        doubted = self._session.doubted
        return doubted.get(cell_id) or doubted.get(f"{cell_id}.note") if doubted else None

    def told(self, cell: Cell) -> list[str]:
        """What hovering says: the findings, what a sum adds up, whether it is blank."""
        told = [f"{LEVEL_WORDS[f.level]}：{f.sentence}" for f in self._findings.get(cell.id, ())]
        told += [f"{UNSEEN}：{doubt.words}，看过后回车"] if (doubt := self.doubt(cell.id)) else []
        told += [self.beside(cell.id)] if cell.id in self._beside else []
        told += [self._comments[cell.id]] if cell.id in self._comments else []
        note = self._session.report.text(cell.note)
        if note:
            told.append(f"括注：{note}")
        if cell.derived:
            told.append(added_up(self._session.form, self._session.report, cell))
        elif not self.shown(cell):
            told.append(f"{BLANK}：没有发生的请填 0")
        return told

    def _spoken(self, cell: Cell) -> str:
        shown = self.shown(cell)
        state = f"{shown} {cell.unit}".rstrip() if shown else BLANK
        locked = "，自动相加" if cell.derived else ""
        word = self.level(cell.id)
        unseen = f"，{UNSEEN}" if self.doubt(cell.id) else ""
        unseen += "，有批注" if self.comment(cell.id) else ""
        return f"{self.shape.section.heading} {cell.label}：{state}{locked}{unseen}" + (
            f"，有{LEVEL_WORDS[word]}问题" if word else ""
        )

    def comment(self, cell_id: str) -> str:
        """What was remarked on a cell; '' where nothing was."""
        return self._comments.get(cell_id, "")

    def show_comments(self, marks: tuple[CommentMark, ...]) -> None:
        """Marks the cells that comments speak of, and no others."""
        found: dict[str, str] = {}
        for one in marks:
            found[one.cell] = "\n".join(filter(None, (found.get(one.cell, ""), one.words)))
        changed = {cell for cell in {*found, *self._comments} if found.get(cell) != self._comments.get(cell)}
        self._comments = MappingProxyType(found)
        self._repaint(changed)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Marks the cells that the findings name, and no others.

        What waits to be looked at has a mark of its own, and a blank has its own look: it is a state, no fault.
        """
        found: dict[str, tuple[Finding, ...]] = {}
        for finding in (one for one in findings if one.rule not in self._of_blanks | {UNSEEN_RULE}):
            for cell in finding.cells:
                if cell in self.shape.places:
                    found[cell] = (*found.get(cell, ()), finding)
        changed = {c for c in {*found, *self._findings} if found.get(c) != self._findings.get(c)}
        self._findings = MappingProxyType(found)
        self._repaint(changed)

    def beside(self, cell_id: str) -> str:
        """Last year's figure in words, '' where none is known: 上年 22; with its heading where it is another's."""
        of = f"“{heading}”" if (heading := self._built_on.get(cell_id)) else ""
        return f"{LAST_YEAR}{of} {figure}" if (figure := self._beside.get(cell_id)) else ""

    def figure(self, cell_id: str) -> str:
        """Last year's figure that stands in the cell, '' where none is known or shown."""
        return self._beside.get(cell_id, "") if self._in_cells else ""

    def show_beside(self, figures: Mapping[str, str]) -> None:
        """Last year's figures by cell."""
        found = {cell: figure for cell, figure in figures.items() if cell in self.shape.places}
        changed = {c for c in {*found, *self._beside} if found.get(c) != self._beside.get(c)}
        self._beside = MappingProxyType(found)
        self._repaint(changed)

    def show_in_cells(self, shown: bool) -> None:
        """Whether last year's figures stand in the cells; hovering tells them in either case."""
        if shown != self._in_cells:
            self._in_cells = shown
            self._repaint(set(self._beside))

    def follow(self, change: Change) -> None:
        """Announces the cells that a change of the session shows anew."""
        cells = self._session.form.cells
        self._repaint({cells[name].note_of or name for name in change.cells if name in cells})

    def _repaint(self, names: set[str]) -> None:
        for name in names & self.shape.places.keys():
            index = self.index_of(name)
            self.dataChanged.emit(index, index)
