"""One text counts on one basis: whether 收到 is what was received this year or also what was carried in from the year before.

Both are usual, so a number by itself may mean either. Its text often settles it: 收到申请20件，上年结转1件 tells the carry apart,
so the 20 are without it; and the applicants are counted as their whole is.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.checks.frames.frame import Frame
from app.checks.narrative.candidates import meanings
from app.checks.narrative.outcome import Candidate, ReadNumber
from app.checks.narrative.table_figures import Figures
from app.knowledge.lexicon import Lexicon


class Basis:
    """Of one text: its frames in order, and what each was read as by itself."""

    def __init__(self, lexicon: Lexicon, figures: Figures, frames: Sequence[Frame], read: Sequence[ReadNumber]) -> None:
        self._lexicon, self._figures, self._frames, self._read = lexicon, figures, frames, read
        self._carried = figures.sum(figures.cells(lexicon.carried("in").readings[0], (lexicon.whole_column,)))
        tied = (n for n, one in enumerate(read) if one.outcome == "tied" and self._is_plain(n))
        self._plain = {one.meant.cells for n in tied if (one := read[n]).meant}

    def forbids(self, at: int) -> bool:
        """Whether the number at a place is tied to a reading that its text rules out."""
        frame, meant = self._frames[at], self._read[at].meant
        if not self._carried or self._read[at].outcome != "tied" or meant is None or frame.change or frame.share:
            return False
        if not frame.columns and any(tag.carry == "either" for tag in frame.tags):
            return self._is_first(frame, meant) is False and self._tells(at, "in") and not self._tells(at, "out")
        if not self._counts_received(frame) or self._is_first(frame, meant) or frame.period != "this":
            return False
        if frame.columns:
            return self._whole_is_plain(at)
        return self._first(frame).cells not in self._plain and self._tells(at, "in", apart=True)

    def allowed(self, frame: Frame, likely: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """The first of its readings: without the carry."""
        return tuple(likely[:1])

    def _counts_received(self, frame: Frame) -> bool:
        if frame.tags:
            return any(tag.splits for tag in frame.tags)
        return bool(frame.heads) and not frame.columns and frame.topic == self._lexicon.request_topic

    def _first(self, frame: Frame) -> Candidate:
        return meanings(self._lexicon, self._figures, frame)[0]

    def _is_first(self, frame: Frame, meant: Candidate) -> bool:
        return meant.cells == self._first(frame).cells

    def _is_plain(self, at: int) -> bool:
        frame, meant = self._frames[at], self._read[at].meant
        counts = self._counts_received(frame) and not frame.change and not frame.share and frame.period == "this"
        return counts and meant is not None and self._is_first(frame, meant)

    def _whole_is_plain(self, at: int) -> bool:
        """收到申请19件，含自然人15件: the whole before the applicants leaves the carry out."""
        for n in range(at - 1, -1, -1):
            frame = self._frames[n]
            changed = frame.change or frame.share or frame.period != "this" or not frame.tags
            if not frame.columns and self._counts_received(frame) and not changed:
                return self._read[n].outcome == "tied" and self._is_plain(n)
        return False

    def _tells(self, at: int, way: str, *, apart: bool = False) -> bool:
        """Whether a number of the text is carried `in` or `out`; `apart`: behind this one and not as a part of it, as in
        共收到38件（含上年结转1件） or 连同上年结转1件共收到38件."""
        depth = self._frames[at].slot.depth
        for n, one in enumerate(self._frames):
            if n != at and one.period == "this" and any(tag.carry == way for tag in one.tags):
                between = self._frames[at + 1 : n + 1]
                inside = n < at or any(part.part for part in between) or one.slot.depth > depth or _is_together(one)
                if not apart or not inside:
                    return True
        return False


def _is_together(carry: Frame) -> bool:
    return any(tag.id == "together" for token in carry.slot.before for tag in token.tags)
