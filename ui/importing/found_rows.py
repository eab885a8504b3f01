"""What an import found, as rows for a person: what must be asked first, then the doubtful, then the certain.

Plain data for the dialog's list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.exchange import CERTAINTY_WORDS, Import
from app.exchange.source.found import Unplaced
from app.form.form import Form
from app.report import totals
from app.report.report import Report

ImportRowKind = Literal["asked", "remark", "doubtful", "certain"]
SHORT = 60  # characters of a text that are shown
DOUBTFUL = ("inferred", "likely")


@dataclass(frozen=True)
class ImportRow:
    """One row: the cell (empty for what belongs to none), words for its columns, and its place in the source."""

    kind: ImportRowKind
    cell: str
    name: str
    value: str
    now: str
    told: str
    place: str
    text: str = ""
    unplaced: Unplaced | None = None  # a text without a field: it comes along as a block


def found_rows(form: Form, found: Import, onto: Report | None) -> tuple[ImportRow, ...]:
    """All rows, those that need a person first."""
    rows = [*_loose(found), *_asked(form, found), *_remarks(form, found), *_read(form, found, onto)]
    order: tuple[ImportRowKind, ...] = ("asked", "remark", "doubtful", "certain")
    return tuple(sorted(rows, key=lambda row: order.index(row.kind)))


def summary(found: Import) -> str:
    """One sentence that counts what was found."""
    doubtful = sum(evidence.certainty in DOUBTFUL for evidence in found.evidence.values())
    differing = sum(question.cell in found.report.cells for question in found.questions)
    asked = len(found.questions) - differing
    parts = [f"读到 {len(found.evidence)} 栏"]
    parts += [f"其中 {doubtful} 栏请核对"] if doubtful else []
    parts += [f"{differing} 处已经读取，请核对"] if differing else []
    parts += [f"另有 {asked} 处定不下来，留空待填"] if asked else []
    parts += [f"另有 {len(found.unplaced)} 段文字没有归入栏目，导入后在各部分里放置"] if found.unplaced else []
    parts += [f"{len(found.remarks)} 处合计与各格相加不符"] if found.remarks else []
    return "，".join(parts) + "。" + "".join(found.notes)


def _loose(found: Import) -> Iterator[ImportRow]:
    for one in found.unplaced:
        yield ImportRow("asked", "", "没有归入栏目", _short(one.text), "", one.why, one.place, one.text, one)


def _asked(form: Form, found: Import) -> Iterator[ImportRow]:
    for question in found.questions:
        name, _, told = question.sentence.rpartition("：")
        value = found.report.cells.get(question.cell)
        left = "留空" if value is None else _short(form.cells[question.cell].kind.show(value))
        yield ImportRow("asked", question.cell, name or "未归入栏目", left, "", told, question.place, question.text)


def _remarks(form: Form, found: Import) -> Iterator[ImportRow]:
    for remark in found.remarks:
        cell = form.cells[remark.cell]
        computed = "空白" if remark.computed is None else cell.kind.show(remark.computed)
        told = f"原文写 {cell.kind.show(remark.stated)}，各格相加是 {computed}"
        yield ImportRow("remark", "", cell.label, computed, "", told, "")


def _read(form: Form, found: Import, onto: Report | None) -> Iterator[ImportRow]:
    for name, evidence in found.doubtful_first():
        cell = form.cells[name]
        value = cell.kind.show(found.report.cells[name])
        before = totals.value(form, onto, name) if onto is not None and name in form.cells else None
        now = "" if before is None else cell.kind.show(before)
        kind: ImportRowKind = "doubtful" if evidence.certainty in DOUBTFUL else "certain"
        told = CERTAINTY_WORDS[evidence.certainty]
        yield ImportRow(
            kind, name, cell.label, _short(value), _short(now), told, evidence.place, evidence.text
        )


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHORT else plain[:SHORT] + "……"
