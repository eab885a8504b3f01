"""The signature block at the end of a report: office, date, contact line.

What stands behind it is an annex or the end of a page, and no text of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from app.errors import ValueRefused
from app.exchange.matching.headings import INDENT
from app.exchange.matching.labels import key
from app.exchange.source.found import Certainty, Evidence
from app.exchange.source.source import Line
from app.form.form import Form
from app.form.kinds import DATE, Value

LONGEST_CONTACT, LONGEST_DAY = 120, 30  # characters
_PHONE = re.compile(r"[^。；]{2,30}[:：]\s*(?:0\d{2,3}\s*[-—－ ]\s*)?\d{7,8}[)）]?")  # 云顶乡政务公开办：0872-6170023
_ANNEX = re.compile(r"[\s\u3000]*附(?:件|表|录)?\d?[：:]")
UNSIGNED = "落款的单位与报告的单位不同"
_SHORT = 40
_STOPS = ("。", "！", "？", "；", "”", "）")
_OFFICE_AND_DAY = re.compile(
    r"(?P<office>\S{4,40}?)[\s\u3000]*(?P<day>(?:20\d\d|二[〇○零0]\S{2})\s*年.{1,8}日)"
)
CONTACT = re.compile(
    r".*(?:联系电话|联系地址|联系方式|联系人|电子邮箱|通讯地址|邮政编码|地址|电话|邮编)\s*[:：].*", re.S
)


def split_closing(
    form: Form, lines: Sequence[Line], office: str
) -> tuple[list[Line], dict[str, tuple[Value, Line]], list[Line]]:
    """Takes the signature block off the last text: what is left of it, the block's cells, and what stands behind the block."""
    parts = {item.part: item.id for item in form.closing}
    signed = _signature(lines, office)
    if signed is None:
        text, scraps = _without_scraps(lines)
        rest, contact = _without_contact(text, parts)
        return rest, contact, scraps
    first, last, found = signed
    text = list(lines[:first])
    named = [text.pop() for _ in range(len(text)) if is_annex(text[-1])]  # annexes listed above the signature
    before, contact = _without_contact(text, parts)
    behind = [*reversed(named), *lines[last + 1 :]]
    if behind and not contact and _is_contact(behind[0]) and "contact" in parts:
        line = behind.pop(0)
        contact = {parts["contact"]: (line.text.strip(INDENT), line)}
    cells = {parts[part]: value for part, value in found.items() if part in parts}
    return before, {**cells, **contact}, behind


_Signed = dict[str, tuple[Value, Line]]


def _signature(lines: Sequence[Line], office: str) -> tuple[int, int, _Signed] | None:
    """First and last line of the block that a date ends, and its parts. A date alone signs only at the end."""
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        both = _OFFICE_AND_DAY.fullmatch(line.text.strip(INDENT))
        if (
            both
            and (day := line_day(both["day"])) is not None
            and _names_office(both["office"].strip(INDENT), office)
        ):
            return number, number, {"office": (both["office"].strip(INDENT), line), "date": (day, line)}
        if (day := line_day(line.text)) is None:
            continue
        above = lines[number - 1].text.strip(INDENT) if number else ""
        if _names_office(above, office):
            return number - 1, number, {"office": (above, lines[number - 1]), "date": (day, line)}
        if all(_is_short(one) for one in lines[number + 1 :]):
            return number, number, {"date": (day, line)}
    return None


def _without_scraps(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines to the last that ends like a sentence or is a contact line, and the short ones behind it: 阅读 1203."""
    ends = [n for n, line in enumerate(lines) if line.text.rstrip().endswith(_STOPS) or _is_contact(line) or line.part]
    last = ends[-1] if ends else len(lines) - 1
    short = all(_is_short(line) for line in lines[last + 1 :])
    return (list(lines[: last + 1]), list(lines[last + 1 :])) if short else (list(lines), [])


def is_annex(line: Line) -> bool:
    """Whether a line names an annex: 附件：1.……"""
    return _ANNEX.match(line.text) is not None


def _is_short(line: Line) -> bool:
    return len(line.text.strip(INDENT)) <= _SHORT and "。" not in line.text


def _is_contact(line: Line) -> bool:
    text = line.text.strip(INDENT)
    return len(text) < LONGEST_CONTACT and (CONTACT.fullmatch(text) or _PHONE.fullmatch(text)) is not None


def _without_contact(lines: list[Line], parts: dict[str, str]) -> tuple[list[Line], _Signed]:
    if lines and "contact" in parts and _is_contact(lines[-1]):
        line = lines.pop()
        return lines, {parts["contact"]: (line.text.strip(INDENT), line)}
    return lines, {}


def named_closing(form: Form, lines: Sequence[Line]) -> dict[str, tuple[Value, Line]]:
    """The signature block of a file of our own, which marks its parts; office and date may share one mark."""
    parts = {item.part: item.id for item in form.closing}
    marked = [line for line in lines if line.part in ("closing", "office", "date", "contact")]
    found: dict[str, tuple[Value, Line]] = {}
    for line in marked:
        day = line_day(line.text) if line.part in ("closing", "date") else None
        part = line.part if line.part != "closing" else ("date" if day is not None else "office")
        if part in parts:
            value = day if part == "date" and day is not None else line.text
            before = found.get(parts[part])
            joined = f"{before[0]}\n{line.text}" if before and part != "date" else value
            found[parts[part]] = (joined, line)
    return found


def line_day(text: str) -> date | None:
    """The day that a line is, in brackets or not; None for any other line."""
    plain = text.strip(INDENT + "\n（）()")
    try:
        day = DATE.read(plain) if len(plain) < LONGEST_DAY else None
    except ValueRefused:
        return None
    return day if isinstance(day, date) else None


def _names_office(text: str, office: str) -> bool:
    if not 2 <= len(text) <= 40 or any(char in "，。；：" for char in text):
        return False
    return (
        not office
        or key(text) in key(office)
        or key(office) in key(text)
        or text.endswith(("街道办事处", "人民政府"))
    )


def closing_values(found: _Signed, office: str) -> Iterator[tuple[str, Value, Evidence]]:
    """The signature block as cells with evidence: sure where the report's own office signs, and for a line that says it is a
    contact."""
    signed = any(isinstance(value, str) and key(value) == key(office) for value, _ in found.values()) and bool(office)
    for cell, (value, line) in found.items():
        certainty: Certainty = "sure" if signed or _is_contact(line) else "likely"
        why = "" if certainty == "sure" else UNSIGNED
        yield cell, value, Evidence(line.place, line.text.strip(INDENT)[:40], certainty, why=why)
