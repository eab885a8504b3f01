"""A new year's report begun from the last one: carried figures, last year's figures beside them, prose to rewrite.

What surely moves is moved and told; what may or may not move is asked. Which sentences still wait for a rewrite
is not stored anywhere: a sentence waits as long as it says what last year's said. Leans on form_file and totals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from app.form.equations import equations
from app.form.form import Form
from app.form.form_file import Forms
from app.form.kinds import TEXT, Value
from app.form.rule import CarryRule, StockRule
from app.report import totals
from app.report.doubt import Doubt
from app.report.report import Edit, Report

# 2025年, 2025年度: the year as a whole. A day, a month, a document's number or a span of years stays and is asked.
_YEAR = re.compile(r"(?<![\d〔\[（(—－-])(?:19|20)\d\d(?![\d—－-])")
_WHOLE_YEAR = re.compile(r"\s*年(?!\s*\d{1,2}\s*月|初|末|底|以来|起|前|后)")
_ANY_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|[１２][０９][０-９]{2}(?=年)|二[〇○零一二三四五六七八九]{3}(?=年)"
)
_QUOTED = re.compile(r"《[^《》]*》|〔[^〔〕]*〕")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』]*")


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
    for name, text in _texts(form, previous):
        shifted = moved_years(text, previous.year, new_year)
        cells[name] = shifted
        for before, piece in zip(_years(name, text), _years(name, shifted), strict=True):
            (moved if piece.text != before.text else kept).append(piece)
    cells |= {name: previous.cells[source] for name, source in carried.items() if source in previous.cells}
    report = Report(previous.office, new_year, form.edition, None, cells)
    followed = tuple(_followed(previous, carried, cells, doubts))
    return Draft(report, tuple(moved), tuple(kept), MappingProxyType(carried), followed)


def _followed(
    previous: Report, carried: Mapping[str, str], cells: Mapping[str, Value], doubts: Iterable[Doubt]
) -> Iterator[Doubt]:
    """The carried values whose source was doubted: what nobody looked at last year is not certain this year."""
    before = {one.cell: one for one in doubts if previous.cells.get(one.cell) == one.value}
    for name, source in carried.items():
        if source in before and name in cells:
            one = before[source]
            yield Doubt(name, cells[name], "carried", f"{previous.year} 年度报告", one.text)


def moved_years(text: str, before: int, after: int) -> str:
    """The text with every mention of the whole year `before` made `after`, of the same length."""
    quoted = [found.span() for found in _QUOTED.finditer(text)]

    def moved(found: re.Match[str]) -> str:
        inside = any(start <= found.start() < end for start, end in quoted)
        whole = _WHOLE_YEAR.match(text, found.end())
        return str(after) if found[0] == str(before) and whole and not inside else found[0]

    return _YEAR.sub(moved, text)


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
            old = {_plain(m[0]): before[m.start() : m.end()] for m in _SENTENCE.finditer(shifted)}
            old |= {_plain(m[0]): m[0] for m in _SENTENCE.finditer(before)}
            for m in _SENTENCE.finditer(value):
                if _plain(m[0]) and _plain(m[0]) in old:
                    yield DraftPiece(name, m.start(), m.end(), m[0]), old[_plain(m[0])]


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


def _texts(form: Form, previous: Report) -> Iterator[tuple[str, str]]:
    """The texts that are brought over: prose and the lines of the closing block, no notes of figures."""
    for name, cell in form.cells.items():
        if cell.kind is TEXT and not cell.note_of and previous.text(name):
            yield name, previous.text(name)


def _years(cell: str, text: str) -> Iterator[DraftPiece]:
    for found in _ANY_YEAR.finditer(text):
        yield DraftPiece(cell, found.start(), found.end(), found[0])


def _plain(sentence: str) -> str:
    return "".join(sentence.split()).rstrip("。！？!?")
