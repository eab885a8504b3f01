"""Where words and figures stand in all reports of the library. Folded once, while nobody waits; a search only looks.

A report is one long text here: each cell, sums too, between two marks, in the form's order. Words are looked for anywhere in
it; a number only as a whole, so that 12 is neither 2012 nor 12.5. Several words must all stand in a report.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from app.chinese.folding import folded, is_number, is_whole, occurrences
from app.errors import NianbaoError
from app.form.form import Form
from app.form.form_file import Forms
from app.form.kinds import TEXT
from app.report import totals
from app.report.record import from_record
from app.store.file.holding import Holding

MARK = "\0"  # between two cells: no text holds it, and nobody can look for it
MOST = 200  # places that are shown
FEW, MANY = 5, 40  # of one report, where one word is looked for and where the cells that have several are
ROOM = 32_000_000  # characters kept for searching, 64 MB; a report beyond them is folded at each search
BEFORE, BEHIND = 16, 60  # characters of a text around what was found


@dataclass(frozen=True)
class FoundPlace:
    """A place in a report: the cell ('' for its office and year), the characters of its text or -1, and what stands there with
    the found words from `mark` to `mark_end`."""

    key: str
    office: str
    year: int
    cell: str
    label: str
    start: int
    end: int
    shown: str
    mark: int
    mark_end: int

    @property
    def words(self) -> str:
        """The found words as they stand there."""
        return self.shown[self.mark : self.mark_end]


@dataclass(frozen=True)
class ShelfFinds:
    """What a search found: some places of the reports changed last, and how many reports have the words."""

    places: tuple[FoundPlace, ...] = ()
    reports: int = 0

    @property
    def shown(self) -> int:
        """How many reports have a place among those that are shown."""
        return len({place.key for place in self.places})


@dataclass(frozen=True)
class FoldedReport:
    """`text` holds the head and every cell of the form; `begins` is where each begins."""

    key: str
    record: Mapping[str, Any]
    form: Form
    head: str
    changed: datetime
    text: str
    begins: array[int]


class ShelfIndex:
    """The reports outside the bin. `take` and `keep_only` belong to one thread, `search` to any."""

    def __init__(self, forms: Forms, room: int = ROOM) -> None:
        self._forms, self._room = forms, room
        self._reports: dict[str, FoldedReport] = {}
        self._beyond: dict[str, Holding] = {}  # those for which there was no room
        self._used = 0  # characters kept

    def take(self, one: Holding) -> None:
        """Takes a report in as it stands. One that this program cannot read is left out: nor can it be opened."""
        before = self._reports.get(one.key)
        if before is not None and before.record is one.record:
            return
        made = fold(self._forms, one)
        self._forget(one.key)
        if made is None:
            return
        if self._used + len(made.text) > self._room:
            self._beyond[one.key] = one
        else:
            self._reports[one.key] = made
            self._used += len(made.text)

    def keep_only(self, keys: Iterable[str]) -> None:
        """Forgets every other report."""
        for key in {*self._reports, *self._beyond}.difference(keys):
            self._forget(key)

    def search(self, words: str) -> ShelfFinds:
        """The places of the words, which blanks divide."""
        terms = [term for term in dict.fromkeys(folded(words).split()) if term.replace(MARK, "")]
        if not terms:
            return ShelfFinds()
        having = [one for one in self._all() if all(next(_stands(one, term), None) is not None for term in terms)]
        places: list[FoundPlace] = []
        for one in sorted(having, key=lambda one: one.changed, reverse=True):
            if len(places) >= MOST:
                break
            places += _places(one, terms, min(FEW, MOST - len(places)))
        return ShelfFinds(tuple(places), len(having))

    def _forget(self, key: str) -> None:
        self._beyond.pop(key, None)
        gone = self._reports.pop(key, None)
        self._used -= len(gone.text) if gone is not None else 0

    def _all(self) -> Iterator[FoldedReport]:
        yield from tuple(self._reports.values())
        for one in tuple(self._beyond.values()):
            made = fold(self._forms, one)
            if made is not None:
                yield made


def fold(forms: Forms, one: Holding) -> FoldedReport | None:
    """A report for searching; None for one that this program cannot read."""
    try:
        report, _ = from_record(forms, one.record, one.key)
    except NianbaoError:  # the list of reports says so, where it is to be opened
        return None
    form, head = forms.edition(report.edition), f"{report.office} {report.year} 年度报告"
    pieces = [folded(head), *(folded(totals.figure(form, report, cell)) for cell in form.cells)]
    begins, place = array("I"), 1
    for piece in pieces:
        begins.append(place)
        place += len(piece) + 1
    return FoldedReport(one.key, one.record, form, head, one.changed, f"{MARK}{MARK.join(pieces)}{MARK}", begins)


def _hits(one: FoldedReport, terms: list[str]) -> list[tuple[int, str]]:
    """Some cells (by number from 1) in which the words stand, those with most words first, each with the one of its words that
    is rarest in the report; none where the head alone has them."""
    most = FEW if len(terms) == 1 else MANY
    stands = sorted(((list(islice(_stands(one, term), most)), term) for term in terms), key=lambda pair: len(pair[0]))
    found: dict[int, list[str]] = {}
    for numbers, term in stands:
        for number in numbers:
            found.setdefault(number, []).append(term)
    found.pop(0, None)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(number, words[0]) for number, words in ranked]


def _stands(one: FoldedReport, term: str) -> Iterator[int]:
    """The pieces in which a word stands, from 0, the head."""
    number = is_number(term)
    wanted = term.replace(",", "") if number else term
    start = one.text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if number and not is_whole(one.text, start, end):
            start = one.text.find(wanted, start + 1)
            continue
        piece = bisect_right(one.begins, start) - 1
        yield piece
        start = one.text.find(wanted, one.begins[piece + 1]) if piece + 1 < len(one.begins) else -1


def _places(one: FoldedReport, terms: list[str], most: int) -> Iterator[FoundPlace]:
    """The places to be shown of one report, at most so many."""
    found = _hits(one, terms)
    cells = tuple(one.form.cells)
    office, year = str(one.record["office"]["name"]), int(one.record["year"])
    if not found:
        start, end = next(occurrences(one.head, terms[0]), (0, 0))
        yield FoundPlace(one.key, office, year, "", "", -1, -1, one.head, start, end)
    for number, term in found[:most]:
        cell = one.form.cells[cells[number - 1]]
        if cell.kind is TEXT:
            text = str(one.record["cells"][cell.id])
            start, end = _first(text, term)
            shown, mark = _around(text, start, end)
        else:
            start, end, mark = -1, -1, 0
            until = one.begins[number + 1] - 1 if number + 1 < len(one.begins) else len(one.text) - 1
            shown = one.text[one.begins[number] : until]
        width = len(shown) if start < 0 else end - start
        tab = f"{one.form.section(cell.section).tab} · " if cell.section else ""
        yield FoundPlace(one.key, office, year, cell.id, tab + cell.label, start, end, shown, mark, mark + width)


def _first(text: str, term: str) -> tuple[int, int]:
    """The first place of a word in a text that has it; a number only where it stands alone."""
    wanted = term.replace(",", "") if is_number(term) else term
    for start, end in occurrences(text, wanted):
        if not is_number(term) or is_whole(folded(text), len(folded(text[:start])), len(folded(text[:end]))):
            return start, end
    return 0, 0  # half of a character, as the 2 of ㎡: the text as it begins


def _around(text: str, start: int, end: int) -> tuple[str, int]:
    """The line around a place, cut at both ends where it is long, and where the place begins in it."""
    first = max(text.rfind("\n", 0, start) + 1, start - BEFORE)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + BEHIND)
    ahead = "…" if first > text.rfind("\n", 0, start) + 1 else ""
    behind = "…" if last < (len(text) if stop < 0 else stop) else ""
    return f"{ahead}{text[first:last]}{behind}", start - first + len(ahead)
