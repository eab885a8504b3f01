"""A PDF file being written: reportlab's model of one, its dates and its identity those of the content.

Knows the file's frame and nothing of what stands on its pages. Objects, their numbers and places, the encoding of
strings, the tree of pages, the outline and the trailer are reportlab's. Streams come compressed, and objects that stood
at the same numbers in the file before are put in as the bytes they were.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import (
    BasicFonts,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFPage,
    PDFStream,
    PDFString,
    ViewerPreferencesPDFDictionary,
)
from reportlab.pdfbase.pdfdoc import format as formatted

VERSION = (1, 7)  # the viewer is told how to print

# What the machine says of reportlab (RL_…, ~/.reportlab_settings) changes no byte.
rl_config.invariant, rl_config.pdfMultiLine = 1, 0


@dataclass(frozen=True, eq=False)
class PackedStream:
    """A stream as it stands in the file, compressed; `entries` of its dictionary beside filter and length."""

    data: bytes
    entries: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def digest(self) -> bytes:
        """What the stream adds to the identity of the file."""
        return hashlib.md5(self.data, usedforsecurity=False).digest()


@dataclass(frozen=True, eq=False)
class KeptObjects:
    """Objects as they stood in a file from some number on: of what they were made, their bodies by name, and what the
    identity has of them."""

    source: object
    bodies: Mapping[str, bytes]
    identity: tuple[bytes, ...]


class PdfFile:
    """A file of pages of one size. The same content, added in the same order, gives the same bytes.

    `before`: what stood in the file written last, by the number before its first; brought up to date.
    """

    def __init__(
        self, paper: Sequence[float], language: str, day: date, before: dict[int, KeptObjects] | None = None
    ) -> None:
        # Untyped: the stubs of reportlab's model leave out its catalog and its signature.
        document: Any = PDFDocument(invariant=1, pdfVersion=VERSION, lang=language)
        # Both would else hang on SOURCE_DATE_EPOCH of the machine.
        document.signature, self._identity = hashlib.md5(usedforsecurity=False), [date_text(day).encode()]
        document.setDateFormatter(lambda *_clock: date_text(day))
        self._document, self._before, self._box = document, {} if before is None else before, PDFArray([0, 0, *paper])
        self._fonts = document.idToObject[BasicFonts]
        self._shared = PDFDictionary({"Font": document.Reference(self._fonts)})
        # Named first of all, so that what names them can be put in as it was, whatever stands before it.
        self._resources, self._tree = document.Reference(self._shared), document.Reference(document.Pages)

    def add(self, **entries: object) -> PDFObjectReference:
        """A dictionary as an object of its own."""
        reference: PDFObjectReference = self._document.Reference(PDFDictionary(entries))
        return reference

    def add_stream(self, stream: PackedStream) -> PDFObjectReference:
        """A stream, which is compressed already."""
        self._identity.append(stream.digest)
        entries = PDFDictionary({"Filter": PDFName("FlateDecode"), **stream.entries})
        reference: PDFObjectReference = self._document.Reference(PDFStream(entries, stream.data))
        return reference

    def add_font(self, name: str, source: object, make: Callable[[], PDFObjectReference]) -> None:
        """A font that all pages know under this name; made if what stood here before was not of this very source."""
        self._fonts[name] = self._again(source, make)

    def add_picture(self, name: str, picture: PackedStream) -> None:
        """A picture that all pages know under this name."""
        if "XObject" not in self._shared:
            self._shared["XObject"] = PDFDictionary()
        self._shared["XObject"][name] = self.add_stream(picture)

    def add_page(self, content: PackedStream) -> PDFObjectReference:
        """The next page."""
        page = self._again(content, lambda: self._page(content))
        self._document.Pages.addPage(page)
        return page

    def _page(self, content: PackedStream) -> PDFObjectReference:
        page: Any = PDFPage()
        page.Override_default_compilation = 1  # else it would name fonts of the reader's
        page.Parent, page.MediaBox, page.Resources = self._tree, self._box, self._resources
        page.Contents = self.add_stream(content)
        reference: PDFObjectReference = self._document.Reference(page)
        return reference

    def _again(self, source: object, make: Callable[[], PDFObjectReference]) -> PDFObjectReference:
        """The last of the objects that `make` adds, or those of the same source that stood at these numbers before."""
        document, first, told = self._document, self._document.objectcounter, len(self._identity)
        kept = self._before.get(first)
        if kept is not None and kept.source is source:
            self._identity += kept.identity
            again: list[PDFObjectReference] = [document.Reference(body, name) for name, body in kept.bodies.items()]
            return again[-1]
        last = make()
        names = [document.numberToId[number] for number in range(first + 1, document.objectcounter + 1)]
        bodies = {name: formatted(document.idToObject[name], document, toplevel=1) for name in names}
        document.idToObject.update(bodies)
        self._before[first] = KeptObjects(source, bodies, tuple(self._identity[told:]))
        return last

    def outline(self, marks: Iterable[tuple[str, PDFObjectReference, float]]) -> None:
        """Titles, each with its page and height (ISO 32000-1, 12.3.3), shown beside the pages."""
        titles, places, outlines = {}, [], self._document.Outlines
        for number, (title, page, y) in enumerate(marks):
            self._identity.append(f"{title}\n{page.name} {y:.3f}\n".encode())
            titles[f"{number}"] = title
            places.append({f"{number}": PDFArray([page, PDFName("XYZ"), 0, y, 0])})
        if places:
            outlines.destinationnamestotitles = titles
            outlines.setDestinations(places)
            self._document.Catalog.showOutline()

    def embed(self, files: Mapping[str, PackedStream]) -> None:
        """Files of these names inside the file (7.11.4, 7.7.4)."""
        names: list[object] = []
        for name in sorted(files):  # 7.9.6: the keys of a name tree are sorted
            told, content = PDFString(name), PDFDictionary({"F": self.add_stream(files[name])})
            relation = PDFName("Data")
            names += [told, self.add(Type=PDFName("Filespec"), F=told, UF=told, EF=content, AFRelationship=relation)]
        if names:
            self._document.Catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray(names)})})

    def view(self, **preferences: str) -> None:
        """How the reader shows and prints the file (12.2)."""
        self._identity.append(repr(preferences).encode())
        told = {name: value if value in ("true", "false") else PDFName(value) for name, value in preferences.items()}
        self._document.Catalog.ViewerPreferences = ViewerPreferencesPDFDictionary(told)

    def describe(self, title: str, author: str, subject: str, program: str) -> None:
        """What the file says of itself (14.3.3)."""
        document = self._document
        document.setTitle(title), document.setAuthor(author), document.setSubject(subject)
        document.setCreator(program), document.setProducer(program)

    def finished(self) -> bytes:
        """The whole file."""
        self._document.updateSignature(b"".join(self._identity))
        data: bytes = self._document.GetPDFData(None)
        return data


def date_text(day: date) -> str:
    """A day as files name it (7.9.4)."""
    return f"D:{day:%Y%m%d}000000Z"
