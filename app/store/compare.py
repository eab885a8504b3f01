"""Two states of one report side by side: cell by cell, and inside a text word by word.

Gives what differs, in the form's order, and the edit that takes one cell or all of it back. Leans on form,
report and the standard difflib.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from app.form import Form
from app.report import HEADER, OFFICE, Edit, Report, difference

# A word is a run of Latin letters or a number; every other character, so every Chinese one, is a word of its own.
_WORDS = re.compile(r"[A-Za-z]+|[0-9]+(?:[.,][0-9]+)*|.", re.DOTALL)

PieceKind = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both sides have, or only the earlier ("gone") or the later one ("new")."""

    kind: PieceKind
    text: str


@dataclass(frozen=True)
class CellDifference:
    """One cell with two values, as text ('' when blank). `place` says where it stands: 三、… 属于国家秘密 自然人."""

    cell: str
    section: str
    place: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


def compared(form: Form, before: Report, after: Report) -> tuple[CellDifference, ...]:
    """What differs between two states of a report, in printed order; office and title first."""
    names = difference(before, after).changes
    ordered = [name for name in (*HEADER, *form.cells) if name in names]
    return tuple(_cell(form, before, after, name) for name in ordered)


def taken_back(now: Report, earlier: Report, label: str, cells: Iterable[str] | None = None) -> Edit:
    """The edit that gives `now` the values of `earlier`, in these cells or (None) in all."""
    whole = difference(now, earlier, label)
    if cells is None:
        return whole
    wanted = set(cells)
    return Edit({name: value for name, value in whole.changes.items() if name in wanted}, label)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """How one text became the other, word by word. Joined, same and gone give the one, same and new the other."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        if a < b:
            found.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            found.append(Piece("new", "".join(new[c:d])))
    return tuple(found)


def _cell(form: Form, before: Report, after: Report, name: str) -> CellDifference:
    old, new = _shown(form, before, name), _shown(form, after, name)
    if name in HEADER:
        place, section = ("单位名称" if name == OFFICE else "报告标题"), ""
    else:
        section = form.cells[name].section
        place = (
            f"{form.section(section).heading} {form.cells[name].label}" if section else form.cells[name].label
        )
    return CellDifference(name, section, place, old, new, pieces(old, new))


def _shown(form: Form, report: Report, name: str) -> str:
    value = report.get(name)
    if value is None:
        return ""
    return str(value) if name in HEADER else form.cells[name].kind.show(value)
