"""States of one report cell by cell, in printed order: what differs, on which side, and the edit of a choice.

Nothing is chosen here and nothing changed: the edits are for a session.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Literal

from app.form.form import Form
from app.form.kinds import TEXT
from app.knowledge.offices import office_kinds
from app.report import totals
from app.report.comparing.paragraphs import ComparedParagraph, ParagraphSide, chosen, paragraphs, side_of
from app.report.comparing.word_changes import WordPiece, pieces
from app.report.report import HEADER, HEADER_WORDS, KIND, Edit, Report, difference

Taking = Literal["filled", "rewritten", "cleared"]


@dataclass(frozen=True)
class CellDifference:
    """One cell in which two states differ, as text ('' when blank). `base` is what both began from.

    `place` says where it stands: 三、… 属于国家秘密 自然人. `prose` is true for a text.
    """

    cell: str
    section: str
    place: str
    base: str
    mine: str
    theirs: str
    prose: bool = False

    @property
    def side(self) -> ParagraphSide:
        """Who changed the cell; "both" is a conflict, which in a text may concern other paragraphs."""
        return side_of(self.base, self.mine, self.theirs)

    @property
    def taking(self) -> Taking:
        """What taking theirs does to mine."""
        if not self.mine:
            return "filled"
        return "rewritten" if self.theirs else "cleared"

    @property
    def pieces(self) -> tuple[WordPiece, ...]:
        """How mine becomes theirs, word by word."""
        return pieces(self.mine, self.theirs)

    @property
    def paragraphs(self) -> tuple[ComparedParagraph, ...]:
        """The paragraphs of a text in the three states; none for another kind of cell."""
        return paragraphs(self.base, self.mine, self.theirs) if self.prose else ()


def compared(form: Form, mine: Report, theirs: Report) -> tuple[CellDifference, ...]:
    """What differs between two states of a report, office and title first; `mine` counts as the earlier one."""
    return differences(form, mine, mine, theirs)


def differences(form: Form, base: Report, mine: Report, theirs: Report) -> tuple[CellDifference, ...]:
    """What differs between two states that both began from `base`. What both changed alike is no difference."""
    names = difference(mine, theirs).changes
    ordered = [name for name in (*HEADER, *form.cells) if name in names]
    return tuple(_cell(form, name, base, mine, theirs) for name in ordered)


def sums(form: Form, mine: Report, theirs: Report) -> tuple[CellDifference, ...]:
    """The derived cells that show something else in `theirs` than in `mine`, in printed order."""
    moved = totals.affected(form, frozenset(difference(mine, theirs).changes))
    derived = [name for name, cell in form.cells.items() if name in moved and cell.derived]
    found = (_cell(form, name, mine, mine, theirs) for name in derived)
    return tuple(one for one in found if one.mine != one.theirs)


def taken(mine: Report, theirs: Report, label: str, cells: Container[str] | None = None) -> Edit:
    """The edit that gives `mine` the values of `theirs`, in these cells or (None) in all."""
    whole = difference(mine, theirs).changes
    return Edit({name: value for name, value in whole.items() if cells is None or name in cells}, label)


def taken_paragraphs(one: CellDifference, theirs: Iterable[int], label: str) -> Edit:
    """The edit that gives a text their paragraphs in these rows (by number) and keeps mine in all others."""
    return Edit({one.cell: TEXT.read(chosen(one.paragraphs, frozenset(theirs)))}, label)


def merged(form: Form, base: Report, mine: Report, theirs: Report, label: str) -> Edit:
    """The edit that brings into `mine` whatever only they changed. Where both changed the same, mine stands.

    What then still differs, `differences` of the result names with the side "both" or "mine".
    """
    changes = dict(taken(mine, theirs, label).changes)
    for one in differences(form, base, mine, theirs):
        if one.side == "theirs":
            continue
        changes.pop(one.cell)
        if one.prose and one.side == "both":
            rows = [number for number, row in enumerate(one.paragraphs) if row.side == "theirs"]
            changes |= taken_paragraphs(one, rows, label).changes
    return Edit({name: value for name, value in changes.items() if value != mine.get(name)}, label)


def _cell(form: Form, name: str, base: Report, mine: Report, theirs: Report) -> CellDifference:
    first, second, third = (_shown(form, report, name) for report in (base, mine, theirs))
    if name in HEADER:
        return CellDifference(name, "", HEADER_WORDS[name], first, second, third)
    cell = form.cells[name]
    place = f"{form.section(cell.section).heading} {cell.label}" if cell.section else cell.label
    return CellDifference(name, cell.section, place, first, second, third, cell.kind is TEXT)


def _shown(form: Form, report: Report, name: str) -> str:
    if name in HEADER:
        value = str(report.get(name) or "")
        return office_kinds()[value].name if name == KIND and value in office_kinds() else value
    number = totals.value(form, report, name)
    return "" if number is None else form.cells[name].kind.show(number)
