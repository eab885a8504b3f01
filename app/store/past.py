"""What the past of a library offers: the versions of a report, and backups of all of them to restore from.

Restoring is an edit like any other, so it can be undone; and a backup of the present is made before it.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from pathlib import Path

from app.errors import StoreError
from app.report import record
from app.report.comparing import CellDifference, compared, taken
from app.report.report import Report
from app.store import catalogue
from app.store.branches import BranchSides, ReportDifference, beside_line, sides_of
from app.store.copies.backups import Backup
from app.store.copies.side_files import MENDING, beside
from app.store.copies.version_copies import FOLDER as VERSIONS
from app.store.copies.versions import Versions
from app.store.file.failure import sentence
from app.store.file.holding import Holding
from app.store.file.side_file import WORDS
from app.store.file.storage import Damaged
from app.store.journal.backwards import Segments
from app.store.journal.chain import Branch
from app.store.journal.change_log import Log, LogStanding
from app.store.journal.content import Content
from app.store.journal.journal import FOLDER as JOURNAL
from app.store.journal.journal import Journal
from app.store.journal.pending import Pending, joining
from app.store.journal.upgrades import Newer
from app.store.library import Library
from app.store.opening import branch_words

__all__ = ["Past", "PastSource", "ReportDifference"]
PARTLY = "但更早的一部分不在这里：可能同步还没有完成。请等同步完成后重新打开，再来比较；这里已有的都保存着。"
RESTORED, MERGED = "从备份恢复", "采用另一处的修改"
PastSource = Backup | Branch


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

    def branches(self) -> tuple[Branch, ...]:
        """What other writers wrote beside the library's own line, and nobody has merged yet."""
        return self._library.branches

    def differences(self, source: PastSource) -> tuple[ReportDifference, ...]:
        """What a backup or a branch has otherwise than the library. Raises StoreError when it cannot be read.

        Reports that came into being after the backup are not in it and stay as they are; of a branch only what was changed
        in it.
        """
        if isinstance(source, Branch):
            return beside_line(self._forms, self._library.holdings, self._whole(source))
        found = (self._difference(one) for one in self._content(source).holdings.values())
        return tuple(one for one in found if one)

    def restore(self, source: PastSource, wanted: Mapping[str, Container[str] | None]) -> None:
        """Gives these reports the values of a backup or a branch, in these cells or (None) in all, each as one step of undo.

        A backup of the present is made first. Nothing is removed; a report that is not there comes back whole. A branch is
        merged with that, whatever was left out, and so is a copy of another line.

        Raises StoreError, ReportExists when another report took the place of one, ReadOnlyReport.
        """
        branch = isinstance(source, Branch)
        holdings = self._whole(source).tip if isinstance(source, Branch) else self._content(source).holdings
        saved = self._library.sync("restore")
        if saved.error:
            raise StoreError(f"{saved.error}恢复没有进行。")
        label = MERGED if branch else RESTORED
        for key, cells in wanted.items():
            self._restore(holdings[key], None if isinstance(source, Branch) else beside(source.path), cells, label)
        self.settle(source)

    def settle(self, source: PastSource) -> None:
        """Notes that somebody has looked through what lies beside the library's line, and took what was to be taken.

        It is kept, and not told any more. Raises StoreError, ReadOnlyReport.
        """
        library = self._library
        first = source.events[0].hash if isinstance(source, Branch) else ""
        for hash_ in self._settled(source):
            library.enter(joining(hash_, first, library.clock()), None)
        library.branches = tuple(one for one in library.branches if one != source)
        library.foreign = None if library.foreign == source else library.foreign
        saved = library.flush()
        if saved.error:
            raise StoreError(saved.error)

    def _settled(self, source: PastSource) -> tuple[str, ...]:
        """The hashes that stand for it: of a copy of another line also those of the older copies of that line."""
        if isinstance(source, Branch):
            return (source.tip,)
        journal = Journal(self._library.disk, self._library.folder / JOURNAL)
        foreign = self._library.backups.foreign(journal.known(self._library.reach))
        if source not in foreign:
            return ()
        return tuple({one.hash8 or self._content(one).reach.hash for one in foreign if one.at <= source.at})

    def _whole(self, branch: Branch) -> BranchSides:
        """Both states of a branch that is there from its beginning: of another, part would be passed over unseen."""
        sides = self._sides(branch)
        if not sides.whole:
            raise StoreError(f"{branch_words(branch)}，{PARTLY}")
        return sides

    def _sides(self, branch: Branch) -> BranchSides:
        try:
            return sides_of(Journal(self._library.disk, self._library.folder / JOURNAL), self._library.backups, branch)
        except OSError as reason:
            raise StoreError(sentence(reason, "读取另一处的修改", self._library.folder)) from reason

    def _standing(self, key: str) -> LogStanding:
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

    def _restore(self, old: Holding, sides: Path | None, cells: Container[str] | None, label: str) -> None:
        library, at = self._library, self._library.clock()
        now = library.holdings.get(old.key)
        if now is None:
            catalogue.refuse_twin(library.holdings.values(), old.office, old.year)
            lacking = self._put_back(sides, old.key) if sides else None  # first: its doubts must be there when its values are
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
        open_one.apply(taken(open_one.report, self.report(old.record), label, cells))
        if session is None:
            library.close_session(old.key)

    def _put_back(self, sides: Path, key: str) -> StoreError | None:
        """Puts back what lies beside the report; what is to be said when it could not be."""
        words = "、".join(WORDS.values())
        try:
            self._library.backups.copies.put_back(sides.parent / VERSIONS, key)
            self._library.backups.sides.put_back(sides, key)
        except OSError as reason:
            return StoreError(sentence(reason, MENDING, sides))
        except Damaged as damage:
            return StoreError(f"报告已恢复，但备份 {sides.name} 已损坏（{damage}），其中的{words}没有恢复。")
        return None
