"""The mends of a number that contradicts the tables: the text as the table has it, the table as the text has it, or both places
where the same wrong number stands, in one step; of a list its total as the parts add up to.

Of a sum that several cells make up the one is offered that something else points to: an equation of the tables that the same
change would mend, or that the last thing typed changed it from that very number.

A number keeps its spelling: 十二件 becomes 十三件, １２件 becomes １３件, 1,200件 becomes 1,300件.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property

from app.checks.narrative.claims import NUMERAL
from app.checks.narrative.outcome import ReadNumber
from app.checks.narrative.table_figures import TEN_THOUSAND
from app.checks.tables.odd_cells import wanted
from app.chinese.numerals import number, numeral, plain_digits
from app.findings.cell_mend import cell_mend
from app.findings.finding import Span
from app.findings.reader import ProseReader
from app.report import totals
from app.report.report import Edit

_SCALED = re.compile(r"\s*[万亿余多几](?!元)")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_BEHIND = 4  # characters behind a number that may scale it
_MOST = 40  # contradictions of a report that carry mends: each mend holds its whole text anew
_OF_CELLS = ("narrative.number", "narrative.zero")

Replacement = tuple[Span, str]


class Mends:
    """The mends of the contradictions among `numbers`, which are all numbers of the prose."""

    def __init__(self, source: ProseReader, numbers: Iterable[ReadNumber]) -> None:
        self._inquiry, self._form, self._report = source.inquiry, source.inquiry.form, source.inquiry.report
        self._texts = {text.cell: text.text for text in source.prose}
        self._same: dict[object, list[ReadNumber]] = defaultdict(list)
        self._numbers = tuple(numbers)
        against = [one for one in self._numbers if one.outcome == "contradicts"][:_MOST]
        self._known = {one.span for one in against}
        for one in against:
            self._same[_meaning(one)].append(one)
        self._together: dict[object, tuple[Edit, ...]] = {}

    def of(self, one: ReadNumber) -> tuple[Edit, ...]:
        """The mends of one contradiction, that of the text first."""
        return tuple(self._of(one)) if one.span in self._known else ()

    def _of(self, one: ReadNumber) -> Iterator[Edit]:
        own = self._in_text(one)
        if own:
            yield replaced(self._texts, [own], f"正文改成 {own[1]}")
            yield from self._everywhere(_meaning(one))
        yield from self._whole(one)
        yield from self._in_table(one)

    def _everywhere(self, meaning: object) -> tuple[Edit, ...]:
        """The edit of all places that have one meaning, made once for all of them; () where there is but one."""
        if meaning not in self._together:
            same = [found for one in self._same[meaning] if (found := self._in_text(one))]
            edit = replaced(self._texts, same, f"正文 {len(same)} 处都改成 {same[0][1]}") if len(same) > 1 else None
            self._together[meaning] = (edit,) if edit else ()
        return self._together[meaning]

    def _in_text(self, one: ReadNumber) -> Replacement | None:
        right = _right(one)
        return None if right is None or one.value is None else respelled(self._texts[one.span.cell], one.span, one.value, right)

    def _in_table(self, one: ReadNumber) -> Iterator[Edit]:
        if one.rule not in _OF_CELLS or one.value is None or one.table is None or not one.cells:
            return
        cell = self._cell_to_change(one.cells, one.value - one.table)
        mend = cell_mend(self._form, self._report, cell, self._stands(cell) + one.value - one.table) if cell else None
        if mend is not None:
            yield mend

    def _whole(self, one: ReadNumber) -> Iterator[Edit]:
        """The total of a list as its parts add up to, unless it is what the tables say."""
        told = dict(one.told)
        if one.rule != "narrative.sum":
            return
        whole, added = Decimal(str(told["whole"])), Decimal(str(told["sum"]))
        start, end = one.place
        here = [n for n in self._numbers if n.span.cell == one.span.cell and start <= n.span.start and n.span.end <= end]
        totals_there = [number for number in here if number.value == whole]
        if len(totals_there) == 1 and totals_there[0].outcome != "tied":
            own = respelled(self._texts[one.span.cell], totals_there[0].span, whole, added)
            if own:
                yield replaced(self._texts, [own], f"总数改成 {own[1]}")

    def _cell_to_change(self, cells: tuple[str, ...], change: Decimal) -> str | None:
        """The one typed cell into which a change of the sum belongs: the only one, the only one that is not 0, or the only one
        that something else points to."""
        typed = list(dict.fromkeys(leaf for cell in cells for leaf in self._form.typed_under(cell)))
        filled = [cell for cell in typed if self._report.get(cell)]
        if len(typed) == 1 or len(filled) == 1:
            return (typed if len(typed) == 1 else filled)[0]
        stood, broken = dict(self._inquiry.stood), self._broken
        for clue in (stood, broken):
            pointed = [cell for cell in typed if clue.get(cell) == self._stands(cell) + change]
            if len(pointed) == 1:
                return pointed[0]
        return None

    @cached_property
    def _broken(self) -> dict[str, Decimal]:
        """By cell the number that a broken equation wants there; 0 is wanted wherever nothing is answered yet."""
        return {cell: value for cell, value in wanted(self._inquiry).items() if value}

    def _stands(self, cell: str) -> Decimal:
        stands = totals.value(self._form, self._report, cell)
        return Decimal(stands) if isinstance(stands, int | Decimal) else Decimal(0)


def replaced(texts: dict[str, str], places: Iterable[Replacement], label: str) -> Edit:
    """The edit that puts other words in some places of some texts, as one step."""
    pieces: dict[str, list[str]] = defaultdict(list)
    ends: dict[str, int] = defaultdict(int)
    for span, words in sorted(places, key=lambda one: one[0].start):
        pieces[span.cell] += [texts[span.cell][ends[span.cell] : span.start], words]
        ends[span.cell] = span.end
    return Edit({cell: "".join(parts) + texts[cell][ends[cell] :] for cell, parts in pieces.items()}, label)


def respelled(text: str, span: Span, stated: Decimal, right: Decimal) -> Replacement | None:
    """The numeral at `span`, which says `stated` in the unit of its cells, as `right` in the same spelling; None where it
    cannot be written so (1.2万件, a third of an item)."""
    here = text[span.start : span.end + _BEHIND]
    plain = plain_digits(here)
    found = NUMERAL.search(plain, 0, span.end - span.start)
    if found is None or _SCALED.match(plain, found.end()):
        return None
    old = here[found.start() : found.end()]
    money = plain[found.end() : span.end - span.start].strip() == "元"
    wanted = right * TEN_THOUSAND if money else right
    if _value(found[0]) != (stated * TEN_THOUSAND if money else stated):
        return None
    words = _spelled(old, found[0], wanted, counted=span.end - span.start > found.end())
    place = Span(span.cell, span.start + found.start(), span.start + found.end())
    return None if words is None or words == old else (place, words)


def _spelled(old: str, plain: str, value: Decimal, *, counted: bool) -> str | None:
    whole = value == value.to_integral_value()
    if value < 0:
        return None
    if not plain[0].isdigit():
        if not whole:
            return None
        return "两" if value == 2 and counted else numeral(int(value))
    comma = next((sign for sign in "，," if sign in old), "")
    words = f"{int(value):,}".replace(",", comma) if whole else f"{value.normalize():f}"
    return words if old[0].isascii() else words.translate(_WIDE)


def _value(plain: str) -> Decimal | None:
    if plain[0].isdigit():
        return Decimal(re.sub("[,，]", "", plain).replace("．", "."))
    whole = number(plain)
    return None if whole is None else Decimal(whole)


def _right(one: ReadNumber) -> Decimal | None:
    """What the number would have to be: what the table says, or what a share or a change comes to."""
    told = dict(one.told)
    expected, stated = told.get("expected"), told.get("stated")
    if isinstance(expected, int | float) and isinstance(stated, int | float):
        return abs(Decimal(str(expected))) if expected * stated > 0 else None  # 增加 would have to be 减少
    return one.table if one.rule == "narrative.number" else None


def _meaning(one: ReadNumber) -> object:
    return one.rule, one.value, one.meant and (one.meant.cells, one.meant.period), _right(one)
