"""The lines of a file between and around its tables → the texts of the form, by its headings.

What belongs nowhere is not thrown away: it comes back as an unplaced text, beside the field after which it stood, for a person
to put where it belongs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.chinese.sentences import clauses
from app.exchange.matching.closing_block import CONTACT, line_day
from app.exchange.matching.heading_words import heading_words
from app.exchange.matching.headings import INDENT
from app.exchange.matching.labels import LabelBook, bare, key
from app.exchange.matching.numbering import numbered
from app.exchange.matching.outline import SectionOutline, Stretch
from app.exchange.matching.report_title import Titles, behind_title
from app.exchange.source.found import Certainty, Evidence, Question, Unplaced
from app.exchange.source.source import Line
from app.form.form import Section
from app.form.kinds import TEXT, Value

LONGEST_NOTE = 200  # characters of sentences under a table that are its note though nothing says so
TABLE = "table"  # the part of a line that is really a table of somebody's own
BY_SENSE, PIECED = "没有它的小标题，按意思放在这一栏", "原文断开的行是拼起来的"
_SHORTEST_PROSE = 14
_ENDS = ("。", "！", "？", "；", "：", "”", "）")
_NOTE = re.compile(r"\s*[（(]?(?:(?:注|备注|说明)\d?\s*[:：]|[*＊※]).*", re.S)


@dataclass
class SectionLines:
    """A section and the lines behind its heading; `under` are those of them that stand below rows of a table. `strange` is the
    heading behind the section that nobody knows, under which they stand."""

    section: Section
    lines: list[Line] = field(default_factory=list)
    under: list[Line] = field(default_factory=list)
    strange: str = ""


@dataclass
class Prose:
    """Texts by cell id as lists of lines, and what was found and could not be placed. `likely` are the cells whose text was
    placed by its sense alone, `told` what was decided so, `whole` names by section the field that holds all of an undivided
    text."""

    year: int
    texts: dict[str, list[Line]] = field(default_factory=dict)
    likely: set[str] = field(default_factory=set)
    unplaced: list[Unplaced] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    whole: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    values: dict[str, Value] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def put(self, cell: str, lines: Sequence[Line], *, likely: bool = False) -> None:
        """Lines of the text of a cell."""
        kept = [line for line in lines if line.text.strip(INDENT + "\n")]
        if kept:
            self.texts.setdefault(cell, []).extend(kept)
            self.likely.update([cell] if likely else [])

    def leave(self, beside: str, why: str, lines: Sequence[Line]) -> None:
        """Lines that belong nowhere, after the field `beside`."""
        kept = [text for line in lines for part in line.text.split("\n") if (text := part.strip(INDENT))]
        if kept:
            self.unplaced.append(Unplaced(beside, why, lines[0].place, "\n".join(kept)))


def is_prose(line: Line) -> bool:
    """Whether a line is a paragraph of text and no scrap of a page: it holds a sentence that ends."""
    text = line.text.strip(INDENT)
    return len(text) >= _SHORTEST_PROSE and any(stop in text for stop in "。；！？")


def read_preface(
    book: LabelBook, lines: Sequence[Line], titles: Titles, office: str
) -> tuple[list[Line], list[Line], list[Line]]:
    """What stands before the first heading: paragraphs before the title, paragraphs behind it, and other lines behind it.

    Short lines before the title are the way through a site; behind it a date or the office again is part of the title.
    """
    before, behind = behind_title(lines, titles)
    scraps: list[Line] = []
    preface: list[Line] = []
    open_end = False  # the line before is one of the preface that stops within a sentence
    for line in behind:
        text = line.text.strip(INDENT + "\n（）()【】[]")
        if is_prose(line) or CONTACT.fullmatch(text) or (open_end and text):
            preface.append(line)
            open_end = not line.text.rstrip().endswith(_ENDS)
            continue
        open_end = False
        if text and not (line_day(text) or book.wording.noise.fullmatch(text) or key(text) in key(office)):
            scraps.append(line)
    return [line for line in before if is_prose(line)], preface, scraps


def read_prose(
    book: LabelBook, parts: Sequence[SectionLines], year: int, preface: Sequence[Line] = ()
) -> Prose:
    """The texts of all sections of the report of a year. `preface` are the paragraphs between its title and its first heading."""
    prose = Prose(year)
    opening = next((s.fields[0].id for s in book.form.sections if s.fields and not s.fields[0].heading), "")
    if opening:
        prose.put(opening, preface, likely=True)
    else:
        _leave_before(book, preface, prose)
    for part in parts:
        if part.strange:
            beside = part.section.note or part.section.fields[-1].id
            prose.leave(beside, f"标题“{part.strange[:20]}”不知是哪一部分", part.lines)
        elif part.section.grids:
            _read_beside_tables(part, prose)
        else:
            _SectionText(book, part.section, prose).read(part.lines)
    for cell, lines in prose.texts.items():
        _take(cell, lines, prose)
    return prose


def _leave_before(book: LabelBook, preface: Sequence[Line], prose: Prose) -> None:
    first = next((item.id for section in book.form.sections for item in section.fields), "")
    prose.leave(first, "标题和正文之间的文字", preface)


class _SectionText:
    """One section of texts, read into its fields."""

    def __init__(self, book: LabelBook, section: Section, prose: Prose) -> None:
        self._book, self._section, self._prose = book, section, prose
        self._headed = [item.id for item in section.fields if item.heading]
        self._first = section.fields[0].id
        self._official = {item.id: book.wording.of_heading(item.heading) for item in section.fields if item.heading}
        self._last = self._first  # the field after which something unplaced stands
        self._several: set[str] = set()  # the fields under which more than one heading of the file leads

    def read(self, lines: Sequence[Line]) -> None:
        """Puts every line somewhere."""
        own = {item.id for item in self._section.fields}
        free: list[Line] = []
        for line in lines:
            if line.part == TABLE:
                self._prose.leave(self._first, f"“{self._section.heading}”里的一个表格，文字里放不下", [line])
            elif line.cell in own:
                self._prose.put(line.cell, [line])
            else:
                free.append(line)
        stretches = SectionOutline(self._book, self._section, free).stretches()
        if len(stretches) == 1 and self._headed:
            self._read_undivided(stretches[0].lines)
            return
        stretches = self._with_turn(stretches)
        heads = Counter(stretch.fields[0] for stretch in stretches if stretch.heading and len(stretch.fields) == 1)
        self._several = {cell for cell, number in heads.items() if number > 1}
        for stretch in stretches:
            self._read_stretch(stretch)

    def _with_turn(self, stretches: list[Stretch]) -> list[Stretch]:
        """Of two fields the second may have no heading: 存在的问题：一是……, and in the next paragraph 针对以上问题……"""
        named = {name for one in stretches for name in one.fields}
        if len(self._headed) != 2 or named != {self._headed[0]}:
            return stretches
        last = max(number for number, one in enumerate(stretches) if one.fields)
        before, after = turned(stretches[last].lines, self._prose.year)
        if not after:
            return stretches
        second = replace(stretches[last], heading=None, fields=(self._headed[1],), near=True, lines=after)
        return [*stretches[:last], replace(stretches[last], lines=before), second, *stretches[last + 1 :]]

    def _read_stretch(self, stretch: Stretch) -> None:
        if stretch.heading is None and stretch.fields:
            self._prose.put(stretch.fields[0], stretch.lines, likely=True)
        elif stretch.heading is None:
            headless = self._first not in self._headed
            self._prose.put(self._first, stretch.lines, likely=not headless)
        elif stretch.unknown or len(stretch.fields) > 1:
            self._leave_stretch(stretch)
        else:
            self._fill(stretch, stretch.fields[0])

    def _fill(self, stretch: Stretch, cell: str) -> None:
        heading = stretch.heading
        assert heading is not None
        official = bare(heading.words) in self._official.get(cell, ())
        kept = stretch.near or (cell in self._several and not official)
        if stretch.lines and heading.way != "open" and kept:
            # Of several headings of one field all but the field's own are parts of its text: without them nobody would know what
            # the paragraphs speak of.
            self._prose.put(cell, [Line(heading.words, stretch.place)], likely=True)
            self._prose.told.append(
                f"小标题“{heading.words}”下的文字按意思放在“{self._label(cell)}”，请核对。"
            )
        self._prose.put(cell, stretch.lines, likely=stretch.near)
        self._last = cell

    def _leave_stretch(self, stretch: Stretch) -> None:
        heading = stretch.heading
        assert heading is not None
        if set(stretch.fields) == set(self._headed) and self._divide(stretch.lines):
            return
        head = [] if heading.way == "open" else [Line(heading.words, stretch.place)]
        why = f"小标题“{heading.words[:20]}”不知对应哪一栏"
        self._prose.leave(self._last, why, [*head, *stretch.lines])

    def _read_undivided(self, lines: Sequence[Line]) -> None:
        """A section without any of its sub-headings: divided where its sense turns, else whole in its first field and asked."""
        if not lines or self._divide(lines):
            return
        whole = f"“{self._section.heading}”没有分小标题，全部放在“{self._label(self._first)}”，请分到各栏"
        self._prose.put(self._first, lines, likely=True)
        self._prose.whole[self._section.id] = self._label(self._first)
        self._prose.questions.append(
            Question(self._first, f"{self._label(self._first)}：{whole}", lines[0].place)
        )

    def _divide(self, lines: Sequence[Line]) -> bool:
        """Divides a text of two fields at its turn; False where it has none, or there are more fields."""
        if len(self._headed) != 2 or len(self._section.fields) != 2:
            return False
        back = [line for line in lines if heading_words().looks_back(line.text.strip(INDENT))]
        before, after = turned([line for line in lines if line not in back], self._prose.year)
        after = [*back, *after]
        if not before or not after:
            return False
        for cell, part in zip(self._headed, (before, after), strict=True):
            self._prose.put(cell, part, likely=True)
        self._last = self._headed[-1]
        return True

    def _label(self, cell: str) -> str:
        return self._book.form.cells[cell].label


def turned(lines: Sequence[Line], year: int) -> tuple[list[Line], list[Line]]:
    """The lines before and from the paragraph, else the sentence, in which what is to be done begins; the second may be empty."""
    words = heading_words()
    for number, line in enumerate(lines):
        if number and not _goes_on_counting(line.text) and words.turns(line.text.strip(INDENT), year):
            return list(lines[:number]), list(lines[number:])
    for number, line in enumerate(lines):
        for clause in clauses(line.text):
            begun = line.text[: clause.start].strip(INDENT) and not _goes_on_counting(clause.text)
            if begun and words.turns(clause.text.strip(INDENT), year):
                first, second = (
                    replace(line, text=line.text[: clause.start]),
                    replace(line, text=line.text[clause.start :]),
                )
                return [*lines[:number], first], [second, *lines[number + 1 :]]
    return list(lines), []


def _goes_on_counting(text: str) -> bool:
    """Whether a text is the second or a later point of a list, whose first stands before it: 三是今后……"""
    number, _ = numbered(text.strip(INDENT))
    return number is not None and number.value > 1


def _read_beside_tables(part: SectionLines, prose: Prose) -> None:
    """The notes of a section of tables. Sentences above the table say something of it too, unless they point at it (见下表)."""
    section = part.section
    notes = [line for line in part.under if _is_note(section, line)]
    notes += [
        line
        for line in part.lines
        if line not in part.under and (line.part == "note" or line.cell == section.note)
    ]
    prose.put(section.note, notes)
    above = [line for line in part.lines if line not in part.under and line not in notes]
    beneath = [line for line in part.under if line not in notes]
    pointing = [line for line in above if not is_prose(line) or heading_words().points(line.text)]
    prose.put(section.note, [line for line in above if line not in pointing], likely=True)
    prose.leave(section.note, f"“{section.heading}”标题和表格之间的文字", pointing)
    if beneath and sum(len(line.text) for line in beneath) <= LONGEST_NOTE and all(map(is_prose, beneath)):
        prose.put(section.note, beneath, likely=True)  # what else would a sentence right under a table be
    else:
        prose.leave(section.note, f"“{section.heading}”表下的文字，不知是不是表注", beneath)


def _is_note(section: Section, line: Line) -> bool:
    return (
        line.part == "note"
        or line.cell == section.note
        or _NOTE.fullmatch(line.text.strip(INDENT)) is not None
    )


def _take(cell: str, lines: Sequence[Line], prose: Prose) -> None:
    kept = [part.strip(INDENT) for line in lines for part in line.text.split("\n")]
    value = TEXT.read("\n".join(part for part in kept if part))
    if value is not None:
        prose.values[cell] = value
        doubtful = cell in prose.likely or any(line.mended for line in lines)
        certainty: Certainty = "likely" if doubtful else "sure"
        why = BY_SENSE if cell in prose.likely else PIECED if doubtful else ""
        spots = tuple(dict.fromkeys(line.place for line in lines))
        prose.evidence[cell] = Evidence(lines[0].place, lines[0].text.strip(INDENT)[:40], certainty, spots, why)
