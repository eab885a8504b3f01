"""The cells that a number of the prose may be said to mean, whatever the program makes of it: a few that lie near, and all."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.checks.narrative import Candidate, ReadNumber
from app.checks.narrative.table_figures import figures
from app.findings.finding import Inquiry
from app.form.kinds import DATE, TEXT

MOST = 3


def near_cells(inquiry: Inquiry, one: ReadNumber, words: str) -> tuple[Candidate, ...]:
    """What it agrees with now and what the reader offers; else cells of its value, first those whose names share most with the
    `words` around it. Not what it contradicts: who answers that says that it means something else."""
    known = ((one.meant,) if one.meant and one.outcome != "contradicts" else ()) + one.candidates
    equal = [cell for cell in every_cell(inquiry) if cell.value == one.value]
    equal.sort(key=lambda cell: -_shared(cell.title, words))
    found = {(cell.cells, cell.period): cell for cell in (*known, *equal)}
    return tuple(found.values())[:MOST]


def every_cell(inquiry: Inquiry) -> tuple[Candidate, ...]:
    """Every cell of the tables that holds a number or waits for one, with all its headings, in the form's order; then those of
    last year's report."""
    return tuple(_cells(inquiry))


def _cells(inquiry: Inquiry) -> Iterator[Candidate]:
    form, known = inquiry.form, figures(inquiry)
    columns: tuple[tuple[str, dict[str, Decimal] | None], ...] = (("this", known.this), ("last", known.last))
    for period, values in columns:
        for name, cell in form.cells.items():
            if values is not None and cell.kind not in (DATE, TEXT):
                yield Candidate((name,), f"{'上年的 ' if period == 'last' else ''}{cell.label}", values.get(name), period)


def _shared(title: str, words: str) -> int:
    """How many pairs of characters a name shares with the words around a number."""
    return sum(title[n : n + 2] in words for n in range(len(title) - 1))
