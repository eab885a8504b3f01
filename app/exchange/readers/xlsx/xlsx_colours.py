"""The colours of a workbook: by value, by index, by theme with a tint; and the ground that a cell's filling lays.

ECMA-376 part 1, 18.8.3, 18.8.19 (colours), 18.8.27 (indexed), 18.8.20 and 18.8.32 (fills), 20.1.6.2 (the scheme).
"""

from __future__ import annotations

import colorsys
import re
from functools import cached_property
from typing import Any

from openpyxl.styles.colors import COLOR_INDEX

from app.exchange.readers.colours import BLACK, UNKNOWN, WHITE, Colour, hex_of, is_lost

# The order of theme colours as cells count them is not that of the scheme.
_NAMES = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_OFFICE = ("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47",
           "0563C1", "954F72")  # fmt: skip
_SCHEME = re.compile(
    rb'<a:(\w+)>\s*<a:(?:srgbClr val|sysClr [^>]*?lastClr)="([0-9A-Fa-f]{6})"[^>]*?(?:/>|>\s*</a:\w+>)'
)


class Palette:
    """The colours of one workbook, whose theme is `theme`."""

    def __init__(self, theme: bytes | None) -> None:
        self._theme = theme or b""

    @cached_property
    def _scheme(self) -> tuple[str, ...]:
        found = {name.decode(): value.decode() for name, value in _SCHEME.findall(self._theme)}
        return tuple(found.get(name, usual) for name, usual in zip(_NAMES, _OFFICE, strict=True))

    def colour(self, said: Any) -> Colour | None:
        """A colour of a font or filling; None where it is automatic."""
        if said is None or said.type == "auto" or (said.type == "rgb" and not isinstance(said.rgb, str)):
            return None
        if said.type == "indexed":
            return self._indexed(said.indexed)
        if said.type == "theme":
            plain = hex_of(self._scheme[said.theme]) if said.theme < len(self._scheme) else UNKNOWN
        else:
            plain = hex_of(said.rgb[-6:])  # what is before the last six is never shown
        return _tinted(plain, said.tint or 0.0)

    def _indexed(self, number: int) -> Colour | None:
        if number in (64, 65, 81):  # those of the system's windows
            return None
        return hex_of(COLOR_INDEX[number][-6:]) if 0 <= number < len(COLOR_INDEX) else UNKNOWN

    def ground(self, fill: Any) -> Colour:
        """The ground that a filling lays over the white of the sheet."""
        pattern = getattr(fill, "fill_type", None)
        if fill is None or pattern in (None, "none"):
            return WHITE
        return (self.colour(fill.fgColor) or BLACK) if pattern == "solid" else UNKNOWN

    def is_lost(self, said: Any, fill: Any) -> bool:
        """Whether letters of a colour cannot be told from a cell's filling."""
        return is_lost(self.colour(said) or BLACK, self.ground(fill))

    def is_lost_under(self, look: Any) -> bool:
        """The same of what a condition lays over a cell: its filling is kept in the place of the second colour."""
        letters = look.font.color if look.font is not None else None
        fill = (
            look.fill if look.fill is not None and getattr(look.fill, "bgColor", None) is not None else None
        )
        ground = self.colour(fill.bgColor) if fill is not None else None
        return is_lost(self.colour(letters) or BLACK, ground or WHITE)


def _tinted(colour: Colour, tint: float) -> Colour:
    """Lighter or darker by a tint from -1 to 1 (18.8.19)."""
    if colour == UNKNOWN or not tint:
        return colour
    hue, light, strength = colorsys.rgb_to_hls(colour.red, colour.green, colour.blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return Colour(*colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), strength))
