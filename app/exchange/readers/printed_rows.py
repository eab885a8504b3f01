"""Rows of a table as a program prints a page as text (pdftotext -layout): a label over several lines is put together again.

The figures stand in one of the lines, the label begins above or ends below; what stands in one column belongs together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.chinese.numerals import COUNTING

_FEWEST = 3  # figures of a row whose labels are so long
_MOST = 12  # lines of a label above or below its figures
_BESIDE = 2  # places by which the lines of one column may differ
_MOST_WORDS = 30  # of a line; table four has fifteen figures
_LONGEST = 400  # characters of a line
_WORD = re.compile(r"\S+")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?|[/—－-]", re.ASCII)
_BEGINS = re.compile(rf"\d{{1,2}}[.、．]|[（(][{COUNTING}]{{1,2}}[)）]|[{COUNTING}]{{1,2}}、")
_NOTE = re.compile("(?:备?注|说明)[:：\\d]")
_SENTENCE = re.compile("[。；！？]")
Words = list[tuple[int, str]]  # each with the place where it begins


@dataclass(frozen=True)
class _Printed:
    """A line: its words, the figures at its end, and where they begin."""

    words: Words
    figures: Words

    @property
    def edge(self) -> int:
        """Where the figures begin."""
        return self.figures[0][0] if self.figures else 0

    @property
    def is_row(self) -> bool:
        """Whether it has the figures of a row."""
        return len(self.figures) >= _FEWEST

    @property
    def is_label(self) -> bool:
        """Whether it may be a part of labels alone."""
        return bool(self.words) and not self.figures

    @property
    def begins(self) -> bool:
        """Whether a label begins in it, told by its number."""
        return any(_BEGINS.match(word) for _, word in self.words)


def with_whole_labels(lines: Sequence[str]) -> list[str]:
    """The lines, as many as before; rows have their whole labels, and lines that were parts of them are empty."""
    found = list(lines)
    printed = [_printed(line) for line in lines]
    for number, row in enumerate(printed):
        if row.is_row:
            above = _above(printed, number)
            below = _below(printed, number, above) if above or _is_begun(row) else []
            if above or below:
                parts = [printed[n].words for n in above] + [row.words] + [printed[n].words for n in below]
                labels = "  ".join(text for _, text in _columns(parts))
                found[number] = f"{labels}  {'  '.join(text for _, text in row.figures)}"
                for other in (*above, *below):
                    found[other], printed[other] = "", _Printed([], [])
    return found


def _printed(line: str) -> _Printed:
    if len(line) > _LONGEST or "\t" in line or _SENTENCE.search(line):
        return _Printed([], [])
    words = [(one.start(), one[0]) for one in _WORD.finditer(line)]
    if len(words) > _MOST_WORDS:
        return _Printed([], [])
    at = len(words)
    while at and _FIGURE.fullmatch(words[at - 1][1]):
        at -= 1
    return _Printed(words[:at], words[at:])


def _is_begun(row: _Printed) -> bool:
    """Whether the label before the figures begins in their line."""
    return bool(row.words) and _BEGINS.match(row.words[-1][1]) is not None


def _above(printed: Sequence[_Printed], number: int) -> list[int]:
    """The lines above a row in which its label begins; none where it begins in its own line."""
    row = printed[number]
    if _is_begun(row):
        return []
    found: list[int] = []
    for other in range(number - 1, max(number - 1 - _MOST, -1), -1):
        one = printed[other]
        if not one.is_label or any(place >= row.edge for place, _ in one.words):
            return []
        found.insert(0, other)
        if one.begins:
            return found if not _goes_on_above(printed, other) else []
    return []


def _goes_on_above(printed: Sequence[_Printed], number: int) -> bool:
    """Whether another label without figures stands above in a column where one begins: nobody can tell whose they are."""
    begun = [place for place, word in printed[number].words if _BEGINS.match(word)]
    other = number - 1
    while other > max(number - _MOST, 0) and not (printed[other].words or printed[other].figures):
        other -= 1
    one = printed[other] if other >= 0 else _Printed([], [])
    beside = other == number - 1
    return one.is_label and any(
        abs(place - column) <= _BESIDE for place, word in one.words if beside or _BEGINS.match(word) for column in begun
    )


def _below(printed: Sequence[_Printed], number: int, above: Sequence[int]) -> list[int]:
    """The lines below a row that go on in the columns of its label."""
    columns = [place for line in (*above, number) for place, _ in printed[line].words]
    found: list[int] = []
    for other in range(number + 1, min(number + 1 + _MOST, len(printed))):
        one = printed[other]
        if not one.is_label or one.begins or _NOTE.match(one.words[0][1]):
            break
        if not all(any(abs(place - column) <= _BESIDE for column in columns) for place, _ in one.words):
            break
        found.append(other)
    return found


def _columns(parts: Sequence[Words]) -> Words:
    """The words of several lines, those of each column put together, from left to right."""
    columns: Words = []
    for words in parts:
        for place, text in words:
            near = [n for n, (column, _) in enumerate(columns) if abs(column - place) <= _BESIDE]
            if near:
                columns[near[0]] = (columns[near[0]][0], columns[near[0]][1] + text)
            else:
                columns.append((place, text))
    return sorted(columns)
