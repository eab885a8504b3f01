"""The grammar of phrases: how reports speak of the figures. Data, read strictly from narrative.toml.

A reading is a sum of cells in which `*` stands for a column and a group of the form's for all its rows (see
cell_sums); words are regular expressions in which `…` is a short gap.
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
    """What a passage is about; in `cells` it is so without a word, elsewhere only in a sentence with one of `needs`.

    `unnamed` is the quantity of a number that names an applicant and nothing else: 自然人3件.
    """

    id: str
    words: Pattern
    cells: tuple[str, ...] = ()
    needs: Pattern | None = None
    unnamed: str = ""


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
    """Words that say that the sum of a reading is 0; with a topic, only where that is spoken of."""

    id: str
    title: str
    topic: str
    of: str
    pattern: Pattern
    reading: CellSum


@dataclass(frozen=True)
class Citation:
    """An article (paragraph, item) that grounds an answer; `needs`: only with these words.

    The rows of which at least one must then be 1 are those whose `article` in the form names it.
    """

    article: str
    paragraph: str
    item: str
    title: str
    needs: str


@dataclass(frozen=True)
class Grammar:
    """The whole grammar.

    `request_topic` is the topic that articles and `right_unit` belong to; `silent` are rows that no text need speak of.
    """

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
    request_topic: str
    silent: tuple[str, ...]
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
        request_topic=top.text("request_topic", required=True),
        silent=top.texts("silent"),
        topics=_all(top, "topic", _topic),
        variants=_all(top, "variant", _variant),
        quantities=_all(top, "quantity", _quantity),
        zeros=_all(top, "zero", _zero),
        citations=_all(top, "citation", _citation),
    )
    top.done()
    _judge(top, grammar)
    return grammar


def _judge(top: TomlTable, grammar: Grammar) -> None:
    """Topics and quantities are known by their names alone, so each name must stand for one, wherever it stands."""
    topics = [one.id for one in grammar.topics]
    _no_twins(top, "topic", topics)
    _no_twins(top, "topic", [cell for one in grammar.topics for cell in one.cells])
    _no_twins(top, "quantity", [one.id for one in grammar.quantities])
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


def _no_twins(top: TomlTable, key: str, names: list[str]) -> None:
    if twins := [name for name in names if names.count(name) > 1]:
        raise top.wrong(key, f"里 {twins[0]} 重复")


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


def _sum(reading: str) -> CellSum:
    return tuple(part.strip() for part in reading.split("+"))


def _topic(table: TomlTable) -> Topic:
    return Topic(
        id=table.identifier("id"),
        words=_longest_first(table, "words"),
        cells=table.texts("cells"),
        needs=_words(table, "needs"),
        unnamed=table.text("unnamed"),
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
        readings=tuple(map(_sum, table.texts("readings", required=True))),
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
        reading=_sum(table.text("reading", required=True)),
    )


def _citation(table: TomlTable) -> Citation:
    return Citation(
        article=table.text("article", required=True),
        paragraph=table.text("paragraph"),
        item=table.text("item"),
        title=table.text("title", required=True),
        needs=table.text("needs"),
    )
