"""A number's frame: what it is said to count, of which columns and year, and how sure its words are.

A frame does not look at the tables. `sure` says that its words leave no doubt: nothing unknown stands between them and the
number, what is counted is named, and a reading that is usual elsewhere would be named otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.checks.lexing.slots import CONTENT, Slot
from app.checks.lexing.tokens import Token
from app.knowledge.lexicon import CellSum, Tag

Period = Literal["this", "last", "other"]
SLACK = 3  # unknown characters between a flow's words and its number that leave it sure


@dataclass(frozen=True)
class Frame:
    """Of one number. `tags` are the flow or the results that it counts, `heads` the matter alone, `columns` the applicants or
    kinds of case, `given` columns that numbers before it have and it may have too.

    `named`: its clause names the head. `part`: behind 其中, in brackets or of a list. `some`: it counts some only of what is
    counted, `unknown` because no listed word names it, `elsewhere` because its clause names another office. `vague`: nothing may
    accuse it. `change` is the way of a growth (1, -1), `each` is said of every column by itself. `inherited`: its tags are
    those of a number before it.
    """

    slot: Slot
    heads: tuple[Tag, ...] = ()
    tags: tuple[Tag, ...] = ()
    columns: tuple[str, ...] = ()
    given: tuple[tuple[str, ...], ...] = ()
    period: Period = "this"
    named: bool = False
    part: bool = False
    some: bool = False
    unknown: bool = False
    elsewhere: bool = False
    foreign: bool = False
    channel: bool = False
    vague: bool = False
    sure: bool = False
    change: int = 0
    compared: bool = False
    share: bool = False
    each: bool = False
    rate: Tag | None = None
    start: int = 0
    inherited: bool = False

    @property
    def topic(self) -> str:
        """What it is about: requests, disputes …; '' when it is nothing of the form's."""
        return self.tags[0].topic if self.tags else self.heads[0].topic if self.heads else ""

    @property
    def by_head(self) -> bool:
        """Whether its heads choose its columns: the kinds of case."""
        return any(head.columns for head in self.heads)

    @property
    def end(self) -> int:
        """Where its number ends."""
        return self.slot.number.end


def readings_of(frame: Frame) -> tuple[CellSum, ...]:
    """The readings of what is counted, with `*` for the columns. Several results make one sum."""
    if not frame.tags:
        heads = {reading: None for head in frame.heads for reading in head.readings}
        return tuple(heads)
    if len(frame.tags) == 1:
        return frame.tags[0].readings
    return (tuple(dict.fromkeys(part for tag in frame.tags for part in tag.readings[0])),)


def has_content(tokens: Iterable[Token]) -> bool:
    """Whether some word says what is counted."""
    return any(token.of_kind(*CONTENT) for token in tokens)


def names(tokens: Iterable[Token], kind: str) -> bool:
    """Whether some word is of a kind."""
    return any(token.of_kind(kind) for token in tokens)


def is_joint(token: Token) -> bool:
    """Whether a token joins what stands on either side: 、, 和."""
    return token.sign == "、" or any(tag.id == "join" for tag in token.tags)
