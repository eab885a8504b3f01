"""The theme behind a palette, for widgets that paint themselves.

The palette decides, so that a painter follows the window from light to dark without being told.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from PySide6.QtGui import QColor, QPalette

from app.system import paths
from ui.look.theme import Theme, read_themes


def theme_of(palette: QPalette) -> Theme:
    """The light or the dark theme, whichever the palette belongs to."""
    dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
    return _themes()["dark" if dark else "light"]


@cache
def _themes() -> Mapping[str, Theme]:
    # Painters ask for every cell; looking for the file each time would cost more than the painting.
    return read_themes(paths.resource("style"))


def hairline(theme: Theme) -> QColor:
    """The colour of a form's lines: between the window's quiet line and its strong one."""
    return _between(theme.colours["line"], theme.colours["line_strong"])


@cache
def _between(one: str, other: str) -> QColor:
    quiet, strong = QColor(one), QColor(other)
    parts = ((quiet.red() + strong.red()), (quiet.green() + strong.green()), (quiet.blue() + strong.blue()))
    return QColor(*(part // 2 for part in parts))
