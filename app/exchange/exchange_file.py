"""The exchange file (.json): bytes ↔ report. UTF-8, one object, stable for ever.

Shape: resources/exchange.schema.json. What nobody
sees is not taken over from a file, and names beyond reason are refused; the library, which uses record alone, opens both.
"""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

from app.chinese.characters import told_of
from app.errors import ExchangeError, ValueRefused
from app.form.form import Form
from app.form.form_file import Forms
from app.form.kinds import TEXT, Value
from app.report.limits import OFFICE, TITLE
from app.report.record import Remark, from_record, one_line, to_record
from app.report.report import Report

LARGEST = 16 * 1024 * 1024  # bytes; a full report is under 100 KB
DIGITS = 400  # a longer number is none of a report, and slow to read


def write_json(form: Form, report: Report) -> bytes:
    """The exchange file of a report, indented, ending in a newline. The same report gives the same bytes."""
    record = to_record(form, replace(report, kind=None))  # the kind is the library's: the contract knows no such key
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def read_json(forms: Forms, data: bytes, source: str) -> tuple[Report, tuple[Remark, ...]]:
    """The report in an exchange file, and where its stated sums differ from the computed ones.

    `source` is the file's name for messages. Raises ExchangeError or UnknownEdition with the place.
    """
    report, remarks, _ = read_told(forms, data, source)
    return report, remarks


def read_told(forms: Forms, data: bytes, source: str) -> tuple[Report, tuple[Remark, ...], tuple[str, ...]]:
    """As `read_json`, with a sentence where the file holds what nobody sees and the report has no more."""
    if len(data) > LARGEST:
        raise ExchangeError(f"{source}：文件过大，不像是一份年报交换文件，请核对所选文件。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        raise ExchangeError(f"{source}：第 {reason.start + 1} 个字节不是 UTF-8 编码，请重新导出。") from None
    stated, remarks = from_record(forms, _parsed(text, source), source)
    if stated.kind is not None:
        raise ExchangeError(f"{source}：office 处有不认识的项目 kind，请删去或重新导出。")
    report = _cleaned(stated)
    _judge_names(report, source)
    told = told_of(_texts(stated), f"{source} 里")
    return report, remarks, (told,) if told else ()


def _texts(report: Report) -> list[str]:
    cells = [value for value in report.cells.values() if isinstance(value, str)]
    return [report.office, report.title or "", *cells]


def _cleaned(report: Report) -> Report:
    """The report as it would have been typed."""
    texts: dict[str, Value | None] = {n: TEXT.read(v) for n, v in report.cells.items() if isinstance(v, str)}
    cells = {name: value for name, value in {**report.cells, **texts}.items() if value is not None}
    return replace(report, office=one_line(report.office), title=one_line(report.title or "") or None, cells=cells)


def _judge_names(report: Report, source: str) -> None:
    for place, limit, text in (("office.name", OFFICE, report.office), ("title", TITLE, report.title or "")):
        try:
            limit.judge(text)
        except ValueRefused as reason:
            raise ExchangeError(f"{source}：{place} 处{reason.sentence}") from None


def _parsed(text: str, source: str) -> object:
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_int=_whole,
            parse_constant=_no_number,
            object_pairs_hook=_no_twins,
        )
    except json.JSONDecodeError as reason:
        place = f"第 {reason.lineno} 行第 {reason.colno} 列"
        raise ExchangeError(f"{source}：{place}处不是有效的 JSON，文件可能不完整，请重新导出。") from None
    except RecursionError:
        raise ExchangeError(f"{source}：层次过深，不是年报交换文件，请核对所选文件。") from None
    except ValueError as reason:
        raise ExchangeError(f"{source}：{reason}，请改正后重试。") from None


def _whole(text: str) -> int:
    if len(text) > DIGITS:
        raise ValueError("有一个数字过长")
    return int(text)


def _no_number(text: str) -> object:
    raise ValueError(f"{text} 不是数字")


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{key} 出现了两次")
        found[key] = value
    return found
