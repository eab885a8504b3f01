"""How a line may begin with a heading: alone in its line, or run into its paragraph in one of the ways that offices have.

    （一）主动公开                      alone
    （一）主动公开。                     as a phrase
    （二）严守法定时限，提升申请办理精度    as a slogan
    （一）主动公开。2025年……             closed by a mark
    （一）主动公开 2025年……              set off by a blank
    主动公开方面，2025年……              by a word for an aspect
    （一）主动公开2025年……               by nothing: only the official words can be told
    一是主动公开信息120条……              not set off at all: its first words tell what it is about, the paragraph stays whole

A section's heading is known by its number and a key word, or by its official words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.exchange.matching.heading_words import heading_words
from app.exchange.matching.labels import LONGEST, LabelBook, bare
from app.exchange.matching.numbering import FIRST_LEVEL, Numbering, numbered
from app.exchange.source.source import Line, Source, Table
from app.form.form import Section

INDENT = " \u3000\t\u00a0"
MOST_LEFT, FEW_LEFT = 8, 2  # characters of a heading whose meaning is not known
LONGEST_ALONE = 36  # characters without the number; 政府信息公开行政复议、行政诉讼情况 has 16
LONGEST_RUN_IN = 22
FIRST_WORDS = 14  # characters in which a paragraph tells what it is about

Way = Literal["alone", "phrase", "slogan", "closed", "blank", "aspect", "glued", "open"]
_ALONE = re.compile(r"[^。！？；;，,：:]+(?:[（(][^（()）]*[)）])?[。：:]?")
_SLOGAN = re.compile(r"[^。！？；;：:]+[，,、][^。！？；;：:]+")
# A line of a table of contents: the heading, leaders or a gap, the page.
_CONTENTS = re.compile(r".*?(?:(?:[.．·•﹒─—_]{3,}|…+)|\t|\s{2,})\s*[（(]?\d{1,3}[)）]?\s*")
_CLOSED = re.compile(rf"(?P<words>[^。：:，,；;！？]{{2,{LONGEST_RUN_IN}}})[。：:]\s*(?P<rest>\S.*)", re.S)
_BLANK = re.compile(rf"(?P<words>[^\s。：:，,；;！？]{{2,{LONGEST_RUN_IN}}})[\s\u3000]+(?P<rest>\S.*)", re.S)
_ASPECT = re.compile(
    r"(?P<words>[^。：:，,；;！？]{2,14}(?:方面|情况|上|中|来看))[，,]\s*(?P<rest>\S.*)", re.S
)
_ASPECT_ALONE = re.compile(r"(?P<words>[^。：:，,；;！？\d]{2,12}方面)(?=[^。：:，,；;！？])")
# What a paragraph begins with behind a heading that nothing sets off.
_BEGINS = re.compile(
    r"20\d\d|二〇|今年|全年|本年|本[街镇乡局单机]|我|全[街镇乡市县区]|截[至止]|一年来|过去|\d"
)
_FIRST = re.compile(rf"[^。：:，,；;！？\d]{{2,{FIRST_WORDS}}}")


@dataclass(frozen=True)
class LineStart:
    """One way to read the beginning of a line as a heading: its number, its words, and what follows them."""

    numbering: Numbering | None
    words: str
    rest: str
    way: Way
    marked: bool  # the file sets it apart: a heading's style, or bold throughout

    @property
    def style(self) -> str:
        """The style of its number, '' for none."""
        return self.numbering.style if self.numbering else ""


def line_starts(line: Line, official: Iterable[str]) -> Iterator[LineStart]:
    """The ways to read the beginning of a line as a heading, the surest first; `official` are words that need nothing behind."""
    number, rest = numbered(line.text.strip(INDENT + "\n\r"))
    if not rest or is_contents(line):
        return
    formal = number is not None or line.heading or line.strong
    if formal and len(rest) <= LONGEST_ALONE and _SLOGAN.fullmatch(rest):
        yield LineStart(number, rest, "", "slogan", line.heading or line.strong)
    for words, behind, way in _splits(rest, official, with_number=number is not None):
        yield LineStart(number, words, behind, way, line.heading or line.strong)


def _splits(text: str, official: Iterable[str], *, with_number: bool) -> Iterator[tuple[str, str, Way]]:
    if len(text) <= LONGEST_ALONE and _ALONE.fullmatch(text):
        # With a stop or a blank it may as well be a paragraph of few words: （一）主动公开 共40条。
        yield text.rstrip("。：:"), "", "phrase" if text.endswith("。") or len(text.split()) > 1 else "alone"
    ways: tuple[tuple[Way, re.Pattern[str]], ...] = (
        ("closed", _CLOSED),
        ("blank", _BLANK),
        ("aspect", _ASPECT),
    )
    for way, pattern in ways:
        if found := pattern.fullmatch(text):
            yield found["words"], found["rest"], way
    if with_number:
        if found := _ASPECT_ALONE.match(text):
            yield found["words"], text[found.end() :], "aspect"
        yield from _unmarked(text, official)


def _unmarked(text: str, official: Iterable[str]) -> Iterator[tuple[str, str, Way]]:
    for words in sorted(official, key=len, reverse=True):
        if text.startswith(words) and _BEGINS.match(text, len(words)):
            yield words, text[len(words) :], "glued"
            return
    if first := _FIRST.match(text):
        yield first[0], text, "open"


def is_first_level(line: Line) -> bool:
    """Whether a line is numbered as the form numbers its sections."""
    number, _ = numbered(line.text.strip(INDENT + "\n\r"))
    return number is not None and number.style in FIRST_LEVEL


def is_contents(line: Line) -> bool:
    """Whether a line is one of a table of contents: a heading with the number of its page."""
    return len(line.text) < LONGEST and _CONTENTS.fullmatch(line.text) is not None


def with_whole_headings(books: Sequence[LabelBook], source: Source) -> Source:
    """The source with each heading that is broken over two lines as one line again."""
    blocks: list[Line | Table] = []
    for block in source.blocks:
        before = blocks[-1] if blocks else None
        joined = None
        if isinstance(block, Line) and isinstance(before, Line):
            joined = next(filter(None, (_joined(book, before, block) for book in books)), None)
        blocks[-1:] = [joined] if joined is not None else [*blocks[-1:], block]
    return replace(source, blocks=tuple(blocks))


def _joined(book: LabelBook, line: Line, after: Line) -> Line | None:
    """A line with a heading's number and the short one behind it as one heading, where only both together name something."""
    number, words = numbered(line.text.strip(INDENT))
    other, more = numbered(after.text.strip(INDENT))
    if line.part or after.part or number is None or other is not None or not more or len(more) > LONGEST_RUN_IN:
        return None
    if words[-1:] in tuple("。：:；;！？") or not _ALONE.fullmatch(more) or len(words) > LONGEST_ALONE:
        return None
    whole = replace(line, text=line.text.rstrip() + after.text.strip(INDENT), mended=True)
    if bare(whole.text) in book.heading_keys:
        return whole
    if section_of(book, line):
        return None
    fields = [item for section in book.form.sections for item in section.fields]
    alone, both = (heading_words().fields(text, fields) for text in (words, words + more))
    return whole if alone is None and both is not None and not both.near and both.left <= FEW_LEFT else None


def section_of(book: LabelBook, line: Line) -> Section | None:
    """The section a line is the heading of, or begins with the heading of."""
    found = section_heading(book, line)
    return found[0] if found else None


def section_heading(
    book: LabelBook, line: Line, named: frozenset[str] = frozenset()
) -> tuple[Section, str] | None:
    """The section whose heading a line begins with, and what follows it in the line. `named` are the sections whose
    own words stand in a line of the first level: 三、依申请公开 and 1.主动公开政府信息情况 are no headings of one of these."""
    if line.part or is_contents(line):
        return None
    section = book.section(line.text, unnumbered=line.heading)
    if section and (section.id not in named or is_first_level(line)):
        return section, ""
    for start in line_starts(line, ()):
        if start.style in FIRST_LEVEL and start.way in ("alone", "phrase", "closed", "blank"):
            section = _by_key(book, start)
            if section and section.id not in named:
                return section, start.rest
    return None


def _by_key(book: LabelBook, start: LineStart) -> Section | None:
    """The section that number and key word agree on, or the key words alone where no part of a section bears them."""
    # 二、主动公开情况 is the second section. 三、政府信息管理 is none: there a writer numbers parts of the first like sections.
    words, form = heading_words(), book.form
    meant = words.section(start.words, form.sections)
    if meant is None or len(meant.names) > 1 or meant.left > MOST_LEFT:
        return None
    section = form.section(meant.names[0])
    official, _ = numbered(section.heading)
    if official and start.numbering and official.value == start.numbering.value:
        return section
    parts = [item for one in form.sections if one is not section for item in one.fields]
    elsewhere = words.fields(start.words, parts)
    return section if start.way == "alone" and meant.left <= FEW_LEFT and elsewhere is None else None
