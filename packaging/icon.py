"""The program's icon as pictures: PNG of any size and Windows' ICO, drawn from the one SVG.

Qt draws (through the project's own environment, since this script runs without it); the ICO is put together here.
"""

from __future__ import annotations

import os
import struct
import subprocess
from pathlib import Path

import dev

ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
DRAW = """
import sys
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
app = QGuiApplication(["icon"])
size = int(sys.argv[2])
image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
image.fill(Qt.GlobalColor.transparent)
painter = QPainter(image)
QSvgRenderer(sys.argv[1]).render(painter)
painter.end()
image.save(sys.argv[3], "PNG")
"""


def png(svg: Path, size: int) -> bytes:
    """The icon as PNG of size × size pixels."""
    dev.prepare_python()
    target = dev.ROOT / "build" / f"icon-{size}.png"
    target.parent.mkdir(exist_ok=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([dev.python_of(dev.VENV), "-c", DRAW, svg, str(size), target], env=environment, check=True)
    return target.read_bytes()


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
