"""The library of reports: what the window lists, opens, makes, copies and bins. Every change is stored by itself.

A change goes into the journal within a second and into the TinyDB file soon after, on the store's own threads.
Without the lock everything can be read and nothing changed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.errors import NianbaoError, ReadOnlyReport, StoreError, ValueRefused
from app.form.form_file import Forms
from app.report import record
from app.report.anchor import Anchor
from app.report.doubt import Doubt
from app.report.report import Report
from app.report.session import Session
from app.store import catalogue
from app.store.branches import beside_line, sides_of
from app.store.catalogue import CatalogueEntry
from app.store.copies.backups import FOLDER as BACKUPS
from app.store.copies.backups import Backup, Backups
from app.store.copies.conflict_copies import taken_in
from app.store.copies.doubts import DoubtBook
from app.store.copies.versions import Occasion, Version
from app.store.file import identity
from app.store.file.failure import sentence
from app.store.file.holding import Holding
from app.store.file.lock import UNTRUSTED, Lock, on_network
from app.store.file.side_file import DOUBTS
from app.store.journal.chain import Branch, Reach
from app.store.journal.change_log import LogStanding
from app.store.journal.journal import FOLDER as JOURNAL
from app.store.journal.journal import Journal
from app.store.journal.ledger import Ledger, Saved, now
from app.store.journal.pending import Pending, joining
from app.store.journal.tenure import ANOTHER, DIVIDED
from app.store.opening import Found, branch_sentence, foreign_sentence, look
from app.store.sessions import KEEPING, Sessions
from app.store.watch import LockWatch
from app.store.writer import Writer
from app.system.disk import Disk

__all__ = ["CatalogueEntry", "Library", "Saved"]
OPENING, READING = "以可写方式打开报告库", "现在只能查看。"
BUSY = "{holder}正在使用报告库，这里只能查看；对方关闭后会自动转为可以编辑。"
GIVEN_BACK = "修改日志的文件被改过名（{names}），像是同步软件所为；内容是这个报告库的，已改回原名。"
READ_ONLY = "报告库现在只能查看，不能修改。"


class Library:
    """Use `open`. Methods are for one thread, the window's; subscribers are called from the store's threads."""

    def __init__(
        self, folder: Path, forms: Forms, disk: Disk, clock: Callable[[], datetime], second: Path | None
    ) -> None:
        self.notices: tuple[str, ...] = ()
        self.holder = ""
        self.branches: tuple[Branch, ...] = ()
        self.foreign: Backup | None = None
        self._mark = ""  # what every copy of this library carries
        self.folder, self.forms, self.disk, self.clock = folder, forms, disk, clock
        self.backups = Backups(disk, folder / BACKUPS, second, identity.who())
        self.history = self.backups.history
        self._lock = Lock(disk, folder, clock())
        self._writer: Writer | None = None
        self._watch: LockWatch | None = None
        self._ledger = Ledger()
        self.sessions = Sessions(disk, folder, forms, self._ledger, clock)

    @classmethod
    def open(
        cls,
        folder: Path,
        forms: Forms,
        *,
        disk: Disk | None = None,
        clock: Callable[[], datetime] = now,
        second: Path | None = None,
    ) -> Library:
        """The library in `folder`, made when there is none; `second` is a further folder for backups.

        Raises StoreError when it can be neither made nor read.
        """
        library = cls(folder, forms, disk or Disk(), clock, second)
        may_write, refusal = False, None
        try:
            library.disk.make_folder(folder)
            library.disk.close_to_others(folder)
            may_write = library._lock.take()
        except OSError as reason:
            refusal = reason
        try:
            library._begin(may_write=may_write, refusal=refusal)
        except BaseException:  # whatever it is: the next start is not to find the lock held
            library.close()
            raise
        return library

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        """Whether another window writes, or the folder cannot be written."""
        return self._writer is None

    @property
    def divided(self) -> bool:
        """Whether this window writes beside another one and has to give way."""
        return self._writer is not None and self._writer.tenure.divided

    @property
    def saved_at(self) -> datetime | None:
        """When the last change of this window was safe on the disk."""
        return self._ledger.saved_at

    @property
    def beside(self) -> dict[str, Branch | Backup]:
        """What lies beside the library's own line and nobody has looked through, by the sentence of `notices` about it."""
        found: dict[str, Branch | Backup] = {branch_sentence(one): one for one in self.branches}
        return {**found, **({foreign_sentence(self.foreign): self.foreign} if self.foreign else {})}

    @property
    def reach(self) -> Reach:
        """How far the journal goes on the disk with what this window knows of it."""
        return self._ledger.reach

    def subscribe(self, callback: Callable[[Saved], None]) -> Callable[[], None]:
        """Calls back after each write or failure, from another thread; returns what ends it."""
        return self._ledger.subscribe(callback)

    def entries(self) -> tuple[CatalogueEntry, ...]:
        """The reports outside the bin, newest year first, then by office."""
        found = catalogue.entries(self.forms, self.holdings.values())
        doubted = self._with_doubts()
        return tuple(replace(one, unseen=self._unseen(one.key)) if one.key in doubted else one for one in found)

    def binned(self) -> tuple[CatalogueEntry, ...]:
        """The reports in the bin, last binned first. They leave it for good as `catalogue.expired` says."""
        return catalogue.binned(self.forms, self.holdings.values())

    @property
    def holdings(self) -> dict[str, Holding]:
        """Every report by key, as the window has it."""
        return self._ledger.holdings

    def standing(self, key: str) -> LogStanding:
        """A report as the journal has it, and the event up to which it has it. For any thread."""
        with self._ledger.changed:
            return LogStanding(self._ledger.written.get(key), self._ledger.reach.number, self._ledger.reach.hash)

    def find(self, office: str, year: int) -> str | None:
        """The key of an office's report of a year, outside the bin."""
        return catalogue.find(self.holdings.values(), office, year)

    def create(
        self, report: Report, doubts: Iterable[Doubt] = (), beside: Callable[[str], None] = lambda key: None
    ) -> str:
        """Takes a report in, with what of it nobody has looked at, and returns its key. `beside` puts under that key what else
        lies beside the report, before it is there.

        Raises ReportExists for the same office and year, ValueRefused for a report without an office, StoreError when the
        doubts cannot be kept.
        """
        if self.read_only:
            raise ReadOnlyReport(READ_ONLY)
        if not report.office.strip():
            raise ValueRefused("报告还没有单位，没有建立。请先填写单位全称。")
        catalogue.refuse_twin(self.holdings.values(), report.office, report.year)
        key, at = secrets.token_hex(5), self.clock()
        form = self.forms.edition(report.edition)
        whole = record.to_record(form, report)
        book = DoubtBook(self.disk, self.folder, key, form)
        book.add(one for one in doubts if one.unplaced or report.cells.get(one.cell) == one.value)
        try:
            book.write()  # before the report: no crash makes a doubted value look certain
        except OSError as reason:
            raise StoreError(sentence(reason, KEEPING, self.folder)) from reason
        beside(key)
        self.enter(Pending(at, "put", key, record=whole), Holding(key, whole, at))
        return key

    def doubted(self, key: str) -> tuple[Doubt, ...]:
        """The values of a report that nobody has looked at. Raises as `open_session` does."""
        return self.sessions.doubted(key)

    def open_session(self, key: str) -> Session:
        """The report to work on, with the day's steps of undo; the same session while it is open.

        Raises ExchangeError, UnknownEdition or StoreError for a report that this program cannot read.
        """
        session = self.sessions.get(key)
        if session is None:
            self.flush()
            session = self.sessions.open(key, read_only=self.read_only)
            if not self.read_only:
                self.keep_version(key, "opened")
        return session

    def close_session(self, key: str) -> None:
        """Stores what was typed and forgets the session."""
        self.flush()
        self.sessions.close(key)

    def bin(self, key: str) -> None:
        """Puts a report into the bin."""
        at = self.clock()
        self.enter(Pending(at, "bin", key), replace(self.holdings[key], binned=at))

    def unbin(self, key: str) -> None:
        """Takes a report out of the bin. Raises ReportExists when another took its place."""
        one = self.holdings[key]
        catalogue.refuse_twin(self.holdings.values(), one.office, one.year)
        self.enter(Pending(self.clock(), "unbin", key), replace(one, binned=None))

    def enter(self, pending: Pending, holding: Holding | None) -> None:
        """Takes in what happened to a report. Raises ReadOnlyReport where this window may not write."""
        if self.read_only:
            raise ReadOnlyReport(READ_ONLY)
        self._ledger.enter(pending, holding)

    def hasten(self) -> None:
        """Has what was typed put on the disk at once, without waiting: for when focus leaves a cell."""
        if self._writer:
            self._writer.hasten()

    def flush(self) -> Saved:
        """Returns when everything is safe on the disk, or says why not: for when the window closes."""
        if self._writer:
            self._writer.flush()
        return Saved(self._ledger.saved_at, self._ledger.error)

    def anchor(self) -> Anchor | None:
        """The newest event that is safe on the disk, to be kept outside the library; None where there is none yet."""
        self.flush()
        with self._ledger.changed:
            number, hash_ = self._ledger.reach.number, self._ledger.reach.hash
        return Anchor(number, hash_, self._mark) if number else None

    def sync(self, reason: str | None = None) -> Saved:
        """As `flush`, and the TinyDB file is up to date as well; with a reason, a backup is made too."""
        if self._writer:
            self._writer.sync(reason)
        return Saved(self._ledger.saved_at, self._ledger.error)

    def keep_version(self, key: str, occasion: Occasion, name: str = "") -> None:
        """Keeps the report as it stands as one of its versions, on the store's thread; `name` is the user's."""
        if self._writer is None:
            raise ReadOnlyReport(READ_ONLY)
        version = Version(self.clock(), occasion, name, self.holdings[key].record)
        self._writer.keep_version(self.history, key, version)

    def save_version(self, key: str, name: str) -> None:
        """Keeps the report as it stands under a name, and returns when it is on the disk. Raises StoreError when it is not,
        and ReadOnlyReport."""
        if self._writer is None:
            raise ReadOnlyReport(READ_ONLY)
        version = Version(self.clock(), "named", name, self.holdings[key].record)
        reason = self._writer.save_version(self.history, key, version)
        if reason:
            raise StoreError(f"{sentence(reason, '保存这个版本', self.history.path(key))}这个版本没有保存。") from reason

    def mend_sides(self, key: str) -> tuple[str, ...]:
        """Puts back what is damaged or gone of a report's side files; a sentence for each, also for what failed."""
        return self.backups.mend_sides(key, self.clock()) if self._writer else ()

    def take_over(self) -> bool:
        """After `Saved.freed`: makes this the writing window, with the reports as the other left them.

        Open sessions are brought up to date. False when it is still not free.
        """
        try:
            if not self.read_only or not (self._lock.held or self._lock.take()):
                return False
        except OSError:  # the folder cannot be written now; the watch goes on and tries again
            return False
        self._end_watch()
        self.notices = ()
        self._begin(may_write=True)
        self.sessions.renew(read_only=self.read_only)
        return not self.read_only

    def give_way(self) -> None:
        """After `Saved.divided`: puts what this window has into its own segments and reads on as the other writer has it.

        What both have written beside one another is told and merged when this window may write again. Raises StoreError when
        the library cannot be read now; then nothing can be changed here either.
        """
        if self._writer is None:
            return
        behind = self._writer.journal.writer
        self._writer.close(hold=True)
        self._writer, self.sessions.later = None, None
        self.notices = ()
        try:
            self._begin(may_write=self._lock.held, behind=behind)
        finally:
            self.sessions.renew(read_only=self.read_only)
        if self.read_only:
            busy = BUSY.format(holder=self.holder)  # which the first sentence says already
            found: tuple[str, ...] = self.notices
            told = DIVIDED.format(who=self.holder or ANOTHER)
            self.notices = (told, *(sentence for sentence in found if sentence != busy))

    def close(self) -> None:
        """Stores everything, ends the store's threads and lets the next window in."""
        self._end_watch()
        if self._writer:
            self._writer.close()
            self._writer, self.sessions.later = None, None
        self._lock.release()

    def _unseen(self, key: str) -> int:
        """How many values of a report nobody has looked at; where that cannot be read, it is not said to be nothing."""
        try:
            return len(self.doubted(key))
        except NianbaoError:
            return 1

    def _with_doubts(self) -> set[str]:
        """The keys of the reports that have a side file of doubts; where that cannot be listed, it may be any."""
        try:
            return {name.removesuffix(".json") for name in self.disk.names(self.folder / DOUBTS)}
        except OSError:
            return set(self.holdings)

    def _end_watch(self) -> None:
        if self._watch:
            self._watch.close()
        self._watch = None

    def _begin(self, *, may_write: bool, refusal: OSError | None = None, behind: str = "") -> None:
        journal = Journal(self.disk, self.folder / JOURNAL)
        found = look(self.disk, self.folder, self.backups, journal, behind)
        if refusal and not (found.content or found.holdings or found.newer):
            raise StoreError(sentence(refusal, "建立报告库", self.folder)) from refusal
        self._ledger.reset(found.holdings, found.reach)
        self._mark = found.library
        self.branches = tuple(one for one in found.reading.branches if self._differs(one, journal))
        self.foreign = found.foreign
        beside = (branch_sentence(one) for one in self.branches if may_write)  # who only reads cannot choose
        self.notices = (*self.notices, *found.notices, *beside)
        if refusal:
            self.notices = (sentence(refusal, OPENING, self.folder) + READING, *self.notices)
        if found.shut:
            self._lock.release()
        elif may_write:
            self.notices += self._begin_writing(found)
        elif self._lock.busy:
            self.holder = self._lock.words
            self.notices += (BUSY.format(holder=self.holder),)
            self._watch = LockWatch(self._lock, self._ledger)
            self._watch.start()

    def _differs(self, branch: Branch, journal: Journal) -> bool:
        """Whether a branch has anything that the library has not; where that cannot be told now, it may."""
        try:
            sides = sides_of(journal, self.backups, branch)
            return not sides.whole or bool(beside_line(self.forms, self._ledger.holdings, sides))
        except (OSError, NianbaoError):
            return True

    def _begin_writing(self, found: Found) -> tuple[str, ...]:
        self.backups.begin(self.clock())
        mended = self.backups.returned(self.clock())
        try:
            writer = Writer(self.disk, self.folder, found, self._ledger, self.backups, self._lock, self.clock)
        except OSError as reason:
            self._lock.release()
            if found.fresh:
                raise StoreError(sentence(reason, "建立报告库", self.folder)) from reason
            return (*mended, sentence(reason, OPENING, self.folder) + READING)
        self._writer, self.holder, self._mark = writer, "", writer.library
        self.sessions.later = writer.do
        for one in found.reading.branches:
            if one.changes and one not in self.branches:  # all of it is here: what is typed from now on makes no branch of it
                self.enter(joining(one.tip, one.events[0].hash, self.clock()), None)
        gone = catalogue.expired(self.holdings, self.backups.own(), self.backups.has_binned)
        told = catalogue.purged([self.holdings[key] for key in gone])
        for key in gone:
            self.enter(Pending(self.clock(), "purge", key), None)
        beside = taken_in(self.disk, self.folder, self.backups, self.clock())
        writer.start()
        brought = self.backups.brought(found.rescue, self.holdings)
        shared = (UNTRUSTED,) if on_network(self.folder) or not self._lock.trusted else ()
        renamed = (GIVEN_BACK.format(names="、".join(writer.given_back)),) if writer.given_back else ()
        return mended + renamed + beside + brought + told + shared
