"""One TrueType file, read as far as composing and embedding need it: characters, advances, outlines.

Only struct and array work on a memory map, so that a face of 7 MB opens in some milliseconds.
Measures are in thousandths of the type size.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import ResourceError
from app.typeset.marks import UNPRINTED

COLLECTION, CFF = b"ttcf", b"OTTO"
COMPONENT_MORE, COMPONENT_WORDS = 0x20, 0x01
COMPONENT_SCALES = {0x08: 2, 0x40: 4, 0x80: 8}


@dataclass(frozen=True)
class FaceFile:
    """Where a face lies: a font file, and which member of it when it is a collection."""

    path: Path
    member: int = 0


@dataclass(frozen=True, eq=False)
class Face:
    """An opened face. `glyphs` maps code points to glyph numbers, `advances` and `offsets` go by glyph number."""

    key: str
    data: mmap.mmap
    tables: Mapping[str, tuple[int, int]]
    glyphs: Mapping[int, int]
    advances: Sequence[int]
    offsets: Sequence[int]
    units: int

    def advance(self, glyph: int) -> float:
        """The advance of a glyph in thousandths of the type size."""
        widths = self.advances
        return widths[min(glyph, len(widths) - 1)] * 1000 / self.units

    def number(self, character: str) -> int | None:
        """The glyph number of a character; None when the face lacks it or, as some do, has a blank in its place."""
        glyph = self.glyphs.get(ord(character), 0)
        if not 0 < glyph < len(self.offsets) - 1:
            return None
        drawn = self.offsets[glyph] < self.offsets[glyph + 1]
        return glyph if drawn or UNPRINTED.match(character) else None

    def outline(self, glyph: int) -> bytes:
        """The glyph's entry of the glyf table; empty for a blank."""
        start = self.tables["glyf"][0]
        return self.data[start + self.offsets[glyph] : start + self.offsets[glyph + 1]]

    def extent(self, glyph: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top edge of the ink in thousandths of the type size; zeros for a blank."""
        entry = self.outline(glyph)
        if len(entry) < 10:
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = (
            value * 1000 / self.units for value in struct.unpack_from(">4h", entry, 2)
        )
        return (left, bottom, right, top)

    def table(self, tag: str) -> bytes:
        """The bytes of one table."""
        start, length = self.tables[tag]
        return self.data[start : start + length]


def open_face(key: str, path: Path, member: int = 0) -> Face:
    """Open a TrueType file (or one member of a collection).

    Raises ResourceError when the file is missing, damaged, or has outlines other than TrueType.
    """
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as reason:
        raise ResourceError(
            f"字体文件无法打开：{path.name}。请重新安装本程序，或在设置中换一种字体。"
        ) from reason
    except ValueError as reason:
        raise ResourceError(
            f"字体文件是空的：{path.name}。请重新安装本程序，或在设置中换一种字体。"
        ) from reason
    try:
        return _read(key, data, member)
    except (KeyError, IndexError, ValueError, struct.error) as reason:
        raise ResourceError(
            f"字体文件已损坏或不是 TrueType 字体：{path.name}。请重新安装本程序，或在设置中换一种字体。"
        ) from reason


def _read(key: str, data: mmap.mmap, member: int) -> Face:
    start = struct.unpack_from(">I", data, 12 + 4 * member)[0] if data[:4] == COLLECTION else 0
    if data[start : start + 4] == CFF:
        raise ValueError("CFF outlines")
    (count,) = struct.unpack_from(">H", data, start + 4)
    records = (struct.unpack_from(">4sIII", data, start + 12 + 16 * i) for i in range(count))
    tables = {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in records}
    head, hhea = tables["head"][0], tables["hhea"][0]
    (units,) = struct.unpack_from(">H", data, head + 18)
    (long_offsets,) = struct.unpack_from(">h", data, head + 50)
    (metrics,) = struct.unpack_from(">H", data, hhea + 34)
    if not units or not metrics:
        raise ValueError("no units or no metrics")
    widths = _numbers("H", data, tables["hmtx"][0], 4 * metrics)[::2]
    offsets = _numbers("I" if long_offsets else "H", data, *tables["loca"])
    if not long_offsets:
        offsets = array("I", (2 * value for value in offsets))
    end = tables["glyf"][0] + (offsets[-1] if offsets else 0)
    if end > len(data):
        raise ValueError("cut short")
    return Face(key, data, tables, _characters(data, tables["cmap"][0]), widths, offsets, units)


def _numbers(code: str, data: mmap.mmap, start: int, length: int) -> array[int]:
    """Big-endian unsigned numbers: `H` 16 bits, `I` 32 bits."""
    numbers = array(code, data[start : start + length])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _characters(data: mmap.mmap, start: int) -> Mapping[int, int]:
    """The best Unicode table of cmap as code point → glyph number."""
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: dict[int, int] = {}
    for i in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * i)
        (kind,) = struct.unpack_from(">H", data, start + offset)
        if (platform == 0 or (platform == 3 and encoding in (1, 10))) and kind in (4, 12):
            found[kind] = start + offset
    return _groups(data, found[12]) if 12 in found else _segments(data, found[4])


class CharacterRuns(Mapping[int, int]):
    """Code point → glyph number, looked up in the runs of the file itself: a report uses some hundreds of a face's 9 000
    characters, and to spell them all out would take as long as composing it.

    `firsts` and `lasts` are the ends of the runs; `glyph_of` gives the glyph of a code point in the run of that place, or 0.
    """

    def __init__(self, firsts: Sequence[int], lasts: Sequence[int], glyph_of: Callable[[int, int], int]) -> None:
        self._firsts, self._lasts, self._glyph_of = firsts, lasts, glyph_of

    def __getitem__(self, code: int) -> int:
        place = bisect_left(self._lasts, code)
        if place < len(self._lasts) and self._firsts[place] <= code:
            glyph = self._glyph_of(place, code)
            if glyph:
                return glyph
        raise KeyError(code)

    def __iter__(self) -> Iterator[int]:
        runs = zip(self._firsts, self._lasts, strict=True)
        return (code for first, last in runs for code in range(first, last + 1) if code in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _groups(data: mmap.mmap, start: int) -> CharacterRuns:
    """cmap format 12: runs of consecutive characters and glyphs."""
    (count,) = struct.unpack_from(">I", data, start + 12)
    numbers = _numbers("I", data, start + 16, 12 * count)
    if len(numbers) < 3 * count:
        raise ValueError("cut short")
    firsts, lasts, glyphs = numbers[::3], numbers[1::3], numbers[2::3]
    return CharacterRuns(firsts, lasts, lambda place, code: glyphs[place] + code - firsts[place])


def _segments(data: mmap.mmap, start: int) -> CharacterRuns:
    """cmap format 4: segments with a delta or an index into a glyph array."""
    (double,) = struct.unpack_from(">H", data, start + 6)
    lasts = _numbers("H", data, start + 14, double)
    firsts = _numbers("H", data, start + 16 + double, double)
    deltas = _numbers("H", data, start + 16 + 2 * double, double)
    places = start + 16 + 3 * double
    ranges = _numbers("H", data, places, double)
    if not len(lasts) == len(firsts) == len(deltas) == len(ranges):
        raise ValueError("cut short")

    def glyph_of(place: int, code: int) -> int:
        glyph, step = code, ranges[place]
        if step:
            at = places + 2 * place + step + 2 * (code - firsts[place])
            glyph = int.from_bytes(data[at : at + 2], "big")
        return (glyph + deltas[place]) & 0xFFFF if glyph or not step else 0

    return CharacterRuns(firsts, lasts, glyph_of)


def parts(outline: bytes) -> Iterator[int]:
    """The glyph numbers that a composite outline is made of; none for a simple one."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    place, flags = 10, COMPONENT_MORE
    while flags & COMPONENT_MORE:
        flags, glyph = struct.unpack_from(">HH", outline, place)
        yield glyph
        place += 8 if flags & COMPONENT_WORDS else 6
        place += next((size for bit, size in COMPONENT_SCALES.items() if flags & bit), 0)
