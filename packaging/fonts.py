"""Build the bundled fonts of resources/fonts from Debian's packages: `python packaging/fonts.py`.

Each face of fonts.toml is cut to the characters that reports need, its outlines turned into TrueType
(the PDF writer takes no other), and everything unused (hints, layout tables) dropped. The same sources
give the same bytes: sources are checked by SHA-256, times are fixed. Leans on fontTools, apt-get, dpkg-deb.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import hashlib
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "resources" / "fonts"
UNITS = 1000
CURVE_ERROR = 1.0  # units of 1/1000 em: 0.006 mm in 16 pt type
FIXED_TIME = 3_786_825_600  # 2024-01-01 in seconds since 1904, as the head table counts

# Latin, Greek, Cyrillic, punctuation, arrows, operators, enclosed forms, shapes, kana, CJK symbols, full width
SYMBOLS = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x251, 0x251), (0x261, 0x261), (0x2C6, 0x2DC), (0x391, 0x3C9),
    (0x401, 0x451), (0x1E3F, 0x1E3F), (0x2010, 0x2049), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x218B), (0x2190, 0x22FF),
    (0x2312, 0x2312), (0x2460, 0x24FF), (0x25A0, 0x26FF), (0x2713, 0x2717), (0x2776, 0x2793), (0x3000, 0x30FF),
    (0x3105, 0x312F), (0x3200, 0x33FF), (0xFE30, 0xFE6B), (0xFF01, 0xFFEF),
)  # fmt: skip
HAN = ((0x4E00, 0x9FFF),)
RADICALS = ((0x2E80, 0x2EF3),)


def in_ranges(code: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(low <= code <= high for low, high in ranges)


COVERS: dict[str, Callable[[int, set[int]], bool]] = {
    "text": lambda code, standard: in_ranges(code, (*SYMBOLS, *HAN)) or code in standard,
    "rare": lambda code, standard: code in standard,
    "wide": lambda code, standard: in_ranges(code, (*SYMBOLS, *HAN, *RADICALS)) or code in standard,
}


def unpack(package: str, folder: Path) -> Path:
    """Download one Debian package and unpack it below `folder`; returns the folder of its files."""
    root = folder / package
    root.mkdir()
    subprocess.run(["apt-get", "download", "-q", package], cwd=folder, check=True)
    archive = next(folder.glob(f"{package}_*.deb"))
    subprocess.run(["dpkg-deb", "-x", str(archive), str(root)], check=True)
    return root


def checked(path: Path, digest: str) -> Path:
    """The path again, if its SHA-256 is the one written down; the build stops otherwise."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != digest:
        sys.exit(f"{path.name}: SHA-256 is {found}, fonts.toml says {digest}")
    return path


def standard_characters(path: Path, field: str) -> list[str]:
    """The characters of 通用规范汉字表 in its own order, from Unihan's field."""
    found: list[tuple[int, str]] = []
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if f"\t{field}\t" in line:
                code, _, value = line.rstrip("\n").split("\t")
                found.append((int(value.split(":")[1]), chr(int(code[2:], 16))))
    return [character for _, character in sorted(found)]


def opened(path: Path, member: str | None) -> TTFont:
    """The source font; `member` is its full name inside a collection."""
    if member is None:
        return TTFont(path, recalcTimestamp=False)
    fonts = TTCollection(str(path)).fonts
    return next(font for font in fonts if font["name"].getDebugName(4) == member)


def outline(source: TTFont, name: str, glyphs: Any) -> Any:
    """One glyph as a simple TrueType outline on 1000 units, components resolved."""
    recorded = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(recorded)
    pen = TTGlyphPen(None)
    cubic = "glyf" not in source
    scale = UNITS / source["head"].unitsPerEm
    taker = Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True) if cubic else pen
    recorded.replay(TransformPen(taker, (scale, 0, 0, scale, 0, 0)) if scale != 1 else taker)
    return pen.glyph()


def cut(source: TTFont, codes: list[int], family: str, target: Path) -> None:
    """Write `codes` of the source as one TrueType file, glyphs in the order of their characters."""
    cmap, glyphs = source.getBestCmap(), source.getGlyphSet()
    scale = UNITS / source["head"].unitsPerEm
    names = {code: f"u{code:05X}" for code in codes}
    order = {".notdef": ".notdef", **{names[code]: cmap[code] for code in codes}}
    shapes = {new: outline(source, old, glyphs) for new, old in order.items()}
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder(list(order))
    builder.setupCharacterMap({code: names[code] for code in codes})
    builder.setupGlyf(shapes)
    advances = {new: round(source["hmtx"][old][0] * scale) for new, old in order.items()}
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {new: (width, getattr(table[new], "xMin", 0)) for new, width in advances.items()}
    )
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    copyright_line = str(source["name"].getDebugName(0))
    note = "Cut and converted to TrueType outlines by packaging/fonts.py; see the licences beside the fonts."
    builder.setupNameTable(
        {"copyright": copyright_line, "familyName": family, "styleName": "Regular", "uniqueFontIdentifier": family,
         "fullName": family, "version": "Version 1.0", "psName": family.replace(" ", ""), "description": note}
    )  # fmt: skip
    builder.setupOS2(
        sTypoAscender=880, sTypoDescender=-120, sTypoLineGap=0, usWinAscent=980, usWinDescent=300, fsType=0
    )
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = FIXED_TIME
    builder.font.recalcTimestamp = False
    builder.save(target)


def licences(table: dict[str, Any], root: Path) -> None:
    """Copy the licence texts of one package beside the fonts."""
    (TARGET / "licences").mkdir(parents=True, exist_ok=True)
    for name, inside in table["licences"].items():
        content = (root / inside).read_bytes()
        (TARGET / "licences" / name).write_bytes(
            gzip.decompress(content) if inside.endswith(".gz") else content
        )


def build(folder: Path) -> None:
    """Build everything that fonts.toml lists, working in an empty folder."""
    plan = tomllib.loads((HERE / "fonts.toml").read_text(encoding="utf-8"))
    roots = {package: unpack(package, folder) for package in plan["packages"]}
    for package, table in plan["packages"].items():
        licences(table, roots[package])
    listed = plan["characters"]
    characters = standard_characters(
        checked(roots[listed["package"]] / listed["file"], listed["sha256"]), listed["field"]
    )
    (TARGET / listed["target"]).write_text("".join(characters) + "\n", encoding="utf-8")
    standard = {ord(character) for character in characters}
    covered: dict[str, set[int]] = {}
    for key, face in plan["faces"].items():
        source = opened(checked(roots[face["package"]] / face["file"], face["sha256"]), face.get("member"))
        wanted = COVERS[face["cover"]]
        missing_from = covered.get(face.get("without", ""), set())
        codes = [
            code
            for code in sorted(source.getBestCmap())
            if wanted(code, standard) and code not in missing_from
        ]
        covered[key] = set(codes)
        cut(source, codes, face["name"], TARGET / f"{key}.ttf")
        print(f"{key}.ttf: {len(codes)} characters, {(TARGET / f'{key}.ttf').stat().st_size:,} bytes")


def main() -> None:
    """Parse the one option and build."""
    parser = argparse.ArgumentParser(description="Build resources/fonts from Debian's packages.")
    parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))


if __name__ == "__main__":
    main()
