"""Where a picture goes: under its waiting headings, whole, with the note under it; else on the next page.

One that is taller than a page is made smaller in proportion. A thin rule frames it.
"""

from __future__ import annotations

from math import ceil

from app.document.blocks import Note, Picture
from app.typeset.flow import CLEAR, TINY, Flow
from app.typeset.page_grid import DEPTH, MEASURE, MM, PITCH, TOP
from app.typeset.pages import PagePiece, PageRule, PlacedPicture
from app.typeset.tabling import note_depth


def place_picture(flow: Flow, picture: Picture, note: Note | None) -> None:
    """Place a picture in the middle of the measure, with room for the note that follows it."""
    below = note_depth(flow, note)
    room = DEPTH - flow.heading_lines * PITCH - below
    scale = min(1.0, MEASURE / (picture.width * MM), room / (picture.height * MM))
    width, height = picture.width * MM * scale, picture.height * MM * scale
    flow.release(ceil((height + below) / PITCH - TINY))
    if not flow.fresh and flow.sheet.slot * PITCH + height + below > DEPTH + TINY:
        flow.turn_page()
    start = flow.sheet.slot * PITCH
    x, y = flow.sheet.left + (MEASURE - width) / 2, TOP + start
    flow.sheet.pictures.append(PlacedPicture(x, y, width, height, picture.png, picture.text))
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    frame = tuple(PageRule(*corners[n], *corners[(n + 1) % 4]) for n in range(4))
    flow.sheet.pieces.append(flow.setter.remembered(("frame", frame), lambda: PagePiece(0.0, 0.0, rules=frame)))
    flow.sheet.table_end = start + height
    flow.sheet.depth = flow.sheet.table_end + CLEAR
