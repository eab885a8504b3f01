"""A library with everything in it that may lie in one: several days, bin, versions, side files, settings; and all that shows.

For the parts of the torture that harm single files.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from app.errors import NianbaoError, StoreError
from app.findings.explained import Explanation
from app.form.form_file import Forms
from app.register.register_file import RegisterBook, register_path
from app.register.request import Request
from app.report.comment import Comment
from app.report.doubt import Doubt
from app.report.report import Edit, Report
from app.review.course import Course, Returned, Signed
from app.review.kept import Review, read_review, review_path, write_review
from app.store.copies.comment_book import CommentBook
from app.store.library import Library
from app.store.opening import FILE
from app.store.past import Past
from app.system.disk import Disk
from app.system.paths import resource
from app.system.settings import Settings, read_table
from tests.torture.harm import TEXT, plain_state

DAY = date(2026, 1, 10)
AT = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)
BEGUN = datetime.fromisoformat("2026-01-05T09:00:00+08:00")
SIDES = ("reviews", "doubts", "registers", "comments")
OFFICES = ("甲街道办事处", "乙街道办事处", "丙街道办事处")
NAME = "review.name"


@dataclass
class Days:
    """A clock that is moved from day to day."""

    time: datetime = BEGUN

    def __call__(self) -> datetime:
        return self.time

    def on(self, **by: float) -> None:
        """On by so many days, hours, minutes."""
        self.time += timedelta(**by)


def filled(home: Path, forms: Forms, *, lagging: bool = False, settings: bool = True) -> dict[str, Any]:
    """Makes such a library, closed, and returns its `shown`; with `lagging` its file lacks the events of the last day."""
    clock = Days()
    with Library.open(home, forms, clock=clock) as library:
        keys = [library.create(Report(office, 2025, forms.for_year(2025).edition)) for office in OFFICES]
        for number, key in enumerate(keys):
            _beside(library, key, number)
        library.bin(keys[2])
    if settings:
        Settings(read_table(resource("settings.toml")), home).put(NAME, "周甲")
    before = b""
    for number in range(3):
        clock.on(days=1)
        with Library.open(home, forms, clock=clock) as library:
            library.sync("timed")
            before = (home / FILE).read_bytes()
            session = library.open_session(keys[number % 2])
            session.apply(Edit({TEXT: session.report.text(TEXT) + f"第 {number} 天又补充了一句。"}))
            library.keep_version(keys[number % 2], "named", f"第 {number} 天")
    with Library.open(home, forms, clock=clock) as library:
        state = shown(library)
    if lagging:
        _lag(home, before, forms)
    return state


def _beside(library: Library, key: str, number: int) -> None:
    loose = Doubt("requests.note", f"表下的文字 {number}。", "unplaced", "第 30 段", "不知是不是表注")
    doubts = (Doubt("other.text", "导入的", "likely"), loose)
    session = library.open_session(key)
    session.apply(Edit({TEXT: f"全年主动公开信息 {number} 条。" * 3, "other.text": "导入的"}, doubts=doubts))
    library.flush()
    course = Course((Signed("draft", "甲", DAY, words=f"意见{number}"), Returned("first", "draft", "乙", DAY, f"退回{number}")))
    explanation = Explanation("rule", (TEXT,), "", f"说明{number}", "甲", DAY)
    write_review(review_path(library.folder, key), Review((explanation,), course))
    CommentBook(Disk(), library.folder, key).add(Comment("", TEXT, "", 0, "乙", AT, f"批注{number}"))
    RegisterBook(register_path(library.folder, key)).write([Request(DAY, subject=f"申请{number}")])


def _lag(home: Path, before: bytes, forms: Forms) -> None:
    """As if killed before the file was brought up to date and backed up."""
    (home / FILE).write_bytes(before)
    library = Library(home, forms, Disk(), Days(), None)
    for one in library.backups.all()[:3]:
        one.path.unlink()


def shown(library: Library) -> dict[str, Any]:
    """Whatever a person can see: values, bin, versions, log, side files. What cannot be read is its sentence."""
    return {
        "values": plain_state(library),
        **{key: {name: _asked(look) for name, look in _looks(library, key).items()} for key in sorted(library.holdings)},
    }


ALL = 10**6  # lines


def _looks(library: Library, key: str) -> dict[str, Callable[[], Any]]:
    past = Past(library)
    return {
        "versions": lambda: [version.name for version in past.versions(key).all],
        "damaged": lambda: past.versions(key).damaged,
        "log": lambda: _log(past, key),
        "review": lambda: [one.text for one in read_review(review_path(library.folder, key), library.disk).explanations],
        "course": lambda: [one.who for one in read_review(review_path(library.folder, key), library.disk).course.events],
        "comments": lambda: [one.text for one in CommentBook(library.disk, library.folder, key).comments],
        "register": lambda: [one.subject for one in RegisterBook(register_path(library.folder, key), library.disk).read()],
        "doubts": lambda: [(one.cell, one.value) for one in library.doubted(key)],
    }


def _log(past: Past, key: str) -> int:
    page = past.log(key).next_page(ALL)
    if page.unread:  # the dialog says so
        raise StoreError(f"{'、'.join(page.unread)} 读不出来。")
    return len(page.lines)


def _asked(look: Callable[[], Any]) -> Any:
    try:
        return look()
    except NianbaoError as reason:
        return f"！{reason.sentence}"


def less(state: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """What of a `shown` is not there any more, or is other: `values`, or the report with the name of the look."""
    lost = [f"values {key}" for key, one in state["values"].items() if found["values"].get(key) != one]
    for key in state:
        if key == "values":
            continue
        now = found.get(key, {})
        lost += [f"{name} of {key}" for name, one in state[key].items() if not _covers(one, now.get(name))]
    return lost


def _covers(before: Any, now: Any) -> bool:
    if isinstance(before, int):
        return isinstance(now, int) and now >= before if before else now == 0
    if isinstance(before, list):
        return isinstance(now, list) and all(one in now for one in before)
    return bool(before == now)


def told_of(found: dict[str, Any]) -> list[str]:
    """The sentences in a `shown`: of what could not be read, and of damaged lines of versions."""
    told = [one for key, looks in found.items() if key != "values" for one in looks.values()]
    sentences = [one for one in told if isinstance(one, str) and one.startswith("！")]
    return sentences + ["损坏的历史版本" for key, looks in found.items() if key != "values" and looks["damaged"]]


def worked(library: Library, key: str, chance: random.Random) -> str:
    """Types a sentence into a report; the whole text when it was told saved, else ''."""
    session = library.open_session(key)
    text = session.report.text(TEXT) + f"续写{chance.randrange(10**6)}。"
    session.apply(Edit({TEXT: text}))
    return text if library.flush().error is None else ""
