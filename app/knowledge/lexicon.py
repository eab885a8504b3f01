"""The grammar of phrases: how reports speak of the figures. Data, read strictly from narrative.toml.

A reading is a sum of cells in which `*` stands for a column; words are regular expressions in which `…` is a
short gap. Leans on form_table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.system.toml_table import Table

GAP = "[^，。；！？]{0,12}?"
Words = re.Pattern[str]
Reading = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Topic:
    """What a passage is about; in `cells` it is so without a word, elsewhere only in a sentence with one of `needs`."""

    id: str
    words: Words
    cells: tuple[str, ...] = ()
    needs: Words | None = None


@dataclass(frozen=True)
class Variant:
    """Words that choose a column (`of` applicant or case), and the columns they stand for.

    `follows`: only after a number with another column in the same sentence.
    """

    of: str
    words: tuple[Words, ...]
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
    readings: tuple[Reading, ...]
    before: Words | None
    after: Words | None
    unless: Words | None
    spoilt_by: Words | None
    units: tuple[str, ...]
    earlier: bool


@dataclass(frozen=True)
class Zero:
    """Words that say that the sum of `readings[0]` is 0; with a topic, only where that is spoken of."""

    id: str
    title: str
    topic: str
    of: str
    pattern: Words
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Citation:
    """An article (paragraph, item) and the rows of which at least one must then be 1; `needs`: only with these words."""

    article: str
    paragraph: str
    item: str
    title: str
    needs: str
    rows: Reading


@dataclass(frozen=True)
class Grammar:
    """The whole grammar."""

    units: tuple[str, ...]
    loose_units: tuple[str, ...]
    odd_units: tuple[str, ...]
    right_unit: str
    whole_column: str
    channels: Words
    open_words: Words
    deltas: Words
    strange: Words
    heads: tuple[str, ...]
    acts: Words
    topics: tuple[Topic, ...]
    variants: tuple[Variant, ...]
    quantities: tuple[Quantity, ...]
    zeros: tuple[Zero, ...]
    citations: tuple[Citation, ...]


def read_grammar(top: Table) -> Grammar:
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


def _all(top: Table, key: str, read: Callable[[Table], T]) -> tuple[T, ...]:
    found = []
    for table in top.tables(key, required=True):
        found.append(read(table))
        table.done()
    return tuple(found)


def _one_of(table: Table, key: str) -> Words:
    return _pattern(table, key, table.texts(key, required=True))


def _pattern(table: Table, key: str, words: tuple[str, ...]) -> Words:
    try:
        return re.compile("|".join(word.replace("…", GAP) for word in words))
    except re.error as reason:
        raise table.wrong(key, f"里的写法不对（{reason}）") from None


def _longest_first(table: Table, key: str) -> Words:
    return _pattern(table, key, tuple(sorted(table.texts(key, required=True), key=len, reverse=True)))


def _words(table: Table, key: str) -> Words | None:
    words = table.texts(key)
    return _pattern(table, key, words) if words else None


def _readings(table: Table, key: str = "readings") -> tuple[Reading, ...]:
    return tuple(
        tuple(part.strip() for part in reading.split("+")) for reading in table.texts(key, required=True)
    )


def _topic(table: Table) -> Topic:
    return Topic(
        table.identifier("id"), _longest_first(table, "words"), table.texts("cells"), _words(table, "needs")
    )


def _variant(table: Table) -> Variant:
    return Variant(
        table.choice("of", ("applicant", "case"), required=True),
        tuple(_pattern(table, "words", (word,)) for word in table.texts("words", required=True)),
        table.texts("stands_for", required=True),
        table.flag("follows"),
    )


def _quantity(table: Table) -> Quantity:
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


def _zero(table: Table) -> Zero:
    return Zero(
        id=table.identifier("id"),
        title=table.text("title", required=True),
        topic=table.text("topic"),
        of=table.choice("of", ("applicant", "case")),
        pattern=_pattern(table, "pattern", (table.text("pattern", required=True),)),
        readings=_readings(table),
    )


def _citation(table: Table) -> Citation:
    return Citation(
        article=table.text("article", required=True),
        paragraph=table.text("paragraph"),
        item=table.text("item"),
        title=table.text("title", required=True),
        needs=table.text("needs"),
        rows=table.texts("rows", required=True),
    )
