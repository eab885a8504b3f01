"""A file of our own that was edited: what it carries held against what it shows, cell by cell.

Where both say the same the carried value stands, exact to the last blank; where they differ the visible one counts, and the
difference is asked. What the reader of the page finds in no place is taken as said when its words stand there whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.exchange.readers.embedded import letters, shown_letters
from app.exchange.source.found import Evidence, Import, Question
from app.form.form import Cell
from app.form.form_file import Forms
from app.form.kinds import TEXT, Value
from app.report.report import OFFICE

FEWEST_LETTERS = 8  # of a text that is sought in the page as a whole; a shorter one stands there by chance
_LOST = re.compile(r"[—\-–－·]*\d{1,3}[—\-–－·]*")  # at the end of a text: a line that was taken for the number of a page
_LONGEST = 24  # characters of a value in a sentence


@dataclass(frozen=True)
class _Both:
    """The two readings of one file; `words` is all that is seen, `where` says in Chinese where that is."""

    carried: Import
    shown: Import
    words: str
    where: str

    def agree(self, cell: Cell) -> bool:
        """Whether what is seen is what is carried."""
        was, now = self.carried.report.get(cell.id), self.shown.report.get(cell.id)
        if was == now or cell.kind is not TEXT or not isinstance(was, str):
            return was == now
        told, seen = letters([was]), letters([str(now or "")])
        if told == seen or (told.startswith(seen) and seen and _LOST.fullmatch(told[len(seen) :])):
            return True
        return seen in told and len(told) >= FEWEST_LETTERS and told in self.words

    def differs(self, label: str, name: str, now: str, was: str, asked: Question | None = None) -> Question:
        """The question of a difference; `asked` is what the reader of the page asks of the same cell."""
        if asked is not None and asked.text.strip():
            return replace(asked, sentence=f"{asked.sentence}（随文件的数据是{_shown(was)}）")
        says = f"{label}：{self.where}是{_shown(now)}，随文件的数据是{_shown(was)}，已按{self.where}读取，请核对"
        evidence = self.shown.evidence.get(name)
        return Question(name, says, evidence.place if evidence else "", evidence.text if evidence else "")


def visible_first(forms: Forms, carried: Import, shown: Import, where: str) -> Import:
    """What counts of a file that carries one thing and shows another. `where` is where it shows it: 页面上, 表里."""
    assert shown.source is not None
    both = _Both(carried, shown, shown_letters(shown.source), where)
    year = shown.report.year if f"{shown.report.year}年" in both.words else carried.report.year
    if year != carried.report.year:
        asked = both.differs("年度", "", str(year), str(carried.report.year))
        return replace(shown, questions=(asked, *shown.questions))
    values: dict[str, Value] = {}
    evidence: dict[str, Evidence] = {}
    kept: set[str] = set()
    asked_here: list[Question] = []
    open_here = {question.cell: question for question in shown.questions}
    for cell in forms.edition(carried.report.edition).cells.values():
        agreed = both.agree(cell)
        found = carried if agreed else shown
        kept.update({cell.id} if agreed else ())
        if cell.id in found.report.cells:
            values[cell.id] = found.report.cells[cell.id]
            evidence.update({cell.id: found.evidence[cell.id]} if cell.id in found.evidence else {})
        if not (agreed or cell.derived):
            asked_here.append(both.differs(cell.label, cell.id, *_sides(cell, both), open_here.get(cell.id)))
    office, of_office = _office(both)
    report = replace(carried.report, office=office, title=_title(both), cells=values)
    settled = kept | {OFFICE, *(one.cell for one in asked_here)}
    left = (one for one in shown.questions if one.cell not in settled)
    # What the data itself left open stays so where both leave it blank.
    open_still = (one for one in carried.questions if one.cell in kept and one.cell not in values)
    questions = (*of_office, *asked_here, *left, *open_still)
    remarks = tuple(dict.fromkeys((*carried.remarks, *shown.remarks)))
    return Import(
        report, MappingProxyType(evidence), tuple(dict.fromkeys(questions)), remarks, shown.source,
        tuple(dict.fromkeys((*carried.notes, *shown.notes))),
    )


def _sides(cell: Cell, both: _Both) -> tuple[str, str]:
    """How a value is seen, and how it is carried."""
    now, was = (found.report.get(cell.id) for found in (both.shown, both.carried))
    return "" if now is None else cell.kind.show(now), "" if was is None else cell.kind.show(was)


def _office(both: _Both) -> tuple[str, tuple[Question, ...]]:
    """The name that counts; one that the page does not tell, or tells in pieces, is the carried one."""
    was, now = both.carried.report.office, both.shown.report.office
    if not now or letters([was]) == letters([now]) or letters([was]) in both.words:
        return was, tuple(one for one in both.carried.questions if one.cell == OFFICE)
    return now, (both.differs("单位", OFFICE, now, was),)


def _title(both: _Both) -> str | None:
    """The title of its own, as long as the page shows it."""
    was = both.carried.report.title
    return was if was is None or letters([was]) in both.words else both.shown.report.title


def _shown(text: str) -> str:
    plain = " ".join(text.split())
    if not plain:
        return "空白"
    return f" {plain}" if len(plain) <= _LONGEST else f"“{plain[:_LONGEST]}…”"
