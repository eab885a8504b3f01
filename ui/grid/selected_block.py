"""Work on a rectangle of a grid: copy, clear, paste, fill with zeros. Each is one edit of the session. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.form.form import Cell, Form, Section, grid_cell
from app.form.kinds import DATE, TEXT, Value
from app.report import totals
from app.report.entry import parse_block, read_block, write_block
from app.report.report import Edit, Report, applied
from app.report.session import Session
from ui.grid.grid_shape import GridShape

Write = Callable[[Edit], Edit | None]
SAME = "粘贴的内容与现在相同，没有变化。"
NOT_PASTED = "没有粘贴，表里没有变化。"


@dataclass(frozen=True)
class Area:
    """A rectangle of places; never empty."""

    rows: range
    columns: range

    @staticmethod
    def around(places: Iterable[tuple[int, int]]) -> Area:
        """The smallest rectangle around some places."""
        rows, columns = zip(*places, strict=True)
        return Area(range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1))


def copied(session: Session, shape: GridShape, area: Area) -> str:
    """The rectangle as clipboard text, numbers as shown."""
    return write_block(
        [totals.shown(session.form, session.report, shape.cells[r][c]) for c in area.columns]
        for r in area.rows
    )


def clear(session: Session, shape: GridShape, area: Area, label: str) -> None:
    """Makes the typed cells of the rectangle blank, with their bracket notes."""
    cells = [session.form.cells[shape.cells[r][c]] for r in area.rows for c in area.columns]
    names = [name for cell in cells if not cell.derived for name in (cell.id, cell.note)]
    session.apply(Edit(dict.fromkeys(names), label))


def paste(session: Session, shape: GridShape, area: Area, text: str, write: Write) -> str:
    """Puts clipboard text at the rectangle's first place and returns what to tell: of a number in one cell, nothing.

    A single value fills the whole rectangle. `write` writes the edit, or what a person took of it, and gives that.
    Raises ValueRefused; then nothing has changed.
    """
    block = parse_block(text)
    single = len(block) == len(block[0]) == 1
    if single:
        block = (block[0] * len(area.columns),) * len(area.rows)
    places = [line[area.columns[0] :] for line in shape.cells[area.rows[0] :]]
    pasted = read_block(session.form, session.report, places, block)
    written = write(pasted.edit)
    if written is None:
        return NOT_PASTED
    if not written.changes:
        return SAME
    if single and len(area.rows) == len(area.columns) == 1:
        return ""
    whole = applied(session.report, pasted.edit) == session.report
    return pasted.sentence if whole else f"已粘贴 {len(written.changes)} 栏，没有勾选的保持原样。"


def zeros(form: Form, report: Report, section: Section, *, blanks_only: bool) -> Edit:
    """The edit that fills a section's numbers with 0: the blank ones, or all (their notes go)."""
    changes: dict[str, Value | None] = {}
    for cell in number_cells(form, section):
        if cell.id not in report.cells:
            changes[cell.id] = cell.kind.read("0")
        elif not blanks_only:
            changes |= {cell.id: cell.kind.read("0"), cell.note: None}
    return Edit(changes, "空白填 0" if blanks_only else "全部填 0")


def number_cells(form: Form, section: Section) -> list[Cell]:
    """The typed number cells of a section's grids."""
    ids = [
        grid_cell(section, row, column)
        for grid in section.grids
        for row, _, _ in grid.rows.leaves()
        for column, _, _ in grid.columns.leaves()
    ]
    cells = [form.cells[name] for name in ids]
    return [cell for cell in cells if not cell.derived and cell.kind not in (TEXT, DATE)]
