"""All that goes along with a report in one piece: the report, the review, doubts, claims and comments; never the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.chinese.characters import clean
from app.errors import ExchangeError, UnknownEdition, ValueRefused
from app.form.form import Form
from app.form.form_file import Forms
from app.form.kinds import TEXT, Value
from app.report.comment import Comment
from app.report.limits import OFFICE, TITLE
from app.report.record import from_record, one_line, to_record
from app.report.report import Report
from app.review.kept import Review, read_review, review_of, review_path, review_record
from app.store.copies.claim_book import Answers, ClaimBook, claims_of, claims_record
from app.store.copies.comment_book import CommentBook, comments_of, comments_record
from app.store.copies.doubts import DoubtBook, DoubtEntry, doubts_of, doubts_record
from app.store.library import Library

MOST_LETTERS, MOST_LINES = 200_000, 3000  # of all texts of a report; a long one has thirty thousand letters
MOST = 5000  # entries of one list
MOST_NAME, MOST_WORDS, LONGEST = 120, 8000, 300_000  # characters
LONG = ("value", "words", "contents")  # a text without a field, the sentences a comment is bound to, what was signed
MEMBERS = ("report", "review", "doubts", "claims", "comments")


@dataclass(frozen=True)
class Snapshot:
    """One state of a report with what lies beside it."""

    report: Report
    review: Review
    doubts: tuple[DoubtEntry, ...]
    claims: Answers
    comments: tuple[Comment, ...]

    def __hash__(self) -> int:
        return hash(self.report)


def snapshot_of(library: Library, key: str) -> Snapshot:
    """A report of a library as it stands. Raises StoreError, ExchangeError, UnknownEdition."""
    report = library.sessions.report(key)
    disk, folder = library.disk, library.folder
    return Snapshot(
        report,
        read_review(review_path(folder, key), disk),
        DoubtBook(disk, folder, key, library.forms.edition(report.edition)).entries,
        ClaimBook(disk, folder, key).answers,
        CommentBook(disk, folder, key).comments,
    )


def plain_data(form: Form, state: Snapshot) -> dict[str, Any]:
    """The state as plain JSON data."""
    return {
        "report": to_record(form, state.report),
        "review": review_record(state.review),
        "doubts": doubts_record(form, state.doubts),
        "claims": claims_record(state.claims),
        "comments": comments_record(state.comments),
    }


def state_of_data(forms: Forms, raw: Mapping[str, Any], source: str) -> Snapshot:
    """The state in plain data, the texts as they would have been typed.

    Raises ExchangeError or UnknownEdition with a sentence for what is none.
    """
    if set(raw) != set(MEMBERS):
        raise ExchangeError(f"{source}：内容不全或有不认识的部分，请对方重新交出。")
    report = _cleaned(from_record(forms, raw["report"], source)[0])
    _judge_texts(report, source)
    raw = {name: one if name == "report" else _seen(one, source) for name, one in raw.items()}
    form = forms.edition(report.edition)
    try:
        OFFICE.judge(report.office)
        TITLE.judge(report.title or "")
        return Snapshot(
            *(report, review_of(raw["review"]), doubts_of(form, raw["doubts"])),
            claims_of(raw["claims"]),
            comments_of(raw["comments"]),
        )
    except UnknownEdition:
        raise
    except ValueRefused as reason:
        raise ExchangeError(f"{source}：{reason.sentence}") from None
    except (ValueError, KeyError, TypeError, OverflowError) as reason:
        raise ExchangeError(f"{source}：随报告的记录不对（{_why(reason)}），请对方重新交出。") from None


def _seen(raw: Any, source: str, name: str = "") -> Any:
    """What lies beside a report without what nobody sees, and within the bounds of what a person writes."""
    if isinstance(raw, str):
        if len(raw) > (LONGEST if name in LONG else MOST_NAME if name == "who" else MOST_WORDS):
            raise ExchangeError(f"{source}：随报告的记录里有一条过长，不像是人写的，没有采用。请核对所选文件。")
        return clean(raw)
    if isinstance(raw, list | dict) and len(raw) > MOST:
        raise ExchangeError(f"{source}：随报告的记录多得不像是一份报告的，没有采用。请核对所选文件。")
    if isinstance(raw, list):
        return [_seen(one, source, name) for one in raw]
    if isinstance(raw, dict):
        whole = name == "contents"  # by digest, and packed
        return {key: _seen(one, source, name if whole else str(key)) for key, one in raw.items()}
    return raw


def _why(reason: Exception) -> str:
    return f"缺少 {reason.args[0]}" if isinstance(reason, KeyError) else "形式不对"


def _judge_texts(report: Report, source: str) -> None:
    """Both sides are held against each other word by word: more than any report has would take minutes."""
    texts = [value for value in report.cells.values() if isinstance(value, str)]
    if sum(map(len, texts)) > MOST_LETTERS or sum(text.count("\n") for text in texts) > MOST_LINES:
        raise ExchangeError(f"{source}：文字多得不像是一份年报，没有采用。请核对所选文件。")


def _cleaned(report: Report) -> Report:
    texts: dict[str, Value | None] = {n: TEXT.read(v) for n, v in report.cells.items() if isinstance(v, str)}
    cells = {name: value for name, value in {**report.cells, **texts}.items() if value is not None}
    return replace(report, office=one_line(report.office), title=one_line(report.title or "") or None, cells=cells)
