"""What a person has said a number of the prose means (认领): some cells of the tables, or that it has to do with none.

A claim is bound to the words of its sentence with # for each number, not to an offset: so it survives another number, a year,
and sentences before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """The number at `place` (from 0) among those of the sentence `words` means the sum of `cells`; () for 不涉及表格.

    `period` is "last" for cells of last year's report.
    """

    words: str
    place: int
    cells: tuple[str, ...]
    period: str = "this"


def with_claim(claims: Iterable[Claim], new: Claim) -> tuple[Claim, ...]:
    """The claims with a new one, in the place of an older one about the same number."""
    return (*(one for one in claims if (one.words, one.place) != (new.words, new.place)), new)
