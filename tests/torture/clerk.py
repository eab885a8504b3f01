"""The child process: a clerk who types, undoes, bins, exports and reopens at random, and reports every state.

Each state goes to the parent after an act whose beginning an `a` line announced; a `c` line confirms that all
states so far were flushed; an `l` line says that a doubted value is about to be looked at, a `w` line that a side file of a
report is about to be written, and a `k` line that it was.
"""

from __future__ import annotations

import json
import os
import random
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.findings.explained import Explanation
from app.form.form_file import Forms
from app.register.register_file import RegisterBook, register_path
from app.register.request import Request
from app.report.comment import Comment
from app.report.doubt import Doubt
from app.report.report import Edit, Report
from app.review.course import Course, Signed
from app.review.kept import Review, review_path, write_review
from app.store.copies.comment_book import CommentBook
from app.store.library import Library
from app.system.disk import Disk
from tests.torture.state import seen

LETTERS = "公开年度报告街道办事处，。“”（）1234567890abc龘𠮷\n"
DOUBTED = range(10**7, 10**8)  # what is imported is of this size, and what is typed is not
DAY = date(2026, 1, 10)
AT = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)
OFFICES = ("青石桥街道办事处", "南湖街道办事处", "北关街道办事处")


class Clerk:
    """One life. `tell` writes to the parent; `slow` makes the clerk type without ever asking to save."""

    def __init__(
        self, folder: Path, forms: Forms, chance: random.Random, pipe: int, disk: Disk, *, slow: bool, begun: int = 0
    ) -> None:
        self._folder, self._forms, self._chance, self._pipe, self._disk = folder, forms, chance, pipe, disk
        form = forms.for_year(2025)
        self._counts = [cell.id for cell in form.required if cell.kind.name == "count"][:6]
        self._texts = [cell.id for cell in form.required if cell.kind.name == "text"][:3]
        self._slow = slow
        self._number = 0
        self._explained = begun  # counts on from the life before
        self._library = self._open()

    def work(self, acts: int) -> None:
        """Acts, tells, acts again; closes in the end."""
        self._told()
        for _ in range(acts):
            self._act()
            self._told()
            if self._slow:
                time.sleep(self._chance.uniform(0.001, 0.02))
        self._library.close()
        self._confirm()

    def _open(self) -> Library:
        self._tell("a", time.monotonic(), None)
        library = Library.open(self._folder, self._forms, disk=self._disk)
        if library.read_only:
            raise SystemExit("the clerk found the library locked")
        if not library.entries():
            library.create(Report(OFFICES[0], 2025, self._forms.for_year(2025).edition))
        return library

    def _act(self) -> None:
        self._tell("a", time.monotonic(), None)
        weights = (
            40,
            25,
            8,
            4,
            0 if self._slow else 12,
            0 if self._slow else 5,
            2,
            2,
            0 if self._slow else 2,
            8,
            4,
            4,
        )
        acts = (
            self._type_text, self._type_count, self._undo, self._redo,
            self._flush, self._sync, self._bin, self._create, self._reopen, self._import, self._look, self._explain,
        )  # fmt: skip
        self._chance.choices(acts, weights)[0]()

    def _session(self) -> Any:
        return self._library.open_session(self._chance.choice(sorted(self._library.holdings)))

    def _type_text(self) -> None:
        session, cell = self._session(), self._chance.choice(self._texts)
        text = session.report.text(cell)
        place = self._chance.randrange(len(text) + 1)
        typed = "".join(self._chance.choices(LETTERS, k=self._chance.choice((1, 1, 2, 40))))
        cut = self._chance.choice((0, 0, 0, 1, 10))
        new = text[:place] + typed + text[place + cut :]
        session.apply(Edit({cell: new if new.strip() else None}, "输入", f"type {cell}"))

    def _type_count(self) -> None:
        value = self._chance.choice((None, 0, self._chance.randrange(10**6)))
        cell = self._chance.choice(self._counts)
        self._session().apply(Edit({cell: value}, "填数", f"type {cell}"))

    def _import(self) -> None:
        cell, value = self._chance.choice(self._counts), self._chance.choice(DOUBTED)
        self._session().apply(Edit({cell: value}, "导入", doubts=(Doubt(cell, value, "inferred"),)))

    def _look(self) -> None:
        key = self._chance.choice(sorted(self._library.holdings))
        session = self._library.open_session(key)
        for one in session.doubts[:1]:
            self._tell("l", time.monotonic(), [key, one.cell, one.value])
            self._tell("a", time.monotonic(), None)
            session.look((one.cell,))

    def _explain(self) -> None:
        """Explains a finding and signs with an opinion, enters a request, writes a comment, in the side files of a report: the
        number tells which came last."""
        key = self._chance.choice(sorted(self._library.holdings))
        self._explained += 1
        told = [key, self._explained]
        self._tell("w", time.monotonic(), told)
        explanation = Explanation("rule", (), "", str(self._explained), "甲", DAY)
        signed = Course((Signed("draft", "甲", DAY, words=str(self._explained)),))
        write_review(review_path(self._folder, key), Review((explanation,), signed), self._disk)
        RegisterBook(register_path(self._folder, key), self._disk).write([Request(DAY, subject=str(self._explained))])
        CommentBook(self._disk, self._folder, key).add(Comment("", "overview.text", "", 0, "甲", AT, str(self._explained)))
        self._tell("k", time.monotonic(), told)

    def _undo(self) -> None:
        self._session().undo()

    def _redo(self) -> None:
        self._session().redo()

    def _flush(self) -> None:
        self._told()
        if self._library.flush().error is None:
            self._confirm()

    def _sync(self) -> None:
        self._told()
        if self._library.sync(self._chance.choice((None, "timed"))).error is None:
            self._confirm()

    def _bin(self) -> None:
        key = self._chance.choice(sorted(self._library.holdings))
        one = self._library.holdings[key]
        if one.binned is None:
            self._library.bin(key)
        elif self._library.find(one.office, one.year) is None:
            self._library.unbin(key)

    def _create(self) -> None:
        office, year = self._chance.choice(OFFICES), self._chance.randrange(2021, 2027)
        if self._library.find(office, year) is None and len(self._library.holdings) < 6:
            self._library.create(Report(office, year, self._forms.for_year(year).edition))

    def _reopen(self) -> None:
        self._told()
        self._library.close()
        self._confirm()
        self._library = self._open()

    def _told(self) -> None:
        self._number += 1
        self._tell("s", time.monotonic(), seen(self._library))

    def _confirm(self) -> None:
        self._tell("c", time.monotonic(), None)

    def _tell(self, what: str, at: float, state: object) -> None:
        line = json.dumps([what, self._number, at, state], ensure_ascii=False) + "\n"
        rest = line.encode()
        while rest:
            rest = rest[os.write(self._pipe, rest) :]
