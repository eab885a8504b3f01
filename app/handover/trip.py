"""Giving a report out and taking it in: which state a file carries, to which report it belongs, from which both sides began.

Everything that a kill may leave is such that the file can be taken in once more: what lies beside the report is written before
the report itself, and that the file came in is noted last.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from app.chinese.days import month_and_day_words
from app.errors import ExchangeError, NotReady, ReadOnlyReport, ReportExists, StoreError
from app.handover.courses import signed_anew, unlocks
from app.handover.handover_file import HandoverFile, write_handover
from app.handover.snapshot import Snapshot, plain_data, snapshot_of, state_of_data
from app.handover.three_way import Decisions, ThreeWay, three_way, unsigned_final
from app.report.record import to_record
from app.report.report import OFFICE, Edit, Report
from app.review.kept import read_review, review_path, write_review
from app.store.copies.claim_book import ClaimBook
from app.store.copies.comment_book import CommentBook
from app.store.copies.doubts import DoubtBook
from app.store.copies.trips import Trip, TripBook, packed
from app.store.file import identity
from app.store.file.failure import sentence
from app.store.file.side_file import TRIPS, WORDS
from app.store.library import Library

READ_ONLY = "报告库现在只能查看，不能收回或打开交接文件。请在可以修改的窗口里再试。"
OTHER = "报告库里已有“{office}” {year} 年度的报告，这份交接文件却不是从它交出的，没有采用。要对照着看，请让对方导出后再导入。"
PARTED = "找不到双方共同的一份底稿，这份交接文件不能合并。请对方导出报告后，用“导入”填入。"
BINNED = "“{office}” {year} 年度的报告在回收站里，请先恢复它，再收回交接文件。"
FINAL = "这份报告已经定稿，不能再收回交接文件里的修改。要收回，请先在“审核与定稿”里解锁。"
ANOTHER = "这份交接文件是 {year} 年度的，打开的那份报告不是同一年度，没有采用。"
TWIN = "报告库里已有“{office}” {year} 年度的报告，单位名称不能改成它，没有收回。"
Came = Literal["new", "again", "own", "merge"]


@dataclass(frozen=True)
class Arrival:
    """What a file is to this library: a "new" report, one that came in "again", one of its "own" files, or one to "merge" with
    the report `key`."""

    came: Came
    file: HandoverFile
    key: str = ""
    held: ThreeWay | None = None


@dataclass(frozen=True)
class Merged:
    """What was done: `edit` is the one step of undo; `anew`: the last stage must be signed once more."""

    edit: Edit
    anew: bool = False


def give_out(library: Library, key: str) -> bytes:
    """The file of a report as it stands. It is noted before anybody has it. Raises NianbaoError."""
    if library.read_only:
        raise ReadOnlyReport(READ_ONLY)
    library.flush()
    book, forms = TripBook(library.disk, library.folder, key), library.forms
    state, at = snapshot_of(library, key), library.clock()
    form = forms.edition(state.report.edition)
    lineage, content = book.lineage or secrets.token_hex(8), plain_data(form, state)
    token = secrets.token_hex(8)  # two states of the same content are two
    base, began = _began(library, book, token, state)
    made = HandoverFile(lineage, token, base, book.tokens, identity.who(), at, state, began)
    data = write_handover(forms, made)
    library.keep_version(key, "handed")
    book.add(lineage, Trip(token, "out", at, identity.who(), packed(content)))
    return data


def _began(library: Library, book: TripBook, token: str, state: Snapshot) -> tuple[str, Snapshot]:
    """The state that came in last, from which this one began; where none did, this one."""
    for trip in reversed(book.trips):
        if trip.way == "in" and (content := trip.content()) is not None:
            return trip.token, state_of_data(library.forms, content, WORDS[TRIPS])
    return token, state


def arrival(library: Library, file: HandoverFile) -> Arrival:
    """What a file is to this library. Raises NianbaoError for one that can be neither opened nor merged."""
    if library.read_only:
        raise ReadOnlyReport(READ_ONLY)
    library.flush()
    key, book = _of_lineage(library, file.lineage)
    report = file.state.report
    if book is None:
        return _of_no_lineage(library, file)
    known = {trip.token: trip for trip in book.trips}
    if file.token in known:
        return Arrival("again" if known[file.token].way == "in" else "own", file, key)
    mine = snapshot_of(library, key)
    if (mine.report.year, mine.report.edition) != (report.year, report.edition):
        raise ExchangeError(ANOTHER.format(year=report.year))
    form = library.forms.edition(report.edition)
    return Arrival("merge", file, key, three_way(form, _common(library, book, file), mine, file.state))


def _of_no_lineage(library: Library, file: HandoverFile) -> Arrival:
    """A file of which nothing is noted here: of a new report, or of one that was given out from here all the same, as its
    versions tell, in a library that came back from an older backup."""
    report = file.state.report
    there = library.find(report.office, report.year)
    if there is None:
        return Arrival("new", file)
    if not _was_here(library, there, file.began.report):
        raise ReportExists(OTHER.format(office=report.office, year=report.year), there)
    form = library.forms.edition(report.edition)
    return Arrival("merge", file, there, three_way(form, file.began, snapshot_of(library, there), file.state))


def _was_here(library: Library, key: str, report: Report) -> bool:
    """Whether the report once stood here as it was when the other side got it."""
    told = to_record(library.forms.edition(report.edition), report)
    try:
        library.sync()
        return any(one.record == told for one in library.history.versions(key).all)
    except OSError as reason:
        raise StoreError(sentence(reason, "读取历史版本", library.folder)) from reason


def _of_lineage(library: Library, lineage: str) -> tuple[str, TripBook | None]:
    """The report of that lineage, and what is known of its trips. Raises StoreError for one that lies in the bin."""
    try:
        names = library.disk.names(library.folder / TRIPS)
    except OSError as reason:
        raise StoreError(sentence(reason, f"读取{WORDS[TRIPS]}", library.folder)) from reason
    for key in (name.removesuffix(".json") for name in names):
        book = _book(library, key)
        if book is not None and book.lineage == lineage:
            if library.holdings[key].binned:
                raise StoreError(BINNED.format(office=library.holdings[key].office, year=library.holdings[key].year))
            return key, book
    return "", None


def _book(library: Library, key: str) -> TripBook | None:
    """What is known of the trips of a report that is here; what is damaged is told where its report is opened."""
    if key not in library.holdings:
        return None
    with suppress(StoreError):
        return TripBook(library.disk, library.folder, key)
    return None


def _common(library: Library, book: TripBook, file: HandoverFile) -> Snapshot:
    """The newest state that both sides come after. Raises ExchangeError where there is none."""
    theirs = {*file.known, file.base}
    for trip in reversed(book.trips):
        if trip.token in theirs:
            try:
                content = trip.content()
                if content is not None:
                    return state_of_data(library.forms, content, WORDS[TRIPS])
            except ValueError:
                continue
            if trip.token == file.base:
                return file.began
    raise ExchangeError(PARTED)


def open_new(library: Library, file: HandoverFile) -> str:
    """Makes the report of a file in this library, with all beside it; its key. Raises NianbaoError."""
    state = file.state

    def beside(key: str) -> None:
        _write_beside(library, key, state)
        _note(library, key, file)

    doubts = tuple(one.doubt for one in state.doubts if one.at is None)
    return library.create(state.report, doubts, beside)


def merge(library: Library, came: Arrival, decisions: Decisions, *, theirs_counts: bool) -> Merged:
    """Brings what was decided into the report, as one step of undo; its state before is one of its versions.

    The report must not be open. Raises NianbaoError; KeyError where something was not decided.
    """
    assert came.held is not None
    held, key = came.held, came.key
    if snapshot_of(library, key) != held.mine:
        raise NotReady("报告刚才有了变化，没有收回。请再打开一次交接文件。")
    edit = held.edit(decisions)
    after = held.after(decisions)
    _judge(library, held, edit, key, after.office)
    beside = held.beside(after, theirs_counts=theirs_counts)
    anew = unsigned_final(beside.review.course, after)
    if anew:
        course = signed_anew(beside.review.course, identity.who(), library.clock())
        beside = replace(beside, review=replace(beside.review, course=course))
    if edit.changes:
        library.keep_version(key, "merged")
    _write_beside(library, key, beside)
    session = library.open_session(key)
    try:
        session.apply(edit)
    finally:
        library.close_session(key)
    saved = library.flush()
    if saved.error:
        raise StoreError(saved.error)
    _note(library, key, came.file)
    return Merged(edit, anew)


def _judge(library: Library, held: ThreeWay, edit: Edit, key: str, office: str) -> None:
    courses = held.courses
    if edit.changes and held.mine.review.course.locked and courses.theirs.locked and not unlocks(courses.others):
        raise NotReady(FINAL)
    twin = library.find(office, held.mine.report.year) if OFFICE in edit.changes else None
    if twin not in (None, key):
        raise ReportExists(TWIN.format(office=office, year=held.mine.report.year), twin or "")


def _write_beside(library: Library, key: str, state: Snapshot) -> None:
    """Puts what lies beside the report on the disk, doubts first: no crash makes a doubted value look certain."""
    disk, folder = library.disk, library.folder
    doubts = DoubtBook(disk, folder, key, library.forms.edition(state.report.edition))
    claims = ClaimBook(disk, folder, key)
    if doubts.entries != state.doubts:
        doubts.replace(state.doubts)
        _written(doubts.write, library)
    if claims.answers != state.claims:
        claims.replace(state.claims)
        _written(claims.write, library)
    comments = CommentBook(disk, folder, key)
    if comments.comments != state.comments:
        comments.take(state.comments)
    if read_review(review_path(folder, key), disk) != state.review:
        write_review(review_path(folder, key), state.review, disk)


def _written(write: Callable[[], None], library: Library) -> None:
    try:
        write()
    except OSError as reason:
        raise StoreError(sentence(reason, "保存交接来的记录", library.folder)) from reason


def _note(library: Library, key: str, file: HandoverFile) -> None:
    """That this state came in, and from which one it began where that is not known yet."""
    book, forms = TripBook(library.disk, library.folder, key), library.forms
    form = forms.edition(file.state.report.edition)
    came = Trip(file.token, "in", file.at, file.who, packed(plain_data(form, file.state)))
    older = tuple(Trip(one, "in", file.at, file.who) for one in file.known if one not in book.tokens)
    book.add(file.lineage, *older, came)


def moment(at: datetime, who: str) -> str:
    """Who gave a file out when, for a person."""
    here = at.astimezone()
    return f"{month_and_day_words(here.date())} {here:%H:%M} 交出，{who.partition('@')[0]}"
