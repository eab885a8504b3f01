"""A report as plain JSON data and back, strictly: the content of an exchange file and of the library.

Unknown key, wrong type or unknown edition is refused with the place; nothing is half-read. The outer shape
is documented by resources/exchange.schema.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.errors import ExchangeError, UnknownEdition, ValueRefused
from app.form.form import Form
from app.form.form_file import Forms
from app.form.kinds import TEXT, Json, Value, fit_for_text
from app.report import totals
from app.report.report import KIND, OFFICE, TITLE, Report, overlaid

FORMAT = "nianbao"
VERSION = 1
EARLIEST, LATEST = 1900, 2199  # years; anything else is a slip
KEYS = ("format", "version", "edition", "office", "year", "title", "cells")


@dataclass(frozen=True)
class Remark:
    """A derived cell whose stated value differs from the computed one (None: operands are blank)."""

    cell: str
    stated: Value
    computed: Value | None


def one_line(text: str) -> str:
    """An office or a title as it is taken from a person or a file: one line, '' when nothing is left of it."""
    kept = TEXT.read(text)
    return "" if kept is None else str(kept).replace("\n", "")


def _line(text: str) -> str:
    """An office or a title as a record holds it: one line of what may be stored, '' when nothing is left of it."""
    kept = fit_for_text(text.replace("\t", " ")).replace("\n", "")
    return kept if kept.strip() else ""


def to_record(form: Form, report: Report) -> dict[str, object]:
    """The report as JSON-able data, cells in the form's order. Whatever it holds, `from_record` takes it again."""
    cells: dict[str, Json] = {
        name: cell.kind.encode(report.cells[name])
        for name, cell in form.cells.items()
        if name in report.cells
    }
    return {
        "format": FORMAT,
        "version": VERSION,
        "edition": report.edition,
        "office": _office_record(_line(report.office), report.kind),
        "year": report.year,
        "title": _line(report.title or "") or None,
        "cells": cells,
    }


def _office_record(name: str, kind: str | None) -> dict[str, str]:
    """`kind` stands in a library alone, and only where a person chose it: exchange files are as they ever were."""
    return {"name": name, "kind": kind} if kind else {"name": name}


def stored_value(record: Mapping[str, Any], name: str) -> Json | None:
    """What a record holds of a cell, or of `office`, `title` and `kind`; None when blank."""
    head = _head(record)
    found: Json | None = head[name] if name in head else record["cells"].get(name)
    return found


def _head(record: Mapping[str, Any]) -> dict[str, str | None]:
    office = record["office"]
    return {OFFICE: str(office["name"]), TITLE: record["title"], KIND: office.get(KIND)}


def with_changes(record: Mapping[str, Any], changes: Mapping[str, Json | None]) -> dict[str, Any]:
    """The record after an edit, whose values are given as JSON holds them."""
    head, cells = overlaid(_head(record), record["cells"], changes)
    office = _office_record(head[OFFICE] or "", head[KIND])
    return {**record, "office": office, "title": head[TITLE], "cells": cells}


def from_record(forms: Forms, raw: object, source: str) -> tuple[Report, tuple[Remark, ...]]:
    """The report in `raw` and what its stated sums say otherwise.

    `source` names the file in messages. Raises ExchangeError or UnknownEdition with the place.
    """
    top = _table(raw, source, "最外层")
    _judge_keys(top, source)
    form = _form(forms, top, source)
    report = Report(
        office=_office(top["office"], source),
        kind=_kind(top["office"], source),
        year=_year(top["year"], source),
        edition=form.edition,
        title=_title(top.get("title"), source),
    )
    if not form.serves(report.year):
        right = forms.for_year(report.year).edition
        raise ExchangeError(
            f"{source}：{report.year} 年应使用 {right} 版格式，文件写的是 {form.edition} 版，请核对。"
        )
    typed, stated = _cells(form, _table(top["cells"], source, "cells"), source)
    report = replace(report, cells=typed)
    remarks = (Remark(name, said, totals.value(form, report, name)) for name, said in stated.items())
    return report, tuple(r for r in remarks if r.stated != r.computed)


def _table(raw: object, source: str, place: str) -> Mapping[str, object]:
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise ExchangeError(f"{source}：{place} 处不是一组“名称: 值”，这不是本程序的交换文件，请重新导出。")
    return raw


def _judge_keys(top: Mapping[str, object], source: str) -> None:
    if top.get("format") != FORMAT:
        raise ExchangeError(
            f"{source}：不是年报交换文件（缺少 format: {FORMAT}），请选择由本程序导出的文件。"
        )
    version = top.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise ExchangeError(f"{source}：由更新的程序导出（第 {version} 版），请升级本程序后再打开。")
    if version != VERSION or isinstance(version, bool):
        raise ExchangeError(f"{source}：version 处应为 {VERSION}，实为 {version!r}，请重新导出。")
    unknown = [key for key in top if key not in KEYS]
    if unknown:
        raise ExchangeError(f"{source}：不认识的项目 {unknown[0]}，请删去或重新导出。")
    missing = [key for key in KEYS if key not in top and key != "title"]
    if missing:
        raise ExchangeError(f"{source}：缺少项目 {missing[0]}，文件不完整，请重新导出。")


def _form(forms: Forms, top: Mapping[str, object], source: str) -> Form:
    edition = top["edition"]
    if not isinstance(edition, str):
        raise ExchangeError(f"{source}：edition 处应为文字，实为 {edition!r}，请重新导出。")
    try:
        return forms.edition(edition)
    except UnknownEdition as reason:
        raise UnknownEdition(f"{source}：{reason.sentence}") from None


def _office(raw: object, source: str) -> str:
    table = _table(raw, source, "office")
    unknown = [key for key in table if key not in ("name", KIND)]
    if unknown:
        raise ExchangeError(f"{source}：office 处有不认识的项目 {unknown[0]}，请删去或重新导出。")
    return _words(table.get("name"), source, "office.name")


def _kind(raw: object, source: str) -> str | None:
    words = _table(raw, source, "office").get(KIND)
    return None if words is None else _words(words, source, "office.kind") or None


def _title(raw: object, source: str) -> str | None:
    return None if raw is None else _words(raw, source, "title") or None


def _words(raw: object, source: str, place: str) -> str:
    """One line of text; a blank one is '', for a report may be without its office until somebody fills it in."""
    if isinstance(raw, str) and not raw.strip():
        return ""
    try:
        TEXT.judge(raw)
    except ValueRefused as reason:
        raise ExchangeError(f"{source}：{place} 处{reason.sentence}") from None
    assert isinstance(raw, str)
    if "\n" in raw:
        raise ExchangeError(f"{source}：{place} 处只能有一行，请改正后重试。")
    return raw


def _year(raw: object, source: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not EARLIEST <= raw <= LATEST:
        raise ExchangeError(f"{source}：year 处应为 {EARLIEST}—{LATEST} 的整数，实为 {raw!r}，请改正后重试。")
    return raw


def _cells(form: Form, raw: Mapping[str, object], source: str) -> tuple[dict[str, Value], dict[str, Value]]:
    typed: dict[str, Value] = {}
    stated: dict[str, Value] = {}
    for name, one in raw.items():
        cell = form.cells.get(name)
        if cell is None:
            raise ExchangeError(f"{source}：cells 里的 {name} 不是 {form.edition} 版格式的栏目，请核对编号。")
        try:
            decoded = cell.kind.decode(one)
        except ValueRefused as reason:
            raise ExchangeError(f"{source}：cells 里的 {name}（{cell.label}）：{reason.sentence}") from None
        (stated if cell.derived else typed)[name] = decoded
    return typed, stated
