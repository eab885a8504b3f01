"""Where a table goes: on this page, on the next, denser, or in pieces that begin with the head rows again.

A table that asks to be kept is broken only when even the densest setting does not fit one page; a page
breaks before a group of rows. Lengths are points.
"""

from __future__ import annotations

from app.document.blocks import Grid, Note
from app.typeset.flow import Flow
from app.typeset.lines import SetLine
from app.typeset.page_grid import ASCENT, DEPTH, MEASURE, PITCH, TOP, table_type
from app.typeset.tables import STYLES, SetTable, piece, set_table

NOTE_SIZE, NOTE_PITCH, NOTE_GAP = 10.5, 15.0, 3.0
SMALL_BLANK = DEPTH / 3  # a page may stay empty so far for a table's sake
MOST_STRETCH = 1.15  # of the row height
TINY = 1e-6


def place_table(flow: Flow, grid: Grid, note: Note | None) -> None:
    """Place a table under its waiting headings, leaving room for the note that follows it."""
    if not grid.rows:
        flow.release(0)
        return
    below = note_depth(flow, note)
    whole = set_table(grid, grid.rows, STYLES[0], flow.setter)
    if whole.height + below <= _room(flow):
        _put(flow, whole)
        return
    kept = _fitting(flow, grid, DEPTH - flow.heading_lines * PITCH - below)
    blank = DEPTH - flow.sheet.depth
    if kept and (grid.keep or blank <= SMALL_BLANK or flow.fresh):
        _new_page(flow)
        _put(flow, kept)
    else:
        _broken(flow, grid, below)


def place_note(flow: Flow, note: Note) -> None:
    """The note line under a table, or standing alone."""
    flow.release(1)
    lines = _note_lines(flow, note)
    start = flow.sheet.table_end if flow.sheet.table_end is not None else flow.sheet.slot * PITCH
    if start + note_depth(flow, note) > DEPTH + TINY and not flow.fresh:
        flow.turn_page()
        start = 0.0
    for number, line in enumerate(lines):
        y = start + NOTE_GAP + number * NOTE_PITCH + (NOTE_PITCH - NOTE_SIZE) / 2 + ASCENT * NOTE_SIZE
        flow.put(line, flow.sheet.left + line.indent, TOP + y, "note", note.cell)
    flow.sheet.depth, flow.sheet.table_end = start + note_depth(flow, note), None


def note_depth(flow: Flow, note: Note | None) -> float:
    """The depth that a note takes under its table."""
    return NOTE_GAP + NOTE_PITCH * len(_note_lines(flow, note)) if note else 0.0


def _note_lines(flow: Flow, note: Note) -> tuple[SetLine, ...]:
    return flow.setter.paragraph(note.text, table_type(NOTE_SIZE), MEASURE, 0.0)


def _start(flow: Flow) -> float:
    """Depth of the next table's upper rule: flush under a table, else under the waiting headings."""
    if flow.sheet.table_end is not None and not flow.waiting:
        return flow.sheet.table_end
    return (flow.sheet.slot + flow.heading_lines) * PITCH


def _room(flow: Flow) -> float:
    return DEPTH - _start(flow) + TINY


def _new_page(flow: Flow) -> None:
    if not flow.fresh:
        flow.turn_page()


def _put(flow: Flow, table: SetTable) -> None:
    start = _start(flow)
    flow.release(0)
    flow.table(table, start)


def _fitting(flow: Flow, grid: Grid, room: float) -> SetTable | None:
    """The whole table in the airiest style that fits; only a table that asks to be kept is set denser.

    A denser table then takes the depth of its page, its rows a little higher.
    """
    for style in STYLES if grid.keep else STYLES[:1]:
        table = set_table(grid, grid.rows, style, flow.setter)
        if table.height <= room + TINY:
            stretch = 1.0 if style == STYLES[0] else min(MOST_STRETCH, room / table.height)
            return set_table(grid, grid.rows, style, flow.setter, stretch)
    return None


def _broken(flow: Flow, grid: Grid, below: float) -> None:
    low, count = 0, len(grid.rows)
    while low < count:
        high = _end_of_piece(flow, grid, low, below, at_groups=True)
        if high is None and not flow.fresh:
            flow.turn_page()
            continue
        if high is None:
            high = _end_of_piece(flow, grid, low, below, at_groups=False) or low + 1
        table = _dense_enough(flow, grid, low, high)
        _put(flow, table)
        low = high
        if low < count:
            flow.turn_page()


def _end_of_piece(flow: Flow, grid: Grid, low: int, below: float, *, at_groups: bool) -> int | None:
    """The furthest row before which this page may break, or None when not even the first piece fits."""
    count, found, style = len(grid.rows), None, STYLES[0]
    least = max(low, grid.header_rows) + 1
    for high in range(least, count + 1):
        if at_groups and high < count and not grid.rows[high].group:
            continue
        height = set_table(grid, piece(grid, low, high), style, flow.setter).height
        if height + (below if high == count else 0.0) > _room(flow):
            break
        found = high
    return found


def _dense_enough(flow: Flow, grid: Grid, low: int, high: int) -> SetTable:
    """The piece in the airiest style that fits the page; the densest when none does."""
    tables = (set_table(grid, piece(grid, low, high), style, flow.setter) for style in STYLES)
    for table in tables:
        if table.height <= _room(flow):
            return table
    return table
