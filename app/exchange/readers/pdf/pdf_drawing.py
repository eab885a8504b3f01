"""What is drawn on a PDF page besides letters: strokes, and filled areas, the narrow ones of which are strokes too.

A big area is ground: the shading of a paragraph, of a cell, of the page. Coordinates are points from the lower left of the
page as it is seen.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from app.exchange.readers.pdf.pdf_letters import PageFrame

SHORTEST = 5.0  # points; shorter strokes are no ruling lines
MOST_SEGMENTS = 20_000
MOST_GROUNDS = 600  # on one page; more are a picture
MOST_COMPARED = 100_000  # pairs of a strip and a ground
TOUCHING = 0.7  # points
PALE = 0.6  # of white; paper and the grounds of text are
WHITE = (255, 255, 255)
DEEPEST = 3  # drawings within drawings

Point = tuple[float, float]
Colour = tuple[int, int, int]


class Ground(NamedTuple):
    """A filled area."""

    left: float
    bottom: float
    right: float
    top: float
    colour: Colour = WHITE

    def holds(self, x: float, y: float, near: float = 0.0) -> bool:
        """Whether a point lies on it."""
        return self.left - near <= x <= self.right + near and self.bottom - near <= y <= self.top + near


@dataclass
class Drawing:
    """The strokes of a page from end to end, and its grounds in the order in which they were painted."""

    strokes: list[tuple[Point, Point]] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    strips: list[Ground] = field(default_factory=list)


def drawn(page: pypdfium2.PdfPage, frame: PageFrame, thin: float) -> Drawing:
    """What is drawn on a page; what is no wider than `thin` points is a stroke."""
    drawing = Drawing()
    count = 0
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=DEEPEST):
        count += max(pdfium.FPDFPath_CountSegments(path), 0)
        if count > MOST_SEGMENTS:
            break
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
        if stroked.value and _width(path) <= 2 * thin:
            for outline in _outlines(path, frame):
                drawing.strokes += pairwise(outline)
        elif filled.value:
            _fill(path, frame, thin, drawing)
    if len(drawing.grounds) > MOST_GROUNDS:
        drawing.grounds = []
    known = drawing.grounds if len(drawing.grounds) * len(drawing.strips) <= MOST_COMPARED else []
    drawing.strokes += (_middle(strip) for strip in drawing.strips if _is_line(strip, known))
    return drawing


def _width(path: pypdfium2.PdfObject) -> float:
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(path, width)
    matrix = path.get_matrix()
    scale: float = max(abs(matrix.a), abs(matrix.b))
    return width.value * scale


def _outlines(path: pypdfium2.PdfObject, frame: PageFrame) -> Iterator[list[Point]]:
    """The points of each part of a path, the first one again where it is closed; curves are left out."""
    matrices = [path.get_matrix()]
    holder = path.container
    while holder is not None and len(matrices) <= DEEPEST:
        matrices.append(holder.get_matrix())
        holder = holder.container
    points: list[Point] = []
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point: Point = (x.value, y.value)
        for matrix in matrices:
            point = matrix.on_point(*point)
        point = frame.point(*point)
        if pdfium.FPDFPathSegment_GetType(segment) != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _fill(path: pypdfium2.PdfObject, frame: PageFrame, thin: float, drawing: Drawing) -> None:
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, opaque)
    if not opaque.value:
        return
    colour = red.value, green.value, blue.value
    areas = [_bounds(outline, colour) for outline in _outlines(path, frame)]
    framed = _frames(areas, thin)
    for number, area in enumerate(areas):
        wide, high = area.right - area.left, area.top - area.bottom
        if number in framed:
            drawing.strokes += _edges(area)
        elif min(wide, high) > thin:
            drawing.grounds.append(area)
        elif max(wide, high) >= SHORTEST:
            drawing.strips.append(area)


def _bounds(outline: Sequence[Point], colour: Colour) -> Ground:
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    return Ground(min(xs), min(ys), max(xs), max(ys), colour)


def _frames(areas: Sequence[Ground], thin: float) -> set[int]:
    """The areas of one path of which one lies just within the other: a border filled between them, as browsers print it."""
    found: set[int] = set()
    for number, (outer, inner) in enumerate(pairwise(areas)):
        a, b = sorted((outer, inner), key=lambda area: area.left)
        gaps = (b.left - a.left, b.bottom - a.bottom, a.right - b.right, a.top - b.top)
        if all(0 <= gap <= thin for gap in gaps):
            found |= {number, number + 1}
    return found


def _edges(area: Ground) -> Iterator[tuple[Point, Point]]:
    corners = [
        (area.left, area.bottom),
        (area.right, area.bottom),
        (area.right, area.top),
        (area.left, area.top),
    ]
    yield from pairwise([*corners, corners[0]])


def _middle(strip: Ground) -> tuple[Point, Point]:
    x, y = (strip.left + strip.right) / 2, (strip.bottom + strip.top) / 2
    if strip.right - strip.left > strip.top - strip.bottom:
        return (strip.left, y), (strip.right, y)
    return (x, strip.bottom), (x, strip.top)


def _is_line(strip: Ground, grounds: Sequence[Ground]) -> bool:
    """Whether a strip is more than a piece of the ground beside it: programs fill a pale ground in pieces, some narrow."""
    # A dark border on the dark ground of a table's head is not seen either, but parts its cells.
    if min(strip.colour) < PALE * max(WHITE):
        return True
    (x0, y0), (x1, y1) = _middle(strip)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    aside = TOUCHING + min(strip.right - strip.left, strip.top - strip.bottom) / 2
    dx, dy = (0.0, aside) if y0 == y1 else (aside, 0.0)
    return all(colour_at(*point, grounds) != strip.colour for point in ((x - dx, y - dy), (x + dx, y + dy)))


def colour_at(x: float, y: float, grounds: Sequence[Ground]) -> Colour:
    """The colour of the ground at a point: that of the last area painted there, else of the paper."""
    return next((ground.colour for ground in reversed(grounds) if ground.holds(x, y)), WHITE)


def ground_grids(grounds: Sequence[Ground], near: float) -> Iterator[tuple[Point, Point]]:
    """The borders of cells that are drawn only as areas side by side: at least two rows with the same columns, at least two."""
    block: list[list[Ground]] = []
    for row in [*_rows(_outer(grounds), near), []]:
        if block and not (row and _follows(block[-1], row, near)):
            if len(block) > 1:
                yield from _borders(block)
            block = []
        if len(row) > 1:
            block.append(row)


def _outer(grounds: Sequence[Ground]) -> list[Ground]:
    """The areas that lie within no other one of about their height: the ground of a cell's text lies within the cell's own."""
    kept: list[Ground] = []
    for area in sorted(grounds, key=lambda one: (-one.top, one.left - one.right)):
        x, y = (area.left + area.right) / 2, (area.bottom + area.top) / 2
        high = area.top - area.bottom
        if not any(other.holds(x, y) and other.top - other.bottom < 2 * high for other in kept[-40:]):
            kept.append(area)
    return kept


def _rows(areas: Sequence[Ground], near: float) -> Iterator[list[Ground]]:
    """Areas of one height that stand side by side and touch, from the left; rows from the top."""
    row: list[Ground] = []
    for area in sorted(areas, key=lambda one: (-round(one.top), one.left)):
        beside = (
            row and abs(area.top - row[-1].top) <= near / 2 and abs(area.bottom - row[-1].bottom) <= near / 2
        )
        if row and not (beside and abs(area.left - row[-1].right) <= near):
            yield row
            row = []
        row.append(area)
    if row:
        yield row


def _follows(above: Sequence[Ground], row: Sequence[Ground], near: float) -> bool:
    """Whether a row stands right below another and has the same columns."""
    touches = abs(above[0].bottom - row[0].top) <= near
    same = len(above) == len(row) and all(
        abs(a.left - b.left) <= near / 2 and abs(a.right - b.right) <= near / 2
        for a, b in zip(above, row, strict=True)
    )
    return touches and same


def _borders(block: Sequence[Sequence[Ground]]) -> Iterator[tuple[Point, Point]]:
    left, right = block[0][0].left, block[0][-1].right
    levels = [
        block[0][0].top,
        *((a[0].bottom + b[0].top) / 2 for a, b in pairwise(block)),
        block[-1][0].bottom,
    ]
    yield from (((left, y), (right, y)) for y in levels)
    inner = ((a.right + b.left) / 2 for a, b in pairwise(block[0]))
    yield from (((x, levels[0]), (x, levels[-1])) for x in (left, *inner, right))
