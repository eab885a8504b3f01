"""A text in three states, paragraph by paragraph: what it was, what I made of it, what they made of it.

Every paragraph of every state stands in exactly one row, in its own order; a choice by row gives the text. Two
states are three with the first one twice.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.report.comparing.likeness import matched

ParagraphSide = Literal["same", "mine", "theirs", "both"]
ParagraphChange = Literal["same", "new", "gone", "changed"]


@dataclass(frozen=True)
class ComparedParagraph:
    """One paragraph in the three states; None where a state has none."""

    base: str | None
    mine: str | None
    theirs: str | None

    @property
    def side(self) -> ParagraphSide:
        """Who changed it; "same" where both now say the same, so that there is nothing to choose."""
        return side_of(self.base, self.mine, self.theirs)

    @property
    def mine_change(self) -> ParagraphChange:
        """What became of it on my side."""
        return _change(self.base, self.mine)

    @property
    def their_change(self) -> ParagraphChange:
        """What became of it on theirs."""
        return _change(self.base, self.theirs)


def side_of(base: str | None, mine: str | None, theirs: str | None) -> ParagraphSide:
    """Which of two states differs from the one they began from, where they differ from each other."""
    if mine == theirs:
        return "same"
    if mine == base:
        return "theirs"
    return "mine" if theirs == base else "both"


def paragraphs(base: str, mine: str, theirs: str) -> tuple[ComparedParagraph, ...]:
    """The rows of three texts; what was put in stands behind what went away in the same place."""
    old, ours, others = _split(base), _split(mine), _split(theirs)
    to_ours, to_others = dict(matched(old, ours)), dict(matched(old, others))
    rows: list[ComparedParagraph] = []
    i, j = 0, 0
    for place in range(len(old) + 1):
        a = to_ours.get(place, len(ours) if place == len(old) else None)
        b = to_others.get(place, len(others) if place == len(old) else None)
        rows += _put_in(ours[i:a] if a is not None else (), others[j:b] if b is not None else ())
        if place < len(old):
            rows.append(
                ComparedParagraph(old[place], ours[a] if a is not None else None, others[b] if b is not None else None)
            )
        i, j = i if a is None else a + 1, j if b is None else b + 1
    return tuple(rows)


def chosen(rows: Sequence[ComparedParagraph], theirs: Container[int]) -> str:
    """The text of a choice: their paragraph in these rows (by number), mine in all others; '' for none."""
    picked = (row.theirs if number in theirs else row.mine for number, row in enumerate(rows))
    return "\n".join(text for text in picked if text is not None)


def _put_in(ours: Sequence[str], others: Sequence[str]) -> Iterator[ComparedParagraph]:
    """What one or both sides put in at one place; the same or nearly the same of both is one row."""
    i, j = 0, 0
    for a, b in (*matched(ours, others), (len(ours), len(others))):
        yield from (ComparedParagraph(None, text, None) for text in ours[i:a])
        yield from (ComparedParagraph(None, None, text) for text in others[j:b])
        if a < len(ours):
            yield ComparedParagraph(None, ours[a], others[b])
        i, j = a + 1, b + 1


def _split(text: str) -> list[str]:
    return text.split("\n") if text else []


def _change(base: str | None, now: str | None) -> ParagraphChange:
    if now == base:
        return "same"
    if base is None:
        return "new"
    return "gone" if now is None else "changed"
