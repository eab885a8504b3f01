"""What a reader hands back: the report it found, where each cell stood, what it could not know.

Evidence names the place in the source and a certainty; a question stands for everything left blank on
purpose. Frozen data only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from app.form.kinds import TEXT, Value
from app.report.doubt import Doubt
from app.report.record import Remark
from app.report.report import HEADER, Edit, Report

if TYPE_CHECKING:
    from app.exchange.source.source import Source

Certainty = Literal["exact", "sure", "likely", "inferred"]
# exact: our own data; sure: label and place agree; likely: one of them was mended; inferred: only the sums say it
CERTAINTY_WORDS: Mapping[Certainty, str] = MappingProxyType(
    {"exact": "原样读取", "sure": "确定", "likely": "请核对", "inferred": "推算得出，请核对"}
)
NO_OFFICE = "文件里没有找到单位名称，请填写单位全称"  # asked of `office`


@dataclass(frozen=True)
class Evidence:
    """Where a cell's value stood: `place` in Chinese (第 2 个表第 5 行第 3 列), `text` as written there.

    `spots` are the places of the very boxes or lines of the source: of a text all its paragraphs, of a figure the one where it
    stands, or each where it may stand; none where `place` is it. `why` says in Chinese what is doubtful about it.
    """

    place: str
    text: str
    certainty: Certainty
    spots: tuple[str, ...] = ()
    why: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        """The places to be shown in the source."""
        return self.spots or (self.place,)


@dataclass(frozen=True)
class Question:
    """Something the source does not settle. `cell` is a cell id, `office`, or empty; `text` is what stands there."""

    cell: str
    sentence: str
    place: str = ""
    text: str = ""


@dataclass(frozen=True)
class Unplaced:
    """A text of the source that belongs to no field for all that can be told. It stood after the field `beside` (a cell id);
    `why` names it in Chinese."""

    beside: str
    why: str
    place: str
    text: str


@dataclass(frozen=True)
class Import:
    """A report read from a file. Cells that could not be known are blank and have a question each; what was read and could not
    be placed is in `unplaced`, whole. A sum that the file states otherwise (`remarks`) has evidence, too."""

    report: Report
    evidence: Mapping[str, Evidence] = field(default_factory=lambda: MappingProxyType({}))
    questions: tuple[Question, ...] = ()
    remarks: tuple[Remark, ...] = ()
    source: Source | None = field(
        default=None, compare=False
    )  # to be shown beside the cells; None for data files
    notes: tuple[str, ...] = ()  # sentences on what was mended while reading
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What a person must look at: values that the sums alone tell, those whose place was mended, and unplaced texts."""
        return (*self._valued(self.report.cells), *self._loose())

    def _loose(self) -> Iterator[Doubt]:
        for one in self.unplaced:
            text = TEXT.read(one.text)  # as the report would keep it
            if one.beside and text is not None:
                yield Doubt(one.beside, text, "unplaced", one.place, one.why)

    def _valued(self, cells: Mapping[str, Value]) -> tuple[Doubt, ...]:
        return tuple(
            Doubt(name, cells[name], one.certainty, one.place, one.text)
            for name, one in self.evidence.items()
            if name in cells and (one.certainty == "inferred" or one.certainty == "likely")
        )

    def edit(self, onto: Report) -> Edit:
        """The one undoable step that brings everything known into `onto`; what is unknown stays as it is there."""
        known = {name: self.report.get(name) for name in HEADER if self.report.get(name)}
        changes = {**known, **self.report.cells}
        return Edit({n: v for n, v in changes.items() if onto.get(n) != v}, "导入")
