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
from app.exchange.readers.html.html_furniture import is_furniture, without_furniture
from app.exchange.readers.html.html_hidden import Hiding
from app.exchange.readers.html.html_list import Lists
from app.exchange.readers.html.html_look import PageEye
from app.exchange.readers.html.html_paint import Paint
from app.exchange.readers.html.html_setting import HEADINGS, SETTING, USUAL, LineSetting
from app.exchange.readers.html.html_style import StyleSheet, sheet_of
from app.exchange.readers.looks import MARK, PLAIN, RAISED, Look, Pieces
from app.exchange.readers.prose_rows import with_lines
from app.exchange.readers.wrapped import Piece, PrintedLine, rejoined
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
_OURS = "annual-report"
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TYPED = ("", "text", "number", "tel")  # kinds of input whose value is seen
_TAG = re.compile(r"<[!/?a-zA-Z]")
MOST_ATTRIBUTES = 400  # of one tag; the parser compares each with all before it, and real ones have under 40
_LONGEST_TAG = 2 * MOST_ATTRIBUTES  # characters that so many attributes take at least
_QUOTED = r"\"[^\"]*\"|'[^']*'"
_OPEN_TAG = re.compile(rf"<[a-zA-Z](?:[^<>\"']|{_QUOTED})*+")


def read_html_source(data: bytes, name: str) -> tuple[Source, bytes | None]:
    """The lines and tables of a page, and the exchange data that one of our own carries.

    Raises ExchangeError for what is no page, or nested beyond reason.
    """
    text = decode(data, name)
    if not _TAG.search(text):
        raise ExchangeError(f"{name}：里面没有网页内容，请核对所选文件。")
    if text.count("<") > MOST_TAGS:
        raise ExchangeError(f"{name}：{TOO_LARGE}")
    if has_too_many_attributes(text):
        raise ExchangeError(f"{name}：{TOO_LARGE}")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        # Decoded above and encoded anew, so that a declared charset is not applied a second time.
        parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as reason:
        raise ExchangeError(f"{name}：网页内容不完整，读不出来（{reason}）。请用浏览器另存后重试。") from None
    walk, facts = _walked(root, name)
    if walk.verbatim:
        return Source(tuple(walk.plain), facts, True), script_in(text)
    whole = rejoined(with_lines(without_furniture(walk.pieces, walk.furniture)))
    return Source(tuple(whole.blocks), asks=whole.asks), script_in(text)


def has_too_many_attributes(text: str) -> bool:
    """Whether a tag of a page has so many that the parser would not end."""
    long = (one[0] for one in _OPEN_TAG.finditer(text) if len(one[0]) > _LONGEST_TAG)
    return any(len(re.sub(f"{_QUOTED}|/", " ", tag).split()) > MOST_ATTRIBUTES for tag in long)


def html_source(root: html.HtmlElement, name: str) -> Source:
    """The same from a parsed page or fragment, each printed line by itself."""
    walk, facts = _walked(root, name)
    return Source(tuple(walk.plain), facts, walk.verbatim)


def _walked(root: html.HtmlElement, name: str) -> tuple[_PageWalk, Facts]:
    walk = _walk(root, name)
    article = next(iter(root.xpath(f"//article[contains(@class, '{_OURS}')]")), None)
    ours = article is not None and bool(article.get("data-edition"))
    walk.verbatim = ours
    walk.block(article if article is not None and ours else root, 0, USUAL)
    walk.flush()
    year = article.get("data-year", "") if article is not None and ours else ""
    office = article.get("data-office", "") if article is not None and ours else ""
    facts = Facts(office, int(year) if re.fullmatch(r"\d{4}", year) else None)
    return walk, facts if ours else Facts()


def html_box(root: html.HtmlElement, name: str) -> Box:
    """All of a fragment as if it stood in one cell of a table."""
    return _walk(root, name).cell(root)


def _walk(root: html.HtmlElement, name: str) -> _PageWalk:
    sheet = sheet_of(root)
    hiding = Hiding(sheet)
    settings = sheet.about(SETTING)
    return _PageWalk(name, hiding, PageEye(sheet, hiding, Paint(sheet)), settings, Lists(settings))


@dataclass
class _PageWalk:
    """Collects pieces in reading order; `text` is the line that is being put together, `strong` says of each part whether it
    is bold. `furniture` are the places of pieces of the page's own frame."""

    name: str
    hiding: Hiding
    eye: PageEye
    settings: StyleSheet
    lists: Lists
    pieces: list[Piece] = field(default_factory=list)
    furniture: set[int] = field(default_factory=set)
    text: list[str] = field(default_factory=list)
    strong: list[bool] = field(default_factory=list)
    marker: str = ""  # the number of a list item that no text has followed yet
    tables: int = 0
    lines: int = 0
    apart: bool = False  # an empty line came before
    verbatim: bool = False

    @property
    def plain(self) -> list[Line | Table]:
        """The pieces as blocks."""
        return [one.line if isinstance(one, PrintedLine) else one for one in self.pieces]

    def flush(self, element: html.HtmlElement | None = None, setting: LineSetting = USUAL) -> None:
        """Ends the line; each break inside it makes a line of its own."""
        heading = element is not None and element.tag in HEADINGS
        cell = element.get("data-cell", "") if element is not None and self.verbatim else ""
        part = _part(element) if element is not None and self.verbatim else ""
        soft = False
        printed = self._printed()
        for text, strong in printed[:-1] if len(printed) > 1 and not printed[-1][0].strip() else printed:
            if text.strip():
                self.lines += 1
                said = text if self.verbatim else text.lstrip(" ")  # a blank of the source, which no page shows
                line = Line(said, f"第 {self.lines} 段", cell, part, heading, strong=strong)
                look = f"{strong} {setting.centred}"
                self.pieces.append(PrintedLine(line, soft, self.apart, setting.indented and not soft, look))
                self.apart, soft = False, True
            elif len(printed) > 1 or text.strip(" "):
                self.apart = True  # an empty line is seen

    def _printed(self) -> list[tuple[str, bool]]:
        """The lines that were put together, and whether all of each is bold."""
        texts, strongs, self.text, self.strong = self.text, self.strong, [], []
        found: list[tuple[str, bool]] = []
        held: list[str] = []
        strong = True
        for whole, bold in (*zip(texts, strongs, strict=True), ("" if self.verbatim else "\n", True)):
            first, *more = [whole] if self.verbatim else whole.split("\n")
            held.append(first)
            strong = strong and (bold or not first.strip())
            for part in more:
                text = "".join(held)
                found.append((text, strong and bool(text.strip())))
                held, strong = [part], bold or not part.strip()
        return [("".join(held), False)] if self.verbatim else found

    def block(self, element: html.HtmlElement, depth: int, outer: LineSetting) -> None:
        """Walks an element and everything in it."""
        if depth > DEEPEST:
            raise ExchangeError(f"{self.name}：网页层次过深，不像是一份年报，没有读取。请核对所选文件。")
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        if self.hiding.hides(element, by_rule=False):
            return
        if element.tag == "br":
            self._add("\n", outer, break_here=True)
        elif element.tag == "table" and not _is_layout(element):
            self.flush(None, outer)
            self._table(element)
        elif element.tag in _INLINE:
            self._children(element, depth, outer.inside(element, self.settings))
        else:
            self.flush(None, outer)
            first, setting = len(self.pieces), outer.inside(element, self.settings)
            self.marker = (
                self.lists.marker(element) if element.tag == "li" and not self.verbatim else self.marker
            )
            self._children(element, depth, setting)
            self.flush(element, setting)
            self.marker = "" if element.tag == "li" else self.marker
            if is_furniture(element):
                self.furniture.update(range(first, len(self.pieces)))

    def _children(self, element: html.HtmlElement, depth: int, setting: LineSetting) -> None:
        self._add(element.text, setting)
        for child in element:
            self.block(child, depth + 1, setting)
            self._add(child.tail, setting)

    def _add(self, text: str | None, setting: LineSetting, *, break_here: bool = False) -> None:
        if not text:
            return
        if self.marker and text.strip():
            text, self.marker = self.marker + text.lstrip(), ""
        squeezed = break_here or (self.verbatim and text.strip())
        self.text.append(text if squeezed else _SPACE.sub(" ", text))
        self.strong.append(setting.strong)

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
            self.pieces.append(found)

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
    if element.tag in HEADINGS:
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
