"""One page as a content stream, and what it needs of faces and pictures. Drawn once, as long as nothing on it changes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from app.render.pdf.pdf_file import PackedStream
from app.render.pdf.pdf_fonts import LEVEL, Used
from app.render.pdf.pdf_text import placed_operators, shown_line, spoken, text_string
from app.typeset.page_grid import PAPER, RULE
from app.typeset.pages import Page, PagePiece, PlacedPicture
from app.typeset.typesetter import Typesetter

Needs = Mapping[str, Used]  # what is used of each face, by its key


@dataclass(frozen=True, eq=False)
class Ink:
    """A piece as operators, its rules apart, and what it needs."""

    rules: str
    text: str
    needs: Needs


@dataclass(frozen=True, eq=False)
class DrawnPage:
    """The stream of a page, its needs, and its pictures by name."""

    stream: PackedStream
    needs: Needs
    pictures: Mapping[str, bytes]


def drawn_page(page: Page, setter: Typesetter) -> DrawnPage:
    """The page drawn, or as it was drawn before if it is made of the same pieces."""
    return setter.remembered(("page", page.pieces, page.pictures), partial(_draw, page, setter))


def _draw(page: Page, setter: Typesetter) -> DrawnPage:
    """Pictures first, then rules, then text in reading order."""
    inks = [setter.remembered(("ink", one), partial(_ink, one, setter)) for one in page.pieces]
    rules = [ink.rules for ink in inks if ink.rules]
    out = [
        *map(_picture, page.pictures),
        *([f"{RULE} w 2 J", *rules] if rules else ()),
        *(ink.text for ink in inks if ink.text),
    ]
    stream = PackedStream(zlib.compress("\n".join(out).encode("ascii"), LEVEL))
    return DrawnPage(stream, joined(ink.needs for ink in inks), {picture_name(one): one.png for one in page.pictures})


def joined(all_needs: Iterable[Needs]) -> Needs:
    """What many need together; of two characters with one glyph the first one met is copied out of the file."""
    characters: dict[str, dict[int, str]] = {}
    halves: dict[str, dict[int, int]] = {}
    for needs in reversed(list(all_needs)):
        for face, used in needs.items():
            characters.setdefault(face, {}).update(used.characters)
            halves.setdefault(face, {}).update(used.halves)
    return {face: Used(characters[face], halves[face]) for face in sorted(characters)}


def _ink(one: PagePiece, setter: Typesetter) -> Ink:
    height, out, needs = PAPER[1], [], []
    for placed in one.parts:
        # By its runs, since a paragraph that is set again has many of its lines as they were.
        runs = setter.remembered(("shown", placed.line.runs), partial(shown_line, placed.line, setter.faces))
        speech = spoken(placed.line, runs)
        out += [speech, "BT"] if speech else ["BT"]
        for shown in runs:
            needs.append({shown.face: shown.used})
            out.append(placed_operators(shown, one.x + placed.x, height - (one.y + placed.y)))
        out += ["ET", "EMC"] if speech else ["ET"]
    return Ink("\n".join(_rules(one)), "\n".join(out), joined(needs))


def _rules(one: PagePiece) -> Iterable[str]:
    x, y = one.x, PAPER[1] - one.y
    return (f"{x + r.x0:.3f} {y - r.y0:.3f} m {x + r.x1:.3f} {y - r.y1:.3f} l S" for r in one.rules)


def picture_name(one: PlacedPicture) -> str:
    """The name of a picture inside the pages' resources: the same picture has one name."""
    return f"P{hashlib.md5(one.png, usedforsecurity=False).hexdigest()}"


def _picture(one: PlacedPicture) -> str:
    """The operators of a picture, spoken as its words (ISO 32000-1, 14.9.3)."""
    place = f"{one.width:.3f} 0 0 {one.height:.3f} {one.x:.3f} {PAPER[1] - one.y - one.height:.3f} cm"
    return f"/Figure <</Alt {text_string(one.text)}>> BDC q {place} /{picture_name(one)} Do Q EMC"
