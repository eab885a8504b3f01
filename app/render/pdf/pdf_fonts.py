"""The fonts inside a PDF: of each face only the glyphs used, as one Type 0 font with its text mapping.

A squeezed mark stands as a glyph of half width, so that the boxes of a line's glyphs tile its measure and a
reader of the file finds no gaps. Glyph numbers stay those of the face.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString

from app.render.pdf.pdf_file import PackedStream, PdfFile
from app.typeset.faces import FULL
from app.typeset.truetype import Face, parts

HALF = 500.0
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LEVEL = 4  # of compression: the preview waits for it
FLAGS = 4  # symbolic: the glyph numbers are the face's own
CHECKSUM_TARGET = 0xB1B0AFBA
KEPT = ("cvt ", "fpgm", "prep")
BLOCK = 100  # most entries that a ToUnicode map may hold in one block


@dataclass(frozen=True, slots=True)
class Used:
    """The glyphs of a face that a document uses: number → character; `halves`: squeezed marks by new number."""

    characters: Mapping[int, str]
    halves: Mapping[int, int]

    @property
    def key(self) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, int], ...]]:
        """The same for the same glyphs, in whatever order they came."""
        return tuple(sorted(self.characters.items())), tuple(sorted(self.halves.items()))


@dataclass(frozen=True, eq=False)
class FontParts:
    """What a font puts into the file: its tagged name, metrics, and two streams."""

    name: str
    widths: str
    file: PackedStream
    mapping: PackedStream
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    flags: int = FLAGS


class FontShelf:
    """The fonts made last, by face: a face of which the same glyphs are used is not cut again."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Used, FontParts]] = {}

    def parts(self, face: Face, used: Used) -> FontParts:
        """The font of a face with the glyphs used."""
        kept = self._kept.get(face.key)
        if kept is None or kept[0] != used:
            self._kept[face.key] = kept = used, font_parts(face, used)
        return kept[1]


def font(file: PdfFile, parts: FontParts) -> PDFObjectReference:
    """Put a font into the file (a Type 0 font, ISO 32000-1, 9.7)."""
    base, outlines = PDFName(parts.name), file.add_stream(parts.file)
    descriptor = file.add(
        Type=PDFName("FontDescriptor"), FontName=base, Flags=parts.flags, FontBBox=PDFArray(parts.box), ItalicAngle=0,
        Ascent=parts.ascent, Descent=parts.descent, CapHeight=parts.ascent, StemV=80, FontFile2=outlines,
    )  # fmt: skip
    system = PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0})
    descendant = file.add(
        Type=PDFName("Font"), Subtype=PDFName("CIDFontType2"), BaseFont=base, CIDSystemInfo=system,
        FontDescriptor=descriptor, DW=1000, W=parts.widths, CIDToGIDMap=PDFName("Identity"),
    )  # fmt: skip
    return file.add(
        Type=PDFName("Font"), Subtype=PDFName("Type0"), BaseFont=base, Encoding=PDFName("Identity-H"),
        DescendantFonts=PDFArray([descendant]), ToUnicode=file.add_stream(parts.mapping),
    )  # fmt: skip


def font_parts(face: Face, used: Used) -> FontParts:
    """Subset a face. The same glyphs give the same bytes."""
    file = subset(face, used)
    digest = hashlib.sha256(repr(used.key).encode()).digest()
    tag = "".join(LETTERS[byte % 26] for byte in digest[:6])
    family = "".join(letter for letter in face.key.title() if letter.isascii() and letter.isalnum())
    scale = 1000 / face.units
    left, bottom, right, top = struct.unpack_from(">4h", face.table("head"), 36)
    ascent, descent = struct.unpack_from(">2h", face.table("hhea"), 4)
    return FontParts(
        name=f"{tag}+Nianbao{family}",
        widths=_widths(face, used),
        file=PackedStream(zlib.compress(file, LEVEL), {"Length1": len(file)}),
        mapping=PackedStream(zlib.compress(_mapping(used).encode("ascii"), LEVEL)),
        box=(round(left * scale), round(bottom * scale), round(right * scale), round(top * scale)),
        ascent=round(ascent * scale),
        descent=round(descent * scale),
    )


def _widths(face: Face, used: Used) -> str:
    """The W array: runs of neighbouring glyph numbers with their advances, but for full-width ones (DW)."""
    entries: list[str] = []
    following = -1
    for number in sorted({*used.characters, *used.halves}):
        width = HALF if number in used.halves else face.advance(number)
        if width == FULL:
            continue
        if number != following:
            entries.append(f"{']' if entries else ''}{number}[")
        entries.append(f"{width:g} ")
        following = number + 1
    return f"[{''.join(entries)}{']' if entries else ''}]"


def _mapping(used: Used) -> str:
    """The ToUnicode map: what a reader copies out for each glyph."""
    texts = dict(used.characters)
    texts.update({number: used.characters.get(whole, "") for number, whole in used.halves.items()})
    lines = [
        f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for number, text in sorted(texts.items())
        if text
    ]
    blocks = [lines[place : place + BLOCK] for place in range(0, len(lines), BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


def subset(face: Face, used: Used) -> bytes:
    """A TrueType file with the outlines of the used glyphs only; all others are empty."""
    outlines = sorted(_outlines(face, used).items())
    count = outlines[-1][0] + 1
    offsets, metrics = array("I"), array("H", bytes(4 * count))
    end = 0
    for number, outline in outlines:
        offsets.extend([end] * (number + 1 - len(offsets)))  # all glyphs since the last used one are empty
        end += len(outline)
        metrics[2 * number] = round(
            (HALF if number in used.halves else face.advance(number)) * face.units / 1000
        )
        metrics[2 * number + 1] = struct.unpack_from(">H", outline, 2)[0] if outline else 0
    offsets.append(end)
    head = bytearray(face.table("head"))
    struct.pack_into(">I", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    hhea, maxp = bytearray(face.table("hhea")), bytearray(face.table("maxp"))
    struct.pack_into(">H", hhea, 34, count)
    struct.pack_into(">H", maxp, 4, count)
    tables = {tag: face.table(tag) for tag in KEPT if tag in face.tables}
    tables |= {"glyf": b"".join(outline for _, outline in outlines), "head": bytes(head)}
    tables |= {"hhea": bytes(hhea), "maxp": bytes(maxp)}
    tables |= {"hmtx": _big_endian(metrics), "loca": _big_endian(offsets)}
    return _assembled(tables)


def _outlines(face: Face, used: Used) -> dict[int, bytes]:
    """Outlines by glyph number, each padded to four bytes; parts of composite glyphs come along."""
    found: dict[int, bytes] = {}
    wanted = [0, *used.characters]
    while wanted:
        number = wanted.pop()
        if number not in found:
            outline = face.outline(number)
            found[number] = outline + bytes(-len(outline) % 4)
            wanted.extend(parts(outline))
    return found | {number: found[whole] for number, whole in used.halves.items()}


def _big_endian(numbers: array[int]) -> bytes:
    if struct.pack("=H", 1) == struct.pack("<H", 1):
        numbers.byteswap()
    return numbers.tobytes()


def _assembled(tables: Mapping[str, bytes]) -> bytes:
    """A TrueType file of these tables, its checksums set."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    offset = 12 + 16 * count
    records, bodies, head_at, whole = [], [], 0, 0
    for tag, content in sorted(tables.items()):
        padded = content + bytes(-len(content) % 4)
        checksum = _checksum(padded)
        records.append(struct.pack(">4sIII", tag.encode("latin-1"), checksum, offset, len(content)))
        whole += checksum
        bodies.append(padded)
        if tag == "head":
            head_at = offset
        offset += len(padded)
    front = b"".join((header, *records))
    file = bytearray(b"".join((front, *bodies)))
    # The file's sum is that of its parts, since each begins and ends on a word.
    struct.pack_into(">I", file, head_at + 8, (CHECKSUM_TARGET - _checksum(front) - whole) & 0xFFFFFFFF)
    return bytes(file)


def _checksum(content: bytes) -> int:
    words = array("I", content)
    if struct.pack("=H", 1) == struct.pack("<H", 1):
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
