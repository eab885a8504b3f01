"""The side record of a report: its explanations, hints set aside, answers and course, as one small file beside the library.

The exchange file holds the report alone; this stays with the office. Read strictly, replaced whole. With the course it keeps what
was signed, so that later changes can be shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from app.errors import NotReady, StoreError
from app.findings.explained import Explanation, given
from app.findings.set_aside import SetAside, without
from app.form.form import Form
from app.report.report import Report
from app.review.course import Course
from app.review.course_record import event_of, event_record
from app.review.final_answers import FinalAnswer
from app.review.kept_set_aside import aside_of, aside_record
from app.review.signed_contents import Contents, with_content
from app.store.file.failure import sentence
from app.store.file.side_file import REVIEWS, WORDS, SideFile, filed, side_path, unreadable
from app.system.disk import Disk

VERSION = 2
READ = (1, 2)  # the first one knew neither opinions nor proofs, and kept no content
LARGEST = 4 * 1024 * 1024  # bytes; a record of many years is far smaller
ROOM = 64 * 1024  # bytes of that for what a file says of its writers


@dataclass(frozen=True)
class Review:
    """What is kept beside a report."""

    explanations: tuple[Explanation, ...] = ()
    course: Course = field(default_factory=Course)
    answers: tuple[FinalAnswer, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    contents: Contents = field(default_factory=lambda: MappingProxyType({}))


def review_path(library: Path, key: str) -> Path:
    """Where the record of the report `key` lies in the library's folder. Raises StoreError for no key."""
    return side_path(library, REVIEWS, key)


def read_review(path: Path, disk: Disk | None = None) -> Review:
    """The record in a file, an empty one when there is none. Raises StoreError when it cannot be read as one."""
    try:
        data = SideFile(path, disk).read(LARGEST)
        if data is None:
            return Review()
        return review_of(json.loads(data.decode("utf-8")))
    except (OSError, ValueError, KeyError, RecursionError) as reason:
        raise StoreError(unreadable(WORDS[REVIEWS], path.name, reason)) from reason


def write_review(path: Path, review: Review, disk: Disk | None = None) -> None:
    """Keeps the record. Raises StoreError, and then what was kept before still stands."""
    record = review_record(review)
    if len(filed(record)) > LARGEST - ROOM:  # what is longer could not be read again
        raise StoreError("说明与审核记录太大了，没有保存，原来的还在。请把说明改短再试。")
    try:
        SideFile(path, disk).write(record)
    except OSError as reason:
        raise StoreError(sentence(reason, "保存说明与审核记录", path)) from reason


def review_record(review: Review) -> dict[str, object]:
    """The record as plain JSON data."""
    raw: dict[str, object] = {
        "version": VERSION,
        "explanations": [{**asdict(one), "day": one.day.isoformat()} for one in review.explanations],
        "course": list(map(event_record, review.course.events)),
    }
    if review.answers:
        raw["answers"] = [{**asdict(one), "day": one.day.isoformat()} for one in review.answers]
    if review.set_aside:
        raw["set_aside"] = list(map(aside_record, review.set_aside))
    if review.contents:
        raw["contents"] = dict(review.contents)
    return raw


def review_of(raw: object) -> Review:
    """The record in plain data. Raises ValueError, KeyError for what is none."""
    top = _table(raw)
    if top.get("version") not in READ:
        raise ValueError(f"版本 {top.get('version')!r}")
    return Review(
        tuple(map(_explanation, _list(top["explanations"]))),
        Course(tuple(map(event_of, _list(top["course"])))),
        tuple(map(_answer, _list(top.get("answers", [])))),
        tuple(map(aside_of, _list(top.get("set_aside", [])))),
        MappingProxyType({key: _words(table, key) for table in [_table(top.get("contents", {}))] for key in table}),
    )


def _table(raw: object) -> Mapping[str, object]:
    if not isinstance(raw, dict):
        raise ValueError("不是一组“名称: 值”")
    return raw


def _list(raw: object) -> list[object]:
    if not isinstance(raw, list):
        raise ValueError("不是列表")
    return raw


def _words(raw: Mapping[str, object], key: str) -> str:
    value = raw[key]
    if not isinstance(value, str):
        raise ValueError(f"{key} 不是文字")
    return value


def _explanation(raw: object) -> Explanation:
    table = _table(raw)
    cells = _list(table["cells"])
    if not all(isinstance(cell, str) for cell in cells):
        raise ValueError("cells 不是文字列表")
    return Explanation(
        rule=_words(table, "rule"),
        cells=tuple(map(str, cells)),
        fingerprint=_words(table, "fingerprint"),
        text=_words(table, "text"),
        who=_words(table, "who"),
        day=date.fromisoformat(_words(table, "day")),
    )


def _answer(raw: object) -> FinalAnswer:
    table = _table(raw)
    turn = table["turn"]
    if not isinstance(turn, int):
        raise ValueError("turn 不是整数")
    question, ask, answer, who = (_words(table, key) for key in ("question", "ask", "answer", "who"))
    return FinalAnswer(question, ask, answer, who, date.fromisoformat(_words(table, "day")), turn)


class KeptReview:
    """The record of one open report: the only writer of its file. Nothing is changed that could not be written."""

    def __init__(self, path: Path, *, read_only: bool = False, disk: Disk | None = None) -> None:
        """Raises StoreError when there is a record that cannot be read."""
        self._path, self._disk, self.read_only = path, disk, read_only
        self.review = read_review(path, disk)

    def explain(self, explanation: Explanation) -> None:
        """Keeps an explanation; one without words takes the former one back. Raises StoreError, NotReady."""
        if self.review.course.locked:
            raise NotReady("这份报告已经定稿，要修改说明请先解锁。")
        self._put(replace(self.review, explanations=given(self.review.explanations, explanation)))

    def set_aside(self, aside: SetAside) -> None:
        """Keeps that a hint was set aside. Raises StoreError, NotReady."""
        self._judge_open()
        self._put(replace(self.review, set_aside=(*self.review.set_aside, aside)))

    def take_back(self, aside: SetAside) -> None:
        """The hint is open again. Raises StoreError, NotReady."""
        self._judge_open()
        self._put(replace(self.review, set_aside=without(self.review.set_aside, aside)))

    def move(self, course: Course, signed: tuple[Form, Report] | None = None) -> None:
        """Keeps a new state of the course, and the report that was `signed`. Raises StoreError, NotReady."""
        contents = with_content(self.review.contents, *signed) if signed else self.review.contents
        self._put(replace(self.review, course=course, contents=contents))

    def answer(self, answers: tuple[FinalAnswer, ...]) -> None:
        """Keeps what was answered before 定稿. Raises StoreError, NotReady."""
        self._put(replace(self.review, answers=(*self.review.answers, *answers)))

    def _judge_open(self) -> None:
        if self.review.course.locked:
            raise NotReady("这份报告已经定稿，要搁置或取回提示请先解锁。")

    def _put(self, review: Review) -> None:
        if self.read_only:
            raise NotReady("报告库现在只能查看，说明和审核记录没有改动。")
        write_review(self._path, review, self._disk)
        self.review = review
