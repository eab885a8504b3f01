"""A text measured in one kind of type: glyphs, widths, what can be squeezed, where lines may break.

Adjacent punctuation is already squeezed to half width here; what remains can be squeezed to justify a line.
Lengths are points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from app.typeset.faces import FULL, Faces, Glyph
from app.typeset.line_units import penalties
from app.typeset.marks import (
    BLANKS,
    CUT_LEFT,
    CUT_RIGHT,
    INVISIBLE,
    JOINED,
    PUNCTUATION,
    is_chinese,
    is_western,
)

BESIDE_WESTERN = 0.06  # ems between Han and Western; less than the tenth at which a PDF reader sees a space
INK_GUARD = 0.03  # ems of blank that squeezing leaves beside the ink
OPENING_GIVE = (
    0.08  # ems that an opening mark gives to justify a line; more would overlap what stands before it
)
SPACE_RUN = re.compile(f"[{BLANKS}]+")
DROPPED = re.compile(f"[{INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of type: role of the face, size, and the advance of a full-width character, in points."""

    role: str
    size: float
    advance: float


@dataclass(frozen=True)
class Galley:
    """The measured text. By character: width, cuts at its left and right (done, and still possible).

    `gap` is the blank after a character beside a Western word, `slot` whether tracking may open after it.
    The running sums have one entry more than the text.
    """

    text: str
    kind: Type
    glyphs: tuple[Glyph, ...]
    width: Sequence[float]
    cut_left: Sequence[float]
    cut_right: Sequence[float]
    more_left: Sequence[float]
    more_right: Sequence[float]
    gap: Sequence[float]
    slot: Sequence[int]
    penalty: Sequence[float]
    natural_sum: Sequence[float]
    left_sum: Sequence[float]
    right_sum: Sequence[float]
    slot_sum: Sequence[int]

    def natural(self, start: int, end: int) -> float:
        """Width of start..end as a line of its own: its outer edges uncut, to the right edge of its last em box."""
        total = self.natural_sum[end] - self.natural_sum[start]
        return total + self.cut_left[start] + self.cut_right[end - 1] - self.gap[end - 1] + self.overhang(end)

    def overhang(self, end: int) -> float:
        """How far the em box of a line's last character stands out over its tracked advance."""
        return self.kind.size - self.kind.advance if self.glyphs[end - 1].advance == FULL else 0.0

    def squeezable(self, start: int, end: int) -> float:
        """How much the punctuation inside such a line can still give."""
        return self.left_sum[end] - self.left_sum[start + 1] + self.right_sum[end - 1] - self.right_sum[start]

    def slots(self, start: int, end: int) -> int:
        """How many places inside such a line tracking may open."""
        return self.slot_sum[end - 1] - self.slot_sum[start]

    def end_cut(self, end: int) -> float:
        """What a mark at the end of such a line can give: the blank half of its em box, or nothing."""
        give = self.cut_right[end - 1] or self.more_right[end - 1]
        return self.kind.size / 2 if give >= self.kind.advance / 2 else 0.0


def cleaned(text: str) -> str:
    """The text as it is set: one kind of space, none between Han and Western, nothing invisible."""
    text = SPACE_RUN.sub(" ", DROPPED.sub("", text)).strip(" ")
    if " " not in text:
        return text
    kept = [
        character
        for place, character in enumerate(text)
        if character != " " or not _borders(text[place - 1], text[place + 1])
    ]
    return "".join(kept)


def origins(text: str) -> tuple[int, ...]:
    """The place in `text` of each character of what is set of it; a blank stands for the run that it came from."""
    seen = [place for place, character in enumerate(text) if not DROPPED.match(character)]
    blank = [bool(SPACE_RUN.match(text[place])) for place in seen]
    single = [n for n in range(len(seen)) if not blank[n] or (n and not blank[n - 1])]
    while single and blank[single[-1]]:
        single.pop()
    return tuple(
        seen[n]
        for place, n in enumerate(single)
        if not blank[n] or not _borders(text[seen[single[place - 1]]], text[seen[single[place + 1]]])
    )


def _borders(before: str, after: str) -> bool:
    """Han on one side and Western on the other: their blank is the composer's, not the typist's."""
    return (is_chinese(before) and is_western(after)) or (is_western(before) and is_chinese(after))


def measured(text: str, kind: Type, faces: Faces) -> Galley:
    """Measure a cleaned text."""
    glyphs = tuple(faces.glyph(kind.role, character) for character in text)
    width = [kind.advance if glyph.advance == FULL else glyph.advance * kind.size / 1000 for glyph in glyphs]
    gives = [_gives(character, glyph, kind) for character, glyph in zip(text, glyphs, strict=True)]
    more_left, more_right = [left for left, _ in gives], [right for _, right in gives]
    cut_left, cut_right = [0.0] * len(text), [0.0] * len(text)
    for place, (before, after) in enumerate(pairwise(text)):
        if before in CUT_RIGHT and after in PUNCTUATION:
            cut_right[place], more_right[place] = more_right[place], 0.0
        elif before in CUT_LEFT and after in CUT_LEFT:
            cut_left[place + 1], more_left[place + 1] = more_left[place + 1], 0.0
    more_left = [min(give, OPENING_GIVE * kind.size) for give in more_left]
    pairs = [*pairwise(text), ("", "")]
    gap = [BESIDE_WESTERN * kind.size if _touches(*pair) else 0.0 for pair in pairs]
    slot = [0 if _inseparable(*pair) else 1 for pair in pairs]
    natural = [w - a - b + g for w, a, b, g in zip(width, cut_left, cut_right, gap, strict=False)]
    return Galley(
        text, kind, glyphs, width, cut_left, cut_right, more_left, more_right, gap, slot, penalties(text),
        _sums(natural), _sums(more_left), _sums(more_right), list(accumulate(slot, initial=0)),
    )  # fmt: skip


def _sums(values: Sequence[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


def _gives(character: str, glyph: Glyph, kind: Type) -> tuple[float, float]:
    """What squeezing may take at the left and at the right of a full-width mark."""
    if glyph.advance != FULL:
        return (0.0, 0.0)
    left = _give(kind, glyph.left) if character in CUT_LEFT else 0.0
    right = _give(kind, FULL - glyph.right) if character in CUT_RIGHT else 0.0
    return (left, right)


def _give(kind: Type, blank: float) -> float:
    """How much of the blank beside the ink squeezing may take: at most half the advance."""
    return max(0.0, min(kind.advance / 2, (blank / 1000 - INK_GUARD) * kind.size))


def _touches(before: str, after: str) -> bool:
    """Han and Western side by side; punctuation brings its own blank."""
    if not after or before in PUNCTUATION or after in PUNCTUATION:
        return False
    return _borders(before, after)


def _inseparable(before: str, after: str) -> bool:
    """Between the strokes of a dash and the letters of a word tracking opens nothing."""
    if not after:
        return False
    return (before in JOINED and before == after) or (is_western(before) and is_western(after))
