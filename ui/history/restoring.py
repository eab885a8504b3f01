"""Reports of a backup, or of another writer's branch, as something that may be written: what each would become.

A report that is not there comes back whole, as one row.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from app.report.comparing import CellDifference
from app.store.past import Past, PastSource, ReportDifference

STATES = {"changed": "", "binned": "（现在在回收站）", "missing": "（现在没有）"}
WHOLE = {"binned": "从回收站取出", "missing": "恢复整份报告"}


class BackupProposal:
    """These reports (by key) of one backup or branch."""

    def __init__(self, past: Past, source: PastSource, keys: Container[str]) -> None:
        self._past, self._source, self._keys = past, source, keys
        self.restored = self.taken = 0  # reports; rows of them

    def differences(self) -> tuple[CellDifference, ...]:
        """What would change, each place with its report's name. Raises StoreError."""
        return tuple(row for row, _, _ in self._rows())

    def sums(self, chosen: Sequence[CellDifference]) -> tuple[CellDifference, ...]:
        """None: the reports are many, and sums follow their parts."""
        return ()

    def write(self, chosen: Sequence[CellDifference]) -> None:
        """Restores what was chosen. Raises StoreError, ReportExists, ReadOnlyReport."""
        wanted: dict[str, set[str] | None] = {}
        ticked = frozenset(chosen)
        for row, key, cell in self._rows():
            if row in ticked:
                cells = wanted.setdefault(key, set() if cell else None)
                if cells is not None:
                    cells.add(cell)
        self._past.restore(self._source, wanted)
        self.restored, self.taken = len(wanted), len(ticked)

    def _rows(self) -> list[tuple[CellDifference, str, str]]:
        """Each row with its report's key and its cell, '' for the whole."""
        reports = (one for one in self._past.differences(self._source) if one.key in self._keys)
        return [(row, one.key, row.cell) for one in reports for row in _named(one)]


def _named(one: ReportDifference) -> Iterator[CellDifference]:
    name = f"{one.office} {one.year} 年度{STATES[one.state]}"
    if not one.cells:
        yield CellDifference("", "", name, "", "", WHOLE[one.state])
    yield from (replace(cell, place=f"{name} {cell.place}") for cell in one.cells)
