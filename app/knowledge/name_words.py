"""How names of offices stand in prose, as data: where a name begins, what is none, where another office is lawfully named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated

from app.knowledge.phrases import Words, each_with_others
from app.system.paths import resource
from app.system.toml_table import Key, made, open_toml


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class NameWords:
    """`openers` and `soft` end before a name begins, `pointers` and `common` stand before a unit without one: 各街道, 提升街道.

    `plain` are common words of two characters, which neither begin nor end a name: 联系街道, 完成县政府…;
    `leading` are those that a place follows.
    `lawful_before` and `lawful_after` are what one does with another office; `verbs` and `more` are what an office says of
    itself; `peer` are more such verbs, for offices of the own level. Either counts in a sentence with one of `topics` and
    without one of `with_us`, for a neighbour without one of `beside`; `authored` is what only the author of a report tells.
    With one of `compounds` a verb makes a noun: 公开事项.
    Of `units` one says 我局, 本镇. `groups` are characters of one sound or shape.
    """

    openers: str
    soft: str
    pointers: str
    common: tuple[str, ...]
    plain: Annotated[frozenset[str], Key("boundary.words"), made(str, _words)]
    leading: tuple[str, ...]
    lawful_before: Annotated[tuple[str, ...], Key("lawful.before")]
    lawful_after: Annotated[tuple[str, ...], Key("lawful.after")]
    verbs: Annotated[tuple[str, ...], Key("actor.verbs")]
    more: Annotated[tuple[str, ...], Key("actor.more")]
    compounds: Annotated[tuple[str, ...], Key("actor.compounds")]
    authored: Annotated[Words, Key("actor.authored")]
    peer: Annotated[tuple[str, ...], Key("peer.verbs")]
    with_us: Annotated[tuple[str, ...], Key("peer.unless")]
    beside: Annotated[tuple[str, ...], Key("peer.beside")]
    topics: Annotated[tuple[str, ...], Key("peer.topics")]
    functions: Annotated[tuple[str, ...], Key("bureau.functions")]
    bare: Annotated[tuple[str, ...], Key("pronoun.bare")]
    units: Annotated[tuple[str, ...], Key("pronoun.units")]
    but: Annotated[Mapping[str, str], Key("pronoun.but")]
    groups: Annotated[tuple[str, ...], Key("alike.groups")]

    @cached_property
    def alike(self) -> Mapping[str, str]:
        """Each character with the others of its sound or its shape."""
        return each_with_others(self.groups)


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The program's own, read once. Raises ResourceError."""
    return open_toml(resource("checks", "names.toml"), "名称用词表").fill(NameWords)
