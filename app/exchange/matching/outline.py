"""The lines of a section of texts under their sub-headings, whatever these are called and however they are numbered.

Which lines are headings is judged over the whole section: they share one style of numbering (or none), and each has a key word
of its field. Order is evidence: what bears the next number in that style and no key word is a heading that nobody knows, and what
begins again with one is a list within a field. The words alone decide in no other style, so that a point 1.加强平台管理 under
（五）监督保障 stays there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.exchange.matching.heading_words import Meant, heading_words
from app.exchange.matching.headings import INDENT, LineStart, line_starts
from app.exchange.matching.labels import LabelBook, bare
from app.exchange.matching.numbering import numbered
from app.exchange.source.source import Line
from app.form.form import Section

FEWEST_OPEN = 3  # fields, until headings that nothing sets off are believed
FEWEST_ALIKE = 2  # headings set off in one way, until another line set off so is one
FEWEST_BARE = 4  # fields told by nothing but the first words of paragraphs, until they divide a section
LONGEST_UNNUMBERED = 16  # characters of an unknown heading without a number
# Characters of a heading whose meaning is not known: more of them where its form alone says that it is one.
_MOST_LEFT = {"alone": 10, "slogan": 16, "phrase": 0, "closed": 4, "blank": 3, "aspect": 3, "glued": 2, "open": 12}
_MOST_LEFT_BARE = {"alone": 2, "phrase": 0, "closed": 1, "aspect": 2, "blank": 0}


@dataclass(frozen=True)
class Stretch:
    """A heading and the lines under it. `fields` are the ids it names; () before the first heading and under an unknown one."""

    heading: LineStart | None
    fields: tuple[str, ...]
    near: bool  # only by its sense
    place: str
    lines: list[Line] = field(default_factory=list)

    @property
    def unknown(self) -> bool:
        """Whether it has a heading, and nobody knows what it heads."""
        return self.heading is not None and not self.fields


@dataclass(frozen=True)
class _SubHeading:
    start: LineStart
    meant: Meant

    @property
    def sure(self) -> bool:
        """Whether its words say nothing but the field's name, and stand for themselves."""
        return (
            not self.meant.near and self.meant.left == 0 and self.start.way in ("alone", "phrase", "closed", "aspect")
        )


@dataclass
class _Count:
    """Where the numbers of the headings stand, and those of a list within a field in the same style."""

    last: int = 0
    nested: int = 0

    def goes_on(self, value: int) -> bool:
        """Whether a number is the next of the headings and not the next of a list."""
        return value == self.last + 1 and not (self.nested and value == self.nested + 1)

    def hear(self, value: int) -> None:
        """A number that is no heading's."""
        self.nested = value if value in (1, self.nested + 1) else self.nested


class SectionOutline:
    """One section's lines, to be divided."""

    def __init__(self, book: LabelBook, section: Section, lines: Sequence[Line]) -> None:
        self._fields = [item for item in section.fields if item.heading]
        official = {numbered(item.heading)[1] for item in self._fields}
        self._official = official | {
            word for item in self._fields for word in book.wording.of_heading(item.heading)
        }
        self._lines = lines
        self._known = {
            word: item.id for item in self._fields for word in book.wording.of_heading(item.heading)
        }

    @cached_property
    def _candidates(self) -> list[_SubHeading | None]:
        return [next(self._readings(line), None) for line in self._lines]

    def _readings(self, line: Line) -> Iterator[_SubHeading]:
        if line.part:
            return
        for start in line_starts(line, self._official):
            meant = self._meaning(start)
            if meant is not None:
                yield _SubHeading(start, meant)

    def _meaning(self, start: LineStart) -> Meant | None:
        known = self._known.get(bare(start.words))
        if known and start.way != "open":
            return Meant((known,), near=False, left=0)
        meant = heading_words().fields(start.words, self._fields, first=start.way == "open")
        formal = start.numbering is not None or start.marked
        most = (_MOST_LEFT if formal else _MOST_LEFT_BARE).get(start.way, -1)
        if meant is None or meant.left > most or (meant.near and (not formal or start.way == "open")):
            return None
        return meant

    @cached_property
    def _style(self) -> str | None:
        """The style that the headings of this section share; None where there are none."""
        found: dict[str, set[str]] = {}
        opened: dict[str, set[str]] = {}
        for one in filter(None, self._candidates):
            told = opened if one.start.way == "open" else found
            if not one.meant.near:
                told.setdefault(one.start.style, set()).update(one.meant.names)
        best = max(found, key=lambda style: len(found[style] | opened.get(style, set())), default=None)
        # 在依申请公开方面，…… in one paragraph of many says nothing of those behind it: who writes so has no sub-headings.
        aspects = [one for one in self._candidates if one and one.start.style == best == "" and one.start.way == "aspect"]
        by_aspect = {name for one in aspects for name in one.meant.names}
        only = best == "" and found[best] == by_aspect and len(self._fields) >= FEWEST_BARE
        if best is not None and not (only and len(by_aspect) < FEWEST_BARE):
            return best
        firm = [style for style, names in opened.items() if len(names) >= FEWEST_OPEN]
        return firm[0] if firm else None

    def stretches(self) -> list[Stretch]:
        """The lines in order under their headings; the first stretch has none and may be empty."""
        found = [Stretch(None, (), near=False, place=self._lines[0].place if self._lines else "")]
        count, taken = _Count(), set[str]()
        for line, one in zip(self._lines, self._candidates, strict=True):
            if one is not None and self._heads(one, count, taken):
                if one.start.numbering and one.start.style == self._style:
                    count.last, count.nested = one.start.numbering.value, 0
                taken.update(one.meant.names)
                rest = line.text.strip(INDENT) if one.start.way == "open" else one.start.rest
                found.append(
                    Stretch(one.start, one.meant.names, one.meant.near, line.place, _rest(line, rest))
                )
            elif (start := self._unknown(line, count)) is not None:
                found.append(Stretch(start, (), near=False, place=line.place, lines=_rest(line, start.rest)))
            else:
                found[-1].lines.append(line)
        return found

    def _heads(self, one: _SubHeading, count: _Count, taken: set[str]) -> bool:
        new = not taken.issuperset(one.meant.names)
        number = one.start.numbering
        if one.start.style != self._style:
            # 二、依申请公开 between （一） and （三） is a slip of the pen; 1.加强平台管理 under （五） is a point.
            official = bare(one.start.words) in self._known
            return one.sure and new and official and (number is None or number.value == count.last + 1)
        if number is None:
            return new or one.start.marked or one.sure
        # A number that does not go on is a slip where the field is still to come, and a list where it is there.
        on = count.goes_on(number.value) or (new and (number.value > count.last or one.sure))
        if on or (one.start.marked and one.start.way in ("alone", "slogan")):
            return True
        count.hear(number.value)
        return False

    def _unknown(self, line: Line, count: _Count) -> LineStart | None:
        """A heading of the style of the others that names no field."""
        if self._style is None or line.part:
            return None
        start = next(line_starts(line, ()), None)
        if start is None or start.style != self._style:
            number, _ = numbered(line.text.strip(INDENT))
            if number and number.style == self._style and not count.goes_on(number.value):
                count.hear(number.value)
            return None
        if start.numbering is None:
            return start if self._stands_out(start) else None
        if count.goes_on(start.numbering.value) or (start.marked and start.way in ("alone", "slogan")):
            count.last, count.nested = start.numbering.value, 0
            return start
        count.hear(start.numbering.value)
        return None

    def _stands_out(self, start: LineStart) -> bool:
        """Whether a line without a number looks like a heading beside others without numbers, set off as they are."""
        short = len(start.words) <= LONGEST_UNNUMBERED
        if start.way == "alone":
            return short and start.marked
        run_in = Counter(one.start.way for one in self._candidates if one and one.start.style == "")
        return short and run_in[start.way] >= FEWEST_ALIKE and start.way in ("closed", "blank")


def _rest(line: Line, rest: str) -> list[Line]:
    return [replace(line, text=rest)] if rest.strip(INDENT) else []
