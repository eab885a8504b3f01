"""What waits to be looked at in a report (待核对): values that no person has confirmed, each with the reason.

A doubt belongs to a value in its cell: another value there has none, and the doubted one brings it back, however it comes
back (undo, a restored version). It ends when a person has looked. A text that an import could not place is one of them: it stands
beside a field until its words are in the report, or a person has said that they are not wanted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from app.form.kinds import Value

Why = Literal["inferred", "likely", "carried", "unplaced"]
WHY_WORDS: Mapping[Why, str] = MappingProxyType(
    {
        "inferred": "推算得出",
        "likely": "读得不确定",
        "carried": "取自上年未核对的数",
        "unplaced": "没有归入栏目的文字",
    }
)


@dataclass(frozen=True)
class Doubt:
    """A value of a cell that nobody has looked at. `place` and `text` say where it stood and what was written there.

    Of an `unplaced` one `value` is the whole text, `cell` the field after which it stood, and `text` says what it is.
    """

    cell: str
    value: Value
    why: Why
    place: str = ""
    text: str = ""

    @property
    def unplaced(self) -> bool:
        """Whether it is a text without a field, and no value of its cell."""
        return self.why == "unplaced"

    def is_in(self, cells: Mapping[str, Value]) -> bool:
        """Whether its words stand in a text among these cells, however they are broken into lines."""
        words = _letters(self.value)
        return any(words in _letters(value) for value in cells.values() if isinstance(value, str))

    @property
    def words(self) -> str:
        """Why it must be looked at and what the source says, for a person."""
        if self.unplaced:
            return f"{self.text}（{self.place}）"
        source = "，".join(part for part in (self.place, f"原文“{self.text}”" if self.text else "") if part)
        return f"{WHY_WORDS[self.why]}（{source}）" if source else WHY_WORDS[self.why]


def _letters(value: object) -> str:
    return "".join(str(value).split())


def counted(doubts: Iterable[Doubt]) -> str:
    """How many there are of each reason: 推算得出 144，读得不确定 22."""
    found = Counter(doubt.why for doubt in doubts)
    return "，".join(f"{words} {found[why]}" for why, words in WHY_WORDS.items() if found[why])


def joined(doubts: Iterable[Doubt], new: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """The doubts with new ones; one of the same cell and value takes the older one's place."""
    every = {(one.cell, one.value): one for one in (*doubts, *new)}
    return tuple(every.values())
