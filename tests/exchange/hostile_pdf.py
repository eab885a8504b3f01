"""PDF files made to hurt: small on the disk, huge, endless or circular when opened. Each is (name, bytes)."""

from __future__ import annotations

import zlib
from collections.abc import Callable

MEGA = 1_000_000
CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<{}>>>>"
PLAIN = PAGE.replace("{}", FONT)


def pdf(*objects: str | bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += (
            b"%d 0 obj\n" % number
            + (content if isinstance(content, bytes) else content.encode())
            + b"\nendobj\n"
        )
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def stream(content: bytes, more: str = "") -> bytes:
    """A packed stream."""
    packed = zlib.compress(content, 9)
    return f"<</Length {len(packed)}/Filter/FlateDecode{more}>>stream\n".encode() + packed + b"\nendstream"


def twice_packed(size: int) -> bytes:
    """Zeros packed twice: a thousandth of a thousandth on the disk."""
    return stream(zlib.compress(bytes(size), 9)).replace(
        b"/Filter/FlateDecode", b"/Filter[/FlateDecode/FlateDecode]"
    )


def drawn(content: bytes, resources: str = "", *more: str | bytes) -> bytes:
    """A file of one page with that content."""
    return pdf(CATALOGUE, PAGES, PAGE.replace("{}", FONT + resources), stream(content), *more)


def holding(inside: bytes) -> bytes:
    """A file with something attached under the name of our own."""
    names = "/Names<</EmbeddedFiles<</Names[(nianbao.json)5 0 R]>>>>"
    return pdf(
        f"<</Type/Catalog/Pages 2 0 R{names}>>", PAGES, PLAIN, stream(b""),
        "<</Type/Filespec/F(nianbao.json)/UF(nianbao.json)/EF<</F 6 0 R>>>>", inside,
    )  # fmt: skip


def tree(pages: str, more: str = "") -> bytes:
    """A file with that page tree above one page of a few words."""
    return pdf(CATALOGUE.replace(">>", f"{more}>>"), pages, PLAIN, stream(WORDS))


def tree_of_pages(depth: int) -> bytes:
    """A page tree that goes down and down."""
    nodes = [
        f"<</Type/Pages/Count 1/Kids[{number + 1} 0 R]/Parent {number - 1} 0 R>>"
        for number in range(2, depth)
    ]
    return pdf(CATALOGUE, *nodes, "<</Type/Page/MediaBox[0 0 9 9]>>")


DRAWING = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
SELF = stream(b"/X Do", f"{DRAWING}/Resources<</XObject<</X 5 0 R>>>>")
DOUBLING = [
    stream(f"/X{n} Do /X{n} Do".encode(), f"{DRAWING}/Resources<</XObject<</X{n} {n + 5} 0 R>>>>")
    for n in range(1, 31)
]
WORDS = b"BT /F 9 Tf 50 700 Td (abcdefghij) Tj ET\n"

HOSTILE_PDF: dict[str, Callable[[], tuple[str, bytes]]] = {
    "PDF stream bomb": lambda: ("a.pdf", drawn(b" " * (450 * MEGA))),
    "PDF packed twice": lambda: ("a.pdf", pdf(CATALOGUE, PAGES, PLAIN, twice_packed(450 * MEGA))),
    "PDF attachment bomb": lambda: ("a.pdf", holding(stream(b" " * (450 * MEGA)))),
    "PDF of words without end": lambda: ("a.pdf", drawn(WORDS * 300_000)),
    "PDF of lines without end": lambda: ("a.pdf", drawn(WORDS * 9 + b"0 0 m 500 0 l S\n" * (2 * MEGA))),
    "PDF of boxes without end": lambda: ("a.pdf", drawn(WORDS * 9 + b"0 0 9 9 re S\n" * 300_000)),
    "PDF with deep brackets": lambda: ("a.pdf", drawn(WORDS * 9 + b"[" * 100_000)),
    "PDF with deep graphics states": lambda: ("a.pdf", drawn(WORDS * 9 + b"q " * 500_000)),
    "PDF that draws itself": lambda: ("a.pdf", drawn(WORDS * 9 + b"/X Do", "/XObject<</X 5 0 R>>", SELF)),
    "PDF that doubles": lambda: ("a.pdf", drawn(WORDS * 9 + b"/X0 Do", "/XObject<</X0 5 0 R>>", *DOUBLING, stream(WORDS))),
    "PDF of many pages": lambda: ("a.pdf", tree(f"<</Type/Pages/Count 90000/Kids[{'3 0 R ' * 90000}]>>")),
    "PDF that lies of its pages": lambda: ("a.pdf", tree("<</Type/Pages/Count 2000000000/Kids[3 0 R]>>")),
    "PDF whose pages go in a circle": lambda: ("a.pdf", tree("<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>")),
    "PDF with a deep tree of pages": lambda: ("a.pdf", tree_of_pages(10_000)),
    "PDF with a deep array": lambda: ("a.pdf", tree(PAGES, f"/X {'[' * 10_000}{']' * 10_000}")),
    "PDF with a huge page": lambda: ("a.pdf", drawn(WORDS * 9).replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]")),
    "PDF cut off": lambda: ("a.pdf", drawn(WORDS * 9)[:400]),
}  # fmt: skip
