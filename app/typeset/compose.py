"""The blocks of a document → composed pages: the one door to the page for writers and the preview.

Title in the middle with a line left empty, text on the grid, tables between, the closing block at the right
(GB/T 9704—2012, 7.3).
"""

from __future__ import annotations

from itertools import pairwise

from app.document.blocks import Block, Document, Grid, Heading, Note, Paragraph, Picture, Signature, Title
from app.typeset.flow import Flow
from app.typeset.lines import SetLine
from app.typeset.page_grid import ADVANCE, BODY, INDENT, LINES, MEASURE, PITCH, TITLE, PageStyle
from app.typeset.pages import Pages
from app.typeset.picturing import place_picture
from app.typeset.tabling import place_note, place_table
from app.typeset.typesetter import Typesetter

EDGE = MEASURE - 2 * ADVANCE  # where the closing block ends
CARRIED = 2  # lines of text that accompany it to a new page


def compose(document: Document, style: PageStyle | None = None, setter: Typesetter | None = None) -> Pages:
    """Compose a report. Raises ResourceError when a font is missing or damaged.

    `setter` is kept by a caller that composes again and again; without one, nothing is remembered.
    """
    setter = setter or Typesetter()
    setter.turn()
    flow = Flow(style or PageStyle(), setter)
    after: dict[int, list[str]] = {}
    for cell, number in document.stands:
        after.setdefault(number, []).append(cell)
    for number, (block, following) in enumerate(pairwise((*document.blocks, None))):
        if block is not None:
            _take(flow, block, following)
        flow.stand(after.get(number, ()))
    return flow.finish()


def _take(flow: Flow, block: Block, following: Block | None) -> None:
    if isinstance(block, Title):
        _title(flow, block)
    elif isinstance(block, Heading):
        flow.hold(block)
    elif isinstance(block, Paragraph):
        _paragraph(flow, block, following)
    elif isinstance(block, Grid):
        place_table(flow, block, following if isinstance(following, Note) else None)
    elif isinstance(block, Note):
        place_note(flow, block)
    elif isinstance(block, Picture):
        place_picture(flow, block, following if isinstance(following, Note) else None)
    else:
        _signature(flow, block)


def _title(flow: Flow, block: Title) -> None:
    """2号, centred, one line of the title in a slot, one empty line below."""
    for text in block.lines:
        for line in flow.setter.cell(text, TITLE, MEASURE, balanced=True):
            flow.line(line, (MEASURE - line.width) / 2, TITLE.size, "title", block.leads)
    flow.sheet.depth += PITCH


def _paragraph(flow: Flow, block: Paragraph, following: Block | None) -> None:
    lines = flow.setter.paragraph(block.text, BODY, MEASURE, INDENT * ADVANCE)
    if not lines:
        return
    carried = _carried(flow, len(lines), following) if isinstance(following, Signature) else 0
    if carried == len(lines):
        flow.turn_page()
    flow.release(1)
    stay = len(lines) - carried
    flow.text(lines[:stay], BODY.size, "paragraph", block.cell, block.start)
    if carried and stay:
        flow.turn_page()
    flow.text(lines[stay:], BODY.size, "paragraph", block.cell, block.start)


def _carried(flow: Flow, count: int, closing: Signature) -> int:
    """How many of the last paragraph's lines go to a new page, so that the closing block never stands there alone."""
    office, dated = _closing(flow, closing)
    above = flow.sheet.slot + flow.heading_lines
    start = above if above < LINES else flow.heading_lines
    end = (start + count - 1) % LINES + 1
    if end + len(office) + len(dated) <= LINES:
        return 0
    return CARRIED if count >= 2 * CARRIED else count


def _closing(flow: Flow, block: Signature) -> tuple[tuple[SetLine, ...], tuple[SetLine, ...]]:
    """The lines of the office and of the date."""
    office = flow.setter.cell(block.office, BODY, EDGE - 2 * ADVANCE, balanced=True)
    return office, flow.setter.cell(block.day, BODY, EDGE, balanced=False)


def _signature(flow: Flow, block: Signature) -> None:
    """Office two characters in from the right, the date below it begins two characters further right.

    GB/T 9704—2012, 7.3.5.2: a date longer than the office ends two characters in, and the office moves left.
    One line stays empty above, if the page has room for it; the block is not divided.
    """
    flow.release(1)
    office, dated = _closing(flow, block)
    wide = max((line.width for line in office), default=0.0)
    long = max((line.width for line in dated), default=0.0)
    start = EDGE - wide if wide >= long else EDGE - long - 2 * ADVANCE
    begun = min(start + 2 * ADVANCE, EDGE - long) if wide else EDGE - long
    needed = len(office) + len(dated)
    if needed:
        if flow.sheet.slot + needed > LINES:
            flow.turn_page()
        elif not flow.fresh and flow.sheet.slot + needed < LINES:
            flow.sheet.depth = (flow.sheet.slot + 1) * PITCH
    cells = dict(block.cells)
    for line in office:
        flow.line(line, start + wide - line.width, BODY.size, "signature", cells.get("office", ""))
    for line in dated:
        flow.line(line, begun, BODY.size, "signature", cells.get("date", ""))
    contact = flow.setter.paragraph(block.contact, BODY, MEASURE, INDENT * ADVANCE)
    flow.text(contact, BODY.size, "signature", cells.get("contact", ""))
