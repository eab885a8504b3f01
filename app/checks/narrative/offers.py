"""What an unclaimed number is offered: the cells of its value, the likeliest first, and the likeliest of another value.

The tables are the best witness of what a number means: 1件申请查询本人参保缴费记录 names no row, but few rows are 1. What speaks
for each of them is weighed by the numbers in lexicon.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from app.checks.frames.frame import Frame
from app.checks.narrative.candidates import amount, meanings
from app.checks.narrative.outcome import Candidate, ReadNumber
from app.checks.narrative.table_figures import Figures
from app.findings.reader import ReportText
from app.form.form import Form
from app.knowledge.cell_sums import cell_sum
from app.knowledge.lexicon import CellSum, Lexicon, Tag

_MOST = 3  # offers for a number
_BEFORE = 12  # characters before a clause that still speak of its number
_BEHIND = 24  # and behind it, up to the next number
_BESIDE = 4  # numbers before one that show what a sentence tells

_Offer = tuple[Tag, CellSum, str]  # the tag that names a row, the cells, and what they are called together


@dataclass(frozen=True)
class _Around:
    """What stands around a number: words, the sort of what is told there, the tags of its own words, and the topics near it."""

    words: str
    sort: str
    tags: frozenset[str]
    topics: frozenset[str]


class Offers:
    """Of one text: its frames in order and what each was read as."""

    def __init__(self, lexicon: Lexicon, figures: Figures, text: ReportText, frames: Sequence[Frame]) -> None:
        self._lexicon, self._figures, self._text, self._frames = lexicon, figures, text, frames
        self._by_value: dict[tuple[str, tuple[str, ...], str], dict[Decimal, list[_Offer]]] = {}

    def of(self, at: int) -> tuple[Candidate, ...]:
        """Up to three candidates for the number at a place."""
        frame = self._frames[at]
        likely = meanings(self._lexicon, self._figures, frame)
        wanted = amount(frame)
        meant = {one.cells for one in likely}
        around = self._around(at)
        weights: dict[CellSum, int] = {}
        equal: dict[CellSum, Candidate] = {}
        for tag, one in self._equal(frame, wanted):
            weight = self._weight(tag, one, frame, around) + self._lexicon.weights.meant * (one.cells in meant)
            if one.cells not in equal or weight > weights[one.cells]:
                weights[one.cells], equal[one.cells] = weight, one
        ranked = sorted(equal.values(), key=lambda one: -weights[one.cells])
        unequal = [one for one in likely if one.value != wanted]
        return tuple([*ranked, *unequal][:_MOST])

    def _around(self, at: int) -> _Around:
        slot = self._frames[at].slot
        near = (token for one in self._frames[max(0, at - _BESIDE) : at + 1] for token in (*one.slot.before, *one.slot.right))
        own = (*slot.carried, *slot.left, *slot.right)
        topics = frozenset(tag.topic for token in near for tag in token.of_kind("head"))
        return _Around(self._words(at), self._sort_around(at), frozenset(tag.id for token in own for tag in token.tags), topics)

    def _words(self, at: int) -> str:
        """The words around a number: from a little before its clause, to the next number or a little behind the clause."""
        slot = self._frames[at].slot
        following = self._frames[at + 1].slot.number.start if at + 1 < len(self._frames) else slot.clause_end + _BEHIND
        start = max(0, slot.clause_start - _BEFORE) if slot.place == 0 else slot.clause_start
        return self._text.text[start : max(slot.number.end, min(following, slot.clause_end + _BEHIND))]

    def _weight(self, tag: Tag, one: Candidate, frame: Frame, around: _Around) -> int:
        names = {one.title, *(name for cell in one.cells[:1] for name in self._figures.form.cells[cell].names)}
        column = self._column(one.cells)
        kind = ("column" if tag.splits else "") if column else tag.kind
        weights = self._lexicon.weights
        return (
            weights.shared * max(_shared(name, around.words) for name in names)
            + weights.several * (len(one.cells) > 1)
            + weights.sort * (around.sort == kind)
            + weights.topic * (tag.topic == frame.topic)
            + weights.spoken * (tag.topic in around.topics)
            + weights.named * (tag.id in around.tags)
            + weights.carry * bool(tag.carry)
            + weights.unnamed * bool(column and column not in frame.columns)
        )

    def _sort_around(self, at: int) -> str:
        """What the numbers just before tell: results, applicants, or what came in."""
        for one in reversed(self._frames[max(0, at - _BESIDE) : at]):
            if one.columns and not one.by_head:
                return "column"
            if one.tags:
                return one.tags[0].kind
        return "result"

    def _column(self, cells: CellSum) -> str:
        """The column of an applicant that cells stand in, "" for the whole."""
        return min({cell.rpartition(".")[2] for cell in cells} & _applicants(self._lexicon), default="")

    def _equal(self, frame: Frame, wanted: Decimal) -> Iterator[tuple[Tag, Candidate]]:
        """Every cell, group and sum of the form that has a value, with the tag that names its row."""
        sort = (frame.topic, frame.columns, frame.period) if frame.columns else ("", (), frame.period)
        if sort not in self._by_value:
            self._by_value[sort] = self._valued(*sort)
        for tag, cells, title in self._by_value[sort].get(wanted, ()):
            yield tag, Candidate(cells, title, wanted, frame.period)

    def _valued(self, topic: str, columns: tuple[str, ...], period: str) -> dict[Decimal, list[_Offer]]:
        """All that may be offered, by its value: reckoned once for the numbers of a text that share their columns."""
        found: dict[Decimal, list[_Offer]] = {}
        for one in _offered(self._lexicon, self._figures.form, topic, columns):
            value = self._figures.sum(one[1], period)
            if value is not None:
                found.setdefault(value, []).append(one)
        return found


@lru_cache(maxsize=64)
def _offered(lexicon: Lexicon, form: Form, topic: str, own: tuple[str, ...]) -> tuple[_Offer, ...]:
    """Every cell, group and sum that a number may be offered, whatever the tables hold: for `topic` in its own columns, too."""
    return tuple(
        (tag, cells, _offer_title(lexicon, tag, columns))
        for tag in lexicon.tags
        if tag.kind in ("head", "flow", "result")
        for reading in tag.readings
        for columns in _choices(lexicon, tag.topic, own if tag.topic == topic else ())
        if (cells := cell_sum(form, reading, columns))
    )


def _choices(lexicon: Lexicon, topic: str, own: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """The columns that a reading may be of: its own, the whole, each, and for disputes those of a head."""
    kind = "head" if lexicon.is_by_head(topic) else "applicant"
    tags = [tag for tag in lexicon.tags if tag.kind == kind and tag.columns and tag.topic in ("", topic)]
    return dict.fromkeys([*([own] if own else []), (lexicon.whole_column,), *(tag.columns for tag in tags)])


def _offer_title(lexicon: Lexicon, tag: Tag, columns: tuple[str, ...]) -> str:
    own = tag.title if tag.kind != "head" or not tag.columns else ""
    return f"{own}{_label(lexicon, columns)}" if own else _name(lexicon, columns)


@lru_cache(maxsize=4)
def _applicants(lexicon: Lexicon) -> frozenset[str]:
    """The columns of the applicants, without the whole."""
    columns = (column for tag in lexicon.tags if tag.kind == "applicant" for column in tag.columns)
    return frozenset(columns) - {lexicon.whole_column}


def with_offers(offers: Offers, read: Sequence[ReadNumber]) -> list[ReadNumber]:
    """The numbers of a text, the unclaimed ones with what they are offered."""
    return [replace(one, candidates=offers.of(n)) if one.outcome == "unclaimed" else one for n, one in enumerate(read)]


def _name(lexicon: Lexicon, columns: tuple[str, ...]) -> str:
    """What a kind of case, or some together, are called."""
    return next((tag.title for tag in lexicon.tags if tag.columns == columns and tag.kind == "head"), "")


def _label(lexicon: Lexicon, columns: tuple[str, ...]) -> str:
    """The name of a column, in brackets; none for the whole."""
    named = [tag.title for tag in lexicon.tags if tag.columns == columns and tag.kind in ("applicant", "head")]
    return f"（{'、'.join(named)}）" if named and columns != (lexicon.whole_column,) else ""


def _shared(title: str, words: str) -> int:
    """How many pairs of characters a name shares with the words around a number."""
    return sum(title[n : n + 2] in words for n in range(len(title) - 1))
