"""A new year's report begun from the last one: carried figures, last year's figures beside them, prose to rewrite.

What surely moves is moved and told; what may or may not move is asked. Which sentences still wait for a rewrite
is not stored anywhere: a sentence waits as long as it says what last year's said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from app.chinese.days import WrittenYear, spelled_like, years
from app.chinese.numerals import COUNTING
from app.chinese.sentences import SENTENCE_ENDS, Passage, sentences
from app.form.equations import equations
from app.form.form import Form
from app.form.form_file import Forms
from app.form.kinds import TEXT, Value
from app.form.rule import CarryRule, StockRule
from app.report import totals
from app.report.doubt import Doubt
from app.report.report import Edit, Report

# 2025年, 2025年度: the year as a whole. A day, a month, a document's number or a span of years stays and is asked.
_WHOLE_YEAR = re.compile(rf"\s*年(?!\s*[\d{COUNTING}]{{1,3}}\s*月|初|末|底|以来|起|前|后)")
_NOT_BEHIND = frozenset("〔[（(—－-")
_QUOTED = re.compile(r"《[^《》]*》|〔[^〔〕]*〕")


@dataclass(frozen=True)
class DraftPiece:
    """Some characters of a text cell of the new report: `start` to `end`, and what they say."""

    cell: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Draft:
    """The begun report. `moved` are years that were moved, `asked` years that a person must judge.

    `taken` tells for each carried cell which cell of last year's report it comes from; `doubts` are the carried values
    that nobody has looked at in last year's report.
    """

    report: Report
    moved: tuple[DraftPiece, ...] = ()
    asked: tuple[DraftPiece, ...] = ()
    taken: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    doubts: tuple[Doubt, ...] = ()

    def edit(self, onto: Report) -> Edit:
        """The one undoable step that brings the draft into an empty report; what is filled there stays."""
        changes = {n: v for n, v in self.report.cells.items() if n not in onto.cells}
        return Edit(changes, "以上年度报告为底稿", doubts=tuple(d for d in self.doubts if d.cell in changes))


def begin(
    forms: Forms, previous: Report, year: int | None = None, doubts: Iterable[Doubt] = ()
) -> Draft:
    """The report of the next year (or of `year`) begun from `previous`, of which `doubts` were not looked at.

    Raises UnknownEdition.
    """
    new_year = previous.year + 1 if year is None else year
    form, old = forms.for_year(new_year), forms.edition(previous.edition)
    carried = dict(_carried(form, old, previous)) if new_year == previous.year + 1 else {}
    cells: dict[str, Value] = {}
    moved: list[DraftPiece] = []
    kept: list[DraftPiece] = []
    for name, text in carried_texts(form, previous):
        shifted = moved_years(text, previous.year, new_year)
        cells[name] = shifted
        for before, piece in zip(_years(name, text), _years(name, shifted), strict=True):
            (moved if piece.text != before.text else kept).append(piece)
    cells |= {name: previous.cells[source] for name, source in carried.items() if source in previous.cells}
    report = Report(previous.office, new_year, form.edition, None, cells, previous.kind)
    followed = tuple(_followed(previous, carried, cells, doubts))
    return Draft(report, tuple(moved), tuple(kept), MappingProxyType(carried), followed)


def _followed(
    previous: Report, carried: Mapping[str, str], cells: Mapping[str, Value], doubts: Iterable[Doubt]
) -> Iterator[Doubt]:
    """The carried values whose source was doubted: what nobody looked at last year is not certain this year."""
    before = {one.cell: one for one in doubts if not one.unplaced and previous.cells.get(one.cell) == one.value}
    for name, source in carried.items():
        if source in before and name in cells:
            one = before[source]
            yield Doubt(name, cells[name], "carried", f"{previous.year} 年度报告", one.text)


def moved_years(text: str, before: int, after: int) -> str:
    """The text with every mention of the whole year `before` made `after`, spelled as it was and of the same length."""
    parts: list[str] = []
    kept = 0
    quoted = frozenset(
        place for found in _QUOTED.finditer(text) for place in range(*found.span())
    )
    for year in years(text):
        if year.year == before and year.start not in quoted and _is_whole(text, year):
            parts += (text[kept : year.start], spelled_like(text[year.start : year.end], after))
            kept = year.end
    return "".join((*parts, text[kept:]))


def _is_whole(text: str, year: WrittenYear) -> bool:
    behind = text[year.start - 1 : year.start] if year.start else ""
    return behind not in _NOT_BEHIND and _WHOLE_YEAR.match(text, year.end) is not None


def waiting(report: Report, previous: Report) -> tuple[DraftPiece, ...]:
    """The sentences of the report that still say what last year's said in the same place: 待改写.

    Years that moved by themselves count as untouched.
    """
    return tuple(piece for piece, _ in _untouched(report, previous))


def asked(report: Report, previous: Report) -> tuple[DraftPiece, ...]:
    """The years that a person must still judge: those of waiting sentences that did not move by themselves."""
    found: list[DraftPiece] = []
    for piece, before in _untouched(report, previous):
        old = [year.text for year in _years("", before)]
        now = list(_years(piece.cell, piece.text))
        for place, year in enumerate(now):
            if len(old) != len(now) or old[place] == year.text:
                found.append(replace(year, start=piece.start + year.start, end=piece.start + year.end))
    return tuple(found)


def _untouched(report: Report, previous: Report) -> Iterator[tuple[DraftPiece, str]]:
    """The waiting sentences, each with what it said last year."""
    for name, value in report.cells.items():
        before = previous.text(name)
        if isinstance(value, str) and before:
            shifted = moved_years(before, previous.year, report.year)
            old = {plain(one): before[one.start : one.end] for one in sentences(shifted)}
            old |= {plain(one): one.text for one in sentences(before)}
            for one in sentences(value):
                if plain(one) and plain(one) in old:
                    text = one.text.rstrip("\n")
                    yield DraftPiece(name, one.start, one.start + len(text), text), old[plain(one)]


def beside(form: Form, old: Form, previous: Report) -> Mapping[str, str]:
    """What last year's report says that this year's cells build on, by cell: 上年 22. Nothing across editions.

    A cell whose rule of stock reckons from last year, and every carried cell, has a line; where the old form
    has no such cell, comparing is impossible and the cell has none.
    """
    found: dict[str, str] = {}
    for rule in form.rules:
        if isinstance(rule, StockRule):
            for cell, source in zip(rule.left, rule.before, strict=False):
                found |= _shown(old, previous, cell, source)
    for cell, source in _carried(form, old, previous):
        found |= _shown(old, previous, cell, source)
    return MappingProxyType(found)


def _shown(old: Form, previous: Report, cell: str, source: str) -> dict[str, str]:
    if source not in old.cells:
        return {}
    value = totals.value(old, previous, source)
    return {cell: f"上年 {old.cells[source].kind.show(value)}"} if value is not None else {}


def _carried(form: Form, old: Form, previous: Report) -> Iterator[tuple[str, str]]:
    """(cell, last year's cell) of every carry rule of the form, for typed cells that both editions have."""
    for rule in form.rules:
        if isinstance(rule, CarryRule):
            for one in equations(form, rule):
                for cell, source in zip(one.left, one.right, strict=False):
                    if not form.cells[cell].derived and source in old.cells:
                        yield cell, source


def carried_texts(form: Form, previous: Report) -> Iterator[tuple[str, str]]:
    """The texts that are brought over: prose and the lines of the closing block, no notes of figures."""
    for name, cell in form.cells.items():
        if cell.kind is TEXT and not cell.note_of and previous.text(name):
            yield name, previous.text(name)


def _years(cell: str, text: str) -> Iterator[DraftPiece]:
    for year in years(text):
        yield DraftPiece(cell, year.start, year.end, text[year.start : year.end])


def plain(sentence: Passage) -> str:
    """What a sentence says: without blanks and the stop at its end."""
    return "".join(sentence.text.split()).rstrip(f"{SENTENCE_ENDS}!?")
