"""The typing in one cell, from the first key to the last: applied while it goes on, taken back as a whole. No Qt.

Each readable state of what is typed is an edit of the session, so that sums, rules and preview follow; while
it cannot be read, the cell has its old value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from app.errors import ValueRefused
from app.form.form import Cell
from app.form.kinds import DATE, TEXT, Value, narrow
from app.report import totals
from app.report.entry import read_entry
from app.report.session import Session


class Keying:
    """One cell being typed in. `busy` is true while an edit of our own is announced."""

    def __init__(self, session: Session, cell: Cell) -> None:
        self.cell = cell
        self.busy = False
        self._session = session
        self.start()

    def start(self) -> None:
        """Takes the report as it stands for the old value: at the beginning, and after a change from elsewhere."""
        self._entry = self._session.begin(self.cell)
        self._seen = self._entry.before

    @property
    def moved(self) -> bool:
        """Whether somebody else changed the cell since it was last typed in here, such as undo."""
        return any(self._session.report.get(name) != value for name, value in self._seen.items())

    @property
    def shown(self) -> str:
        """The cell as it stands in the report."""
        return totals.shown(self._session.form, self._session.report, self.cell.id)

    def type(self, text: str) -> None:
        """What stands in the editor now, perhaps not finished; unreadable text puts the old value back."""
        try:
            changes: Mapping[str, Value | None] = read_entry(self.cell, _without_open_note(self.cell, text))
        except ValueRefused:
            changes = self._entry.before
        with self._ours():
            self._entry.put(changes)

    def finish(self, text: str) -> None:
        """The last word: raises ValueRefused, and then the cell has its old value."""
        try:
            changes = read_entry(self.cell, text)
        except ValueRefused:
            self.give_up()
            raise
        if changes == self._entry.before:
            self.give_up()  # typed and typed back: no step of undo
            return
        with self._ours():
            self._entry.put(changes)
        self._entry.keep()

    def give_up(self) -> None:
        """Takes everything back that was typed here."""
        with self._ours():
            self._entry.drop()

    def look(self) -> None:
        """The person has confirmed what stands here: it is doubted no more."""
        self._session.look((self.cell.id,))

    def says(self, text: str) -> bool:
        """Whether `text` reads as what the report holds."""
        try:
            changes = read_entry(self.cell, text)
        except ValueRefused:
            return False
        return all(self._session.report.get(name) == value for name, value in changes.items())

    @contextmanager
    def _ours(self) -> Iterator[None]:
        self.busy = True
        try:
            yield
        finally:
            self.busy = False
            self._seen = {name: self._session.report.get(name) for name in self._seen}


def _without_open_note(cell: Cell, text: str) -> str:
    """`22（其中` while the note is being typed: the number counts already."""
    if cell.kind in (TEXT, DATE):
        return text
    plain = narrow(text)
    number = plain.split("(", 1)[0]
    return number if "(" in plain and not plain.endswith(")") and number.strip() else text
