"""A saved web page → source: layout tables opened up, real tables kept, scripts and styles left out.

Reads with lxml's forgiving parser, without network and without entities of the page's own. A page of our own
says which cell each place shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree, html

from app.errors import ExchangeError
from app.exchange.readers.embedded import script_in
from app.exchange.readers.encoding import decode
from app.exchange.readers.footnote import is_mark
from app.exchange.readers.html.html_hidden import Hiding
from app.exchange.readers.html.html_look import PageEye
from app.exchange.readers.html.html_paint import Paint
from app.exchange.readers.html.html_style import sheet_of
from app.exchange.readers.looks import MARK, PLAIN, RAISED, Look, Pieces
from app.exchange.source.source import MOST_IN_CELL, Box, Facts, Line, Source, Table, placed

DEEPEST = 240  # levels of nesting; real pages stay under 60
MOST_TAGS = 200_000  # of a page; a real one has under 20 000
TOO_LARGE = "内容过多，不像是一份年报，没有读取。请核对所选文件。"
MOST_SPAN = 60  # columns or rows of one cell
_SKIPPED = frozenset(
    ("script", "style", "head", "noscript", "template", "iframe", "object", "select", "button", "svg")
)
_INLINE_NAMES = (
    "a abbr b bdo big cite code em font i ins label mark o:p q s small span st1:chsdate strong sub sup tt u"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_OURS = "annual-report"
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TYPED = ("", "text", "number", "tel")  # kinds of input whose value is seen
_TAG = re.compile(r"<[!/?a-zA-Z]")


def read_html_source(data: bytes, name: str) -> tuple[Source, bytes | None]:
    """The lines and tables of a page, and the exchange data that one of our own carries.

    Raises ExchangeError for what is no page, or nested beyond reason.
    """
    text = decode(data, name)
    if not _TAG.search(text):
        raise ExchangeError(f"{name}：里面没有网页内容，请核对所选文件。")
    if text.count("<") > MOST_TAGS:
        raise ExchangeError(f"{name}：{TOO_LARGE}")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        # Decoded above and encoded anew, so that a declared charset is not applied a second time.
        parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as reason:
        raise ExchangeError(f"{name}：网页内容不完整，读不出来（{reason}）。请用浏览器另存后重试。") from None
    return html_source(root, name), script_in(text)


def html_source(root: html.HtmlElement, name: str) -> Source:
    """The same from a parsed page or fragment."""
    walk = _walk(root, name)
    article = next(iter(root.xpath(f"//article[contains(@class, '{_OURS}')]")), None)
    ours = article is not None and bool(article.get("data-edition"))
    walk.verbatim = ours
    walk.block(article if article is not None and ours else root, 0)
    walk.flush()
    year = article.get("data-year", "") if article is not None and ours else ""
    office = article.get("data-office", "") if article is not None and ours else ""
    facts = Facts(office, int(year) if re.fullmatch(r"\d{4}", year) else None)
    return Source(tuple(walk.blocks), facts if ours else Facts(), ours)


def html_box(root: html.HtmlElement, name: str) -> Box:
    """All of a fragment as if it stood in one cell of a table."""
    return _walk(root, name).cell(root)


def _walk(root: html.HtmlElement, name: str) -> _PageWalk:
    sheet = sheet_of(root)
    hiding = Hiding(sheet)
    return _PageWalk(name, hiding, PageEye(sheet, hiding, Paint(sheet)))


@dataclass
class _PageWalk:
    """Collects blocks in reading order; `text` is the line that is being put together."""

    name: str
    hiding: Hiding
    eye: PageEye
    blocks: list[Line | Table] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    tables: int = 0
    lines: int = 0
    verbatim: bool = False

    def flush(self, element: html.HtmlElement | None = None) -> None:
        """Ends the line; each break inside it makes a line of its own."""
        whole, self.text = "".join(self.text), []
        heading = element is not None and element.tag in _HEADINGS
        cell = element.get("data-cell", "") if element is not None and self.verbatim else ""
        part = _part(element) if element is not None and self.verbatim else ""
        for text in [whole] if self.verbatim else whole.split("\n"):
            if text.strip():
                self.lines += 1
                self.blocks.append(Line(text, f"第 {self.lines} 段", cell, part, heading))

    def block(self, element: html.HtmlElement, depth: int) -> None:
        """Walks an element and everything in it."""
        if depth > DEEPEST:
            raise ExchangeError(f"{self.name}：网页层次过深，不像是一份年报，没有读取。请核对所选文件。")
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        if self.hiding.hides(element, by_rule=False):
            return
        if element.tag == "br":
            self.text.append("\n")
        elif element.tag == "table" and not _is_layout(element):
            self.flush()
            self._table(element)
        else:
            inline = element.tag in _INLINE
            if not inline:
                self.flush()
            self._children(element, depth)
            if not inline:
                self.flush(element)

    def _children(self, element: html.HtmlElement, depth: int) -> None:
        self._add(element.text)
        for child in element:
            self.block(child, depth + 1)
            self._add(child.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self.text.append(text if self.verbatim and text.strip() else _SPACE.sub(" ", text))

    def _table(self, table: html.HtmlElement) -> None:
        rows = [
            [self.cell(cell) for cell in row.iter("td", "th") if self._counts(cell, "tr", row)]
            for row in table.iter("tr")
            if self._counts(row, "table", table)
        ]
        self.tables += 1
        try:
            found = placed(rows, f"第 {self.tables} 个表")
        except ValueError:
            raise ExchangeError(f"{self.name}：{TOO_LARGE}") from None
        if found.boxes:
            self.blocks.append(found)

    def _counts(self, element: html.HtmlElement, outer: str, of: html.HtmlElement) -> bool:
        """Whether a row or cell belongs to this very table or row, and is seen."""
        return next(element.iterancestors(outer), None) is of and not self.hiding.hides(element, by_rule=True)

    def cell(self, cell: html.HtmlElement) -> Box:
        """The text of a cell, and the doubt about the figure in it."""
        pieces = Pieces()
        self._gather(cell, self.eye.cell(cell), pieces)
        text = pieces.text
        if not self.verbatim:
            text = "\n".join(part.strip() for part in text.split("\n") if part.strip())
        name = cell.get("data-cell", "") if self.verbatim else ""
        doubt = pieces.doubt or self.eye.stored_doubt(cell, text)
        return Box(text, 0, 0, "", _span(cell, "rowspan"), _span(cell, "colspan"), name, doubt)

    def _gather(self, element: html.HtmlElement, look: Look, pieces: Pieces) -> None:
        """Adds the text of an element within a cell, without the marks of footnotes."""
        pieces.add(_plain(element.text, self.verbatim), look)
        for child in element:
            inner = self.eye.inside(child, look) if isinstance(child.tag, str) else PLAIN
            if isinstance(child.tag, str) and not self._left_out(child, inner, pieces):
                if child.tag in ("br", "input", "img"):
                    pieces.add("\n" if child.tag == "br" else _typed(child), inner)
                else:
                    pieces.add("" if child.tag in _INLINE or self.verbatim or ":" in child.tag else "\n")
                    self._gather(child, inner, pieces)
                    pieces.add("" if child.tag in _INLINE else "\n")
            pieces.add(_plain(child.tail, self.verbatim), look)

    def _left_out(self, child: html.HtmlElement, look: Look, before: Pieces) -> bool:
        if child.tag in _SKIPPED or (not self.verbatim and self.hiding.hides(child, by_rule=True)):
            return True
        if look.shift != RAISED or not is_mark(child.text_content(), before.texts):
            return False
        before.add("", MARK)
        return True


def _typed(element: html.HtmlElement) -> str:
    """What stands in a field of a form."""
    return element.get("value", "") if element.get("type", "").lower() in _TYPED else ""


def _part(element: html.HtmlElement) -> str:
    """What a block of a page of our own is."""
    if element.tag in _HEADINGS:
        return "title" if element.tag == "h1" else ""
    return element.get("data-part") or "body"


def _is_layout(table: html.HtmlElement) -> bool:
    """A table that only arranges the page: it holds other tables, more than a frame around a value."""
    inner = table.iterdescendants("table")
    return any(
        sum(1 for _ in one.iter("td", "th")) > 1 or len(one.text_content().strip()) > MOST_IN_CELL
        for one in inner
    )


def _plain(text: str | None, verbatim: bool) -> str:
    return (text if verbatim else _SPACE.sub(" ", text)) if text else ""


def _span(cell: html.HtmlElement, name: str) -> int:
    found = re.match(r"\s*(\d{1,4})", cell.get(name, ""), re.ASCII)
    return min(max(int(found[1]), 1), MOST_SPAN) if found else 1
