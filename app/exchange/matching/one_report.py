"""One report out of a page that holds more: a second year's below the first, a copy, a table of contents, links.

A title after the text has begun is where something else begins, or the text anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.exchange.matching.headings import section_of
from app.exchange.matching.labels import LabelBook
from app.exchange.matching.report_title import Titles, title_year
from app.exchange.source.source import Line, Source, Table

_LONGEST_TITLE = 100  # characters
_MOST_TOP = 3  # filled cells of a table in which a title may stand
_MOST_IN_CONTENTS = 2  # lines between the headings of a table of contents


@dataclass(frozen=True)
class _Part:
    """What stands from one title to the next. `year` is None before the first title after a heading."""

    blocks: tuple[Line | Table, ...]
    sections: tuple[str, ...]
    year: int | None
    lines: int  # after the first heading, headings left out

    @property
    def is_contents(self) -> bool:
        """Headings with next to nothing between them: a table of contents."""
        return len(self.sections) > 1 and self.lines <= _MOST_IN_CONTENTS


@dataclass(frozen=True)
class OneReport:
    """A source with one report in it; the other reports' years, and those of the same year: which one is meant?"""

    source: Source
    others: tuple[int, ...] = ()
    twins: tuple[Source, ...] = ()


def only_report(books: Sequence[LabelBook], titles: Titles, source: Source, wanted: int | None) -> OneReport:
    """The source with the report of the year `wanted`, else the first."""
    parts = [] if source.ours else _parts(books, titles, source)
    if len(parts) < 2:
        return OneReport(source)
    begins = [parts[0]]
    waiting: list[_Part] = []
    for part in parts[1:]:
        again = not set(part.sections).isdisjoint(begins[-1].sections)
        if begins[-1].is_contents and again:
            begins[-1] = _joined(_before_headings(books, begins[-1]), part)
        elif again:
            begins.append(part)
        elif part.sections or part.year == _year(begins[-1], titles):  # the title again, as on every page
            for one in (*waiting, part):
                begins[-1] = _joined(begins[-1], one)
        else:  # links to other reports, if nothing of this one comes after them
            waiting.append(part)
            continue
        waiting = []
    chosen = next(
        (part for part in begins if wanted is not None and _year(part, titles) == wanted), begins[0]
    )
    rest = [part for part in begins if part is not chosen]
    meant = _year(chosen, titles)
    others = tuple(year for part in rest if (year := _year(part, titles)))
    twins = tuple(replace(source, blocks=part.blocks) for part in rest if _year(part, titles) == meant)
    return OneReport(replace(source, blocks=chosen.blocks), others, twins)


def _parts(books: Sequence[LabelBook], titles: Titles, source: Source) -> list[_Part]:
    """The source cut at every title that stands behind a heading; titles before the first heading belong to it."""
    cuts = [0]
    headed = False
    sections: list[list[str]] = [[]]
    lines = [0]
    for number, block in enumerate(source.blocks):
        year = _title(block, titles) if headed else None
        if year is not None:
            cuts.append(number)
            sections.append([])
            lines.append(0)
        found = _sections(books, block)
        headed = headed or bool(found)
        sections[-1] += found
        lines[-1] += _lines(block, len(found)) if sections[-1] else 0
    ends = [*cuts[1:], len(source.blocks)]
    return [
        _Part(
            source.blocks[start:end],
            tuple(own),
            _title(source.blocks[start], titles) if start else None,
            count,
        )
        for start, end, own, count in zip(cuts, ends, sections, lines, strict=True)
    ]


def _sections(books: Sequence[LabelBook], block: Line | Table) -> list[str]:
    lines = (
        [block]
        if isinstance(block, Line)
        else [Line(box.text, box.place) for box in block.boxes if len(box.text) < _LONGEST_TITLE]
    )
    found = (next(filter(None, (section_of(book, line) for book in books)), None) for line in lines)
    return [section.id for section in found if section]


def _lines(block: Line | Table, headings: int) -> int:
    """How much stands in a block beside its headings, and beside the page that a table of contents gives for each."""
    if isinstance(block, Line):
        return int(not headings)
    return max(sum(1 for box in block.boxes if box.text.strip()) - 2 * headings, int(not headings))


def _title(block: Line | Table, titles: Titles) -> int | None:
    """The year of the title that a line is, or that stands at the top of a table."""
    texts = (
        [block.text]
        if isinstance(block, Line)
        else [box.text for box in block.boxes if box.text.strip()][:_MOST_TOP]
    )
    years = (title_year(text, titles) for text in texts if len(text) < _LONGEST_TITLE)
    return next((year for year in years if year is not None), None)


def _year(part: _Part, titles: Titles) -> int | None:
    return part.year or next((year for block in part.blocks if (year := _title(block, titles))), None)


def _joined(one: _Part, other: _Part) -> _Part:
    rest = other.blocks[1:] if isinstance(other.blocks[0], Line) and one.blocks else other.blocks
    keeps = one.blocks if other.year is None or one.sections else (*one.blocks, other.blocks[0])
    return _Part((*keeps, *rest), one.sections + other.sections, one.year, one.lines + other.lines)


def _before_headings(books: Sequence[LabelBook], part: _Part) -> _Part:
    first = next((n for n, block in enumerate(part.blocks) if _sections(books, block)), len(part.blocks))
    return _Part(part.blocks[:first], (), part.year, 0)
