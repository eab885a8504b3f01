"""What a reader found, as plain JSON data and back, to be handed from the reading process to the window.

Values go by their cell's kind, everything else field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from app.exchange.source.found import Certainty, Evidence, Import, Question, Unplaced
from app.exchange.source.source import Box, Facts, Line, Source, Table
from app.form.form import Form
from app.form.form_file import Forms
from app.report.record import Remark
from app.report.report import Report

PlainRecord = dict[str, Any]


def to_plain(form: Form, found: Import) -> PlainRecord:
    """The whole import as data that JSON can hold; `form` is that of its report."""
    report = found.report
    return {
        "head": [report.office, report.year, report.edition, report.title],
        "cells": {name: form.cells[name].kind.encode(value) for name, value in report.cells.items()},
        "evidence": {name: [one.place, one.text, one.certainty, one.spots, one.why] for name, one in found.evidence.items()},
        "questions": [[one.cell, one.sentence, one.place, one.text] for one in found.questions],
        "remarks": [_said(form, remark) for remark in found.remarks],
        "source": asdict(found.source) if found.source else None,
        "notes": list(found.notes),
        "unplaced": [[one.beside, one.why, one.place, one.text] for one in found.unplaced],
    }


def from_plain(forms: Forms, plain: PlainRecord) -> Import:
    """The import again. Raises UnknownEdition; anything else missing is a fault of the program."""
    office, year, edition, title = plain["head"]
    form = forms.edition(edition)
    cells = {name: form.cells[name].kind.decode(value) for name, value in plain["cells"].items()}
    return Import(
        Report(office, year, edition, title, cells),
        MappingProxyType({name: _evidence(*one) for name, one in plain["evidence"].items()}),
        tuple(Question(*one) for one in plain["questions"]),
        tuple(_heard(form, *one) for one in plain["remarks"]),
        _source(plain["source"]) if plain["source"] else None,
        tuple(plain["notes"]),
        tuple(Unplaced(*one) for one in plain["unplaced"]),
    )


def _evidence(place: str, text: str, certainty: Certainty, spots: Iterable[str], why: str) -> Evidence:
    return Evidence(place, text, certainty, tuple(spots), why)


def _said(form: Form, remark: Remark) -> list[Any]:
    encode = form.cells[remark.cell].kind.encode
    return [remark.cell, encode(remark.stated), None if remark.computed is None else encode(remark.computed)]


def _heard(form: Form, cell: str, stated: object, computed: object) -> Remark:
    decode = form.cells[cell].kind.decode
    return Remark(cell, decode(stated), None if computed is None else decode(computed))


def _source(plain: Mapping[str, Any]) -> Source:
    blocks = tuple(_table(one) if "boxes" in one else Line(**one) for one in plain["blocks"])
    return Source(blocks, Facts(**plain["facts"]), plain["ours"], tuple(plain["asks"]))


def _table(plain: Mapping[str, Any]) -> Table:
    boxes = tuple(Box(**one) for one in plain["boxes"])
    return Table(boxes, plain["place"], plain["loose"], tuple(Line(**one) for one in plain["lines"]))
