"""The exchange data of a report put into its own web page and Word file, so that they can be read back exactly.

Outside the part of the page that is pasted into a site, and beside the Word text: nobody sees it. Leans on
exchange and render.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from app.exchange.embedded import PART, RELATION, as_script
from app.render.archive import pack

_TYPES = "[Content_Types].xml"
_RELATIONS = "_rels/.rels"


def embed_in_page(page: bytes, record: bytes) -> bytes:
    """The page with the exchange file as a data block before the end of its body (HTML Living Standard, 4.12.1)."""
    end = b"</body>"
    return page.replace(end, as_script(record).encode("utf-8") + b"\n" + end)


def embed_in_word(file: bytes, record: bytes) -> bytes:
    """The Word file with the exchange file as a part of its package (ECMA-376 part 2, 9.2 and 9.3)."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    kind = b'<Default Extension="json" ContentType="application/json"/>'
    relation = f'<Relationship Id="rIdNianbao" Type="{RELATION}" Target="{PART}"/>'.encode()
    members[_TYPES] = members[_TYPES].replace(b"<Override", kind + b"<Override", 1)
    members[_RELATIONS] = members[_RELATIONS].replace(b"</Relationships>", relation + b"</Relationships>")
    return pack({**members, PART: record})
