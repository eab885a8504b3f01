"""The numerals of a text that count nothing: years, days, articles, document numbers, telephone numbers; so that of each numeral
it can be said what the program makes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.checks.narrative.claims import NUMERAL
from app.chinese.numerals import COUNTING, plain_digits
from app.findings.finding import Span

_ROOM = 12  # characters around a numeral that are looked at
_PLACES = rf"[（(]?[{COUNTING}百零\d]+[)）]?[条款项]?"
# What it is, and the words before and behind it; the first that fits counts.
_KINDS = tuple(
    (kind, re.compile(f"(?:{before})$"), re.compile(behind))
    for kind, before, behind in (
        ("条款或次序", rf"第(?:{_PLACES}[、和及或至])*[（(]?", ""),
        ("文号", "[〔\\[]", "[〕\\]]"),
        ("文号", "[〕\\]]\\s*第?", "\\s*号"),
        ("年份", "", r"\s*(?:年(?!期)|年度)"),
        ("日期", "", r"\s*(?:月|日(?!报)|号)"),
        ("时间或等级", "", r"\s*(?:个?(?:工作日|小时|季度)|个月|天|分钟|秒|周|岁|级|届|时)"),
        ("序号", r"(?:^|\n)\s*[（(]?", r"[)）、.．](?!\d)"),
        ("序号", r"[（(]", r"[)）]"),
    )
)
_DIGITS = re.compile("[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LONG = re.compile("[0-9]{5,}")


def other_numerals(cell: str, text: str, known: Iterable[Span]) -> Iterator[tuple[Span, str]]:
    """Every numeral outside the spans `known`, with what it is. Chinese numerals only where that is clear: 统一 is a word."""
    plain = plain_digits(text)
    taken = {place for span in known for place in range(span.start, span.end)}
    for found in NUMERAL.finditer(plain):
        if taken.isdisjoint(range(found.start(), found.end())) and (kind := _kind(plain, found)):
            yield Span(cell, found.start(), found.end()), kind


def _kind(text: str, found: re.Match[str]) -> str:
    before = text[max(0, found.start() - _ROOM) : found.start()]
    behind = text[found.end() : found.end() + _ROOM]
    for kind, ahead, after in _KINDS:
        if ahead.search(before) and after.match(behind):
            return kind
    if not _DIGITS.search(found[0]):
        return ""
    if _LONG.fullmatch(found[0]):
        return "电话或编码"
    return "年份" if _YEAR.fullmatch(found[0]) else "不是计数"
