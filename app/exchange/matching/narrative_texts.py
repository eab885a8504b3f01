"""The lines of a file between and around its tables → the texts of the form, by its headings.

A heading may stand alone or run into its paragraph. What belongs nowhere is not thrown away: it comes back
as a question with its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.chinese.numerals import COUNTING
from app.errors import ValueRefused
from app.exchange.matching.labels import LabelBook, Wording, bare, key
from app.exchange.source.found import Certainty, Evidence, Question
from app.exchange.source.source import Line
from app.form.form import Form, Section
from app.form.kinds import DATE, TEXT, Value

INDENT = " \u3000\t\u00a0"
_RUN_IN = re.compile(
    rf"\s*(?P<number>[（(][{COUNTING}]{{1,2}}[)）])\s*(?P<words>[^。：:，,；;]{{2,20}})[。：:]?(?P<rest>.*)",
    re.S,
)
TABLE = "table"  # the part of a line that is really a table of somebody's own
_LONGEST_NOISE = 200  # characters
_NOTE = re.compile(r"\s*(?:注|备注|说明)\d?\s*[:：].*", re.S)
_CONTACT = re.compile(
    r".*(?:联系电话|联系地址|联系方式|联系人|电子邮箱|通讯地址|邮政编码|地址|电话|邮编)\s*[:：].*", re.S
)


@dataclass
class SectionLines:
    """A section and the lines behind its heading; `under` are those of them that stand below rows of a table."""

    section: Section
    lines: list[Line] = field(default_factory=list)
    under: list[Line] = field(default_factory=list)


@dataclass
class Prose:
    """Texts by cell id as (line, place) lists, and what was found and could not be placed."""

    texts: dict[str, list[Line]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    values: dict[str, Value] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)


def clean(lines: Sequence[Line], wording: Wording) -> list[Line]:
    """The lines without page numbers, buttons and footers of web pages."""
    kept: list[Line] = []
    for line in lines:
        text = line.text.strip(INDENT + "\n\r")
        if len(text) > _LONGEST_NOISE:
            kept.append(line)
            continue
        if wording.ends.fullmatch(text):
            break
        if line.part or (text and not wording.noise.fullmatch(text)):
            kept.append(line)
    return kept


def section_of(book: LabelBook, line: Line) -> Section | None:
    """The section a line is the heading of."""
    return None if line.part else book.section(line.text, unnumbered=line.heading)


def read_prose(book: LabelBook, parts: Sequence[SectionLines]) -> Prose:
    """The texts of all sections. Of a section of tables only what stands below one of them can be its note."""
    prose = Prose()
    for part in parts:
        if part.section.grids:
            _read_note(part.section, part.under, prose)
        else:
            _read_section(book, part.section, part.lines, prose)
    for cell, lines in prose.texts.items():
        _take(cell, lines, prose)
    return prose


def _read_section(book: LabelBook, section: Section, lines: Sequence[Line], prose: Prose) -> None:
    headed = [item for item in section.fields if item.heading]
    own = {item.id for item in section.fields}
    current = next((item.id for item in section.fields if not item.heading), "")
    loose: list[Line] = []
    for line in lines:
        if line.part == TABLE:
            _ask(f"“{section.heading}”里有一个表格，文字里放不下，请自己处理", [line], prose)
            continue
        item, rest = _run_in(book, section, line)
        if item:
            current = item
            prose.texts.setdefault(item, [])
        text = rest if item else line.text
        if not text.strip(INDENT):
            continue
        place = line.cell if line.cell in own else current
        if place:
            prose.texts.setdefault(place, []).append(replace(line, text=text))
        else:
            loose.append(line)
    _judge_division(section, [f.id for f in headed], prose)
    if loose:
        _ask(f"“{section.heading}”里没有小标题的文字不知归哪一栏，请自己放入", loose, prose)


def _judge_division(section: Section, headed: list[str], prose: Prose) -> None:
    """A section without any of its sub-headings cannot be divided by anybody but a person."""
    opening = next((item.id for item in section.fields if not item.heading), "")
    if headed and opening in prose.texts and not any(name in prose.texts for name in headed):
        _ask(f"“{section.heading}”没有分小标题，请自己分到各栏", prose.texts.pop(opening), prose)


def _run_in(book: LabelBook, section: Section, line: Line) -> tuple[str, str]:
    """The field whose heading begins the line, and what follows it in the same line."""
    found = _RUN_IN.fullmatch(line.text)
    if line.part:
        return "", ""
    for item in section.fields:
        words = book.wording.of_heading(item.heading) if item.heading else ()
        if item.heading and key(line.text) == key(item.heading):
            return item.id, ""
        if found and bare(found["words"]) in words:
            return item.id, found["rest"]
        if key(line.text) in words or (found and not found["rest"] and key(found["words"]) in words):
            return item.id, ""
    return "", ""


def _read_note(section: Section, lines: Sequence[Line], prose: Prose) -> None:
    notes = [
        line
        for line in lines
        if line.part == "note" or line.cell == section.note or _NOTE.fullmatch(line.text.strip(INDENT))
    ]
    others = [line for line in lines if line not in notes]
    if notes:
        prose.texts[section.note] = notes
    if others:
        _ask(f"“{section.heading}”表下的文字不知是不是表注，请自己放入", others, prose)


def _ask(sentence: str, lines: Sequence[Line], prose: Prose) -> None:
    text = "\n".join(line.text.strip(INDENT) for line in lines)
    prose.questions.append(Question("", sentence, lines[0].place, text))


def _take(cell: str, lines: Sequence[Line], prose: Prose) -> None:
    kept = [part.strip(INDENT) for line in lines for part in line.text.split("\n")]
    value = TEXT.read("\n".join(part for part in kept if part))
    if value is not None:
        prose.values[cell] = value
        certainty: Certainty = "likely" if any(line.mended for line in lines) else "sure"
        prose.evidence[cell] = Evidence(lines[0].place, lines[0].text.strip(INDENT)[:40], certainty)


def split_closing(
    form: Form, lines: list[Line], office: str
) -> tuple[list[Line], dict[str, tuple[Value, Line]]]:
    """Takes the signature block off the end of the last text: contact line, date, office."""
    found: dict[str, tuple[Value, Line]] = {}
    parts = {item.part: item.id for item in form.closing}
    rest = list(lines)
    if rest and parts.get("contact") and _CONTACT.fullmatch(rest[-1].text) and len(rest[-1].text) < 120:
        line = rest.pop()
        found[parts["contact"]] = (line.text.strip(INDENT), line)
    day = _day(rest[-1].text) if rest else None
    if day is not None and parts.get("date"):
        found[parts["date"]] = (day, rest.pop())
        above = rest[-1].text.strip(INDENT) if rest else ""
        if parts.get("office") and _names_office(above, office):
            found[parts["office"]] = (above, rest.pop())
    return rest, found


def named_closing(form: Form, lines: Sequence[Line]) -> dict[str, tuple[Value, Line]]:
    """The signature block of a file of our own, which marks its parts; office and date may share one mark."""
    parts = {item.part: item.id for item in form.closing}
    marked = [line for line in lines if line.part in ("closing", "office", "date", "contact")]
    found: dict[str, tuple[Value, Line]] = {}
    for line in marked:
        day = _day(line.text) if line.part in ("closing", "date") else None
        part = line.part if line.part != "closing" else ("date" if day is not None else "office")
        if part in parts:
            value = day if part == "date" and day is not None else line.text
            before = found.get(parts[part])
            joined = f"{before[0]}\n{line.text}" if before and part != "date" else value
            found[parts[part]] = (joined, line)
    return found


def _day(text: str) -> Value | None:
    try:
        return DATE.read(text) if len(text) < 30 else None
    except ValueRefused:
        return None


def _names_office(text: str, office: str) -> bool:
    if not 2 <= len(text) <= 40 or any(char in "，。；：" for char in text):
        return False
    return (
        not office
        or key(text) in key(office)
        or key(office) in key(text)
        or text.endswith(("街道办事处", "人民政府"))
    )


def closing_values(found: dict[str, tuple[Value, Line]]) -> Iterator[tuple[str, Value, Evidence]]:
    """The signature block as cells with evidence."""
    for cell, (value, line) in found.items():
        yield cell, value, Evidence(line.place, line.text.strip(INDENT)[:40], "likely")
