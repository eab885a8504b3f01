"""Paragraphs of plain text that were broken at the right edge, put together again.

A line that stops within a sentence goes on in the next; one that stops at a full stop goes on only where
paragraphs are marked by an indent and the next line has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.chinese.numerals import COUNTING
from app.exchange.source.source import Line, Table

SHORTEST = 16  # characters: a shorter line was not broken at the edge
FULL = 0.85  # of the longest line: what is shorter ended by itself
_STOPS = "。！？；：!?;:”」』）)"
_OPENING = re.compile(
    rf"\s*(?:[（(]?[{COUNTING}\d]{{1,2}}[)）、.．]|[{COUNTING}]{{1,2}}是|第[{COUNTING}]|附件|注[:：])"
)


def rejoined(blocks: Iterable[Line | Table]) -> Iterator[Line | Table]:
    """The blocks with broken paragraphs joined, and marked as mended."""
    found = list(blocks)
    widths = [len(block.text.strip()) for block in found if isinstance(block, Line)]
    longest = max(widths, default=0)
    held: Line | None = None
    last = ""
    for block in found:
        if held is not None and isinstance(block, Line) and _goes_on(held, last, block, longest):
            held, last = replace(held, text=held.text + block.text.strip(), mended=True), block.text.strip()
            continue
        if held is not None:
            yield held
            held = None
        if isinstance(block, Line):
            held, last = block, block.text.strip()
        else:
            yield block
    if held is not None:
        yield held


def _goes_on(held: Line, last: str, following: Line, longest: int) -> bool:
    """`last` is the line that `held` ends with."""
    if len(last) < SHORTEST or longest > 80 or _OPENING.match(following.text) or _is_indented(following):
        return False
    if not _neighbours(held, following):
        return False
    if last[-1] not in _STOPS:
        return len(last) >= longest * FULL / 2
    return _is_indented(held) and len(last) >= longest * FULL


def _neighbours(held: Line, following: Line) -> bool:
    return not (held.part or following.part or held.heading or following.heading)


def _is_indented(line: Line) -> bool:
    return line.text[:1] in ("\u3000", " ", "\t", "\u00a0")
