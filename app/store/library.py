"""The library of reports: what the window lists, opens, makes, copies and bins. Every change is stored by itself.

One file in the user's data folder, brought up to date on a thread of its own. Leans on session and record;
storage keeps the file whole.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from app import progress, record
from app.errors import ReportExists, StoreError, UnknownEdition
from app.form_file import Forms
from app.kinds import TEXT
from app.report import Report
from app.session import Session
from app.store.disk import Disk
from app.store.failure import sentence
from app.store.holding import Holding, from_document, number, to_document
from app.store.storage import SafeStorage

FILE = "library.json"
PAUSE = 0.3  # seconds between a change and its write, so that typing is written in portions
AGAIN = 5.0  # seconds until a failed write is tried again


@dataclass(frozen=True)
class Entry:
    """A line of the list of reports. `filled` is (filled, all) of the required cells."""

    key: str
    office: str
    year: int
    edition: str
    changed: datetime
    filled: tuple[int, int]
    binned: datetime | None = None


@dataclass(frozen=True)
class Saved:
    """What subscribers hear: everything is stored since `at`, or `error` says why not."""

    at: datetime | None
    error: str | None = None


def now() -> datetime:
    """The present time with its zone."""
    return datetime.now().astimezone()


class Library:
    """Use `open`. Methods are for one thread, the window's; subscribers are called from the store's thread."""

    read_only = False
    holder = ""

    def __init__(self, folder: Path, forms: Forms, disk: Disk, clock: Callable[[], datetime]) -> None:
        self.notices: tuple[str, ...] = ()
        self.saved_at: datetime | None = None
        self._forms, self._disk, self._clock = forms, disk, clock
        self._path = folder / FILE
        self._storage = SafeStorage(self._path, disk)
        self._holdings: dict[str, Holding] = {}
        self._sessions: dict[str, Session] = {}
        self._subscribers: list[Callable[[Saved], None]] = []
        self._dirty: set[str] = set()
        self._changed = threading.Condition()
        self._closing = self._hurry = False
        self._failed: str | None = None
        self._thread = threading.Thread(target=self._keep_storing, name="library", daemon=True)

    @classmethod
    def open(
        cls, folder: Path, forms: Forms, *, disk: Disk | None = None, clock: Callable[[], datetime] = now
    ) -> Library:
        """The library in `folder`, made when there is none. Raises StoreError."""
        library = cls(folder, forms, disk or Disk(), clock)
        try:
            library._disk.make_folder(folder)
            documents: list[Any] = TinyDB(storage=lambda: library._storage).table("reports").all()
        except OSError as reason:
            raise StoreError(sentence(reason, "打开报告库", library._path)) from reason
        except ValueError as reason:
            raise StoreError(f"报告库文件（{FILE}）已损坏：{reason}。") from reason
        library._holdings = {one.key: one for one in map(from_document, documents)}
        library._thread.start()
        return library

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def subscribe(self, callback: Callable[[Saved], None]) -> Callable[[], None]:
        """Calls back after each write or failure to write, from another thread; returns what ends it."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def entries(self) -> tuple[Entry, ...]:
        """The reports outside the bin, newest year first, then by office."""
        found = [self._entry(one) for one in self._holdings.values() if one.binned is None]
        return tuple(sorted(found, key=lambda entry: (-entry.year, entry.office)))

    def binned(self) -> tuple[Entry, ...]:
        """The reports in the bin, last binned first."""
        found = [one for one in self._holdings.values() if one.binned is not None]
        found.sort(key=lambda one: one.binned or one.changed, reverse=True)
        return tuple(map(self._entry, found))

    def find(self, office: str, year: int) -> str | None:
        """The key of an office's report of a year, outside the bin."""
        for one in self._holdings.values():
            if one.binned is None and one.office == office and one.year == year:
                return one.key
        return None

    def create(self, report: Report) -> str:
        """Takes a report in and returns its key. Raises ReportExists for the same office and year."""
        self._refuse_twin(report.office, report.year)
        form = self._forms.edition(report.edition)
        key = secrets.token_hex(5)
        self._put(Holding(key, record.to_record(form, report), self._clock()))
        return key

    def open_session(self, key: str) -> Session:
        """The report to work on; the same session while it is open."""
        if key not in self._sessions:
            report = self._report(key)
            session = Session(self._forms.edition(report.edition), report)
            session.subscribe(lambda change: self._store(key, session.form, change.after))
            self._sessions[key] = session
        return self._sessions[key]

    def close_session(self, key: str) -> None:
        """Stores what was typed and forgets the session."""
        self.flush()
        self._sessions.pop(key, None)

    def duplicate(self, key: str) -> str:
        """Next year's report of the same office: prose kept, numbers blank. Raises ReportExists."""
        old = self._report(key)
        form = self._forms.for_year(old.year + 1)
        kept = {
            name: value
            for name, value in old.cells.items()
            if name in form.cells and form.cells[name].kind is TEXT and not form.cells[name].note_of
        }
        return self.create(Report(old.office, old.year + 1, form.edition, None, kept))

    def bin(self, key: str) -> None:
        """Puts a report into the bin."""
        self._put(replace(self._holdings[key], binned=self._clock()))

    def unbin(self, key: str) -> None:
        """Takes a report out of the bin. Raises ReportExists when another took its place."""
        self._refuse_twin(self._holdings[key].office, self._holdings[key].year)
        self._put(replace(self._holdings[key], binned=None))

    def flush(self) -> Saved:
        """Returns when everything is stored, or says why not."""
        with self._changed:
            self._hurry, self._failed = True, None
            self._changed.notify_all()
            while self._dirty and self._failed is None:
                self._changed.wait()
            self._hurry = False
            return Saved(self.saved_at, self._failed)

    def close(self) -> None:
        """Stores everything and ends the store's thread."""
        self.flush()
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()

    def _entry(self, one: Holding) -> Entry:
        report = Report(one.office, one.year, one.edition, None, one.cells)
        try:
            filled = progress.filled(self._forms.edition(one.edition), report)
        except UnknownEdition:
            filled = (0, 0)
        return Entry(one.key, one.office, one.year, one.edition, one.changed, filled, one.binned)

    def _report(self, key: str) -> Report:
        return record.from_record(self._forms, self._holdings[key].record, "报告库")[0]

    def _refuse_twin(self, office: str, year: int) -> None:
        twin = self.find(office, year)
        if twin is not None:
            raise ReportExists(f"{office} {year} 年度报告已存在。可以直接打开它。", twin)

    def _store(self, key: str, form: Any, report: Report) -> None:
        self._put(replace(self._holdings[key], record=record.to_record(form, report), changed=self._clock()))

    def _put(self, one: Holding) -> None:
        with self._changed:
            self._holdings[one.key] = one
            self._dirty.add(one.key)
            self._changed.notify_all()

    def _keep_storing(self) -> None:
        with self._changed:
            while not self._closing:
                if not self._dirty:
                    self._changed.wait()
                    continue
                self._changed.wait_for(lambda: self._hurry or self._closing, AGAIN if self._failed else PAUSE)
                self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        keys, self._dirty = self._dirty, set()
        documents = {number(key): to_document(self._holdings[key]) for key in keys}
        self._changed.release()
        try:
            self._failed = self._write(documents)
        finally:
            self._changed.acquire()
        if self._failed:
            self._dirty |= keys
        else:
            self.saved_at = self._clock()
        self._changed.notify_all()
        for callback in tuple(self._subscribers):
            callback(Saved(self.saved_at, self._failed))

    def _write(self, documents: dict[int, dict[str, Any]]) -> str | None:
        table = TinyDB(storage=lambda: self._storage).table("reports")
        try:
            with self._storage.batch():
                table.remove(doc_ids=[one for one in documents if table.contains(doc_id=one)])
                table.insert_multiple([Document(content, doc_id=one) for one, content in documents.items()])
        except OSError as reason:
            return sentence(reason, "保存报告库", self._path)
        return None
