"""The program's icon as pictures: PNG of any size, Windows' ICO, the installer's side; drawn from the one SVG.

Qt draws (through the project's own environment, since this script runs without it); the ICO is put together here.
"""

from __future__ import annotations

import os
import struct
import subprocess
from pathlib import Path

import dev

ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
SIDE = (164, 314)  # pixels of the picture on an installer's first and last page
SIDE_ICON, SIDE_TOP, SIDE_COLOUR = 96, 72, "#e6edf8"
DRAW = """
import sys
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
app = QGuiApplication(["icon"])
width, height, size, top = (int(word) for word in sys.argv[3:7])
image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
image.fill(QColor(sys.argv[7]))
painter = QPainter(image)
QSvgRenderer(sys.argv[1]).render(painter, QRectF((width - size) / 2, top, size, size))
painter.end()
if sys.argv[2].endswith(".bmp"):
    image = image.convertToFormat(QImage.Format.Format_RGB888)
assert image.save(sys.argv[2])
"""


def _draw(svg: Path, name: str, size: tuple[int, int], icon: int, top: int, ground: str) -> bytes:
    """A picture of `size` pixels with the icon in the middle of its width, `top` pixels from above."""
    dev.prepare_python()
    target = dev.ROOT / "build" / name
    target.parent.mkdir(exist_ok=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    numbers = [str(number) for number in (*size, icon, top)]
    subprocess.run([dev.python_of(dev.VENV), "-c", DRAW, svg, target, *numbers, ground], env=environment, check=True)
    return target.read_bytes()


def png(svg: Path, size: int) -> bytes:
    """The icon as PNG of size × size pixels."""
    return _draw(svg, f"icon-{size}.png", (size, size), size, 0, "transparent")


def side(svg: Path) -> bytes:
    """The picture on the first and last page of the Windows installer, as BMP."""
    return _draw(svg, "side.bmp", SIDE, SIDE_ICON, SIDE_TOP, SIDE_COLOUR)


def ico(svg: Path) -> bytes:
    """The icon as ICO with PNG pictures of all usual sizes."""
    pictures = [png(svg, size) for size in ICO_SIZES]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return head + entries + b"".join(pictures)
