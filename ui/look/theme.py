"""The window's colours by what they mean, the Qt palette and the one style sheet made of them.

Colours stand in resources/style/tokens.toml, rules in window.qss; no other module names a colour.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from PySide6.QtGui import QColor, QPalette

from app.errors import ResourceError
from app.system.toml_table import TomlTable, open_toml

NAMES = ("light", "dark")
ROLES: Mapping[QPalette.ColorRole, str] = MappingProxyType(
    {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "raised",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Button: "raised",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "mandatory",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Highlight: "selection",
        QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.Accent: "accent",
        QPalette.ColorRole.Light: "raised",
        QPalette.ColorRole.Midlight: "line",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Dark: "line_strong",
        QPalette.ColorRole.Shadow: "line_strong",
    }
)
FADED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


@dataclass(frozen=True)
class Theme:
    """One set of colours. `name` is light or dark."""

    name: str
    colours: Mapping[str, str]

    def colour(self, token: str) -> QColor:
        """The colour of a token; KeyError for a name that tokens.toml has not."""
        return _colour(self.colours[token])


@cache
def _colour(written: str) -> QColor:
    # Painters ask several times for every cell; reading #rrggbb anew each time is a good part of the painting.
    return QColor(written)


@cache
def read_themes(folder: Path) -> Mapping[str, Theme]:
    """Both themes by name, read once: painters ask often. Raises ResourceError when a colour is missing."""
    top = open_toml(folder / "tokens.toml", "配色表")
    themes = {name: Theme(name, top.mapping(name, str)) for name in NAMES}
    top.tables("pair")  # which colours must contrast: a test reads them
    top.done()
    for theme in themes.values():
        _judge(top, theme, themes[NAMES[0]])
    return MappingProxyType(themes)


def _judge(top: TomlTable, theme: Theme, first: Theme) -> None:
    wanting = {*first.colours, *ROLES.values()} - set(theme.colours)
    wrong = [token for token, value in theme.colours.items() if not QColor.isValidColorName(value)]
    if wanting or wrong:
        named = "、".join(sorted([*wanting, *wrong]))
        raise top.wrong(theme.name, f"缺少这些颜色，或写的不是颜色：{named}")


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's palette, for everything that Fusion draws itself."""
    made = QPalette()
    for role, token in ROLES.items():
        made.setColor(role, theme.colour(token))
    for role in FADED:
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("disabled"))
    return made


def style_sheet(theme: Theme, folder: Path) -> str:
    """window.qss with the theme's colours, and the folder of its arrows, put in. Raises ResourceError for a name it has not."""
    path = folder / "window.qss"
    try:
        sheet = string.Template(path.read_text("utf-8"))
        return sheet.substitute(theme.colours, folder=folder.as_posix(), name=theme.name)
    except (OSError, UnicodeDecodeError, KeyError, ValueError) as reason:
        raise ResourceError(f"程序自带的样式文件无法使用（{reason}）。请重新安装本程序。") from reason
