"""Which reader reads a file: by suffix, checked against its first bytes. Everything unreadable is refused here.

A refusal says what the file is and what to do with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.errors import ExchangeError, InputError, ValueRefused
from app.exchange.exchange_file import read_told
from app.exchange.source.found import NO_OFFICE, Evidence, Import, Question
from app.form.form_file import Forms
from app.report import limits
from app.report.record import EARLIEST, LATEST
from app.report.report import OFFICE, Report

if TYPE_CHECKING:
    from app.exchange.readers.embedded import Shape
    from app.exchange.source.source import Source

CARRIED = "随文件的数据"  # the place of what is read from data of our own, not from a page
LARGEST = 64 * 1024 * 1024  # bytes; the biggest Word file with pictures seen is under 30 MB
LARGEST_TEXT = 8 * 1024 * 1024  # bytes of a text file or web page

FormatReader = Callable[[Forms, bytes, str, int | None], Import]

_SAVE_AS = MappingProxyType(
    {
        ".wps": "WPS 文字文件请用 WPS 打开，另存为 .docx 后再导入",
        ".wpt": "WPS 模板请用 WPS 打开，另存为 .docx 后再导入",
        ".rtf": "RTF 文件请用 Word 或 WPS 打开，另存为 .docx 后再导入",
        ".odt": "ODT 文件请用 WPS 或 LibreOffice 打开，另存为 .docx 后再导入",
        ".et": "WPS 表格文件请用 WPS 打开，另存为 .xlsx 后再导入",
        ".ods": "ODS 文件请用 WPS 或 LibreOffice 打开，另存为 .xlsx 后再导入",
        ".csv": "CSV 文件请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入",
        ".ofd": "OFD 文件请用阅读器打开，另存为 PDF，或向原单位索取 Word 文件",
    }
)
_OLD = MappingProxyType(  # what such a file mostly is; offered all the same, for web systems give pages these suffixes
    {
        ".doc": "旧式 Word 文件请用 Word 或 WPS 打开，另存为 .docx 后再导入",
        ".xls": "旧式 Excel 文件请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入",
    }
)
_PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".gif", ".webp")
_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
)
_OFFICE_XML = re.compile(rb"<\?mso-application|<w:wordDocument|<(?:\w+:)?Workbook\b")
_MARKUP = re.compile(rb"<[!/?a-zA-Z]|<\0[!/?a-zA-Z]")
_EXPECTED = MappingProxyType({".docx": "zip", ".xlsx": "zip", ".xlsm": "zip", ".pdf": "pdf"})


def read(forms: Forms, data: bytes, name: str, *, year: int | None = None) -> Import:
    """The report in a file. `name` is its file name (for the suffix and for messages).

    `year` is used when the source itself does not say its year. Raises ExchangeError or UnknownEdition with
    one sentence; nothing is half-read.
    """
    suffix = PurePath(name).suffix.lower()
    if not data:
        raise ExchangeError(f"{name}：是空文件，请核对所选文件。")
    _judge_suffix(suffix, name)
    _judge_type(data, suffix, name)
    limit = LARGEST if suffix in _EXPECTED else LARGEST_TEXT
    if len(data) > limit:
        raise ExchangeError(f"{name}：文件超过 {limit // 1024 // 1024} MB，不像是一份年报，请核对所选文件。")
    found = READERS[suffix](forms, data, name, year)
    if not EARLIEST <= found.report.year <= LATEST:
        raise ExchangeError(f"{name}：写的是 {found.report.year} 年，不是一份年报的年份，请核对。")
    _judge_names(found.report, name)
    return found


def _judge_names(report: Report, name: str) -> None:
    try:
        limits.OFFICE.judge(report.office)
        limits.TITLE.judge(report.title or "")
    except ValueRefused as reason:
        raise ExchangeError(f"{name}：{reason.sentence}") from None


def refusal(name: str) -> str:
    """Why no reader takes a file of that name, with what to do about it; '' when one takes it."""
    try:
        _judge_suffix(PurePath(name).suffix.lower(), name)
    except ExchangeError as reason:
        return reason.sentence
    return ""


def _judge_suffix(suffix: str, name: str) -> None:
    if suffix in _SAVE_AS:
        raise ExchangeError(f"{name}：{_SAVE_AS[suffix]}。")
    if suffix in _PICTURES:
        raise ExchangeError(f"{name}：这是图片，里面没有文字，请改用 Word、Excel 或网页文件。")
    if suffix not in READERS:
        known = "、".join(READABLE)
        raise ExchangeError(f"{name}：不能读取{suffix or '没有后缀'}的文件，可以读取 {known}。")


def _judge_type(data: bytes, suffix: str, name: str) -> None:
    """Refuses a file whose first bytes are not what its suffix says, and says what it is."""
    head = data[:1024].lstrip()
    found = next((kind for mark, kind in _TYPES if head.startswith(mark)), "text")
    if suffix == ".pdf" and b"%PDF-" in data[:1024]:
        found = "pdf"
    expected = _EXPECTED.get(suffix, "text")
    if suffix in _OLD and (found in ("ole", "rtf") or _OFFICE_XML.search(head)):
        raise ExchangeError(f"{name}：{_SAVE_AS['.rtf'] if found == 'rtf' else _OLD[suffix]}。")
    if found == expected:
        return
    if found == "ole":
        raise ExchangeError(
            f"{name}：实际是旧式 Office 文件或有密码保护，请用 Word 或 WPS 打开，另存为 .docx 或 .xlsx。"
        )
    kinds = {
        "zip": "压缩包或新式 Office 文件",
        "pdf": "PDF",
        "rtf": "RTF 文件",
        "picture": "图片",
        "text": "文本或网页",
    }
    raise ExchangeError(f"{name}：后缀是 {suffix}，内容却是{kinds[found]}，请改正后缀，或重新保存。")


def _json(forms: Forms, data: bytes, name: str, year: int | None) -> Import:
    report, remarks, notes = read_told(forms, data, name)
    form = forms.edition(report.edition)
    evidence = {
        cell: Evidence(CARRIED, form.cells[cell].kind.show(value), "exact")
        for cell, value in report.cells.items()
    }
    questions = () if report.office else (Question(OFFICE, NO_OFFICE),)
    return Import(report, MappingProxyType(evidence), questions, remarks, notes=notes)


def _matched(forms: Forms, source: Source, name: str, year: int | None) -> Import:
    from app.exchange.matching.matching import match  # not before: our own exchange file needs no labels

    return match(forms, source, name, year)


def _txt(forms: Forms, data: bytes, name: str, year: int | None) -> Import:
    from app.exchange.readers.txt_file import read_txt_source

    return _matched(forms, read_txt_source(data, name), name, year)


def _carried(
    forms: Forms, source: Source, record: bytes | None, name: str, year: int | None, shape: Shape = "page"
) -> Import:
    """The data that a file of our own carries, as long as it shows the same; else what it shows."""
    if record is not None:
        try:
            carried = _json(forms, record, name, year)
        except InputError:
            return _matched(forms, source, name, year)  # damaged by another program: what is visible counts
        return _held(forms, carried, source, name, shape)
    return _matched(forms, source, name, year)


def _held(forms: Forms, carried: Import, source: Source, name: str, shape: Shape) -> Import:
    """What is carried, held against what is shown."""
    from app.exchange.readers.embedded import still_true

    if still_true(forms, carried, source, shape) and not _in_doubt(source):
        return carried
    from app.exchange.visible_first import visible_first

    shown = _matched(forms, source, name, carried.report.year)
    return visible_first(forms, carried, replace(shown, source=source), "表里" if shape == "sheets" else "页面上")


def _in_doubt(source: Source) -> bool:
    """Whether a figure is set so that a person sees another one."""
    from app.exchange.source.source import Table

    return any(box.doubt for block in source.blocks if isinstance(block, Table) for box in block.boxes)


# The libraries for each kind are loaded when such a file is read, so that starting the program loads none.
def _html(forms: Forms, data: bytes, name: str, year: int | None) -> Import:
    from app.exchange.readers.html.html_file import read_html_source

    source, record = read_html_source(data, name)
    return _carried(forms, source, record if source.ours else None, name, year)


def _page(forms: Forms, data: bytes, name: str, year: int | None) -> Import:
    """A page saved as one file, or with the suffix of an old Office file; there it may be plain text, too."""
    from app.exchange.readers.html.web_archive import is_archive, page_of

    if is_archive(data):
        return _html(forms, page_of(data, name), name, year)
    old = PurePath(name).suffix.lower() in _OLD
    return (_txt if old and not _MARKUP.search(data) else _html)(forms, data, name, year)


def _docx(forms: Forms, data: bytes, name: str, year: int | None) -> Import:
    from app.exchange.readers.docx.docx_file import read_docx_source

    source, record = read_docx_source(data, name)
    return _carried(forms, source, record if source.ours else None, name, year)


def _xlsx(forms: Forms, data: bytes, name: str, year: int | None) -> Import:
    from app.exchange.readers.xlsx.xlsx_data import read_data, report_source
    from app.exchange.readers.xlsx.xlsx_file import data_rows, data_sheet, open_workbook, workbook_source

    workbook = open_workbook(data, name)
    sheet = data_sheet(workbook)
    if sheet is not None:
        carried = read_data(forms, data_rows(workbook, sheet, data), name)
        source = report_source(workbook, sheet)
        return _held(forms, carried, source, name, "sheets") if source.blocks else carried
    return _matched(forms, workbook_source(workbook), name, year)


def _pdf(forms: Forms, data: bytes, name: str, year: int | None) -> Import:
    from app.exchange.readers.pdf.pdf_page import attached, open_pdf, pdf_source

    with open_pdf(data, name) as document:
        return _carried(forms, pdf_source(document, name), attached(document), name, year, "paper")


READERS: Mapping[str, FormatReader] = MappingProxyType(
    {
        ".json": _json,
        ".docx": _docx,
        ".xlsx": _xlsx,
        ".xlsm": _xlsx,
        ".html": _html,
        ".htm": _html,
        ".pdf": _pdf,
        ".txt": _txt,
        ".doc": _page,
        ".xls": _page,
        ".mht": _page,
        ".mhtml": _page,
    }
)
READABLE: tuple[str, ...] = tuple(READERS)
