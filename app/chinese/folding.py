"""Text as it is looked for: full and half width, capitals and small letters are the same, and what leaves no ink is nothing.

NFKC (UAX 15) character by character, so that each place in the folded text has its place in the text itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from app.chinese.characters import plain

DIGITS = frozenset("0123456789")
POINTS = frozenset(".,")


class _Folds(dict[int, str]):
    """Each character folded, worked out once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = unicodedata.normalize("NFKC", plain(chr(code))).casefold()
        return folded


_FOLDS = _Folds()


def folded(text: str) -> str:
    """The text for comparing."""
    return text.translate(_FOLDS)


def occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the folded words stand in a text, from and to in the text itself; only whole characters of it."""
    pieces = [_FOLDS[ord(one)] for one in text]
    whole, begins = "".join(pieces), _begins(pieces)
    start = whole.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if start in begins and end in begins:
            yield begins[start], begins[end]
            start = whole.find(words, end)
        else:
            start = whole.find(words, start + 1)


def is_number(words: str) -> bool:
    """Whether folded words are a number and nothing else."""
    ends = bool(words) and words[0] in DIGITS and words[-1] in DIGITS
    return ends and DIGITS.union(POINTS).issuperset(words)


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether the number that stands there goes on neither before nor behind: 12 is no part of 2012 or 12.5."""
    return not (_goes_on(text[max(start - 2, 0) : start][::-1]) or _goes_on(text[end : end + 2]))


def _goes_on(beside: str) -> bool:
    """Whether digits follow, told away from the number: at once, or behind a point or comma."""
    return beside[:1] in DIGITS or (beside[:1] in POINTS and beside[1:] in DIGITS)


def _begins(pieces: list[str]) -> dict[int, int]:
    """Where in the folded text each character begins, and where all end → its place in the text."""
    place, found = 0, {0: 0}
    for number, piece in enumerate(pieces, 1):
        place += len(piece)
        found[place] = number
    return found
