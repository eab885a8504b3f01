"""What people said of a report on two sides, put together: explanations, answers, hints set aside, doubts, comments.

What only one side has counts; what one side took back and the other left as it was is gone; where both said something, both
stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import fields, replace
from itertools import islice
from types import MappingProxyType
from typing import Any, TypeVar

from app.findings.explained import Explanation
from app.report.comment import Comment, both
from app.report.limits import EXPLANATION
from app.review.course import Course
from app.review.kept import Review
from app.review.signed_contents import MOST, Contents
from app.store.copies.doubts import DoubtEntry

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Hashable)
OWN = ("explanations", "course", "contents")  # parts of a review that have their own way; all others are lists of entries


def both_reviews(base: Review, mine: Review, theirs: Review, course: Course) -> Review:
    """The review of both, with their course."""
    lists = {one.name: _entries(*(getattr(side, one.name) for side in (base, mine, theirs))) for one in fields(Review)
             if one.name not in OWN}  # fmt: skip
    told: dict[str, Any] = {
        **lists,
        "explanations": _explanations(base.explanations, mine.explanations, theirs.explanations),
        "course": course,
        "contents": _contents(mine.contents, theirs.contents, course),
    }
    return Review(**told)


def both_doubts(
    base: Iterable[DoubtEntry], mine: Iterable[DoubtEntry], theirs: Iterable[DoubtEntry]
) -> tuple[DoubtEntry, ...]:
    """The doubts of both. A look of theirs counts where the doubt was open when both parted, for it was at this very value."""
    began, ours, others = ({_doubt_key(one): one for one in side} for side in (base, mine, theirs))
    found = {key: _doubt(began.get(key), one, others.get(key)) for key, one in ours.items()}
    return tuple({**found, **{key: one for key, one in others.items() if key not in ours}}.values())


def both_comments(mine: tuple[Comment, ...], theirs: tuple[Comment, ...]) -> tuple[Comment, ...]:
    """The comments of both, each with the replies of both; nothing is ever taken out of them."""
    return both(mine, theirs) if theirs else mine


def _doubt(began: DoubtEntry | None, mine: DoubtEntry, theirs: DoubtEntry | None) -> DoubtEntry:
    if theirs is None or mine.at is not None:
        return mine
    return theirs if began is not None and began.at is None else mine


def _doubt_key(one: DoubtEntry) -> tuple[str, object]:
    return one.doubt.cell, one.doubt.value


def _explanations(
    base: Iterable[Explanation], mine: Iterable[Explanation], theirs: Iterable[Explanation]
) -> tuple[Explanation, ...]:
    sides = tuple({(one.rule, one.cells, one.fingerprint): one for one in side} for side in (base, mine, theirs))
    return tuple(_by_key(*sides).values())


def _by_key(
    base: Mapping[K, Explanation], mine: Mapping[K, Explanation], theirs: Mapping[K, Explanation]
) -> dict[K, Explanation]:
    found: dict[K, Explanation] = {}
    for key in dict.fromkeys((*mine, *theirs)):
        began, one, other = base.get(key), mine.get(key), theirs.get(key)
        if one == began and other != one:
            kept = other
        elif other in (began, one):
            kept = one
        elif one is None or other is None:
            kept = one or other  # taken back here, changed there: the words stay
        else:
            kept = _joined(one, other)
        if kept is not None:
            found[key] = kept
    return found


def _joined(one: Explanation, other: Explanation) -> Explanation:
    """Two explanations of one finding as one: no word of either is lost, as far as there is room."""
    if other.text in one.text:
        return one
    text = f"{one.text}；{other.text}"
    who = one.who if other.who in one.who else f"{one.who}、{other.who}"
    later = max(one, other, key=lambda each: each.day)
    return replace(one, text=text, who=who, day=later.day) if len(text) <= EXPLANATION.most else later


def _entries(base: Iterable[T], mine: Iterable[T], theirs: Iterable[T]) -> tuple[T, ...]:
    """Entries of a list, of which some may stand in it more than once: those of both, less what one side took out and the other
    left as it was."""
    began, ours, others = (Counter(side) for side in (base, mine, theirs))
    return tuple(Counter({one: _count(began[one], ours[one], others[one]) for one in (*ours, *others)}).elements())


def _count(base: int, mine: int, theirs: int) -> int:
    if base in (mine, theirs):
        return theirs if mine == base else mine
    return max(mine, theirs)


def _contents(mine: Contents, theirs: Contents, course: Course) -> Contents:
    """What was signed, of both sides; of too many those that stand now are kept first."""
    every = {**theirs, **mine}
    standing = {one.content for one in course.signed}
    ordered = sorted(every, key=lambda name: name not in standing)
    return MappingProxyType({name: every[name] for name in islice(ordered, MOST)})
