"""What a reviewer remarks on a cell or on sentences of a text (批注), what was answered, and where it stands now.

A comment is bound to words, not to an offset: it survives edits elsewhere and ends when its own words change; when they come
back, so does it. Entries are never taken out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from app.chinese.sentences import sentences
from app.form.form import Form
from app.form.kinds import TEXT
from app.report import totals
from app.report.report import Report

Deed = Literal["answer", "done", "reopen"]
CommentState = Literal["open", "answered", "done", "ended"]
DEED_WORDS: Mapping[Deed, str] = MappingProxyType({"answer": "答复", "done": "已办", "reopen": "重新打开"})
STATE_WORDS: Mapping[CommentState, str] = MappingProxyType(
    {"open": "待答复", "answered": "已答复", "done": "已办", "ended": "原文已改"}
)


@dataclass(frozen=True)
class Reply:
    """What somebody did with a comment: answered it, said that it is done, or opened it again; `text` may be ''."""

    deed: Deed
    who: str
    at: datetime
    text: str = ""


@dataclass(frozen=True)
class Comment:
    """`id` is its own for ever. `words` are those it speaks of: whole sentences of the text `cell` (the `place`th run of the same
    words in it), or what another cell showed."""

    id: str
    cell: str
    words: str
    place: int
    who: str
    at: datetime
    text: str
    replies: tuple[Reply, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it, or not since it was opened again."""
        return not self.replies or self.replies[-1].deed == "reopen"

    def with_reply(self, reply: Reply) -> Comment:
        """The comment with a reply behind the others."""
        return replace(self, replies=(*self.replies, reply))


@dataclass(frozen=True)
class Stood:
    """Where a comment stands: characters `start` to `end` of its text, (0, 0) in another cell."""

    start: int
    end: int


@dataclass(frozen=True)
class CommentMark:
    """Where a cell or characters of a text are marked, with what is said there."""

    cell: str
    start: int
    end: int
    words: str


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the whole sentences go in which characters `start` to `end` lie; (0, 0) in an empty text."""
    found = _spans(text)
    here = [one for one in found if one[0] < max(end, start + 1) and start <= one[1]] or list(found[-1:])
    touched = [one for one in here if one[1] > start] or here  # behind the last stop of a line its sentence is meant
    return (touched[0][0], touched[-1][1]) if touched else (0, 0)


def spoken_of(form: Form, report: Report, cell: str, start: int, end: int) -> tuple[str, int]:
    """The words that a comment on these characters of a cell is bound to, and which run of the same words they are."""
    if form.cells[cell].kind is not TEXT:
        return totals.shown(form, report, cell), 0
    text = report.text(cell)
    begin, stop = sentence_around(text, start, end)
    words = text[begin:stop]
    return words, [one.start for one in _runs(text, words)].index(begin) if words else 0


def stood(form: Form, report: Report, one: Comment) -> Stood | None:
    """Where a comment stands in the report; None when its words are no longer there."""
    cell = form.cells.get(one.cell)
    if cell is None:
        return None
    if cell.kind is not TEXT:
        return Stood(0, 0) if totals.shown(form, report, one.cell) == one.words else None
    text = report.text(one.cell)
    if not one.words:
        return None if text else Stood(0, 0)
    runs = _runs(text, one.words)
    return runs[min(one.place, len(runs) - 1)] if runs else None


def state_of(form: Form, report: Report, one: Comment) -> CommentState:
    """How a comment stands: 已办 stays so; any other one ends when its words change."""
    return state_at(one, stood(form, report, one))


def state_at(one: Comment, place: Stood | None) -> CommentState:
    """The same where it is known where its words stand."""
    last = one.replies[-1].deed if one.replies else "reopen"
    if last == "done":
        return "done"
    if place is None:
        return "ended"
    return "answered" if last == "answer" else "open"


def both(mine: Iterable[Comment], theirs: Iterable[Comment]) -> tuple[Comment, ...]:
    """The comments of two states that were written apart, each with the replies of both sides, in the order of their times."""
    found: dict[str, Comment] = {}
    for one in (*mine, *theirs):
        known = found.get(one.id, one)
        replies = dict.fromkeys((*known.replies, *one.replies))
        found[one.id] = replace(known, replies=tuple(sorted(replies, key=lambda reply: (reply.at, reply.who, reply.deed))))
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.id)))


def _runs(text: str, words: str) -> list[Stood]:
    """Where these words stand as whole sentences."""
    found: list[Stood] = []
    place = text.find(words)
    starts, ends = _edges(text)
    while place >= 0:
        if place in starts and place + len(words) in ends:
            found.append(Stood(place, place + len(words)))
        place = text.find(words, place + 1)
    return found


@lru_cache(maxsize=16)
def _edges(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Where sentences begin, and where they end."""
    spans = _spans(text)
    return frozenset(start for start, _ in spans), frozenset(end for _, end in spans)


@lru_cache(maxsize=16)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """From where to where each sentence goes, without the end of its line; kept, for each comment asks the same text."""
    return tuple((one.start, one.start + len(one.text.rstrip("\n"))) for one in sentences(text))
