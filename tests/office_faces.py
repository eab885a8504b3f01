"""Fonts as an office's machine has them, made from a bundled face: other names, fewer characters, other rights."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from app.system.paths import resource

# Platform, encoding and language of a name record (OpenType, table name).
CHINESE, ENGLISH, MAC_CHINESE, PRC = (3, 1, 0x804), (3, 1, 0x409), (1, 25, 33), (3, 3, 0x804)
EDITABLE, RESTRICTED, WHOLE_ONLY, BITMAPS_ONLY = 0x0008, 0x0002, 0x0108, 0x0208
FAMILY = 1
GB2312 = frozenset(
    "".join(
        bytes([row, cell]).decode("gb2312", "ignore")
        for row in range(0xA1, 0xF8)
        for cell in range(0xA1, 0xFF)
    )
)
Names = Mapping[tuple[int, int, int], str]


def face(names: Names, text: str = "国年", rights: int = EDITABLE, kind: int = FAMILY) -> TTFont:
    """A TrueType face that has the characters of `text` and bears `names` only."""
    font = bundled()
    subsetter = Subsetter(Options(notdef_outline=True))
    subsetter.populate(text=text)
    subsetter.subset(font)
    return named(font, names, rights, kind)


def gb2312_face(names: Names) -> TTFont:
    """A TrueType face that has the characters of GB 2312—1980 and no others."""
    font = bundled()
    for table in font["cmap"].tables:
        table.cmap = {code: name for code, name in table.cmap.items() if chr(code) in GB2312}
    return named(font, names, EDITABLE, FAMILY)


def bundled() -> TTFont:
    return TTFont(BytesIO(resource("fonts", "fang.ttf").read_bytes()), lazy=True)


def named(font: TTFont, names: Names, rights: int, kind: int) -> TTFont:
    font["name"].names = []
    for (platform, encoding, language), name in names.items():
        font["name"].setName(name, kind, platform, encoding, language)
    font["OS/2"].fsType = rights
    return font


def install(folder: Path, name: str, font: TTFont) -> Path:
    """Puts a face into a fonts folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("wb") as file:
        font.save(file)
    return folder / name


def install_collection(folder: Path, name: str, *fonts: TTFont) -> Path:
    """Puts faces into a fonts folder as one collection."""
    folder.mkdir(parents=True, exist_ok=True)
    collection = TTCollection()
    collection.fonts = list(fonts)
    collection.save(folder / name)
    return folder / name


def postscript_face(name: str) -> TTFont:
    """A face with CFF outlines and the one character 国."""
    made = FontBuilder(1000, isTTF=False)
    made.setupGlyphOrder([".notdef", "guo"])
    made.setupCharacterMap({ord("国"): "guo"})
    blank = T2CharStringPen(1000, None).getCharString()
    made.setupCFF("Office", {}, {".notdef": blank, "guo": blank}, {})
    made.setupHorizontalMetrics({".notdef": (1000, 0), "guo": (1000, 0)})
    made.setupHorizontalHeader()
    made.setupNameTable({"familyName": name})
    made.setupOS2()
    made.setupPost()
    return made.font
