"""Makes `schema2`: libraries as the program of commit 220a120 left them. `python -m tests.store.old_libraries.make FOLDER`.

It runs with that program alone (its constants and names of files are those of schema 2) and refuses any other. All names
and contents are invented. `closed` was closed in order; `killed` is the same one after a death in the middle of a write.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from app.findings.explained import Explanation
from app.form.form_file import Forms
from app.register.register_file import RegisterBook, register_path
from app.register.request import Request
from app.report.doubt import Doubt
from app.report.report import Edit, Report
from app.review.course import Course, Signed
from app.review.kept import Review, read_review, review_path, write_review
from app.store.file import identity
from app.store.journal import journal, upgrades
from app.store.library import Library
from app.store.opening import FILE
from app.store.past import Past
from app.system.disk import Disk
from app.system.paths import resource
from tests.torture.cruel_disk import FailingDisk

FORMS = Forms(resource("forms"))
TEXT, OTHER = "overview.proactive", "other.text"
COUNTS = [cell.id for cell in FORMS.for_year(2025).required if cell.kind.name == "count"][:8]
EAST, WEST = "东塘街道办事处", "西塘街道办事处"
SEGMENT = 6000  # bytes, so that a small library has several segments
WORDS = "全年主动公开信息、解读政策、举办开放日，回应群众关切。"


class TornDisk(Disk):
    """Writes half a line into the journal, then the process is no more."""

    armed = False

    def write(self, handle: int, data: memoryview) -> int:
        if self.armed and len(data) > 64 and bytes(data[64:65]) == b" ":
            os.write(handle, data[: len(data) - 40])
            os.kill(os.getpid(), signal.SIGKILL)
        return super().write(handle, data)


class Story:
    """The life of one library, day by day."""

    def __init__(self, home: Path) -> None:
        self.home, self.time = home, datetime.fromisoformat("2025-11-03T09:00:00+08:00")
        self.chance = random.Random(11)

    def day(self, deeds: Callable[[Library], None], disk: Disk | None = None) -> None:
        """Opens, does it, closes; the next day is two days later."""
        with Library.open(self.home, FORMS, disk=disk, clock=lambda: self.time) as library:
            deeds(library)
        self.time += timedelta(days=2, minutes=7)

    def type(self, library: Library, key: str, times: int = 4) -> None:
        """Some words and numbers, each a step of its own."""
        session = library.open_session(key)
        for _ in range(times):
            text = session.report.text(TEXT)
            session.apply(Edit({TEXT: f"{text}{self.chance.choice(WORDS[:-1].split('、'))}{len(text)} 次。"}, "输入", "type"))
            session.apply(Edit({self.chance.choice(COUNTS): self.chance.randrange(400)}, "填数"))
            session.settle()
            self.time += timedelta(seconds=41)
            library.flush()

    def first(self, library: Library) -> None:
        """Four reports of two offices and two years, and one to be thrown away for good."""
        for office in (EAST, WEST):
            for year in (2024, 2025):
                self.type(library, library.create(Report(office, year, FORMS.for_year(year).edition)), 2)
        gone = library.create(Report("测试街道办事处", 2025, FORMS.for_year(2025).edition))
        self.type(library, gone, 1)
        library.bin(gone)

    def beside(self, library: Library) -> None:
        """Doubts, explanations, signatures, the register, versions under names."""
        key = found(library, EAST, 2025)
        session = library.open_session(key)
        doubts = [Doubt(cell, 1000 + n, "inferred", f"表 1 第 {n} 行", "约一千") for n, cell in enumerate(COUNTS[:4])]
        session.apply(Edit({one.cell: one.value for one in doubts}, "导入", doubts=tuple(doubts)))
        session.look((COUNTS[0],))
        day = self.time.date()
        told = (Explanation("sum.rule", (COUNTS[0],), "ab12", "含上年结转 3 件，已核对台账。", "周甲", day),)
        write_review(review_path(self.home, key), Review(told, Course((Signed("draft", "周甲", day),))))
        rows = [Request(date(2025, 3, n), subject=f"申请公开第 {n} 号文件", who=f"申请人{n}") for n in (4, 5, 9)]
        RegisterBook(register_path(self.home, key)).write(rows)
        library.keep_version(key, "named", "送审前的一稿")
        self.type(library, key, 2)
        library.keep_version(key, "exported")
        library.keep_version(key, "named", "领导改过的一稿")
        west = found(library, WEST, 2024)
        RegisterBook(register_path(self.home, west)).write([Request(date(2024, 6, 1), subject="申请公开预算")])

    def undone(self, library: Library) -> None:
        """Undo, redo, a step that is given up, a restoring."""
        session = library.open_session(found(library, WEST, 2025))
        self.type(library, found(library, WEST, 2025), 3)
        session.undo()
        session.undo()
        session.redo()
        self.type(library, found(library, EAST, 2024), 2)
        past = Past(library)
        oldest = past.backups()[-2]  # the very first holds no report yet
        past.restore(oldest, {found(library, EAST, 2024): None})
        session.apply(Edit({"title": "西塘街道 2025 年政府信息公开工作年度报告"}, "改标题"))

    def failed(self, library: Library, disk: FailingDisk) -> None:
        """A write that fails where a segment begins: what follows it is attempt 001."""
        key = found(library, EAST, 2025)
        while sorted((self.home / "journal").iterdir())[-1].stat().st_size < SEGMENT:
            self.type(library, key, 1)
        disk.failing = True
        library.open_session(key).apply(Edit({OTHER: "磁盘满时填写的一句。"}, "输入"))
        assert library.flush().error
        disk.failing = False
        assert not library.flush().error
        self.type(library, key, 2)

    def binned(self, library: Library) -> None:
        """One goes to the bin, comes out and goes in again."""
        key = found(library, WEST, 2024)
        library.bin(key)
        library.unbin(key)
        library.bin(key)
        self.type(library, found(library, WEST, 2025), 2)

    def torn(self) -> None:
        """Half a line at the end, in a process of its own; the library file stays as it was before."""
        child = os.fork()
        if child == 0:
            disk = TornDisk()
            library = Library.open(self.home, FORMS, disk=disk, clock=lambda: self.time)
            key = found(library, EAST, 2025)
            library.sync()
            before = (self.home / FILE).read_bytes()
            self.type(library, key, 3)
            library.sync()
            (self.home / FILE).write_bytes(before)  # as if killed before the file was brought up to date
            (self.home / f"{FILE}.tmp").write_bytes(before[:700])
            disk.armed = True
            library.open_session(key).apply(Edit({OTHER: "没有写完的一句。" * 8}, "输入"))
            library.flush()
            os._exit(3)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), status
        self.time += timedelta(days=1)


def found(library: Library, office: str, year: int) -> str:
    """The key of a report that is there."""
    key = library.find(office, year)
    assert key, (office, year)
    return key


def expected(home: Path) -> dict[str, Any]:
    """What must be there, read by the program of today from a copy."""
    copy = home.with_name("read")
    shutil.copytree(home, copy)
    with Library.open(copy, FORMS) as library:
        reports = {key: _expected(library, key) for key in sorted(library.holdings)}
        told = list(library.notices)
    shutil.rmtree(copy)
    return {"commit": "220a120", "reports": reports, "told": told}


def _expected(library: Library, key: str) -> dict[str, Any]:
    one, review = library.holdings[key], read_review(review_path(library.folder, key))
    versions = library.history.versions(key)
    assert not versions.damaged
    return {
        "office": one.office,
        "year": one.year,
        "title": one.record["title"],
        "cells": dict(one.cells),
        "binned": one.binned is not None,
        "versions": len(versions.all),
        "named": [version.name for version in versions.all if version.name],
        "log": len(Past(library).log(key)),  # type: ignore[arg-type]  # a tuple in the program of then
        "explanations": [told.text for told in review.explanations],
        "signed": [event.who for event in review.course.events],
        "register": [row.subject for row in RegisterBook(register_path(library.folder, key)).read()],
        "doubts": [[doubt.cell, doubt.value] for doubt in library.doubted(key)],
    }


def make(target: Path) -> None:
    """Both libraries."""
    assert upgrades.SCHEMA == 2, "these libraries are made by the program of commit 220a120 alone"
    identity.who = lambda: "周甲@office-pc"
    identity.host, identity.account = (lambda: "office-pc"), (lambda: "周甲")
    journal.LARGEST = SEGMENT
    home = target / "closed" / "library"
    story = Story(home)
    story.day(story.first)
    story.day(story.beside)
    story.torn()
    story.day(story.undone)
    disk = FailingDisk(errno.ENOSPC, "journal")
    story.day(lambda library: story.failed(library, disk), disk)
    story.time += timedelta(days=45)  # the thrown one leaves the bin for good at the next opening but one
    story.day(lambda library: story.type(library, found(library, WEST, 2025), 2))
    story.day(story.binned)
    _told(home)
    story.home = target / "killed" / "library"
    shutil.copytree(home, story.home)
    story.torn()
    (story.home / "library.lock").write_bytes(b"")  # the number of that process means nothing elsewhere
    _told(story.home)


def _told(home: Path) -> None:
    text = json.dumps(expected(home), ensure_ascii=False, indent=1)
    (home.parent / "expected.json").write_text(f"{text}\n", "utf-8", newline="\n")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
