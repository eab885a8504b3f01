"""Places in a text, counted as Python does (characters) and as Qt does (UTF-16 units); and where two texts differ.

A rare character in a name is one character and two units. No Qt here.
"""

from __future__ import annotations

from dataclasses import dataclass


def units(text: str, characters: int | None = None) -> int:
    """How many UTF-16 units the first `characters` of a text take, or the whole text."""
    return len(text[:characters].encode("utf-16-le", "surrogatepass")) // 2


def characters(text: str, units: int) -> int:
    """How many characters of a text its first UTF-16 units are."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "surrogatepass"))


@dataclass(frozen=True)
class Splice:
    """What turns one text into another: `removed` characters at `start` give way to `text`."""

    start: int
    removed: int
    text: str


def splice(old: str, new: str) -> Splice:
    """The smallest single replacement that leads from `old` to `new`."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    return Splice(head, len(old) - head - tail, new[head : len(new) - tail])


def counted(text: str) -> int:
    """The number of characters of a text, spaces and line ends left out, as offices count."""
    return len("".join(text.split()))
