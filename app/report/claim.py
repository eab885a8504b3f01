"""What a person has said a number of the prose means (认领): some cells of the tables, or that it has to do with none.

A claim is bound to the words of its sentence with # for each number, not to an offset: so it survives another number, a year,
and sentences before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Claim:
    """The number at `place` (from 0) among those of the sentence `words` means the sum of `cells`; () for 不涉及表格.

    `period` is "last" for cells of last year's report. `who` said so `at` that time: two that differ in nothing else are the
    same claim.
    """

    words: str
    place: int
    cells: tuple[str, ...]
    period: str = "this"
    who: str = field(default="", compare=False)
    at: datetime | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[str, int]:
        """Of which number it speaks."""
        return self.words, self.place


def with_claim(claims: Iterable[Claim], new: Claim) -> tuple[Claim, ...]:
    """The claims with a new one, in the place of an older one about the same number."""
    return (*without_claim(claims, new), new)


def without_claim(claims: Iterable[Claim], old: Claim) -> tuple[Claim, ...]:
    """The claims without the one about that number."""
    return tuple(one for one in claims if one.key != old.key)
