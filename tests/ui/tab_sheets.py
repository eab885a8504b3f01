"""The six tabs on one sheet at each scale, as the README shows them: `python -m tests.ui.tab_sheets [FOLDER]`.

Made from the real window with the built-in sample, a fixed clock and the bundled face, like the pictures of the manual; each
scale in a process of its own, since Qt fixes the scale at the start. Needs no screen.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QCursor

from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.store.library import Library
from app.system import paths
from app.system.settings import Settings, read_table
from tests.sources import ROOT
from tests.ui.manual_pictures import wear_own_letters
from tests.ui.pictures import NOW, SIZE, Camera, settle, tabs, unseen
from ui.look.appearance import Appearance
from ui.window.application import make_application
from ui.window.main_window import MainWindow

SHOTS = ROOT / "tests" / "ui" / "shots"
SHOWN = ("100", "200")  # scales, in hundredths
TAB = (612, 326)  # pixels of one tab on the sheet
ACROSS, EDGE, GAP = 2, 4, 8
COLOURS = 256


def take_tabs(folder: Path) -> None:
    """A picture of each tab at the scale of this process."""
    app = make_application(["nianbao"])
    app.setCursorFlashTime(0)
    wear_own_letters(app)
    forms = Forms(paths.resource("forms"))
    report, _ = read_json(forms, paths.resource("samples", "2025.json").read_bytes(), "2025.json")
    with tempfile.TemporaryDirectory() as home, Library.open(Path(home), forms, clock=lambda: NOW) as library:
        settings = Settings(read_table(paths.resource("settings.toml")), Path(home))
        window = MainWindow(library, forms, settings, Appearance(app, "light"), lambda: NOW)
        window.resize(*SIZE)
        window.show()
        QCursor.setPos(*SIZE)  # over nothing
        key = library.create(report)
        settle()
        tabs(Camera(folder, window), key)
        window.close()


def sheet(folder: Path) -> Image.Image:
    """The tabs beside and below each other, in few colours."""
    pictures = sorted(folder.glob("tab-*.png"))
    down = -(-len(pictures) // ACROSS)
    size = [2 * EDGE + count * (one + GAP) - GAP for count, one in zip((ACROSS, down), TAB, strict=True)]
    made = Image.new("RGB", (size[0], size[1]), "white")
    for number, path in enumerate(pictures):
        x, y = number % ACROSS, number // ACROSS
        with Image.open(path) as picture:
            small = picture.convert("RGB").resize(TAB, Image.Resampling.LANCZOS)
        made.paste(small, (EDGE + x * (TAB[0] + GAP), EDGE + y * (TAB[1] + GAP)))
    return made.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def main(out: Path) -> None:
    """A sheet for each scale that is shown."""
    for scale in SHOWN:
        with tempfile.TemporaryDirectory() as folder, unseen(scale) as screen:
            command = [sys.executable, "-m", "tests.ui.tab_sheets", folder, "tabs"]
            subprocess.run(command, env=os.environ | screen, check=True)
            sheet(Path(folder)).save(out / f"tabs-{scale}.png", optimize=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        take_tabs(Path(sys.argv[1]))
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHOTS)
