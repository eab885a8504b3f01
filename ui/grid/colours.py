"""The theme behind a palette, for widgets that paint themselves. Leans on the theme's table of colours.

The palette decides, so that a painter follows the window from light to dark without being told.
"""

from __future__ import annotations

from PySide6.QtGui import QPalette

from app import paths
from ui.theme import Theme, read_themes


def theme_of(palette: QPalette) -> Theme:
    """The light or the dark theme, whichever the palette belongs to."""
    dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
    return read_themes(paths.resource("style"))["dark" if dark else "light"]
