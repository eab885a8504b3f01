"""An import on its way through a person's eyes, without Qt: what waits to be looked at, what was in sight, what comes of it.

The report that was read lies in a session of its own, with its doubts, so that a table of it is typed in and looked at as any
other; what is left of them goes with it into the report.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from app.exchange import Import
from app.exchange.source.found import Evidence, Question, Unplaced
from app.form.form import Form
from app.form.kinds import TEXT, Value
from app.report.doubt import Doubt
from app.report.record import Remark
from app.report.report import Edit
from app.report.session import Session


@dataclass(frozen=True)
class Stop:
    """Something to be looked at: a cell, or beside it a text without a field."""

    cell: str
    text: Doubt | None = None


class ImportReview:
    """On one import. `session` holds what comes of it."""

    def __init__(self, form: Form, found: Import) -> None:
        self.form, self.found = form, found
        self.session = Session(form, found.report, doubts=found.doubts)
        self.onto: Mapping[str, Value] = MappingProxyType({})  # what stands in the report that is to be filled
        self._order = {name: number for number, name in enumerate(form.cells)}
        self._asked: dict[str, list[Question]] = {}
        for one in found.questions:
            if one.cell in form.cells:
                self._asked.setdefault(one.cell, []).append(one)
        self._remarks = {one.cell: one for one in found.remarks}
        self._answered: set[Stop] = set()
        self._seen: set[str] = set()
        self._first = self.session.report
        self._begun = (self._first, self.session.doubts)
        self._stops: tuple[Stop, ...] | None = None  # as they stand; None where they have to be found anew
        self._by_section: dict[str, list[Stop]] = {}
        self.session.subscribe(lambda _: self._forget())

    # what waits

    @cached_property
    def had(self) -> frozenset[str]:
        """The sections in which something was doubtful at the beginning."""
        return frozenset(self.section_of(one.cell) for one in self.found.doubts)

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All that waits, in the form's order; a text without a field stands behind the cell beside it."""
        if self._stops is None:
            self._stops = tuple(self._find())
            self._by_section = {}
            for one in self._stops:
                self._by_section.setdefault(self.section_of(one.cell), []).append(one)
        return self._stops

    def _find(self) -> list[Stop]:
        cells = {self.home(name) for name in self.session.doubted}
        cells |= {name for name in self._asked if not self._has_answer(name)} | self._remarks.keys()
        stops = [Stop(name) for name in cells] + [Stop(one.cell, one) for one in self.session.unplaced]
        return sorted((one for one in stops if one not in self._answered), key=self._place)

    def _forget(self) -> None:
        self._stops = None

    def _place(self, stop: Stop) -> tuple[int, int]:
        loose = self.session.unplaced
        return self._order[stop.cell], loose.index(stop.text) + 1 if stop.text in loose else 0

    def stops_in(self, section: str) -> tuple[Stop, ...]:
        """Those of a section; the closing block is on the page of the last one."""
        return tuple(self._by_section.get(section, ())) if self.stops else ()

    def after(self, here: Stop | None, step: int) -> Stop | None:
        """The next (1) or previous (-1) stop from where the person is, round the end; None where nothing waits."""
        stops = self.stops
        if not stops:
            return None
        at = self._place(here) if here else (-1, 0)
        beyond = [one for one in stops if (self._place(one) > at if step > 0 else self._place(one) < at)]
        return (beyond or stops)[0 if step > 0 else -1]

    def home(self, cell: str) -> str:
        """The number that a bracket note belongs to, else the cell itself."""
        return self.form.cells[cell].note_of or cell

    def section_of(self, cell: str) -> str:
        """The section on whose page a cell stands."""
        return self.form.cells[cell].section or self.form.sections[-1].id

    def doubted(self, cell: str) -> Doubt | None:
        """Why a cell, or its bracket note, waits to be looked at; None where it does not."""
        return self.session.doubted.get(cell) or self.session.doubted.get(f"{cell}.note")

    def doubted_in(self, section: str) -> tuple[str, ...]:
        """The doubted cells of a section, each number with its note as one."""
        names = dict.fromkeys(self.home(name) for name in self.session.doubted)
        return tuple(name for name in names if self.section_of(name) == section)

    def asked(self, cell: str) -> tuple[Question, ...]:
        """The questions about a cell that still stand."""
        return () if self._has_answer(cell) or Stop(cell) in self._answered else tuple(self._asked.get(cell, ()))

    def remark(self, cell: str) -> Remark | None:
        """The sum that the file states otherwise."""
        return self._remarks.get(cell)

    def evidence(self, cell: str) -> Evidence | None:
        """Where the value of a cell stood; None for one that is not from the file."""
        return self.found.evidence.get(cell)

    def marks(self, cell: str) -> tuple[str, ...]:
        """The places of the source to be shown for a cell."""
        evidence = self.evidence(cell)
        if evidence is not None:
            return evidence.marks
        return tuple(one.place for one in self._asked.get(cell, ()) if one.place)

    def needed(self, cell: str) -> tuple[str, ...]:
        """Those of them that must have been in sight: of a text its first paragraph, for its words stand beside it."""
        return self.marks(cell)[:1] if self.form.cells[cell].kind is TEXT else self.marks(cell)

    def _has_answer(self, cell: str) -> bool:
        """A question is answered by another value than the one that it was asked about."""
        return self.session.report.get(cell) != self._first.get(cell)

    def is_blank(self, cell: str) -> bool:
        """Whether a cell waits because nobody could read it: there is no value that could be right."""
        return bool(self.asked(cell)) and self.session.report.get(cell) is None

    # what a person does

    def saw(self, cells: Iterable[str]) -> None:
        """These cells and their places in the source have been on the screen together."""
        self._seen.update(cells)

    def unseen(self, cells: Collection[str]) -> tuple[str, ...]:
        """Those of these cells that wait and have not been on the screen with their source."""
        waiting = {one.cell for one in self.stops if one.text is None}
        return tuple(name for name in cells if name in waiting and name not in self._seen)

    def look(self, cells: Collection[str]) -> None:
        """A person has looked at these cells; those that were never in sight stay as they are."""
        unseen = self.unseen(cells)
        known = [name for name in cells if name not in unseen]
        self._answered.update(Stop(name) for name in known if name in self._asked or name in self._remarks)
        self._forget()
        self.session.look(known)

    def pass_by(self, text: Doubt) -> None:
        """A person has seen a text without a field; it goes with the report, to be placed there."""
        self._answered.add(Stop(text.cell, text))
        self._forget()

    def leave_out(self, cell: str) -> None:
        """A value is not to come along, or is again."""
        value = None if cell in self.session.report.cells else self._first.get(cell)
        self.session.settle()
        self.session.apply(Edit({cell: value}, "不导入" if value is None else "仍然导入"))

    @property
    def has_work(self) -> bool:
        """Whether leaving would lose what a person has done here."""
        return bool(self._answered) or (self.session.report, self.session.doubts) != self._begun

    # what comes of it

    def result(self, office: str) -> Import:
        """The import as it now stands, under this office's name: what was looked at is sure, what was not stays doubted."""
        report = replace(self.session.report, office=office)
        evidence = {name: one for name, old in self.found.evidence.items() if (one := self._judged(name, old)) is not None}
        return replace(self.found, report=report, evidence=MappingProxyType(evidence), unplaced=self.unplaced)

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        """The texts without a field that come along."""
        standing = {(one.cell, one.value) for one in self.session.unplaced}
        waited = {(one.cell, one.value) for one in self.found.doubts if one.unplaced}
        keys = [(one, (one.beside, TEXT.read(one.text))) for one in self.found.unplaced]
        return tuple(one for one, key in keys if key in standing or key not in waited)

    def _judged(self, name: str, evidence: Evidence) -> Evidence | None:
        if name not in self.session.report.cells:
            return None
        if name in self.session.doubted:
            return evidence
        if self.session.report.cells[name] != self._first.cells.get(name):
            return None  # a person's own figure
        doubtful = evidence.certainty in ("inferred", "likely")
        return replace(evidence, certainty="sure") if doubtful else evidence
