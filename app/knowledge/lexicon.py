"""The grammar of phrases: how reports speak of the figures. Data, read strictly from narrative.toml.

A reading is a sum of cells in which `*` stands for a column; words are regular expressions in which `…` is a
short gap. Leans on form_table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.system.toml_table import TomlTable

GAP = "[^，。；！？]{0,12}?"
Pattern = re.Pattern[str]
CellSum = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Topic:
    """What a passage is about; in `cells` it is so without a word, elsewhere only in a sentence with one of `needs`."""

    id: str
    words: Pattern
    cells: tuple[str, ...] = ()
    needs: Pattern | None = None


@dataclass(frozen=True)
class Variant:
    """Words that choose a column (`of` applicant or case), and the columns they stand for.

    `follows`: only after a number with another column in the same sentence.
    """

    of: str
    words: tuple[Pattern, ...]
    stands_for: tuple[str, ...]
    follows: bool = False


@dataclass(frozen=True)
class Quantity:
    """A quantity with the words before or after its number; of two that fit, the higher `rank` holds.

    Words of `unless` in the same clause, or of `spoilt_by` in the same sentence, take the meaning away; so does
    another unit than `units`, where it has any. With `earlier` the words before may stand earlier in the sentence.
    """

    id: str
    title: str
    topic: str
    of: str
    rank: int
    money: bool
    readings: tuple[CellSum, ...]
    before: Pattern | None
    after: Pattern | None
    unless: Pattern | None
    spoilt_by: Pattern | None
    units: tuple[str, ...]
    earlier: bool


@dataclass(frozen=True)
class Zero:
    """Words that say that the sum of `readings[0]` is 0; with a topic, only where that is spoken of."""

    id: str
    title: str
    topic: str
    of: str
    pattern: Pattern
    readings: tuple[CellSum, ...]


@dataclass(frozen=True)
class Citation:
    """An article (paragraph, item) and the rows of which at least one must then be 1; `needs`: only with these words."""

    article: str
    paragraph: str
    item: str
    title: str
    needs: str
    rows: CellSum


@dataclass(frozen=True)
class Grammar:
    """The whole grammar."""

    units: tuple[str, ...]
    loose_units: tuple[str, ...]
    odd_units: tuple[str, ...]
    right_unit: str
    whole_column: str
    channels: Pattern
    open_words: Pattern
    deltas: Pattern
    strange: Pattern
    heads: tuple[str, ...]
    acts: Pattern
    topics: tuple[Topic, ...]
    variants: tuple[Variant, ...]
    quantities: tuple[Quantity, ...]
    zeros: tuple[Zero, ...]
    citations: tuple[Citation, ...]


def read_grammar(top: TomlTable) -> Grammar:
    """The grammar in a table. Raises FormError with the place of a defect."""
    grammar = Grammar(
        units=top.texts("units", required=True),
        loose_units=top.texts("loose_units"),
        odd_units=top.texts("odd_units"),
        right_unit=top.text("right_unit", required=True),
        whole_column=top.text("whole_column", required=True),
        channels=_one_of(top, "channels"),
        open_words=_one_of(top, "open_words"),
        deltas=_one_of(top, "deltas"),
        strange=_one_of(top, "strange"),
        heads=top.texts("heads"),
        acts=_one_of(top, "acts"),
        topics=_all(top, "topic", _topic),
        variants=_all(top, "variant", _variant),
        quantities=_all(top, "quantity", _quantity),
        zeros=_all(top, "zero", _zero),
        citations=_all(top, "citation", _citation),
    )
    top.done()
    return grammar


def _all(top: TomlTable, key: str, read: Callable[[TomlTable], T]) -> tuple[T, ...]:
    found = []
    for table in top.tables(key, required=True):
        found.append(read(table))
        table.done()
    return tuple(found)


def _one_of(table: TomlTable, key: str) -> Pattern:
    return _pattern(table, key, table.texts(key, required=True))


def _pattern(table: TomlTable, key: str, words: tuple[str, ...]) -> Pattern:
    try:
        return re.compile("|".join(word.replace("…", GAP) for word in words))
    except re.error as reason:
        raise table.wrong(key, f"里的写法不对（{reason}）") from None


def _longest_first(table: TomlTable, key: str) -> Pattern:
    return _pattern(table, key, tuple(sorted(table.texts(key, required=True), key=len, reverse=True)))


def _words(table: TomlTable, key: str) -> Pattern | None:
    words = table.texts(key)
    return _pattern(table, key, words) if words else None


def _readings(table: TomlTable, key: str = "readings") -> tuple[CellSum, ...]:
    return tuple(
        tuple(part.strip() for part in reading.split("+")) for reading in table.texts(key, required=True)
    )


def _topic(table: TomlTable) -> Topic:
    return Topic(
        table.identifier("id"), _longest_first(table, "words"), table.texts("cells"), _words(table, "needs")
    )


def _variant(table: TomlTable) -> Variant:
    return Variant(
        table.choice("of", ("applicant", "case"), required=True),
        tuple(_pattern(table, "words", (word,)) for word in table.texts("words", required=True)),
        table.texts("stands_for", required=True),
        table.flag("follows"),
    )


def _quantity(table: TomlTable) -> Quantity:
    return Quantity(
        id=table.identifier("id"),
        title=table.text("title", required=True),
        topic=table.text("topic", required=True),
        of=table.choice("of", ("applicant", "case")),
        rank=table.whole("rank", least=-1) or 0,
        money=table.flag("money"),
        readings=_readings(table),
        before=_words(table, "before"),
        after=_words(table, "after"),
        unless=_words(table, "unless"),
        spoilt_by=_words(table, "spoilt_by"),
        units=table.texts("units"),
        earlier=table.flag("earlier"),
    )


def _zero(table: TomlTable) -> Zero:
    return Zero(
        id=table.identifier("id"),
        title=table.text("title", required=True),
        topic=table.text("topic"),
        of=table.choice("of", ("applicant", "case")),
        pattern=_pattern(table, "pattern", (table.text("pattern", required=True),)),
        readings=_readings(table),
    )


def _citation(table: TomlTable) -> Citation:
    return Citation(
        article=table.text("article", required=True),
        paragraph=table.text("paragraph"),
        item=table.text("item"),
        title=table.text("title", required=True),
        needs=table.text("needs"),
        rows=table.texts("rows", required=True),
    )
