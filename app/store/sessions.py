"""The sessions that are open on a library: each keystroke of one goes to the ledger, each keeps the day's undo.

What an edit says to be doubtful is on the disk before the edit is in the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.errors import StoreError
from app.form.form_file import Forms
from app.report import record
from app.report.claim import Claim
from app.report.doubt import Doubt
from app.report.report import Report
from app.report.session import Change, Session
from app.store.copies.claim_book import ClaimBook
from app.store.copies.doubts import DoubtBook
from app.store.file import identity
from app.store.file.failure import sentence
from app.store.journal.journal import FOLDER as JOURNAL
from app.store.journal.journal import Journal
from app.store.journal.ledger import Ledger
from app.store.journal.pending import of_change
from app.store.journal.undo import Stacks, rebuilt
from app.system.disk import Disk

KEEPING = "保存待核对的标记"
KEEPING_CLAIMS = "保存认领的数"
CUT = "今天较早的修改与报告现在的内容对不上，那些步骤不能再撤销；报告现在的内容没有变。"


class Sessions:
    """At most one session a report. Every change must be in the journal before `open` or `renew` is called."""

    def __init__(
        self, disk: Disk, folder: Path, forms: Forms, ledger: Ledger, clock: Callable[[], datetime]
    ) -> None:
        self._disk, self._library, self._forms = disk, folder, forms
        self._folder = folder / JOURNAL
        self._ledger, self._clock = ledger, clock
        self._open: dict[str, tuple[Session, Callable[[], None]]] = {}
        self._books: dict[str, DoubtBook] = {}
        self._claims: dict[str, ClaimBook] = {}
        self.later: Callable[[Callable[[], None]], None] | None = None  # has something written on the store's thread

    def get(self, key: str) -> Session | None:
        """The open session of a report, if it is open."""
        return self._open[key][0] if key in self._open else None

    def report(self, key: str) -> Report:
        """The report as it stands. Raises StoreError when there is none of that key, ExchangeError or
        UnknownEdition when this program cannot read it."""
        one = self._ledger.holdings.get(key)
        if one is None:
            raise StoreError("这份报告已不在报告库里，可能已从回收站清除。请到备份里找回。")
        return record.from_record(self._forms, one.record, "报告库")[0]

    def open(self, key: str, *, read_only: bool) -> Session:
        """A new session on a report. Raises ExchangeError, UnknownEdition, and StoreError for doubts that cannot be read."""
        report = self.report(key)
        form = self._forms.edition(report.edition)
        book = self._books[key] = DoubtBook(self._disk, self._library, key, form)
        claims = self._claims[key] = ClaimBook(self._disk, self._library, key)
        stacks = self._stacks(key)
        session = Session(
            *(form, report),
            read_only=read_only,
            past=stacks.past,
            future=stacks.future,
            doubts=book.open,
            claims=claims.claims,
        )
        end = session.subscribe(lambda change: self._store(key, session, change))
        self._open[key] = session, end
        return session

    def close(self, key: str) -> None:
        """Forgets a session; what is done to it from now on is not stored."""
        if key in self._open:
            _, end = self._open.pop(key)
            end()
            self._write(self._books.pop(key))
            self._write(self._claims.pop(key))

    def renew(self, *, read_only: bool) -> None:
        """Brings every session to what the ledger holds, as another window left it."""
        for key, (session, _) in tuple(self._open.items()):
            if key in self._ledger.holdings:
                stacks, book = self._stacks(key), DoubtBook(self._disk, self._library, key, session.form)
                claims = ClaimBook(self._disk, self._library, key)
                self._books[key], self._claims[key] = book, claims
                past, future = stacks.past, stacks.future
                session.renew(self.report(key), past, future, book.open, claims.claims, read_only=read_only)
            else:  # of what this window wrote beside the other: still to be seen, and not to be changed
                session.renew(session.report, (), (), session.doubts, read_only=True)

    def _store(self, key: str, session: Session, change: Change) -> None:
        if change.deed == "renew":  # what comes from the disk need not go there
            return
        if change.deed == "claim":
            self._claims[key].keep(session.claims, self._clock())
            self._write_later(self._claims[key])
            return
        at, book = self._clock(), self._books[key]
        if change.deed == "look":
            book.look(change.edit.doubts, identity.who(), at)
            self._write_later(book)
            return
        book.add(change.edit.doubts)
        self._write(book)
        if change.ended:
            book.look(change.ended, identity.who(), at)
            self._write_later(book)
        if change.deed == "doubt":
            self._write_later(book)  # tells once everybody has heard of the change
            return
        one = replace(self._ledger.holdings[key], record=session.record, changed=at)
        self._ledger.enter(of_change(key, session.form, change, at), one)

    def doubted(self, key: str) -> tuple[Doubt, ...]:
        """The values of a report, open or not, that nobody has looked at. Raises as `open` does."""
        session = self.get(key)
        if session is None:
            report = self.report(key)
            form = self._forms.edition(report.edition)
            session = Session(form, report, doubts=DoubtBook(self._disk, self._library, key, form).open)
        return session.doubts

    def claims_of_office(self, office: str, but: str) -> tuple[Claim, ...]:
        """What was claimed in the other reports of an office, newest year first; what cannot be read is passed over."""
        others = [one for one in self._ledger.holdings.values() if one.office == office and one.key != but and not one.binned]
        found: list[Claim] = []
        for one in sorted(others, key=lambda one: -one.year):
            with suppress(StoreError):
                found += ClaimBook(self._disk, self._library, one.key).claims
        return tuple(found)

    def _write(self, book: DoubtBook | ClaimBook) -> None:
        """At once; what fails is told, and tried again with the next change and at the end."""
        try:
            book.write()
        except OSError as reason:
            deed = KEEPING if isinstance(book, DoubtBook) else KEEPING_CLAIMS
            self._ledger.tell(notice=sentence(reason, deed, self._library, again=True))

    def _write_later(self, book: DoubtBook | ClaimBook) -> None:
        def write() -> None:
            book.write()
            self._ledger.tell()

        if self.later is None:
            self._write(book)
        else:
            self.later(write)

    def _stacks(self, key: str) -> Stacks:
        one = self._ledger.holdings[key]
        try:
            events = Journal(self._disk, self._folder).of_day(self._clock().date(), key, self._ledger.reach.hash)
        except OSError as reason:
            self._ledger.tell(notice=sentence(reason, "读取今天的撤销记录", self._folder))
            return Stacks()
        stacks = rebuilt(self._forms.edition(one.edition), one.record, events)
        if stacks.cut:
            self._ledger.tell(notice=CUT)
        return stacks
