"""The HTML files of the set: pages of sites, WeChat, phones and Word, what stands round the report; .doc files that are pages."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.quoprimime import body_encode
from html import escape

from tests.corpus.base import Cell, Rows
from tests.corpus.words.figures import printed
from tests.corpus.words.picture import png
from tests.corpus.words.story import BREAK, Block, Story

ROLES = {
    "nav": '<li><a href="#">{}</a></li>',
    "side": '<li><a href="#">{}</a></li>',
    "crumb": '<div class="crumb">{}</div>',
    "meta": '<div class="info"><span>{}</span></div>',
    "share": '<div class="share">{}</div>',
    "foot": '<div class="footer">{}</div>',
    "": '<div class="more"><a href="#">{}</a></div>',
}
STYLE = "table{border-collapse:collapse}td{border:1px solid #000}p{text-indent:2em}"
OFFICE = "urn:schemas-microsoft-com:office"


@dataclass(frozen=True)
class Look:
    """How a page is written: its paragraphs, its encoding, the frame of the content, the titles of the tab."""

    write: Callable[[str, Block], str]
    encoding: str = "utf-8"
    content: tuple[str, str] = ('<div class="content" id="zoom">', "</div>")
    tab: str = "政府信息公开"
    line: int = 0  # characters of a printed line, for br
    cell: str = "{}"
    opening: str = '<html><head><meta charset="{encoding}"><title>{tab}</title><style>{style}</style></head>'


def simple(text: str, block: Block) -> str:
    """A paragraph with two ideographic spaces, headings bold."""
    if block.kind in ("title", "office", "date"):
        place = "center" if block.kind == "title" else "right"
        return f'<p style="text-align:{place}">{text}</p>'
    return f"<p>　　<strong>{text}</strong></p>" if block.kind == "heading" else f"<p>　　{text}</p>"


def divisions(text: str, block: Block) -> str:
    """Divisions with non-breaking spaces, a title as h1, nothing else marked."""
    if block.kind == "title":
        return f"<h1>{text}</h1>"
    return f"<div>&nbsp;&nbsp;&nbsp;&nbsp;{text}</div>"


def one_block(text: str, block: Block) -> str:
    """Lines of one block, each ended by br."""
    indent = "" if block.kind == "title" else "　　"
    return f"{indent}{text}<br>\n"


def sections(text: str, block: Block) -> str:
    """Sections and spans in each other, as the editors of WeChat write them; a lead has a span of its own."""
    if block.lead:
        lead, rest = text[: len(block.lead)], text[len(block.lead) :]
        text = f'<strong><span style="color:#c00">{lead}</span></strong></span><span leaf="">{rest}'
    return f'<section style="line-height:2em"><section><p><span leaf="">{text}</span></p></section></section>'


def by_word(text: str, block: Block) -> str:
    """Paragraphs as Word saves them, each run in a span, the number in a span of its own; lists are ol."""
    runs = "".join(f"<span style='font-family:仿宋_GB2312'>{part}</span>" for part in (text[:9], text[9:]))
    if block.number and block.number[0].isdigit():
        return f"<ol start={block.number[:-1]} type=1><li class=MsoNormal>{runs}</li></ol>"
    gap = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
    number = f"<![if !supportLists]><span style='mso-list:Ignore'>{block.number}{gap}</span><![endif]>"
    shown = number if block.number else ""
    return f"<p class=MsoNormal style='text-indent:32.0pt'>{shown}{runs}<o:p></o:p></p>"


def soft(text: str) -> str:
    """A text with br for its soft breaks."""
    return escape(text, quote=False).replace(BREAK, "<br>")


def table_html(rows: Rows, cell: str) -> str:
    """A table; each cell's text in its wrap."""
    lines = "".join(f"<tr>{''.join(cell_html(one, cell) for one in row)}</tr>\n" for row in rows)
    return f'<table border="1" cellspacing="0"><tbody>\n{lines}</tbody></table>\n'


def cell_html(cell: Cell, wrap: str) -> str:
    """A cell with its spans."""
    spans = "".join(
        f' {name}="{n}"' for name, n in (("rowspan", cell.down), ("colspan", cell.across)) if n > 1
    )
    return f"<td{spans}>{wrap.format(soft(cell.text)) if cell.text else '&nbsp;'}</td>"


def picture_html(table: int, rows: Rows) -> str:
    """A table as a picture: in the page itself, or a file of the site."""
    if table == 1:
        data = base64.b64encode(png(rows)).decode("ascii")
        return f'<p><img src="data:image/png;base64,{data}"></p>\n'
    return '<p><img src="./W020260121385627.png" alt="" width="600"></p>\n'


def block_html(story: Story, block: Block, look: Look) -> str:
    """One block."""
    if block.kind == "table":
        rows = printed(story, block.table, block.variants)
        if "picture" in block.variants:
            return picture_html(block.table, rows)
        return table_html(rows, look.cell)
    if block.kind == "outside":
        return ROLES[block.role].format(escape(block.text, quote=False)) + "\n"
    words = block.words
    if look.line and block.kind != "title":
        first = look.line - 2
        rest = [words[at : at + look.line] for at in range(first, len(words), look.line)]
        words = BREAK.join([words[:first], *rest])
    return look.write(soft(words), block) + ("" if look.write is one_block else "\n")


def page(story: Story, look: Look) -> str:
    """The page: what stands outside before and after the report stands round the content."""
    inside = [at for at, block in enumerate(story.blocks) if block.kind != "outside"]
    parts = [block_html(story, block, look) for block in story.blocks]
    before, middle, after = (
        "".join(parts[: inside[0]]),
        "".join(parts[inside[0] : inside[-1] + 1]),
        "".join(parts[inside[-1] + 1 :]),
    )
    opening = look.opening.format(encoding=look.encoding, tab=look.tab, style=STYLE)
    start, end = look.content
    return f"<!DOCTYPE html>\n{opening}\n<body>\n{before}{start}\n{middle}{end}\n{after}</body></html>\n"


WORD_OPENING = (
    f'<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="{OFFICE}:office" xmlns:w="{OFFICE}:word" '
    'xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv=Content-Type content="text/html; '
    'charset={encoding}"><meta name=ProgId content=Word.Document><title>{tab}</title>'
    "<style>p.MsoNormal{{margin:0cm}}</style></head>"
)
WORD_CELL = "<p class=MsoNormal align=center><span lang=EN-US>{}</span></p>"
WECHAT = ('<div id="js_article"><div class="rich_media_content" id="js_content">', "</div></div>")
LOOKS = {
    "16": Look(simple),
    "17": Look(one_block, line=26, content=('<div id="UCAP-CONTENT"><span>', "</span></div>")),
    "18": Look(divisions, encoding="gb18030", content=("<table><tr><td>", "</td></tr></table>")),
    "19": Look(simple, tab="河西区人民政府"),
    "20": Look(sections, content=WECHAT, cell="<section><span>{}</span></section>"),
    "21": Look(sections, content=('<article class="article">', "</article>"), tab="滨海新闻"),
    "22": Look(divisions),
    "23": Look(simple, cell="<p>{}</p>"),
    "24": Look(one_block),
    "25": Look(simple),
    "26": Look(divisions),
    "27": Look(simple),
    "28": Look(by_word, cell=WORD_CELL, opening=WORD_OPENING, content=("<div class=WordSection1>", "</div>")),
    "29": Look(divisions, cell="<div>{}</div>", tab="converted"),
    "49": Look(by_word, cell=WORD_CELL, opening=WORD_OPENING, content=("<div class=WordSection1>", "</div>")),
    "50": Look(by_word, cell=WORD_CELL, opening=WORD_OPENING, content=("<div class=WordSection1>", "</div>")),
}


def archive(text: str) -> bytes:
    """A web archive as Word writes it: the page as quoted-printable, a picture of nothing beside it."""
    whole = MIMEMultipart("related", boundary="----=_NextPart_01DC8A", type="text/html")
    main = MIMENonMultipart("text", "html", charset="utf-8")
    main["Content-Location"] = "file:///C:/report.htm"
    main["Content-Transfer-Encoding"] = "quoted-printable"
    main.set_payload(body_encode(text.encode("utf-8").decode("latin-1")))
    picture = MIMEImage(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "gif")
    picture["Content-Location"] = "file:///C:/report.files/image001.gif"
    whole.attach(main)
    whole.attach(picture)
    return whole.as_bytes()


def files(told: list[Story]) -> dict[str, bytes]:
    """The pages, stories 16 to 29, and the two .doc files."""
    found = {}
    for story in (story for story in told if story.name[:2] in LOOKS):
        look = LOOKS[story.name[:2]]
        text = page(story, look)
        suffix = "doc" if story.name > "49" else "html"
        data = archive(text) if story.name.startswith("50") else text.encode(look.encoding)
        found[f"{story.name}.{suffix}"] = data
    return found
