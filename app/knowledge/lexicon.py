"""The grammar of phrases: how reports speak of the figures. Data, read strictly from narrative.toml.

A reading is a sum of cells in which `*` stands for a column and a group of the form's for all its rows (see
cell_sums); words are regular expressions in which `…` is a short gap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from app.system.toml_table import Identifier, Key, TomlTable, at_least, made, one_of

GAP = "[^，。；！？]{0,12}?"
Pattern = re.Pattern[str]
CellSum = tuple[str, ...]


def _pattern(words: tuple[str, ...]) -> Pattern:
    return re.compile("|".join(word.replace("…", GAP) for word in words))


def _longest_first(words: tuple[str, ...]) -> Pattern:
    return _pattern(tuple(sorted(words, key=len, reverse=True)))


def _sum(reading: str) -> CellSum:
    return tuple(part.strip() for part in reading.split("+"))


# How fields stand in the file.
_Words = Annotated[Pattern, made(tuple[str, ...], _pattern)]
_MayWords = Annotated[Pattern | None, made(tuple[str, ...], _pattern)]
_Column = Annotated[str, one_of(("applicant", "case"))]


@dataclass(frozen=True)
class Topic:
    """What a passage is about; in `cells` it is so without a word, elsewhere only in a sentence with one of `needs`.

    `unnamed` is the quantity of a number that names an applicant and nothing else: 自然人3件.
    """

    id: Identifier
    words: Annotated[Pattern, made(tuple[str, ...], _longest_first)]
    cells: tuple[str, ...] = ()
    needs: _MayWords = None
    unnamed: str = ""


@dataclass(frozen=True)
class Variant:
    """Words that choose a column (`of` applicant or case), and the columns they stand for.

    `follows`: only after a number with another column in the same sentence.
    """

    of: _Column
    words: Annotated[tuple[Pattern, ...], made(tuple[str, ...], lambda words: tuple(_pattern((w,)) for w in words))]
    stands_for: tuple[str, ...]
    follows: bool = False


@dataclass(frozen=True)
class Quantity:
    """A quantity with the words before or after its number; of two that fit, the higher `rank` holds.

    Words of `unless` in the same clause, or of `spoilt_by` in the same sentence, take the meaning away; so does
    another unit than `units`, where it has any. With `earlier` the words before may stand earlier in the sentence.
    """

    id: Identifier
    title: str
    topic: str
    readings: Annotated[tuple[CellSum, ...], made(tuple[str, ...], lambda sums: tuple(map(_sum, sums)))]
    of: _Column = ""
    rank: Annotated[int, at_least(-1)] = 0
    money: bool = False
    before: _MayWords = None
    after: _MayWords = None
    unless: _MayWords = None
    spoilt_by: _MayWords = None
    units: tuple[str, ...] = ()
    earlier: bool = False


@dataclass(frozen=True)
class Zero:
    """Words that say that the sum of a reading is 0; with a topic, only where that is spoken of."""

    id: Identifier
    title: str
    pattern: Annotated[Pattern, made(str, lambda word: _pattern((word,)))]
    reading: Annotated[CellSum, made(str, _sum)]
    topic: str = ""
    of: _Column = ""


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
class Grammar:
    """The whole grammar.

    `request_topic` is the topic that articles and `right_unit` belong to; `silent` are rows that no text need speak of.
    """

    units: tuple[str, ...]
    right_unit: str
    whole_column: str
    channels: _Words
    open_words: _Words
    deltas: _Words
    strange: _Words
    acts: _Words
    request_topic: str
    topics: Annotated[tuple[Topic, ...], Key("topic")]
    variants: Annotated[tuple[Variant, ...], Key("variant")]
    quantities: Annotated[tuple[Quantity, ...], Key("quantity")]
    zeros: Annotated[tuple[Zero, ...], Key("zero")]
    citations: Annotated[tuple[Citation, ...], Key("citation")]
    loose_units: tuple[str, ...] = ()
    odd_units: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


def read_grammar(top: TomlTable) -> Grammar:
    """The grammar in a table. Raises ResourceError with the place of a defect."""
    grammar = top.fill(Grammar)
    _judge(top, grammar)
    return grammar


def _judge(top: TomlTable, grammar: Grammar) -> None:
    """Topics and quantities are known by their names alone, so each name must stand for one, wherever it stands."""
    topics = [one.id for one in grammar.topics]
    top.no_twins("topic", topics)
    top.no_twins("topic", [cell for one in grammar.topics for cell in one.cells])
    top.no_twins("quantity", [one.id for one in grammar.quantities])
    for where, topic in (
        ("request_topic", grammar.request_topic),
        *((f"quantity {one.id}", one.topic) for one in grammar.quantities),
        *((f"zero {one.id}", one.topic) for one in grammar.zeros if one.topic),
    ):
        if topic not in topics:
            raise top.wrong(where, f"的 topic 为 {topic!r}，只能是 {'、'.join(topics)}")
    for one in grammar.topics:
        if one.unnamed and one.unnamed not in [q.id for q in grammar.quantities if q.topic == one.id]:
            raise top.wrong(f"topic {one.id} unnamed", f"为 {one.unnamed!r}，这件事没有这个 quantity")
