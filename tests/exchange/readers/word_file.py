"""A Word file of a few paragraphs for the tests of its reader: paragraphs by their XML, with styles and numbering."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from app.exchange.readers.docx.docx_file import read_docx_source
from app.exchange.source.source import Line
from tests.corpus.in_word import RELATIONS, TYPES, W

NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str, properties: str = "") -> str:
    """A run; each end of a line in `text` is a soft break."""
    pieces = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in text.split("\n"))
    return f"<w:r><w:rPr>{properties}</w:rPr>{pieces}</w:r>"


def para(text: str = "", properties: str = "", letters: str = "", more: str = "") -> str:
    """A paragraph with its properties, and those of its letters."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text, letters) if text else ''}{more}</w:p>"


def numbered(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(place: int, kind: str, pattern: str, more: str = "") -> str:
    """A level of a list that begins at 1; `more` stands in front of its kind."""
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/>{more}<w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'


def numbering(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """The part that tells the lists: one abstract list, and those that use it."""
    return f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'


def word_bytes(paragraphs: Sequence[str], lists: str = "", styles: str = "") -> bytes:
    """The file."""
    body = f"<w:document {NAMES}><w:body>{''.join(paragraphs)}<w:sectPr/></w:body></w:document>"
    members = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": body}
    members |= {"word/numbering.xml": lists} if lists else {}
    members |= {"word/styles.xml": f"<w:styles {NAMES}>{styles}</w:styles>"} if styles else {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def read_lines(paragraphs: Sequence[str], lists: str = "", styles: str = "") -> list[Line]:
    """The lines that the reader makes of it."""
    source, _ = read_docx_source(word_bytes(paragraphs, lists, styles), "年报.docx")
    return [block for block in source.blocks if isinstance(block, Line)]


def read_texts(paragraphs: Sequence[str], lists: str = "", styles: str = "") -> list[str]:
    """Their texts."""
    return [line.text for line in read_lines(paragraphs, lists, styles)]
