"""The line icons of the window: one family of SVG files, drawn in the theme's colours at any scale.

An icon file uses `currentColor` for its lines and `ground` for what is cut out of a filled shape.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.errors import ResourceError
from app.system import paths
from ui.look.theme import Theme

SIZES = (16, 20, 30, 40)  # device pixels: 16 and 20 as they are, 20 at 150 and at 200 %


@dataclass(frozen=True)
class Icons:
    """Icons in the colours of one theme."""

    theme: Theme
    _made: dict[tuple[str, str], QIcon] = field(default_factory=dict, compare=False)
    _drawn: dict[tuple[str, str, int, float], QPixmap] = field(default_factory=dict, compare=False)

    def icon(self, name: str, token: str = "text") -> QIcon:
        """The icon `name` in the colour `token`, with a faded face for disabled. Raises ResourceError."""
        if (name, token) not in self._made:
            self._made[name, token] = self._make(name, token)
        return self._made[name, token]

    def pixmap(self, name: str, token: str, size: int, ratio: float) -> QPixmap:
        """One picture of `size` logical pixels for a screen of `ratio` device pixels each."""
        key = (name, token, size, ratio)
        if key not in self._drawn:
            self._drawn[key] = drawn(self._coloured(name, token), name, round(size * ratio))
            self._drawn[key].setDevicePixelRatio(ratio)
        return self._drawn[key]

    def _make(self, name: str, token: str) -> QIcon:
        made = QIcon()
        plain, faded = self._coloured(name, token), self._coloured(name, "disabled")
        for size in SIZES:
            picture = drawn(plain, name, size)
            made.addPixmap(picture, QIcon.Mode.Normal)
            made.addPixmap(picture, QIcon.Mode.Selected)
            made.addPixmap(drawn(faded, name, size), QIcon.Mode.Disabled)
        return made

    def _coloured(self, name: str, token: str) -> str:
        source = _source(name).replace("currentColor", self.theme.colours[token])
        return source.replace("ground", self.theme.colours["surface"])


def program_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    source = _source("program")
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(drawn(source, "program", size))
    return made


def _source(name: str) -> str:
    return paths.resource("icons", f"{name}.svg").read_text("utf-8")


def drawn(source: str, name: str, size: int) -> QPixmap:
    """A drawing as pixels, `size` wide and high. Raises ResourceError when it is damaged."""
    renderer = QSvgRenderer(QByteArray(source.encode("utf-8")))
    if not renderer.isValid():
        raise ResourceError(f"程序自带的图标 {name}.svg 已损坏。请重新安装本程序。")
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
