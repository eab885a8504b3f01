"""The Word files of the set, as the XML that Word writes: printed lines, soft breaks, Word's own numbers, page heads, shading."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from tests.corpus.base import Cell, Rows
from tests.corpus.in_word import PACKAGE, W, merged_rows
from tests.corpus.words.figures import printed
from tests.corpus.words.picture import png
from tests.corpus.words.sheet import WIDTHS
from tests.corpus.words.story import BREAK, Block, Story

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {"document": "officeDocument", "numbering": "numbering", "header1": "header"}
CENTRED = '<w:jc w:val="center"/>'
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
GREY = '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>'
LEVELS = {  # the number's pattern: abstract list, level
    r"[一二三四五六七八九]+、": (1, 0),
    r"（.+）": (1, 1),
    r"\d\.": (2, 0),
    r".是": (3, 0),
}


@dataclass(frozen=True)
class Look:
    """How a Word file is written: characters of a printed line (0: whole paragraphs), joined parts, shading, indents."""

    line: int = 0
    joined: bool = False
    shaded: bool = False
    spaces: bool = False  # ideographic spaces in place of an indent


@dataclass
class Numbers:
    """The lists of a file; a list that begins again is a new one."""

    abstract: dict[int, int] = field(default_factory=lambda: {1: 1})

    def properties(self, number: str) -> str:
        """The paragraph's property for a number that Word writes."""
        if not number:
            return ""
        kind, level = next(place for form, place in LEVELS.items() if re.fullmatch(form, number))
        listed = 1
        if kind != 1:
            if number in ("1.", "一是"):
                self.abstract[len(self.abstract) + 1] = kind
            listed = len(self.abstract)
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>'

    def part(self) -> str:
        """The part numbering.xml."""
        shapes = {
            1: (("chineseCounting", "%1、"), ("chineseCounting", "（%2）")),
            2: (("decimal", "%1."),),
            3: (("chineseCounting", "%1是"),),
        }
        kinds = "".join(
            f'<w:abstractNum w:abstractNumId="{kind}">'
            + "".join(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
                f'<w:lvlText w:val="{text}"/></w:lvl>'
                for level, (form, text) in enumerate(levels)
            )
            + "</w:abstractNum>"
            for kind, levels in shapes.items()
        )
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        lists = "".join(
            f'<w:num w:numId="{listed}"><w:abstractNumId w:val="{kind}"/>{again if kind > 1 else ""}</w:num>'
            for listed, kind in self.abstract.items()
        )
        return f'<w:numbering xmlns:w="{W}">{kinds}{lists}</w:numbering>'


def runs(text: str) -> str:
    """Runs of a text: soft breaks as w:br, arrows as tabs."""
    text = escape(text).replace("→", "</w:t><w:tab/><w:t>")
    return (
        '<w:r><w:t xml:space="preserve">'
        + text.replace(BREAK, '</w:t><w:br/><w:t xml:space="preserve">')
        + "</w:t></w:r>"
    )


def paragraph(text: str, properties: str = "") -> str:
    """One w:p."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs(text)}</w:p>"


def lines(text: str, width: int) -> list[str]:
    """A paragraph cut at the printed lines, the first one indented by two."""
    text = "　　" + text
    return [text[at : at + width] for at in range(0, len(text), width)]


def cell_xml(cell: Cell, merge: str, shaded: bool) -> str:
    """A cell of a table, with its merges and its shading."""
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    down = {"restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}.get(merge, "")
    grey = GREY if shaded and cell.role != "data" else ""
    text = "" if merge == "continue" else cell.text
    return f"<w:tc><w:tcPr>{span}{down}{grey}</w:tcPr>{paragraph(text)}</w:tc>"


def table_xml(rows: Rows, shaded: bool) -> str:
    """A ruled table."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = sum(cell.across for cell in rows[0])
    whole = sum(WIDTHS[columns])
    grid = "".join(f'<w:gridCol w:w="{9000 * one / whole:.0f}"/>' for one in WIDTHS[columns])
    body = "".join(
        f"<w:tr>{''.join(cell_xml(*pair, shaded) for pair in row)}</w:tr>" for row in merged_rows(rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def picture_xml() -> str:
    """A paragraph with the table's picture."""
    size = 'cx="5400000" cy="1000000"'
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:extent {size}/>'
        f'<wp:docPr id="1" name="图片 1"/><a:graphic xmlns:a="{DRAWING}/main"><a:graphicData '
        f'uri="{DRAWING}/picture"><pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="1" '
        f'name="1.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{RELATION}" '
        f'r:embed="rIdpicture"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def block_xml(story: Story, block: Block, look: Look, numbers: Numbers) -> str:
    """One block that stands in the body."""
    if block.kind == "table":
        rows = printed(story, block.table, block.variants)
        return picture_xml() if "picture" in block.variants else table_xml(rows, look.shaded) + paragraph("")
    if block.kind == "break":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    shade = GREY if look.shaded else ""
    if block.kind == "title" or block.role == "cover":
        return paragraph(block.words, shade + CENTRED)
    if block.kind in ("office", "date"):
        return paragraph(block.words, shade + '<w:jc w:val="right"/>')
    if look.line:
        return "".join(paragraph(line) for line in lines(block.words, look.line))
    if block.kind == "outside":
        return paragraph(block.words)
    listed = numbers.properties(block.number)
    if look.spaces:
        return paragraph("　　" + block.words, listed)
    return paragraph(block.words, listed + shade + INDENT)


def body_xml(story: Story, look: Look, numbers: Numbers) -> str:
    """The body; joined parts are one paragraph with a soft break before each block."""
    found: list[str] = []
    held: list[str] = []
    for block in story.blocks:
        if block.role in ("head", "foot", "page"):
            continue
        if look.joined and block.kind in ("heading", "text"):
            held.append(("　　" if block.kind == "text" else "") + block.words)
            continue
        if held:
            found.append(paragraph(BREAK.join(held)))
            held = []
        found.append(block_xml(story, block, look, numbers))
    return "".join(found) + (paragraph(BREAK.join(held)) if held else "")


def word(story: Story, look: Look | None = None) -> bytes:
    """A Word file with its numbers, its page head and its pictures."""
    numbers, head = Numbers(), story.outside("head")
    body = body_xml(story, look or Look(), numbers)
    shown = f'<w:headerReference w:type="default" r:id="rIdheader1" xmlns:r="{RELATION}"/>' if head else ""
    margins = (
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="851" w:footer="992"/>'
    )
    members: dict[str, str | bytes] = {
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr>{shown}'
        f'<w:pgSz w:w="11906" w:h="16838"/>{margins}</w:sectPr></w:body></w:document>',
        "word/numbering.xml": numbers.part(),
    }
    if head:
        members["word/header1.xml"] = f'<w:hdr xmlns:w="{W}">{paragraph(head[0].text, CENTRED)}</w:hdr>'
    if "r:embed" in body:
        members["word/media/1.png"] = png(printed(story, 2, ()))
    return package(members)


def package(members: dict[str, str | bytes]) -> bytes:
    """The zip with the types and the relations of its parts."""
    names = [name.split("/")[1].partition(".")[0] for name in members if name.endswith(".xml")]
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_TYPE}.'
        f'{"document.main" if name == "document" else PARTS[name]}+xml"/>'
        for name in names
    )
    relations = [(PARTS[name], f"rId{name}", f"{name}.xml") for name in names if name != "document"]
    relations += [("image", "rIdpicture", "media/1.png")] if "word/media/1.png" in members else []
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{types}</Types>',
        "_rels/.rels": relations_xml([("officeDocument", "rId1", "word/document.xml")]),
        "word/_rels/document.xml.rels": relations_xml(relations),
        **members,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            written = data.encode("utf-8") if isinstance(data, str) else data
            archive.writestr(zipfile.ZipInfo(name), written, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def relations_xml(relations: list[tuple[str, str, str]]) -> str:
    """A part of relations."""
    listed = "".join(
        f'<Relationship Id="{one}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for kind, one, target in relations
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


LOOKS = {
    "01": Look(line=28),
    "02": Look(joined=True),
    "06": Look(spaces=True),
    "13": Look(line=30),
    "08": Look(spaces=True),
}


def files(told: list[Story]) -> dict[str, bytes]:
    """The Word files, stories 01 to 15."""
    return {f"{s.name}.docx": word(s, LOOKS.get(s.name[:2])) for s in told if s.name[:2] <= "15"}
