"""The number and hash of an event of the log of changes, to be kept outside the library: on paper, in exported files.

Each event's hash covers all before it, so whoever holds this can tell whether anything up to it was changed. Two forms:
a strict line for files, a short code for paper that can be typed. Knows nothing of the store.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PRINTED = 16  # hex digits on paper: nobody finds another log with the same ones
_GROUP = 4
_LINE = re.compile(r"nianbao-anchor ([1-9]\d{0,11}) ([0-9a-f]{64})(?: ([0-9a-f]{16}))?", re.ASCII)
_TYPED = re.compile(r"([1-9][0-9]{0,11})-((?:[0-9a-f][ -]?){15}[0-9a-f])", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Anchor:
    """`hash` is that of the event `number`, or its first digits where they were typed; `library` says of which
    library, '' where that is not known."""

    number: int
    hash: str
    library: str = ""

    @property
    def line(self) -> str:
        """The form in files, without a line's end."""
        return f"nianbao-anchor {self.number} {self.hash}" + (f" {self.library}" if self.library else "")

    @property
    def code(self) -> str:
        """The form on paper: 1234-ab12-cd34-ef56-7890."""
        digits = self.hash[:PRINTED]
        return "-".join((str(self.number), *(digits[n : n + _GROUP] for n in range(0, PRINTED, _GROUP))))


def from_line(line: str) -> Anchor | None:
    """The anchor of a line; None for any other line."""
    found = _LINE.fullmatch(line)
    return Anchor(int(found[1]), found[2], found[3] or "") if found else None


def from_code(code: str) -> Anchor | None:
    """The anchor of a code as it was typed, in capitals or small letters, with or without its dashes; None for other words."""
    found = _TYPED.fullmatch(code.strip())
    return Anchor(int(found[1]), re.sub("[ -]", "", found[2]).lower()) if found else None
