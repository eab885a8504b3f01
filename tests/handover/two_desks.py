"""Two libraries, the clerk's and the reviewer's, and a file that goes between them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.findings.explained import Explanation
from app.handover.handover_file import read_handover
from app.handover.snapshot import Snapshot, snapshot_of
from app.handover.three_way import Decisions
from app.handover.trip import Arrival, arrival, give_out, merge, open_new
from app.report.claim import Claim
from app.report.comment import Comment
from app.report.doubt import Doubt
from app.report.report import Edit, Report
from app.review.course import STAGES, Course, CourseEvent, Signed, digest
from app.review.kept import KeptReview, review_path
from app.store.copies.comment_book import CommentBook
from app.store.library import Library
from tests.reports import FORM, FORMS

START = datetime(2026, 1, 10, 9, tzinfo=UTC)
CELL, OTHER, PROSE = "requests.received.natural", "requests.received.legal", "overview.proactive"


class Desk:
    """One person's library with the one report in it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self._minutes = name, 0
        self.library = Library.open(folder, FORMS, clock=self.now)
        self.key = ""

    def now(self) -> datetime:
        self._minutes += 1
        return START + timedelta(minutes=self._minutes)

    def begin(self, report: Report, doubts: tuple[Doubt, ...] = ()) -> None:
        self.key = self.library.create(report, doubts)

    @property
    def state(self) -> Snapshot:
        self.library.flush()
        return snapshot_of(self.library, self.key)

    @property
    def report(self) -> Report:
        return self.library.sessions.report(self.key)

    def write(self, **cells: object) -> None:
        session = self.library.open_session(self.key)
        session.apply(Edit({name.replace("__", "."): value for name, value in cells.items()}, "填写"))  # type: ignore[misc]
        self.library.close_session(self.key)

    def look(self, cell: str) -> None:
        self.library.open_session(self.key).look([cell])
        self.library.close_session(self.key)

    def claim(self, words: str, cells: tuple[str, ...]) -> None:
        session = self.library.open_session(self.key)
        session.claim(Claim(words, 0, cells, "this", self.name, self.now()))
        self.library.close_session(self.key)

    def comment(self, text: str, number: int) -> None:
        book = CommentBook(self.library.disk, self.library.folder, self.key)
        book.add(Comment(f"{number:016x}", CELL, "0", 0, self.name, self.now(), text))

    def explain(self, text: str, number: int) -> None:
        kept = KeptReview(review_path(self.library.folder, self.key), disk=self.library.disk)
        if not kept.review.course.locked:
            kept.explain(Explanation(f"rule{number}", (CELL,), "0" * 16, text, self.name, date(2026, 1, 11)))

    def sign(self, **told: str) -> None:
        course = self.state.review.course
        stage = course.next
        assert stage is not None
        self.enter(Signed(stage, self.name, date(2026, 1, 11), content=digest(self.report), at=self.now(), **told))

    def enter(self, event: CourseEvent) -> None:
        kept = KeptReview(review_path(self.library.folder, self.key), disk=self.library.disk)
        kept.move(Course((*kept.review.course.events, event)), (FORM, self.report))

    def give(self) -> bytes:
        return give_out(self.library, self.key)

    def look_at(self, data: bytes) -> Arrival:
        return arrival(self.library, read_handover(FORMS, data, "交接.nbjj"))

    def take(self, data: bytes, decisions: Decisions | None = None, *, theirs_counts: bool = True) -> Arrival:
        came = self.look_at(data)
        if came.came == "new":
            self.key = open_new(self.library, came.file)
        elif came.came == "merge":
            merge(self.library, came, decisions or {}, theirs_counts=theirs_counts)
        return came

    def close(self) -> None:
        self.library.close()


def all_signed(desk: Desk) -> None:
    for _ in STAGES:
        desk.sign()
