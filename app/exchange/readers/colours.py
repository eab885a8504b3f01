"""Colours of letters and grounds: what a file says of them, and whether letters can be told from what is behind them.

CSS Color 4 (names, hexadecimal, rgb, hsl), read whole; what cannot be read is `UNKNOWN`. Contrast by WCAG 2.2, 1.4.3.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass
from functools import lru_cache

LEAST = 1.5  # contrast below which a digit is not seen
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_SYSTEM = {"window": "#fff", "canvas": "#fff", "buttonface": "#f0f0f0"}
_TEXT = frozenset(("windowtext", "canvastext", "buttontext", "text", "infotext", "initial", "auto"))


@dataclass(frozen=True)
class Colour:
    """Red, green, blue and how much of it covers what is behind, each from 0 to 1."""

    red: float
    green: float
    blue: float
    cover: float = 1.0

    def over(self, ground: Colour) -> Colour:
        """What is seen of it on a ground."""
        red, green, blue = (
            one * self.cover + other * (1 - self.cover)
            for one, other in zip(self._parts, ground._parts, strict=True)
        )
        return Colour(red, green, blue)

    @property
    def _parts(self) -> tuple[float, float, float]:
        return self.red, self.green, self.blue

    @property
    def light(self) -> float:
        """Relative luminance."""
        red, green, blue = (
            one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in self._parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


BLACK, WHITE = Colour(0, 0, 0), Colour(1, 1, 1)
UNKNOWN = Colour(-1, -1, -1)


def is_lost(letters: Colour, ground: Colour) -> bool:
    """Whether letters cannot be told from their ground, or nobody can say.

    On a ground that is not known, such as a picture, dark letters are believed and light ones are not.
    """
    if UNKNOWN in (letters, ground):
        return letters == UNKNOWN or is_lost(letters, WHITE)
    one, other = sorted((letters.over(ground).light, ground.light))
    return (other + 0.05) / (one + 0.05) < LEAST


@lru_cache(maxsize=512)
def colour_of(text: str) -> Colour:
    """A colour as style sheets write it, `UNKNOWN` for what cannot be read."""
    plain = text.strip().lower()
    if plain in _TEXT:
        return BLACK
    if plain == "transparent":
        return Colour(0, 0, 0, 0)
    if found := _FUNCTION.fullmatch(plain):
        return _function(found[1], re.split(r"[\s,/]+", found[2].strip()))
    from PIL import ImageColor  # not before: most files name no colour

    try:
        parts = ImageColor.getrgb(_SYSTEM.get(plain, plain))
    except ValueError:
        return UNKNOWN
    return Colour(*(part / 255 for part in parts))


def hex_of(digits: str) -> Colour:
    """A colour of six hexadecimal digits, as office files write it."""
    return colour_of(f"#{digits}") if re.fullmatch("[0-9A-Fa-f]{6}", digits) else UNKNOWN


def _function(name: str, parts: list[str]) -> Colour:
    numbers = [_number(part) for part in parts]
    if len(numbers) not in (3, 4) or None in numbers:
        return UNKNOWN
    one, two, three, cover = (*(number or 0.0 for number in numbers), 1.0)[:4]
    if name == "hsl":
        return Colour(*colorsys.hls_to_rgb(one / 360 % 1, _part(three), _part(two)), _part(cover))
    whole = [
        _part(number if part.endswith("%") else number / 255)
        for number, part in zip((one, two, three), parts[:3], strict=True)
    ]
    return Colour(whole[0], whole[1], whole[2], _part(cover))


def _number(part: str) -> float | None:
    found = re.fullmatch(r"([+-]?\d{0,6}(?:\.\d{1,9})?)(%|deg)?", part)
    if found is None or not found[1].strip("+-"):
        return None
    return float(found[1]) / (100 if found[2] == "%" else 1)


def _part(number: float) -> float:
    return min(max(number, 0.0), 1.0)
