"""From a point of the page to the place of the report that somebody means, and from a place to its frame on the page.

No Qt. Texts are those of the report as it stands; the page may be a moment older.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.chinese.sentences import sentences
from app.form.form import Form
from app.report.report import TITLE, Report
from ui.preview.composition import Composition
from ui.preview.spots import Box, Spot

NUMBER = re.compile(r"\d(?:[\d,，.]*\d)?[%％]?")
ROUND_TEXT = 0.38  # of the height of a line: what of the blank above and below it the frame takes in
ROUND = 2.0  # points beside a text


@dataclass(frozen=True)
class ReportPlace:
    """A cell, and characters of its text, or -1 when the whole is meant."""

    cell: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class PlaceFrame:
    """Where a place stands: boxes with their pages. `blank`: the level line where a text would begin that is not there yet."""

    boxes: tuple[tuple[int, Box], ...] = ()
    blank: bool = False


def spot_at(composition: Composition, page: int, x: float, y: float) -> Spot | None:
    """What lies at a point of a page; of two that are near, the nearer."""
    here = [spot for spot in composition.on(page) if spot.holds(x, y)]
    return min(here, key=lambda spot: _away(spot.box, x, y), default=None)


def _away(box: Box, x: float, y: float) -> float:
    left, top, right, bottom = box
    return max(left - x, x - right, 0.0) + max(top - y, y - bottom, 0.0)


def place_meant(spot: Spot, x: float, report: Report) -> ReportPlace:
    """The place that a spot leads to: of a text the number under the pointer, else the sentence."""
    at = spot.character(x)
    if at < 0:
        return ReportPlace(spot.cell)
    text = report.text(spot.cell)
    number = next((one for one in NUMBER.finditer(text) if one.start() <= at < one.end()), None)
    if number:
        return ReportPlace(spot.cell, number.start(), number.end())
    return ReportPlace(spot.cell, *sentence_at(text, at))


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """Start and end of the sentence in which a character stands, without the blanks around it; the whole of a short rest."""
    for one in sentences(text):
        if one.start <= place < one.end or one.end == len(text):
            bare = one.text.strip()
            start = one.start + one.text.index(bare)
            return start, start + len(bare)
    return 0, 0


def sentence_of_caret(text: str, caret: int) -> tuple[int, int]:
    """The sentence that somebody writes whose caret stands so far in the text: the one of the character before it."""
    before = caret > 0 and text[caret - 1 : caret] != "\n"
    return sentence_at(text, caret - 1 if before else caret)


def words_for(form: Form, spot: Spot) -> str:
    """Where a spot leads, for its tool tip."""
    if spot.cell == TITLE:
        return "点一下，改单位和标题（报告信息）"
    cell = form.cells[spot.cell]
    where = cell.label or cell.id
    if spot.kind == "cell":
        told = "合计，由程序算出" if cell.derived else ""
        return f"点一下，到：{where}（{told}）" if told else f"点一下，到：{where}"
    if spot.kind == "text":
        return f"点一下，到“{where}”的这一句"
    return f"点一下，到：{where}"


def frame_of(composition: Composition, form: Form, name: str, caret: int, report: Report) -> PlaceFrame:
    """The frame of a cell: its box in a table; of a text the lines of the sentence of the caret, all where there is none (-1);
    of a blank text its heading."""
    cell = form.cells.get(name)
    if cell is None or cell.id not in composition.cells:
        return PlaceFrame()
    name = cell.note_of if cell.note_of in form.cells else cell.id
    there = composition.by_cell.get(name, ())
    boxes = tuple((page, spot.box) for page, spot in there if spot.kind == "cell")
    if boxes:
        return PlaceFrame(boxes)
    return _of_text(there, caret, report.text(name)) or _of_heading(there) or _of_blank(composition, name)


def _of_text(there: tuple[tuple[int, Spot], ...], caret: int, text: str) -> PlaceFrame | None:
    lines = [(page, spot) for page, spot in there if spot.kind == "text"]
    if not lines:
        return None
    if caret >= 0:
        start, end = sentence_of_caret(text, caret)
        parts = [(page, part) for page, spot in lines if (part := spot.part(start, end))]
        if parts:
            return PlaceFrame(tuple((page, _round(part)) for page, part in parts))
    return PlaceFrame(tuple((page, _round(spot.box)) for page, spot in lines))


def _of_heading(there: tuple[tuple[int, Spot], ...]) -> PlaceFrame | None:
    """The lines of the last heading that leads there: of a section's and a text's own it is the text's."""
    lines = [(page, spot) for page, spot in there if spot.kind == "heading"]
    firsts = [n for n, (_, spot) in enumerate(lines) if spot.characters == (0,)]
    return PlaceFrame(tuple((page, _round(spot.box)) for page, spot in lines[firsts[-1] :])) if firsts else None


def _of_blank(composition: Composition, cell: str) -> PlaceFrame:
    page, depth = composition.cells[cell], composition.depths[cell]
    edges = [edge for spot in composition.on(page) for edge in (spot.box[0], spot.box[2])]
    return PlaceFrame(((page, (min(edges), depth, max(edges), depth)),), blank=True) if edges else PlaceFrame()


def _round(box: Box) -> Box:
    left, top, right, bottom = box
    high = (bottom - top) * ROUND_TEXT
    return left - ROUND, top - high, right + ROUND, bottom + high
