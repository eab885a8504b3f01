"""The numbers that Word itself puts before paragraphs: of headings and lists, by level, with their restarts.

ECMA-376 part 1, 17.9. Paragraphs that share an abstract list are counted on together; a list of another start begins anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree

from app.exchange.readers.docx.docx_letters import W
from app.exchange.readers.docx.docx_styles import Looks, is_on, look_of_paragraph, value_of
from app.exchange.readers.list_numbers import written

_LEVELS = 9
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PLACE = re.compile("%([1-9])")
Numbers = Mapping[etree._Element, str | None]


@dataclass(frozen=True)
class _Level:
    """One level of a list. `restart`: after which levels it begins anew, None after any above it; `legal`: all its numbers
    are digits; `style`: the style whose paragraphs stand on it."""

    start: int = 0
    kind: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass
class _List:
    """A list that paragraphs name: its `levels`, the abstract list `key` it counts in, and where it begins anew."""

    key: str
    levels: list[_Level]
    starts: dict[int, int]
    begun: bool = False


@dataclass
class _Counter:
    """Counts the paragraphs of a file one after the other."""

    lists: Mapping[str, _List]
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    def next(self, name: str, level: int) -> str | None:
        """The number of the next paragraph on a level of a list; None when nobody can tell it."""
        found = self.lists.get(name)
        if found is None or level >= len(found.levels):
            return None
        counts = self.counts.setdefault(found.key, [None] * _LEVELS)
        if not found.begun:
            found.begun = True
            for place in found.starts:
                counts[place] = None
        count = counts[level]
        counts[level] = found.starts.get(level, found.levels[level].start) if count is None else count + 1
        for deeper in range(level + 1, len(found.levels)):
            restart = found.levels[deeper].restart
            if restart is None or level < restart:
                counts[deeper] = None
        return _shown(found, level, counts)


def numbers_of(
    body: etree._Element, numbering: etree._Element | None, styles: etree._Element | None, looks: Looks
) -> Numbers:
    """The number of each numbered paragraph, None where nobody can tell it."""
    found: dict[etree._Element, str | None] = {}
    counter = _Counter(MappingProxyType(_lists(numbering, styles)) if numbering is not None else {})
    for paragraph in _counted(body):
        look = look_of_paragraph(paragraph, looks)
        if look.numbered:
            style = value_of(paragraph.find(f"{W}pPr"), "pStyle")
            found[paragraph] = counter.next(look.list, _level(counter, look.list, look.level, style))
    return found


def _counted(body: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs that are there: not deleted or hidden with their ends, and not those for older programs."""
    for paragraph in body.iter(f"{W}p"):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        gone = mark is not None and (mark.find(f"{W}del") is not None or is_on(mark, "vanish"))
        if not gone and next(paragraph.iterancestors(_FALLBACK, f"{W}del", f"{W}moveFrom"), None) is None:
            yield paragraph


def _level(counter: _Counter, name: str, said: str, style: str) -> int:
    """The level that a paragraph stands on: what it says, or where its style has its place (17.9.23)."""
    levels = counter.lists[name].levels if name in counter.lists else []
    place = next((n for n, one in enumerate(levels) if style and one.style == style), 0)
    return int(said) if said.isdigit() and len(said) == 1 and said != "9" else place


def _shown(found: _List, level: int, counts: list[int | None]) -> str | None:
    own = found.levels[level]
    pieces: dict[str, str] = {}
    for place in map(int, _PLACE.findall(own.pattern)):
        one = found.levels[place - 1] if place <= len(found.levels) else _Level()
        count = counts[place - 1]
        number = found.starts.get(place - 1, one.start) if count is None else count
        text = written(number, "decimal" if own.legal and one.kind not in ("none", "bullet") else one.kind)
        if text is None:
            return None
        pieces[f"%{place}"] = text
    if own.kind in ("bullet", "none") and not pieces:
        return "" if own.kind == "bullet" else own.pattern
    return "" if own.kind == "bullet" else _PLACE.sub(lambda one: pieces[one[0]], own.pattern)


def _lists(numbering: etree._Element, styles: etree._Element | None) -> dict[str, _List]:
    bases = {one.get(f"{W}abstractNumId", ""): one for one in numbering.findall(f"{W}abstractNum")}
    named = {one.get(f"{W}numId", ""): one for one in numbering.findall(f"{W}num")}
    known: dict[str, tuple[str, list[_Level]]] = {}
    found: dict[str, _List] = {}
    for name, own in named.items():
        base = value_of(own, "abstractNumId")
        if base not in known:
            key = _linked(bases, named, styles, base)
            known[base] = key, _levels(bases[key]) if key in bases else []
        key, levels = known[base][0], list(known[base][1])
        starts: dict[int, int] = {}
        for change in own.findall(f"{W}lvlOverride"):
            place = _number(change.get(f"{W}ilvl", ""))
            inner = change.find(f"{W}lvl")
            if inner is not None and place < len(levels):
                levels[place] = _read(inner)
            if change.find(f"{W}startOverride") is not None:
                starts[place] = _number(value_of(change, "startOverride"))
        found[name] = _List(key, levels, {place: start for place, start in starts.items() if place < _LEVELS})
    return found


def _linked(
    bases: Mapping[str, etree._Element],
    named: Mapping[str, etree._Element],
    styles: etree._Element | None,
    key: str,
) -> str:
    """The abstract list that has the levels, where one only points at a style of lists (17.9.21)."""
    style = value_of(bases.get(key), "numStyleLink")
    if not style or styles is None:
        return key
    for one in styles.iter(f"{W}style"):
        if one.get(f"{W}styleId") == style:
            name = value_of(one.find(f"{W}pPr/{W}numPr"), "numId")
            return value_of(named.get(name), "abstractNumId") or key
    return key


def _levels(base: etree._Element) -> list[_Level]:
    levels = [_Level()] * _LEVELS
    deepest = 0
    for one in base.findall(f"{W}lvl"):
        place = _number(one.get(f"{W}ilvl", ""))
        if place < _LEVELS:
            levels[place] = _read(one)
            deepest = max(deepest, place + 1)
    return levels[:deepest]


def _read(level: etree._Element) -> _Level:
    kinds = [one.get(f"{W}val", "") for one in level.iter(f"{W}numFmt")]
    restart = value_of(level, "lvlRestart")
    return _Level(
        _number(value_of(level, "start")),
        next((one for one in kinds if one != "custom"), "decimal" if not kinds else "custom"),
        value_of(level, "lvlText"),
        _number(restart) if restart else None,
        is_on(level, "isLgl"),
        value_of(level, "pStyle"),
    )


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,5}", text, re.ASCII) else 0
