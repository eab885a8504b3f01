"""A Word file → source, from the XML itself: merged cells, cells left out before and after a row, text boxes.

ECMA-376 part 1, 17.4 (tables) and 17.3 (paragraphs). Deleted text of tracked changes does not count, inserted
text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lxml import etree

from app.errors import ExchangeError
from app.exchange.readers.colours import WHITE
from app.exchange.readers.container import open_container, read_part
from app.exchange.readers.docx.docx_letters import W as _W
from app.exchange.readers.docx.docx_letters import ground_of
from app.exchange.readers.docx.docx_numbers import Numbers, numbers_of
from app.exchange.readers.docx.docx_styles import Looks, is_on, look_of_paragraph, looks_of, value_of
from app.exchange.readers.docx.docx_text import LOWEST, paragraph_lines, paragraph_pieces
from app.exchange.readers.embedded import PART
from app.exchange.readers.looks import Look as Letters
from app.exchange.readers.looks import Pieces
from app.exchange.readers.prose_rows import with_lines
from app.exchange.readers.wrapped import Piece, PrintedLine, rejoined
from app.exchange.source.source import MOST_IN_CELL, Box, Facts, Line, Source, Table
from app.exchange.source.values import is_value

_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LONGEST_PROPERTY = 255  # characters; a longer office is cut there and is read from the title instead
_IDENTIFIER = re.compile(rb"<dc:identifier>nianbao:[^:<]*:(\d{4})</dc:identifier>")
_PARTS: Mapping[str, str] = MappingProxyType(  # the styles of our own files
    {
        "Title": "title",
        "Heading1": "",
        "Heading2": "",
        "TableNote": "note",
        "ClosingLine": "closing",
        "ContactLine": "contact",
    }
)
_NAMED_STYLE = re.compile(r"(?i)heading|[1-9]$")
DEEPEST = 60  # levels of tables and frames in one another
MOST_SPAN = 200
MAIN = "word/document.xml"
_MAIN = re.compile(
    rb'Target="/?(word/[\w.-]{1,60}\.xml)"[^>]*/officeDocument"|/officeDocument"[^>]*Target="/?(word/[\w.-]{1,60}\.xml)"'
)


def read_docx_source(data: bytes, name: str) -> tuple[Source, bytes | None]:
    """The paragraphs and tables of a Word file, and the exchange data that one of our own carries.

    Raises ExchangeError.
    """
    with open_container(data, name) as container:
        relations = read_part(container, "_rels/.rels", name) or b""
        document = read_part(container, _main_part(relations), name) or read_part(container, MAIN, name)
        styles = read_part(container, "word/styles.xml", name)
        numbering = read_part(container, "word/numbering.xml", name)
        core = read_part(container, "docProps/core.xml", name) or b""
        record = read_part(container, PART, name)
    if document is None:
        raise ExchangeError(f"{name}：不是 Word 文档（里面没有正文），请核对所选文件。")
    root = _word_xml(document, name)
    body = root.find(f"{_W}body")
    if body is None:
        raise ExchangeError(f"{name}：Word 文档里没有正文，请核对所选文件。")
    ours = _IDENTIFIER.search(core)
    facts = Facts(_office(core, name), int(ours[1])) if ours else Facts()
    named = _word_xml(styles, name) if styles else None
    looks = looks_of(named)
    numbers = numbers_of(body, _word_xml(numbering, name) if numbering else None, named, looks)
    walk = _BodyWalk(name, ours is not None, looks, numbers)
    walk.blocks_of(body, 0)
    if ours:
        return Source(
            tuple(one.line if isinstance(one, PrintedLine) else one for one in walk.blocks), facts, True
        ), record
    whole = rejoined(with_lines(walk.blocks))
    return Source(tuple(whole.blocks), facts, asks=whole.asks), record


def _main_part(relations: bytes) -> str:
    """The part that holds the text, as the package says (ECMA-376 part 2, 9.3)."""
    found = _MAIN.search(relations)
    return (found[1] or found[2]).decode() if found else MAIN


def _word_xml(content: bytes, name: str) -> etree._Element:
    """A part of a Word file; the names of the strict kind are made those of the transitional one."""
    return parse_xml(content.replace(_STRICT[1:-1].encode(), _W[1:-1].encode()), name)


def _office(core: bytes, name: str) -> str:
    creator = parse_xml(core, name).find(f"{_DC}creator")
    text = creator.text or "" if creator is not None else ""
    return text if len(text) < _LONGEST_PROPERTY else ""


def parse_xml(content: bytes, name: str) -> etree._Element:
    """One XML part, without entities and network. Raises ExchangeError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as reason:
        raise ExchangeError(f"{name}：文件内容不完整，读不出来（{reason.msg}）。请重新保存后重试。") from None


@dataclass
class _BodyWalk:
    """Collects blocks in reading order."""

    name: str
    ours: bool
    looks: Looks
    numbers: Numbers
    blocks: list[Piece] = field(default_factory=list)
    tables: int = 0
    lines: int = 0
    apart: bool = False  # an empty paragraph came before

    def blocks_of(self, parent: etree._Element, depth: int) -> None:
        """Walks the block-level children of a body, a cell or a wrapper."""
        if depth > DEEPEST:
            raise ExchangeError(f"{self.name}：文档层次过深，不像是一份年报，没有读取。请核对所选文件。")
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                self._table(child, depth)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"):
                self.blocks_of(child, depth + 1)

    def _paragraph(self, paragraph: etree._Element) -> None:
        style = value_of(paragraph.find(f"{_W}pPr"), "pStyle")
        look = look_of_paragraph(paragraph, self.looks)
        heading = look.heading or (style not in self.looks and bool(_NAMED_STYLE.match(style)))
        part = _PARTS.get(style, "" if heading else "body") if self.ours else ""
        lines = list(paragraph_lines(paragraph, self.looks))
        if part:
            lines = [replace(lines[0], text="\n".join(line.text for line in lines))]
        number = "" if self.ours else self.numbers.get(paragraph, "")
        lost = number is None and any(line.text.strip() for line in lines)  # it has one that nobody can tell
        for line in lines:
            if not line.text.strip():
                self.apart = True
                continue
            text = (number or "") + (line.text.lstrip() if number else line.text)
            self.lines += 1
            found = Line(text, f"第 {self.lines} 段", "", part, heading or lost, lost, line.strong)
            setting = f"{line.strong} {look.align == 'center'} {line.boxed}"
            self.blocks.append(
                PrintedLine(found, line.soft, self.apart, look.is_indented and not line.soft, setting)
            )
            self.apart, number, lost = False, "", False

    def _table(self, table: etree._Element, depth: int) -> None:
        rows = list(_rows(table))
        if any(map(_is_page, table.iterdescendants(f"{_W}tbl"))):
            for row in rows:  # a table that only arranges the page
                for cell in _cells(row):
                    self.blocks_of(cell, depth + 1)
            return
        self.tables += 1
        boxes = tuple(_boxes(rows, f"第 {self.tables} 个表", self.looks, self.numbers))
        if boxes:
            self.blocks.append(Table(boxes, f"第 {self.tables} 个表"))


def _is_page(inner: etree._Element) -> bool:
    """Whether a table within a cell is more than a frame around a value."""
    cells = list(inner.iter(f"{_W}tc"))
    return len(cells) > 1 or any(len(_cell_text(cell, {}, {})[0]) > MOST_IN_CELL for cell in cells)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{_W}tr":
            if child.find(f"{_W}trPr/{_W}del") is None and not is_on(child.find(f"{_W}trPr"), "hidden"):
                yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{_W}tc":
            if child.find(f"{_W}tcPr/{_W}cellDel") is None:
                yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _cells(child)


def _boxes(rows: list[etree._Element], place: str, looks: Looks, numbers: Numbers) -> Iterator[Box]:
    """The cells with their places; a cell continued from above (vMerge) lengthens the one it continues."""
    open_boxes: dict[int, Box] = {}
    done: list[Box] = []
    for number, row in enumerate(rows):
        column = _whole(row.find(f"{_W}trPr/{_W}gridBefore"))
        here: dict[int, Box] = {}
        for order, cell in enumerate(_cells(row), 1):
            span = min(max(_whole(cell.find(f"{_W}tcPr/{_W}gridSpan")), 1), MOST_SPAN)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            above = open_boxes.get(column)
            if merge is not None and merge.get(f"{_W}val") != "restart" and above and above.colspan == span:
                here[column] = replace(above, rowspan=number - above.row + 1)
            else:
                where = f"{place}第 {number + 1} 行第 {order} 格"
                text, doubt = _cell_text(cell, looks, numbers)
                here[column] = Box(text, number, column, where, 1, span, doubt=doubt)
            column += span
        done += [box for box in open_boxes.values() if not _goes_on(box, here)]
        open_boxes = here
    yield from sorted((*done, *open_boxes.values()), key=lambda box: (box.row, box.column))


def _goes_on(box: Box, here: dict[int, Box]) -> bool:
    return box.column in here and here[box.column].row == box.row


def _cell_text(cell: etree._Element, looks: Looks, numbers: Numbers) -> tuple[str, str]:
    """The text of a cell, and the doubt about the figure that it may be; to a figure no number of Word's own is put."""
    whole = Pieces()
    lines = []
    properties = cell.find(f"{_W}tcPr")
    whole.add("", Letters(crossed=_is_crossed(properties)))
    ground, flat = ground_of(properties, WHITE), _is_flat(cell)
    for paragraph in _paragraphs(cell):
        pieces = paragraph_pieces(paragraph, looks, ground)
        whole.texts += pieces.texts
        whole.looks += [replace(look, unseen=True) for look in pieces.looks] if flat else pieces.looks
        text = pieces.text.strip()
        lines.append(text if is_value(text) else (numbers.get(paragraph) or "") + text)
    return "\n".join(text for text in lines if text), whole.doubt


def _is_crossed(properties: etree._Element | None) -> bool:
    """Whether a line is drawn across the cell (17.4.73)."""
    return any(
        value_of(borders, name) not in ("", "nil", "none")
        for borders in (properties.iter(f"{_W}tcBorders") if properties is not None else ())
        for name in ("tl2br", "tr2bl")
    )


def _is_flat(cell: etree._Element) -> bool:
    """Whether the row is held so low that nothing in it is seen (17.4.81)."""
    row = next(cell.iterancestors(f"{_W}tr"), None)
    height = row.find(f"{_W}trPr/{_W}trHeight") if row is not None else None
    if height is None or height.get(f"{_W}hRule") != "exact":
        return False
    points = height.get(f"{_W}val", "")
    return points.isdigit() and int(points[:6]) < LOWEST


def _paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, also those of tables and content controls within it, but not of text boxes."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag not in (f"{_W}tcPr", f"{_W}sdtPr", f"{_W}del", f"{_W}moveFrom"):
            yield from _paragraphs(child)


def _whole(element: etree._Element | None) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return int(value) if re.fullmatch(r"\d{1,3}", value, re.ASCII) else 0
