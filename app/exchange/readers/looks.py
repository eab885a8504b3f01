"""The look of the pieces a cell's text is made of: raised, lowered, moved, small or unseen digits change the figure.

5 with a lowered 2 is no 52. Whatever is not set like one number is asked. Every format's reader tells its pieces'
looks; the rule is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

SMALLER = 0.85  # of the size beside it: a digit set smaller than this is no digit of the same number
TINY = 4.0  # points; a whole figure below that is not meant to be read
_SIGNS = re.compile(
    r"(?:^|[\s'\"])(?:wingdings|webdings|symbol|marlett|mt extra|zapf ?dingbats|bookshelf symbol)",
    re.IGNORECASE,
)
_IN_FIGURES = frozenset("0123456789０１２３４５６７８９.．,，")
_NOTES = "（("
# No figure of a cell stands like this, not even a whole one: above or below the line, from right to left, in two lines.
RAISED, LOWERED, TURNED, STACKED = "raised", "lowered", "turned", "stacked"
_NEVER = frozenset((RAISED, LOWERED, TURNED, STACKED))


@dataclass(frozen=True)
class Look:
    """How a piece is set. `shift` is where it stands off its line, in any words of the reader; '' on the line.

    `size` is in points; `unseen` when its letters cannot be told from their ground, or perhaps are not shown at all;
    `more` when something that is no text stands with it; `mark` when a raised mark stood here and was left out;
    `signs` when its font shows signs instead of digits; `away` when what is within it is unseen too, whatever its colour;
    `crossed` when a line is drawn across its cell.
    """

    shift: str = ""
    size: float = 0.0
    unseen: bool = False
    more: bool = False
    mark: bool = False
    signs: bool = False
    away: bool = False
    crossed: bool = False


PLAIN, MARK = Look(), Look(mark=True)


@dataclass
class Pieces:
    """The text of a cell, piece by piece."""

    texts: list[str] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    def add(self, text: str, look: Look = PLAIN) -> None:
        """One more piece."""
        self.texts.append(text)
        self.looks.append(look)

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.texts)

    @property
    def doubt(self) -> str:
        """Why a person sees another figure than the text says; '' when all digits are set alike."""
        return doubt_of(zip(self.texts, self.looks, strict=True))


def shows_signs(font: str) -> bool:
    """Whether a font shows signs where a text has digits."""
    return _SIGNS.search(font) is not None


def doubt_of(pieces: Iterable[tuple[str, Look]]) -> str:
    """The doubt about the figure that the pieces make; a note in brackets behind it is no part of it."""
    looks: list[Look] = []
    more = mark = crossed = False
    for text, look in pieces:
        at = min((text.index(bracket) for bracket in _NOTES if bracket in text), default=len(text))
        more, crossed = more or look.more, crossed or look.crossed
        if not _IN_FIGURES.isdisjoint(text[:at]):
            looks.append(
                replace(look, shift=RAISED) if mark else look
            )  # digits behind a mark are not behind 5
        mark = mark or look.mark
        if at < len(text) and looks:
            break
    if not looks:
        return ""
    if crossed:
        return "这一格画着斜线，看上去是划掉的"
    return _not_as_one(looks) or ("旁边还有符号、公式或编号，看上去不只是这个数" if more else "")


def _not_as_one(looks: list[Look]) -> str:
    """Why digits of these looks are not seen as one number; '' when they are."""
    if any(look.shift in _NEVER for look in looks) or len({look.shift for look in looks}) > 1:
        return "有的数字是上标、下标，或不在同一行上"
    sizes = [look.size for look in looks]
    if min(sizes) < max(sizes) * SMALLER:
        return "几个数字的大小不一样"
    if 0 < max(sizes) < TINY:
        return "字太小，看不清"
    if any(look.signs for look in looks):
        return "用的是符号字体，看到的不是数字"
    return "有的数字看不见，或和底色分不清" if any(look.unseen for look in looks) else ""
