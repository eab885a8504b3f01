"""A Word file → source, from the XML itself: merged cells, cells left out before and after a row, text boxes.

ECMA-376 part 1, 17.4 (tables) and 17.3 (paragraphs). Deleted text of tracked changes does not count, inserted
text does. Leans on container and source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree

from app.errors import ExchangeError
from app.exchange.container import open_container, read_part
from app.exchange.embedded import PART
from app.exchange.source import Box, Facts, Line, Source, Table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
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
DEEPEST = 60  # levels of tables and frames in one another
MOST_SPAN = 200


def read_docx_source(data: bytes, name: str) -> tuple[Source, bytes | None]:
    """The paragraphs and tables of a Word file, and the exchange data that one of our own carries.

    Raises ExchangeError.
    """
    with open_container(data, name) as container:
        document = read_part(container, "word/document.xml", name)
        core = read_part(container, "docProps/core.xml", name) or b""
        record = read_part(container, PART, name)
    if document is None:
        raise ExchangeError(f"{name}：不是 Word 文档（里面没有正文），请核对所选文件。")
    root = parse_xml(document.replace(_STRICT[1:-1].encode(), _W[1:-1].encode()), name)
    body = root.find(f"{_W}body")
    if body is None:
        raise ExchangeError(f"{name}：Word 文档里没有正文，请核对所选文件。")
    ours = _IDENTIFIER.search(core)
    facts = Facts(_office(core, name), int(ours[1])) if ours else Facts()
    walk = _Walk(name, ours is not None)
    walk.blocks_of(body, 0)
    return Source(tuple(walk.blocks), facts, ours is not None), record


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
class _Walk:
    """Collects blocks in reading order."""

    name: str
    ours: bool
    blocks: list[Line | Table] = field(default_factory=list)
    tables: int = 0
    lines: int = 0

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
        text = paragraph_text(paragraph)
        properties = paragraph.find(f"{_W}pPr")
        style = _value(properties, "pStyle")
        numbered = properties is not None and properties.find(f"{_W}numPr") is not None
        heading = properties is not None and properties.find(f"{_W}outlineLvl") is not None
        heading = heading or bool(re.match(r"(?i)heading|[1-9]$", style))
        part = _PARTS.get(style, "" if heading else "body") if self.ours else ""
        for line in [text] if part else text.split("\n"):
            if line.strip():
                self.lines += 1
                self.blocks.append(Line(line, f"第 {self.lines} 段", "", part, heading or numbered, numbered))

    def _table(self, table: etree._Element, depth: int) -> None:
        rows = list(_rows(table))
        if any(cell.find(f".//{_W}tbl") is not None for row in rows for cell in _cells(row)):
            for row in rows:  # a table that only arranges the page
                for cell in _cells(row):
                    self.blocks_of(cell, depth + 1)
            return
        self.tables += 1
        boxes = tuple(_boxes(rows, f"第 {self.tables} 个表"))
        if boxes:
            self.blocks.append(Table(boxes, f"第 {self.tables} 个表"))


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph; breaks become newlines, deleted text is left out."""
    return "".join(_text(paragraph))


def _text(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "" if child.get(f"{_W}type") in ("page", "column") else "\n"
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in (
            _FALLBACK,
            f"{_W}del",
            f"{_W}moveFrom",
            f"{_W}pPr",
            f"{_W}rPr",
            f"{_W}instrText",
        ):
            yield from _text(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{_W}tr":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _cells(child)


def _boxes(rows: list[etree._Element], place: str) -> Iterator[Box]:
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
                here[column] = Box(above.text, above.row, column, above.place, number - above.row + 1, span)
            else:
                where = f"{place}第 {number + 1} 行第 {order} 格"
                here[column] = Box(_cell_text(cell), number, column, where, 1, span)
            column += span
        done += [box for box in open_boxes.values() if not _goes_on(box, here)]
        open_boxes = here
    yield from sorted((*done, *open_boxes.values()), key=lambda box: (box.row, box.column))


def _goes_on(box: Box, here: dict[int, Box]) -> bool:
    return box.column in here and here[box.column].row == box.row


def _cell_text(cell: etree._Element) -> str:
    texts = (paragraph_text(paragraph).strip() for paragraph in cell.iter(f"{_W}p"))
    return "\n".join(text for text in texts if text)


def _value(properties: etree._Element | None, name: str) -> str:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


def _whole(element: etree._Element | None) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return int(value) if re.fullmatch(r"\d{1,3}", value, re.ASCII) else 0
