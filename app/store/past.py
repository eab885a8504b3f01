"""What the past of a library offers: the versions of a report, and backups of all of them to restore from.

Restoring is an edit like any other, so it can be undone; and a backup of the present is made before it.
Leans on library, backups, history and app.compare.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from app import record
from app.compare import CellDifference, compared, taken
from app.errors import StoreError
from app.report import Report
from app.store import catalogue
from app.store.backups import Backup
from app.store.backwards import Segments
from app.store.change_log import Log, Standing
from app.store.content import Content
from app.store.failure import sentence
from app.store.history import Versions
from app.store.holding import Holding
from app.store.journal import FOLDER as JOURNAL
from app.store.journal import Journal
from app.store.library import Library
from app.store.library_file import Damaged
from app.store.pending import Pending
from app.store.sides import MENDING, WORDS, beside
from app.store.upgrades import Newer

RESTORED = "从备份恢复"


@dataclass(frozen=True)
class ReportDifference:
    """One report of a backup that the library has otherwise: with other values, in the bin, or not at all.

    In its cells "mine" is the library's present, "theirs" what the backup has.
    """

    key: str
    office: str
    year: int
    state: Literal["changed", "binned", "missing"]
    cells: tuple[CellDifference, ...]


class Past:
    """The past of one open library. For the window's thread."""

    def __init__(self, library: Library) -> None:
        self._library, self._forms = library, library.forms

    def versions(self, key: str) -> Versions:
        """The versions of a report, oldest first. Raises StoreError."""
        self._library.sync()
        try:
            return self._library.history.versions(key)
        except OSError as reason:
            raise StoreError(sentence(reason, "读取历史版本", self._library.folder)) from reason

    def log(self, key: str) -> Log:
        """What was changed in a report since it came into being, newest first. Nothing is read yet."""
        folder, disk = self._library.folder / JOURNAL, self._library.disk
        journal = Journal(disk, folder)
        return Log(
            key, lambda: self._standing(key), Segments(journal.names, lambda name: disk.read(folder / name)), self._forms
        )

    def report(self, whole: object) -> Report:
        """The report of a version's or a holding's record. Raises ExchangeError, UnknownEdition."""
        return record.from_record(self._forms, whole, "历史版本")[0]

    def backups(self) -> tuple[Backup, ...]:
        """Every backup that can be reached, newest first."""
        return self._library.backups.all()

    def differences(self, backup: Backup) -> tuple[ReportDifference, ...]:
        """What the backup has otherwise than the library. Raises StoreError when the backup cannot be read.

        Reports that came into being after the backup are not in it and stay as they are.
        """
        return tuple(
            found for one in self._content(backup).holdings.values() if (found := self._difference(one))
        )

    def restore(self, backup: Backup, wanted: Mapping[str, Container[str] | None]) -> None:
        """Gives these reports the values of the backup, in these cells or (None) in all, each as one step of undo.

        A backup of the present is made first. Nothing is removed; a report that is not there comes back whole.

        Raises StoreError, ReportExists when another report took the place of one, ReadOnlyReport.
        """
        content = self._content(backup)
        saved = self._library.sync("restore")
        if saved.error:
            raise StoreError(f"{saved.error}恢复没有进行。")
        for key, cells in wanted.items():
            self._restore(content.holdings[key], beside(backup.path), cells)
        self._library.flush()

    def _standing(self, key: str) -> Standing:
        """What was just typed is in it too. On the thread that reads the log."""
        self._library.flush()
        return self._library.standing(key)

    def _content(self, backup: Backup) -> Content:
        try:
            return self._library.backups.read(backup)
        except OSError as reason:
            raise StoreError(sentence(reason, "读取备份", backup.path)) from reason
        except Damaged as damage:
            raise StoreError(f"备份 {backup.path.name} 已损坏（{damage}），请选择另一份。") from damage
        except Newer:
            raise StoreError(
                f"备份 {backup.path.name} 由更新版本的程序写成，请升级本程序后再恢复。"
            ) from None

    def _difference(self, old: Holding) -> ReportDifference | None:
        now = self._library.holdings.get(old.key)
        if now is None:
            return ReportDifference(old.key, old.office, old.year, "missing", ())
        cells = self._cells(old, now)
        if now.binned and not old.binned:
            return ReportDifference(old.key, old.office, old.year, "binned", cells)
        return ReportDifference(old.key, old.office, old.year, "changed", cells) if cells else None

    def _cells(self, old: Holding, now: Holding) -> tuple[CellDifference, ...]:
        if old.record == now.record:
            return ()
        form = self._forms.edition(now.edition)
        return compared(form, self.report(now.record), self.report(old.record))

    def _restore(self, old: Holding, sides: Path, cells: Container[str] | None) -> None:
        library, at = self._library, self._library.clock()
        now = library.holdings.get(old.key)
        if now is None:
            catalogue.refuse_twin(library.holdings.values(), old.office, old.year)
            lacking = self._put_back(sides, old.key)  # first: its doubts must be there when its values are
            library.enter(
                Pending(at, "put", old.key, record=old.record), replace(old, changed=at, binned=None)
            )
            if lacking:
                raise lacking
            return
        library.keep_version(old.key, "restored")
        if now.binned and not old.binned:
            library.unbin(old.key)
        session = library.sessions.get(old.key)
        open_one = session or library.open_session(old.key)
        open_one.apply(taken(open_one.report, self.report(old.record), RESTORED, cells))
        if session is None:
            library.close_session(old.key)

    def _put_back(self, sides: Path, key: str) -> StoreError | None:
        """Puts back what lies beside the report; what is to be said when it could not be."""
        words = "、".join(WORDS.values())
        try:
            self._library.backups.sides.put_back(sides, key)
        except OSError as reason:
            return StoreError(sentence(reason, MENDING, sides))
        except Damaged as damage:
            return StoreError(f"报告已恢复，但备份 {sides.name} 已损坏（{damage}），其中的{words}没有恢复。")
        return None
