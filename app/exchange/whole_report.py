"""Whether what was pasted is a whole report: headings or table heads of two or more sections of one form.

A look, no reading: each short piece of text once and no more of it than a report has, so that a window may do it
between two keys. The reading is that of `apart`, of the file which `as_file` makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import islice

from app.exchange.clip_block import CLIPBOARD
from app.exchange.matching.labels import LONGEST, LabelBook, bare, key, read_wording
from app.exchange.reading import LARGEST_TEXT
from app.form.form_file import Forms

LOOKED = 2_000_000  # characters that are looked at; a report in Word's own HTML has under a million
MOST_PIECES = 6_000  # lines and cells that are looked at; a whole report has under 600
FEWEST_LABELS = 3  # that no other section has, until a table is known by its labels
ENOUGH = 2  # sections of one form
_KEPT = 0.9  # of the text's letters, so much at least of them must stand in the HTML that is taken for it
_TAG = re.compile(r"<[^<>]*>")  # never reaches over the next one, so that unclosed ones cost nothing
_ENDS = frozenset(("p", "div", "tr", "td", "th", "li", "br", "table", "section", "article", "dd", "dt"))  # a line ends
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_UNSEEN = tuple(
    (re.compile(opens, re.IGNORECASE), re.compile(closes, re.IGNORECASE))
    for opens, closes in (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>"))
)

ReportPiece = tuple[str, bool]  # a line or cell, and whether its page calls it a heading: then it needs no number


@dataclass(frozen=True)
class Clip:
    """What was pasted or dropped: the HTML and the plain text of it; either may be empty."""

    markup: str = ""
    text: str = ""


@dataclass(frozen=True)
class _Signs:
    """What tells the sections of one form: their headings, and the labels that only one of them has."""

    book: LabelBook

    @cached_property
    def headings(self) -> frozenset[str]:
        """The keys of all headings, so that other lines need not be judged."""
        sections = self.book.form.sections
        return frozenset(word for one in sections for word in self.book.wording.of_heading(one.heading))

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Key of a label → id of the one section that has it."""
        owners: dict[str, set[str]] = {}
        for grid in self.book.grids:
            rows = {word for leaf in grid.rows for word in (*leaf.words, leaf.full) if word}
            for word in rows | grid.heads:
                owners.setdefault(word, set()).add(grid.section.id)
        return {word: ids.pop() for word, ids in owners.items() if len(ids) == 1}

    def found(self, pieces: Iterable[ReportPiece]) -> Iterator[str]:
        """The ids of the sections that show themselves, each once, as soon as it does."""
        seen: dict[str, set[str]] = {}
        told: set[str] = set()
        for text, heading in pieces:
            section = self.book.section(text, unnumbered=heading) if bare(text) in self.headings else None
            name = section.id if section else self._owner(text, seen)
            if name and name not in told:
                told.add(name)
                yield name

    def _owner(self, text: str, seen: dict[str, set[str]]) -> str:
        word = next((word for word in (key(text), bare(text)) if word in self.labels), "")
        if not word:
            return ""
        here = seen.setdefault(self.labels[word], set())
        here.add(word)
        return self.labels[word] if len(here) >= FEWEST_LABELS else ""


class WholeReports:
    """Knows a whole report of any edition of `forms`."""

    def __init__(self, forms: Forms) -> None:
        wording = read_wording()
        self._signs = tuple(_Signs(LabelBook(form, wording)) for form in forms.all)

    def holds(self, clip: Clip) -> bool:
        """Whether two or more sections of one edition show themselves in the text, or in the HTML."""
        return self._is_whole(_lines(clip.text)) or self._is_whole(_shown(clip.markup))

    def as_file(self, clip: Clip) -> tuple[str, bytes]:
        """Name and bytes of the file that is read: the HTML, which keeps the tables, where it holds what the text holds."""
        data = clip.markup.encode("utf-8", "replace")
        if data and len(data) <= LARGEST_TEXT and self._is_kept(clip):
            return f"{CLIPBOARD}.html", data
        return f"{CLIPBOARD}.txt", clip.text.encode("utf-8", "replace")

    def _is_whole(self, pieces: Iterable[ReportPiece]) -> bool:
        looked = _short(pieces)
        return any(sum(1 for _ in islice(signs.found(looked), ENOUGH)) == ENOUGH for signs in self._signs)

    def _is_kept(self, clip: Clip) -> bool:
        shown, told = list(_shown(clip.markup)), list(_lines(clip.text))
        if not self._sections(told) <= self._sections(shown):
            return False
        return _letters(shown) >= _KEPT * _letters(told)

    def _sections(self, pieces: list[ReportPiece]) -> frozenset[tuple[int, str]]:
        looked = _short(pieces)
        return frozenset((number, name) for number, signs in enumerate(self._signs) for name in signs.found(looked))


def _short(pieces: Iterable[ReportPiece]) -> list[ReportPiece]:
    """Those that can be a heading or a label, as many as are looked at."""
    return list(islice((piece for piece in pieces if len(piece[0]) <= LONGEST), MOST_PIECES))


def _letters(pieces: list[ReportPiece]) -> int:
    return sum(len("".join(text.split())) for text, _ in pieces)


def _lines(text: str) -> Iterator[ReportPiece]:
    """The lines of a text, and the cells of one that is a row."""
    for line in text[:LOOKED].splitlines():
        yield from ((cell.strip(), False) for cell in line.split("\t") if cell.strip())


def _shown(markup: str) -> Iterator[ReportPiece]:
    """What a page shows, roughly: paragraphs and cells one after the other; line ends in the source are none."""
    plain = " ".join(_without_unseen(markup[:LOOKED]).split())
    start, line = 0, []
    for tag in _TAG.finditer(plain):
        line.append(plain[start : tag.start()])
        start = tag.end()
        name = tag[0][1:-1].strip("/").partition(" ")[0].lower()
        if name in _ENDS or name in _HEADINGS:
            yield from _piece(line, heading=name in _HEADINGS and tag[0][1] == "/")
            line = []
    yield from _piece([*line, plain[start:]], heading=False)


def _piece(parts: list[str], *, heading: bool) -> Iterator[ReportPiece]:
    text = unescape("".join(parts)).strip()
    if text:
        yield text, heading


def _without_unseen(markup: str) -> str:
    """The markup without comments, styles and scripts; one that never ends is left in."""
    for opens, closes in _UNSEEN:
        kept, place = [], 0
        while (start := opens.search(markup, place)) and (end := closes.search(markup, start.end())):
            kept.append(markup[place : start.start()])
            place = end.end()
        markup = "".join((*kept, markup[place:]))
    return markup
