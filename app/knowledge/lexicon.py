"""The lexicon of reports: words and the tag they belong to. Data, read strictly from lexicon.toml.

A reading is a sum of cells in which `*` stands for a column and a group of the form's for all its rows (see
cell_sums); words are regular expressions in which `…` is a short gap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from app.system.toml_table import Identifier, Key, TomlTable, at_least, made, one_of

GAP = "[^，。；！？、]{0,8}?"
_LEAST_WEIGHT = -20
BLANK = "\x01"  # stands in a plain text where a word became shorter: 2024年 is 上年 behind three of them
_YEAR = re.compile("(上年|本年|下年|某年)")
Pattern = re.Pattern[str]
CellSum = tuple[str, ...]

# head: what is counted. flow, result: which row of it. applicant: which column. foreign: what no cell counts.
# others: 其他 in a list. part: 其中. some: 提前, 涉及. office, area: whose. excluded: 另行统计. both: 两者合计.
KINDS = (
    "head", "flow", "result", "applicant", "foreign", "others", "channel", "period", "part", "some", "open",
    "whole", "both", "office", "area", "except", "excluded", "respectively", "each", "all", "none", "share",
    "grown", "level", "compare", "rate", "filler",
)  # fmt: skip


def _pattern(words: tuple[str, ...]) -> Pattern:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_YEAR.sub(rf"{BLANK}*\1", word.replace("…", GAP)) for word in longest_first))


def _sum(reading: str) -> CellSum:
    return tuple(part.strip() for part in reading.split("+"))


_Sums = Annotated[tuple[CellSum, ...], made(tuple[str, ...], lambda sums: tuple(map(_sum, sums)))]


@dataclass(frozen=True)
class Tag:
    """What some words speak of.

    `of` is the topic of a head, or that whose flow or result it is; `group` the tag of the heading over a row. `readings` are
    the lawful sums of what is counted, of which any may be meant; where `sure` is false, none of them accuses; where `bare` is
    false, its words say nothing unless its topic is spoken of (公开5件); with `rest` it is what 其他 means behind others of its
    kind, with `splits` what applicants are counted of where no word says it; what `settles` leaves nothing open, and a text may
    leave the rows of `without` out of it; `carry` says from which year to which it is carried. `against` is what a rate is a
    share of, `cells` are the texts in which a head is spoken of without a word, `units` are its own, `sign` is the way of a
    change.
    """

    id: Identifier
    kind: Annotated[str, one_of(KINDS)]
    title: str
    words: Annotated[Pattern, made(tuple[str, ...], _pattern)]
    of: str = ""
    group: Annotated[str, Key("in")] = ""
    readings: _Sums = ()
    against: _Sums = ()
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    sure: bool = True
    bare: bool = True
    rest: bool = False
    splits: bool = False
    settles: bool = False
    without: str = ""
    carry: Annotated[str, one_of(("", "in", "out", "either"))] = ""
    sign: Annotated[int, at_least(-1)] = 0

    @property
    def topic(self) -> str:
        """What it belongs to: requests, disputes, normative …; '' for words of any topic."""
        return self.of or (self.id if self.kind == "head" else "")


@dataclass(frozen=True)
class Citation:
    """An article (paragraph, item) that grounds an answer; `needs`: only with these words.

    The rows of which at least one must then be 1 are those whose `article` in the form names it.
    """

    article: str
    title: str
    paragraph: str = ""
    item: str = ""
    needs: str = ""


@dataclass(frozen=True)
class OfferWeights:
    """What speaks for a cell that has an unclaimed number's value, each times so much.

    `shared`: pairs of characters of its name around the number; `sort`: it is of the sort that is told there (results,
    applicants); `topic`: of what is spoken of, `spoken` near by; `named` in the number's own words, `meant` a reading of them;
    `carry`: what is carried over, which reports tell in many words. Against it: `several` rows together, a column that is
    `unnamed`.
    """

    shared: int
    sort: int
    topic: int
    spoken: int
    named: int
    meant: int
    carry: int
    several: Annotated[int, at_least(_LEAST_WEIGHT)]
    unnamed: Annotated[int, at_least(_LEAST_WEIGHT)]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The whole lexicon. It is read once and compared by being the same, so that what was read with it can be kept.

    `request_topic` is the topic that articles and `request_unit` belong to; `request_units` count requests and the like,
    `loose_units` whatever follows (3个部门), `person_units` applicants (4名公民、1家企业提交申请5件), `odd_units` are those that
    are mended; `silent` are rows that no text need speak of.
    """

    request_unit: str
    request_units: tuple[str, ...]
    loose_units: tuple[str, ...]
    person_units: tuple[str, ...]
    whole_column: str
    request_topic: str
    acts: Annotated[Pattern, made(tuple[str, ...], _pattern)]
    tags: Annotated[tuple[Tag, ...], Key("tag")]
    citations: Annotated[tuple[Citation, ...], Key("citation")]
    weights: OfferWeights
    odd_units: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The columns that a head brings with it: the kinds of case."""
        return tuple(dict.fromkeys(c for tag in self.tags if tag.kind == "head" for c in tag.columns))

    def is_by_head(self, topic: str) -> bool:
        """Whether the heads of a topic choose its columns."""
        return any(tag.kind == "head" and tag.topic == topic and tag.columns for tag in self.tags)

    def carried(self, way: str) -> Tag:
        """What is carried `in` or `out`."""
        return next(tag for tag in self.tags if tag.carry == way)

    @cached_property
    def split(self) -> Tag:
        """What applicants are counted of where no word says it."""
        return next(tag for tag in self.tags if tag.splits)

    def default_head(self, cell: str) -> Tag | None:
        """What a text speaks of where no word says it."""
        return next((tag for tag in self.tags if cell in tag.cells), None)


def read_lexicon(top: TomlTable) -> Lexicon:
    """The lexicon in a table. Raises ResourceError with the place of a defect."""
    lexicon = top.fill(Lexicon)
    _judge(top, lexicon)
    return lexicon


def _judge(top: TomlTable, lexicon: Lexicon) -> None:
    """Tags are known by their names alone, so each name must stand for one, wherever it stands."""
    ids = [tag.id for tag in lexicon.tags]
    top.no_twins("tag", ids)
    top.no_twins("tag", [cell for tag in lexicon.tags for cell in tag.cells])
    topics = {tag.topic for tag in lexicon.tags if tag.kind == "head"}
    named = [("request_topic", lexicon.request_topic), *((f"tag {tag.id}", tag.of) for tag in lexicon.tags if tag.of)]
    for where, topic in named:
        if topic not in topics:
            raise top.wrong(where, f"的 of 为 {topic!r}，只能是 {'、'.join(sorted(topics))}")
    for tag in lexicon.tags:
        for key, name in (("in", tag.group), ("without", tag.without)):
            if name and name not in ids:
                raise top.wrong(f"tag {tag.id} {key}", f"为 {name!r}，没有这个 tag")
    for way in ("in", "out"):
        if all(tag.carry != way for tag in lexicon.tags):
            raise top.wrong("tag", f"里没有 carry 为 {way!r} 的")
    if not any(tag.splits for tag in lexicon.tags):
        raise top.wrong("tag", "里没有 splits 为 true 的")
