"""Which reader reads a file: by suffix, checked against its first bytes. Everything unreadable is refused here.

A refusal says what the file is and what to do with it. Leans on the readers and found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import MappingProxyType

from app.errors import ExchangeError
from app.exchange.found import Evidence, Import
from app.exchange.json_file import read_json
from app.exchange.matching import match
from app.exchange.source import Source
from app.exchange.txt_file import read_txt_source
from app.form_file import Forms

LARGEST = 64 * 1024 * 1024  # bytes; the biggest Word file with pictures seen is under 30 MB


def read(forms: Forms, data: bytes, name: str, *, year: int | None = None) -> Import:
    """The report in a file. `name` is its file name (for the suffix and for messages).

    `year` is used when the source itself does not say its year. Raises ExchangeError or UnknownEdition with
    one sentence; nothing is half-read.
    """
    if len(data) > LARGEST:
        raise ExchangeError(
            f"{name}：文件超过 {LARGEST // 1024 // 1024} MB，不像是一份年报，请核对所选文件。"
        )
    suffix = PurePath(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = "、".join(READABLE)
        raise ExchangeError(f"{name}：不能读取 {suffix or '没有后缀'} 的文件，可以读取 {known}。")
    return reader(forms, data, name, year)


def _json(forms: Forms, data: bytes, name: str, year: int | None) -> Import:
    report, remarks = read_json(forms, data, name)
    form = forms.edition(report.edition)
    evidence = {
        cell: Evidence(f"cells.{cell}", form.cells[cell].kind.show(value), "exact")
        for cell, value in report.cells.items()
    }
    return Import(report, MappingProxyType(evidence), (), remarks)


def _matched(read_source: Callable[[bytes, str], Source]) -> Reader:
    def reader(forms: Forms, data: bytes, name: str, year: int | None) -> Import:
        return match(forms, read_source(data, name), name, year)

    return reader


Reader = Callable[[Forms, bytes, str, int | None], Import]
READERS: Mapping[str, Reader] = MappingProxyType({".json": _json, ".txt": _matched(read_txt_source)})
READABLE: tuple[str, ...] = tuple(READERS)
