"""The sessions that are open on a library: each keystroke of one goes to the ledger, each keeps the day's undo.

Leans on session, record, undo and ledger.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app import record
from app.errors import StoreError
from app.form_file import Forms
from app.report import Report
from app.session import Change, Session
from app.store.disk import Disk
from app.store.failure import sentence
from app.store.journal import FOLDER as JOURNAL
from app.store.journal import Journal
from app.store.ledger import Ledger
from app.store.pending import of_change
from app.store.undo import Stacks, rebuilt

CUT = "今天较早的修改与报告现在的内容对不上，那些步骤不能再撤销；报告现在的内容没有变。"


class Sessions:
    """At most one session a report. Every change must be in the journal before `open` or `renew` is called."""

    def __init__(
        self, disk: Disk, folder: Path, forms: Forms, ledger: Ledger, clock: Callable[[], datetime]
    ) -> None:
        self._disk, self._folder, self._forms = disk, folder / JOURNAL, forms
        self._ledger, self._clock = ledger, clock
        self._open: dict[str, tuple[Session, Callable[[], None]]] = {}

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
        """A new session on a report. Raises ExchangeError, UnknownEdition."""
        report = self.report(key)
        stacks = self._stacks(key)
        form = self._forms.edition(report.edition)
        session = Session(form, report, read_only=read_only, past=stacks.past, future=stacks.future)
        end = session.subscribe(lambda change: self._store(key, session, change))
        self._open[key] = session, end
        return session

    def close(self, key: str) -> None:
        """Forgets a session; what is done to it from now on is not stored."""
        if key in self._open:
            _, end = self._open.pop(key)
            end()

    def renew(self, *, read_only: bool) -> None:
        """Brings every session to what the ledger holds, as another window left it."""
        for key, (session, _) in tuple(self._open.items()):
            if key in self._ledger.holdings:
                stacks = self._stacks(key)
                session.renew(self.report(key), stacks.past, stacks.future, read_only=read_only)

    def _store(self, key: str, session: Session, change: Change) -> None:
        if change.deed == "renew":  # what comes from the disk need not go there
            return
        at = self._clock()
        whole = record.to_record(session.form, change.after)
        one = replace(self._ledger.holdings[key], record=whole, changed=at)
        self._ledger.enter(of_change(key, session.form, change, at), one)

    def _stacks(self, key: str) -> Stacks:
        one = self._ledger.holdings[key]
        try:
            events = Journal(self._disk, self._folder).of_day(self._clock().date(), key)
        except OSError as reason:
            self._ledger.tell(notice=sentence(reason, "读取今天的撤销记录", self._folder))
            return Stacks()
        stacks = rebuilt(self._forms.edition(one.edition), one.record, events)
        if stacks.cut:
            self._ledger.tell(notice=CUT)
        return stacks
