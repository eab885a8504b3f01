"""Rows and lines of a file in order, without the rows of tables that are not the form's own.

A page may compare years in a table of its own, hang a table behind the text, or carry a calendar: its rows may bear
labels of the form, but its numbers are others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.exchange.matching.found_row import FoundRow, grid_name
from app.exchange.matching.headings import section_of
from app.exchange.matching.labels import LabelBook
from app.exchange.matching.narrative_texts import TABLE
from app.exchange.matching.row_search import SearchContext, read_rows
from app.exchange.matching.side_by_side import parted
from app.exchange.source.source import Line, Source, Table
from app.exchange.source.values import is_number
from app.form.form import Section

LONGEST_IN_TABLE = 60  # characters of a cell; longer ones are paragraphs that a table arranges
_FEWEST_ROWS = 2


@dataclass(frozen=True)
class _Group:
    """A block of the source, what it was read as, and the section it stands in."""

    block: Line | Table
    pieces: tuple[FoundRow | Line, ...]
    section: Section | None


def placed_pieces(book: LabelBook, source: Source) -> Iterator[FoundRow | Line]:
    """The rows and lines of all blocks; a table of somebody's own within prose becomes one line of its own part."""
    groups = list(_groups(book, source))
    rows = [piece for group in groups for piece in group.pieces if isinstance(piece, FoundRow)]
    if source.ours:
        own: frozenset[str] = frozenset()
        firm: frozenset[tuple[str, str]] = frozenset()
    else:
        # own: the sections whose rows stand where they belong. firm: the rows that can be read at one place at least.
        # Only where the real thing is there is its double dropped; a report with nothing but a table in an annex keeps that.
        own = frozenset(row.inside for row in rows if row.inside == row.grid.section.id)
        firm = frozenset((grid_name(row.grid), row.row) for row in rows if row.places == "firm")
    for group in groups:
        kept = [piece for piece in group.pieces if not _is_stray(piece, own, firm)]
        lost = len(kept) < len(group.pieces)
        if not source.ours and isinstance(group.block, Table) and _is_foreign(group, kept, lost=lost):
            yield Line(_shown(group.block), group.block.place, part=TABLE)
        else:
            yield from kept


def _groups(book: LabelBook, source: Source) -> Iterator[_Group]:
    context = SearchContext()
    for block in source.blocks:
        if isinstance(block, Table):
            for table in (block,) if source.ours or block.loose else parted(book, block):
                section = context.section
                pieces = read_rows(book, table, context)
                yield _Group(table, pieces, section if context.section is section else None)
        else:
            context.enter(section_of(book, block))
            context.hear(block.text)
            yield _Group(block, (block,), context.section)


def _is_stray(piece: FoundRow | Line, own: frozenset[str], firm: frozenset[tuple[str, str]]) -> bool:
    """A row outside its section, which has rows of its own; or one whose table knows none of the form's columns."""
    if isinstance(piece, Line):
        return False
    # Under 存在的问题 a writer compares: 重复申请 2024年 5 2025年 7. The row is the form's, its numbers are not.
    if piece.inside != piece.grid.section.id and piece.grid.section.id in own:
        return True
    # And a list of one's own may say 行政处罚 12 under a head that knows no column of the form (月份, 办件数). A row with as many
    # figures as the form has columns is no such thing: it may be a table that lost its head, and says something of its cells.
    known = not piece.head.lent and bool(piece.head.columns)
    whole = sum(1 for box in piece.values if box.text.strip()) == len(piece.grid.columns)
    return piece.places != "firm" and not (known or whole) and (grid_name(piece.grid), piece.row) in firm


def _is_foreign(group: _Group, kept: list[FoundRow | Line], *, lost: bool) -> bool:
    assert isinstance(group.block, Table)
    # In a section of texts a table of figures is told as one thing to be looked after. One that only arranges paragraphs, as
    # pages do, is read as the paragraphs it holds.
    if group.section is None or group.section.grids or any(isinstance(piece, FoundRow) for piece in kept):
        return False
    return not group.block.loose and (lost or _holds_figures(group.block))


def _holds_figures(table: Table) -> bool:
    texts = [[box.text.strip() for box in row if box.text.strip()] for row in table.rows]
    longest = max((len(text) for row in texts for text in row), default=0)
    wide = sum(len(row) > 1 for row in texts)
    return (
        longest <= LONGEST_IN_TABLE
        and wide >= _FEWEST_ROWS
        and any(is_number(text) for row in texts for text in row)
    )


def _shown(table: Table) -> str:
    rows = ([box for box in row if box.row == number] for number, row in enumerate(table.rows))
    return "\n".join("\t".join(" ".join(box.text.split()) for box in row) for row in rows if row)
