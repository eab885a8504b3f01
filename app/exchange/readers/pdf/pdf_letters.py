"""The letters of a PDF page as they are seen: upright, each with its box, its size and whether it is bold.

A page is turned so that most of its letters stand upright, whatever its own /Rotate says (ISO 32000-1, 8.3 and 14.11.2).
Letters without a code are U+FFFD, those of dictionaries (⼀, ⻅) the characters that they look like. Slanted letters among
upright ones are a stamp across the page and left out.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from app.knowledge.lookalikes import read_lookalikes
from app.system.paths import resource

MOST_ON_A_PAGE = 12_000  # characters; a full page of a report has under 1 500
UNREADABLE = "\ufffd"
MIDDLE = 0.36  # of its size: so high above the line of writing is the middle of a letter
SLANT = math.radians(10)  # a scan may lie askew by less
PALEST = 245  # of 255: so much of each colour is like white paper
BOLD = 600  # weight of a font, as CSS counts it
_FORCE_BOLD = 1 << 18  # flag of a font (ISO 32000-1, table 123)
_BOLD_NAMES = ("bold", "black", "heavy", "simhei", "heiti", "fzhei", "黑体")
_HYPHENS = (0x02, 0xFFFE)  # what pdfium gives for a hyphen at the end of a line
_LOOKALIKES = range(0x2E80, 0x2FE0)
_COMPATIBLE = range(0xF900, 0xFB00)


class TooMuch(Exception):
    """A page holds more characters than any report."""


class Letter(NamedTuple):
    """One character and its box on the page, in points from the lower left; `turn` are quarter turns against the others."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float  # of its line of writing
    size: float
    bold: bool = False
    turn: int = 0
    pale: bool = False  # like the paper

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the letter."""
        return (self.left + self.right) / 2, self.base + self.size * MIDDLE


class PageFrame(NamedTuple):
    """How a page is turned to be read: by quarter turns clockwise within its box."""

    turns: int
    width: float  # of the page before it is turned
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page is seen."""
        if self.turns == 1:
            return y, self.width - x
        if self.turns == 2:
            return self.width - x, self.height - y
        return (self.height - y, x) if self.turns == 3 else (x, y)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """The same for a rectangle."""
        if not self.turns:
            return left, bottom, right, top
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


@dataclass(frozen=True)
class PageLetters:
    """The letters of a page, and the frame in which they are upright."""

    letters: list[Letter]
    frame: PageFrame

    @property
    def unreadable(self) -> int:
        """How many of them have no code, or one that means nothing outside their font."""
        return sum(one.text == UNREADABLE or unicodedata.category(one.text) == "Co" for one in self.letters)


class _Look(NamedTuple):
    """How the letters of one piece of text are set: size, direction, weight,
    and whether they are like the paper."""

    size: float
    quarter: int  # turns against the clock
    slanted: bool
    bold: bool
    pale: bool


class _Raw(NamedTuple):
    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    look: _Look


@dataclass
class _Looks:
    """The looks of a page's pieces of text; each is asked for once."""

    text: pdfium.FPDF_TEXTPAGE
    known: dict[int, _Look] = field(default_factory=dict)
    fonts: dict[int, bool] = field(default_factory=dict)

    def of(self, index: int) -> _Look:
        drawn = pdfium.FPDFText_GetTextObject(self.text, index)
        where = ctypes.addressof(drawn.contents) if drawn else 0
        found = self.known.get(where)
        if found is None or not drawn:
            found = self.known[where] = self._read(index, drawn)
        return found

    def _read(self, index: int, drawn: pdfium.FPDF_PAGEOBJECT) -> _Look:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text, index, ctypes.byref(matrix))
        across = math.hypot(matrix.a, matrix.b) or 1.0
        high = abs(matrix.a * matrix.d - matrix.b * matrix.c) / across
        size = abs(pdfium.FPDFText_GetFontSize(self.text, index)) * high
        bold = bool(drawn) and self._is_bold(drawn)
        angle = math.atan2(matrix.b, matrix.a)
        quarter = round(angle / (math.pi / 2))
        slanted = abs(angle - quarter * math.pi / 2) > SLANT
        return _Look(size, quarter % 4, slanted, bold, bool(drawn) and _is_pale(drawn))

    def _is_bold(self, drawn: pdfium.FPDF_PAGEOBJECT) -> bool:
        if pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE:
            return True  # how a bold face is made of a font that has none
        font = pdfium.FPDFTextObj_GetFont(drawn)
        where = ctypes.addressof(font.contents) if font else 0
        if where not in self.fonts:
            self.fonts[where] = bool(font) and _font_is_bold(font)
        return self.fonts[where]


def _is_pale(drawn: pdfium.FPDF_PAGEOBJECT) -> bool:
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, opaque):
        return False
    return min(red.value, green.value, blue.value) >= PALEST


def _font_is_bold(font: pdfium.FPDF_FONT) -> bool:
    held = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, held, 128)
    name = held.value.decode("utf-8", "replace").lower()
    flags = max(pdfium.FPDFFont_GetFlags(font), 0)
    return (
        any(part in name for part in _BOLD_NAMES)
        or bool(flags & _FORCE_BOLD)
        or pdfium.FPDFFont_GetWeight(font) >= BOLD
    )


def page_letters(page: pypdfium2.PdfPage) -> PageLetters:
    """The letters of a page. Raises TooMuch for more than a page can show."""
    text = page.get_textpage()
    try:
        if text.count_chars() > MOST_ON_A_PAGE:
            raise TooMuch
        paper = page.get_cropbox()
        found = [one for one in _raw(text) if _is_on(paper, one.box)]
    finally:
        text.close()
    quarters = Counter(one.look.quarter for one in found)
    turns = quarters.most_common(1)[0][0] if quarters else 0
    frame = PageFrame(turns, *_span(page))
    slanted = sum(one.look.slanted for one in found) * 2 > len(found)
    kept = [one for one in found if slanted or not one.look.slanted]
    told = _sizes_are_told(kept)
    return PageLetters([_letter(one, frame, told=told) for one in kept], frame)


def _is_on(paper: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    """Whether a letter lies on the paper, so that it is seen."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return paper[0] <= x <= paper[2] and paper[1] <= y <= paper[3]


def _span(page: pypdfium2.PdfPage) -> tuple[float, float]:
    left, bottom, right, top = page.get_mediabox()
    return left + right, bottom + top  # a box that begins at another point turns about its own middle


def _raw(text: pypdfium2.PdfTextPage) -> Iterator[_Raw]:
    handle, looks, others = (
        text.raw,
        _Looks(text.raw),
        _lookalikes(),
    )  # the bare handle: a tenth cheaper for each letter
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    unicode, loose, origin = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
    )
    for index in range(text.count_chars()):
        code = unicode(handle, index)
        char = chr(code) if code < 0x110000 else ""
        if char and not char.strip():
            continue  # also what pdfium itself puts between words and lines
        if pdfium.FPDFText_HasUnicodeMapError(handle, index) == 1 or not char.strip("\0\ufffd"):
            if _is_blank(handle, index):
                continue
            char = UNREADABLE
        elif code in _HYPHENS:
            char = "-"
        if not loose(handle, index, at):
            continue
        edges = (box.left, box.bottom, box.right, box.top)
        if not origin(handle, index, at_x, at_y):
            x.value, y.value = box.left, box.bottom
        yield _Raw(others.get(char, char), edges, (x.value, y.value), looks.of(index))


def _is_blank(text: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    """Whether a letter without a code leaves no ink."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return right.value - left.value < 0.1 or top.value - bottom.value < 0.1


@lru_cache(maxsize=1)
def _lookalikes() -> dict[str, str]:
    """Radicals of dictionaries and compatibility ideographs, which many fonts give in place of the characters."""
    named = read_lookalikes(resource("lookalikes.toml"))
    found = {
        chr(code): named.get(code, "") or unicodedata.normalize("NFKC", chr(code)) for code in _LOOKALIKES
    }
    return found | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE}


def _sizes_are_told(found: Sequence[_Raw]) -> bool:
    """Whether the sizes that the file states are those that are seen; a font of drawings may count otherwise."""
    # Its boxes, on the other hand, may be as low as the ink: that of 一 is a line.
    tall = sorted(max(one.box[3] - one.box[1], one.box[2] - one.box[0]) for one in found)
    sizes = sorted(one.look.size for one in found)
    return bool(found) and 0.6 < tall[len(tall) // 2] / max(sizes[len(sizes) // 2], 0.01) < 1.8


def _letter(raw: _Raw, frame: PageFrame, *, told: bool) -> Letter:
    look = raw.look
    left, bottom, right, top = frame.box(*raw.box)
    turn = (look.quarter - frame.turns) % 4
    size = max(look.size if told else right - left if turn % 2 else top - bottom, 1.0)
    base = (bottom + top) / 2 - size * MIDDLE if turn else frame.point(*raw.origin)[1]
    return Letter(raw.text, left, bottom, right, top, base, size, look.bold, turn, look.pale)


def upright(letters: Sequence[Letter]) -> list[Letter]:
    """Letters that are all turned the same way, as they stand when the page is turned for them."""
    turn = letters[0].turn
    frame = PageFrame(turn, 0.0, 0.0)
    found = []
    for one in letters:
        box = frame.box(one.left, one.bottom, one.right, one.top)
        base = (box[1] + box[3]) / 2 - one.size * MIDDLE
        found.append(Letter(one.text, *box, base, one.size, one.bold))
    return found
