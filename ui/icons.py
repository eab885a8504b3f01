"""The line icons of the window: one family of SVG files, drawn in the theme's colours at any scale.

An icon file uses `currentColor` for its lines and `ground` for what is cut out of a filled shape.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app import paths
from app.errors import ResourceError
from ui.theme import Theme

SIZES = (16, 20, 24, 32, 40, 48)  # device pixels: 16 and 20 at 100, 150, 200 and 240 %


@dataclass(frozen=True)
class Icons:
    """Icons in the colours of one theme."""

    theme: Theme

    def icon(self, name: str, token: str = "text") -> QIcon:
        """The icon `name` in the colour `token`, with a faded face for disabled. Raises ResourceError."""
        source = _source(name)
        made = QIcon()
        modes = {QIcon.Mode.Normal: token, QIcon.Mode.Selected: token, QIcon.Mode.Disabled: "disabled"}
        for mode, colour in modes.items():
            drawing = source.replace("currentColor", self.theme.colours[colour])
            drawing = drawing.replace("ground", self.theme.colours["surface"])
            for size in SIZES:
                made.addPixmap(_drawn(drawing, name, size), mode)
        return made

    def pixmap(self, name: str, token: str, size: int, ratio: float) -> QPixmap:
        """One picture of `size` logical pixels for a screen of `ratio` device pixels each."""
        source = _source(name).replace("currentColor", self.theme.colours[token])
        picture = _drawn(source.replace("ground", self.theme.colours["surface"]), name, round(size * ratio))
        picture.setDevicePixelRatio(ratio)
        return picture


def program_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    source = _source("program")
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_drawn(source, "program", size))
    return made


def _source(name: str) -> str:
    return paths.resource("icons", f"{name}.svg").read_text("utf-8")


def _drawn(source: str, name: str, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source.encode("utf-8")))
    if not renderer.isValid():
        raise ResourceError(f"程序自带的图标 {name}.svg 已损坏。请重新安装本程序。")
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
