"""Composed lines → PDF text operators: glyph numbers in order, small corrections between them.

Each run is one TJ: the tracking most of its glyphs share stands in Tc, the rest in thousandths of the size.
What a line needs of each face is gathered for the fonts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from app.render.pdf.pdf_fonts import HALF, Used
from app.typeset.faces import FULL, Faces
from app.typeset.lines import Run, SetLine
from app.typeset.marks import CUT_LEFT, CUT_RIGHT
from app.typeset.truetype import Face

GUESSED = 0.085  # of the size: wider gaps look like blanks to a reader
HALF_WHEN = 0.58  # of the size: a mark with less advance stands as its half-width glyph
CLOSE_ENOUGH = 0.25  # thousandths of the size that may stand uncorrected
MARKS = {mark: place for place, mark in enumerate(sorted(CUT_RIGHT))}


@dataclass(frozen=True, slots=True)
class Shown:
    """A run as operators without its place, and the glyphs it uses.

    `widest` is its widest gap, `closest` its deepest overlap (negative) before an opening mark, in ems.
    """

    x: float
    face: str
    state: str
    array: str
    widest: float
    closest: float
    used: Used


@cache
def font_name(face: str) -> str:
    """The name of a face inside the page's resources."""
    return "N" + "".join(letter for letter in face if letter.isascii() and letter.isalnum())


def shown_line(line: SetLine, faces: Faces) -> tuple[Shown, ...]:
    """The runs of a line as operators."""
    following = [*(run.text[0] for run in line.runs[1:]), ""]
    return tuple(
        _shown(run, faces.face(run.face), after) for run, after in zip(line.runs, following, strict=True)
    )


def spoken(line: SetLine, runs: tuple[Shown, ...]) -> str:
    """The operator that gives an unevenly spaced line its text in words (ISO 32000-1, 14.9.4), else nothing.

    A reader guesses blanks from gaps and new columns from overlaps; where either is wide it would guess wrong.
    Characters beyond the basic plane are left to their glyphs, since not every reader takes them from here.
    """
    if max(line.text, default="") > "\uffff":
        return ""
    if " " not in line.text and all(run.widest < GUESSED and run.closest > -GUESSED for run in runs):
        return ""
    return f"/Span <</ActualText {text_string(line.text)}>> BDC"


def _shown(run: Run, face: Face, following: str) -> Shown:
    numbers: list[int] = []
    characters: dict[int, str] = {}
    halves: dict[int, int] = {}
    naturals: list[float] = []
    for character, glyph, advance in zip(run.text, run.glyphs, run.advances, strict=True):
        natural = face.advance(glyph)
        if natural == FULL and character in MARKS and advance < HALF_WHEN * run.size:
            numbers.append(len(face.offsets) - 1 + MARKS[character])
            halves[numbers[-1]], natural = glyph, HALF
        else:
            numbers.append(glyph)
        characters.setdefault(glyph, character)
        naturals.append(natural * run.size / 1000)
    extras = [advance - natural for advance, natural in zip(run.advances, naturals, strict=True)]
    counts = Counter([round(extra, 3) for extra in extras])
    shared = max(counts, key=counts.__getitem__)
    array = _array(numbers, extras, shared, run.size)
    state = f"/{font_name(run.face)} {run.size:g} Tf {_plain(shared)} Tc"
    watched = [
        extra for extra, after in zip(extras, run.text[1:] + following, strict=False) if after in CUT_LEFT
    ]
    widest, closest = max(extras) / run.size, min(watched, default=0.0) / run.size
    return Shown(run.x, run.face, state, array, widest, closest, Used(characters, halves))


def _array(numbers: list[int], extras: list[float], shared: float, size: float) -> str:
    """The TJ operand: hex strings, and between them what must be taken back, its rounding carried on."""
    pieces, owed = ["<"], 0.0
    for number, extra in zip(numbers, extras, strict=True):
        if abs(owed) >= CLOSE_ENOUGH:
            back = round(owed, 1)
            pieces.append(f">{back:g}<")
            owed -= back
        pieces.append(f"{number:04X}")
        owed += (shared - extra) * 1000 / size
    return "".join(pieces) + ">"


def _plain(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


def text_string(text: str) -> str:
    """A text as a stream holds it (7.9.2.2): big-endian UTF-16 with its mark, in hexadecimal."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def placed_operators(shown: Shown, x: float, y: float) -> str:
    """The operators of a run with its origin at a point, counted from the page's lower left corner."""
    return f"{shown.state} 1 0 0 1 {x + shown.x:.3f} {y:.3f} Tm [{shown.array}] TJ"
