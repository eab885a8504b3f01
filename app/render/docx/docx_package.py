"""An empty Word file in the official layout: page, styles, fonts, page numbers; from resources/word.

The parts there are the whole design; this module only puts them into one package.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO

import docx
from docx.document import Document as WordFile

from app.render.archive import pack
from app.system.paths import resource

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# relationship id → (file in the package, its kind, the file in resources/word)
PARTS = {
    "rId1": ("styles.xml", "styles", "styles.xml"),
    "rId2": ("settings.xml", "settings", "settings.xml"),
    "rId3": ("fontTable.xml", "fontTable", "fonts.xml"),
    "rId4": ("footer1.xml", "footer", "footer.xml"),
    "rId5": ("footer2.xml", "footer", "footer.xml"),
}
SIDES = {"footer1.xml": "left", "footer2.xml": "right"}  # even pages, odd pages, printed on both sides
MIRRORED = "<w:mirrorMargins/>"


def empty_word_file(two_sided: bool) -> WordFile:
    """A new file without a paragraph. Raises ResourceError when a part is missing."""
    return docx.Document(BytesIO(_template(two_sided)))


@cache
def _template(two_sided: bool) -> bytes:
    types = "".join(
        f'<Override PartName="/word/{name}" ContentType="{MAIN}.{kind}+xml"/>'
        for name, kind, _ in PARTS.values()
    )
    relations = "".join(
        f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{name}"/>'
        for number, (name, kind, _) in PARTS.items()
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": _part("document.xml"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
    }
    for name, _, source in PARTS.values():
        side = SIDES.get(name, "") if two_sided else "center"
        part = _part(source).replace('"outer"', f'"{side}"')
        members[f"word/{name}"] = part if two_sided else part.replace(MIRRORED, "")
    return pack({name: text.encode("utf-8") for name, text in members.items()})


def _part(name: str) -> str:
    return resource("word", name).read_text("utf-8")
