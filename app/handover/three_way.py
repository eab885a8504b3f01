"""Two states of a report that began from a third, with all that lies beside them: what is taken, and what a person decides.

What only one side changed is theirs or mine without a question. What both changed is asked, cell by cell, a text paragraph by
paragraph. What people said (explanations, doubts, claims, comments) is put together; of the course no event is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.form.form import Form
from app.form.kinds import TEXT, Value
from app.handover.beside import both_comments, both_doubts, both_reviews
from app.handover.courses import JoinedCourses, joined_courses
from app.handover.snapshot import Snapshot
from app.report.comparing import CellDifference, differences
from app.report.comparing.paragraphs import chosen
from app.report.doubt import Doubt
from app.report.report import Edit, Report, applied
from app.review.course import Course, digest
from app.store.copies.claim_book import both_answers

LABEL = "收回交接"


@dataclass(frozen=True)
class Item:
    """One place that the two sides have otherwise: a cell, or a paragraph (`row`) of a text. None where a side has no such one.

    `asked`: both changed it, so that a person must decide; else only they did, and theirs is taken unless somebody says no.
    """

    cell: str
    row: int
    place: str
    base: str | None
    mine: str | None
    theirs: str | None
    prose: bool
    asked: bool

    @property
    def key(self) -> tuple[str, int]:
        """What it is known by."""
        return self.cell, self.row


Decisions = Mapping[tuple[str, int], bool]  # by key of an item: whether theirs is taken


@dataclass(frozen=True)
class ThreeWay:
    """Both sides held against each other. `mine_only`: in how many places only mine was changed, which stays as it is."""

    form: Form
    base: Snapshot
    mine: Snapshot
    theirs: Snapshot
    items: tuple[Item, ...]
    mine_only: int
    courses: JoinedCourses

    @property
    def asked(self) -> tuple[Item, ...]:
        """Those that a person must decide."""
        return tuple(one for one in self.items if one.asked)

    def edit(self, decisions: Decisions) -> Edit:
        """The one step that brings my report to what was decided; of what is theirs and doubted there, the doubts too.

        Raises KeyError where something that must be decided was not.
        """
        changes: dict[str, Value | None] = {}
        rows: dict[str, set[int]] = {}
        for one in self.items:
            theirs = decisions[one.key] if one.asked else decisions.get(one.key, True)
            if one.row >= 0:
                rows.setdefault(one.cell, set()).update({one.row} if theirs else ())
            elif theirs:
                changes[one.cell] = self.theirs.report.get(one.cell)
        texts = {one.cell: one for one in _differences(self.form, self.base, self.mine, self.theirs)}
        for cell, taken in rows.items():
            changes[cell] = TEXT.read(chosen(texts[cell].paragraphs, taken))
        mine = self.mine.report
        changes = {name: value for name, value in changes.items() if value != mine.get(name)}
        return Edit(changes, LABEL, doubts=self._doubts(changes))

    def beside(self, after: Report, *, theirs_counts: bool) -> Snapshot:
        """Both sides of all that lies beside the report, which is `after` then. `theirs_counts` decides between signatures."""
        course = self.courses.theirs if theirs_counts else self.courses.mine
        reviews = both_reviews(self.base.review, self.mine.review, self.theirs.review, course)
        return Snapshot(
            after,
            reviews,
            both_doubts(self.base.doubts, self.mine.doubts, self.theirs.doubts),
            both_answers(self.mine.claims, self.theirs.claims),
            both_comments(self.mine.comments, self.theirs.comments),
        )

    def after(self, decisions: Decisions) -> Report:
        """My report with what was decided."""
        return applied(self.mine.report, self.edit(decisions))

    def _doubts(self, changes: Mapping[str, Value | None]) -> tuple[Doubt, ...]:
        doubted = (one.doubt for one in self.theirs.doubts if one.at is None and not one.doubt.unplaced)
        return tuple(one for one in doubted if one.cell in changes and changes[one.cell] == one.value)


def three_way(form: Form, base: Snapshot, mine: Snapshot, theirs: Snapshot) -> ThreeWay:
    """Holds them against each other."""
    found = _differences(form, base, mine, theirs)
    items = tuple(item for one in found for item in _items(one))
    mine_only = sum(one.side == "mine" for one in found)
    courses = joined_courses(mine.review.course, theirs.review.course)
    ordered = sorted(items, key=lambda one: one.asked)  # what is only taken first; the printed order inside
    return ThreeWay(form, base, mine, theirs, tuple(ordered), mine_only, courses)


def unsigned_final(course: Course, after: Report) -> bool:
    """Whether the report would be final with another content than the one that was signed as final."""
    return course.locked and course.signed[-1].content not in ("", digest(after))


def _differences(form: Form, base: Snapshot, mine: Snapshot, theirs: Snapshot) -> tuple[CellDifference, ...]:
    return differences(form, base.report, mine.report, theirs.report)


def _items(one: CellDifference) -> Iterator[Item]:
    if one.side == "mine":
        return
    if one.side == "both" and one.prose:
        for number, row in enumerate(one.paragraphs):
            if row.side in ("theirs", "both"):
                sides = (row.base, row.mine, row.theirs)
                yield Item(one.cell, number, one.place, *sides, prose=True, asked=row.side == "both")
        return
    yield Item(one.cell, -1, one.place, one.base, one.mine, one.theirs, prose=one.prose, asked=one.side == "both")
