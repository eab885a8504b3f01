"""The PDF files of the set: shading behind lines, heads in the middle of paragraphs, turned pages, a browser's print."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pypdfium2

from tests.corpus.words import in_word
from tests.corpus.words.figures import cut, printed
from tests.corpus.words.sheet import RADICALS, Look, Sheet
from tests.corpus.words.story import Block, Story

LOOKS = {
    "30": Look(shade="#FFFFFF", grey=True),
    "32": Look(leading=28),
    "33": Look(size=12, heading_size=13, leading=22, margin=50, side=120, cut=True),
    "34": Look(radicals=True),
    "35": Look(turned={1: 90, 2: 90}),
    "36": Look(heading_size=26, size=15, margin=110),
    "37": Look(turned={2: 270}),
    "38": Look(size=16, heading_size=16, leading=29, radicals=True),
    "39": Look(size=16, heading_size=16, shade="#EEEEEE", grey=True),
    "44": Look(),
}


def write_table(sheet: Sheet, story: Story, block: Block) -> None:
    """A table, on a turned page or cut at the page's end where the look says so."""
    rows = printed(story, block.table, block.variants)
    upright = "upright" in block.variants
    turn = sheet.look.turned.get(block.table, 0)
    if turn:
        sheet.next(turn)
    if sheet.draw(rows, upright):
        pass
    elif sheet.look.cut and block.table == 1:
        at = next(at for at in range(len(rows) - 1, 5, -1) if sheet.draw(cut(rows, at)[0]))
        sheet.next()
        sheet.draw(cut(rows, at)[1])
    else:
        sheet.next()
        assert sheet.draw(rows, upright)
    if turn:
        sheet.next()


def write_block(sheet: Sheet, story: Story, block: Block) -> None:
    """One block of the story."""
    look = sheet.look
    words = block.words
    if block.kind == "table":
        write_table(sheet, story, block)
    elif block.kind == "break":
        sheet.next()
    elif block.kind == "title" or block.role == "cover":
        sheet.write(words, "title", 20, "middle")
    elif block.kind == "heading":
        sheet.write("　　" + words, "hei", look.heading_size)
    elif block.kind in ("office", "date"):
        sheet.write(words, place="right")
    elif block.kind == "outside":
        sheet.write(words, size=11)
    else:
        if look.radicals:
            words = "".join(RADICALS.get(letter, letter) for letter in words)
        sheet.write("　　" + words)


def _sheet(story: Story, pages: int) -> Sheet:
    lines = [story.outside(role) for role in ("head", "foot", "page")]
    head, foot, number = (found[0].text if found else "" for found in lines)
    return Sheet(LOOKS[story.name[:2]], head, foot, number, pages)


def pdf(story: Story) -> bytes:
    """A PDF; printed twice where its foot says how many pages there are."""
    data, pages = b"", 0
    for _ in range(2):
        sheet = _sheet(story, pages)
        sheet.bar([block.text for block in story.outside("side")])
        for block in story.blocks:
            if block.role not in ("head", "foot", "page", "side"):
                write_block(sheet, story, block)
        data, pages = sheet.done(), sheet.page
    return data


def from_word(story: Story) -> bytes:
    """A PDF printed by LibreOffice (soffice, on the path) from a shaded Word file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(in_word.word(story, in_word.Look(shaded=True)))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        asked = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(asked, check=True, capture_output=True, timeout=240)
        return source.with_suffix(".pdf").read_bytes()


def pages_of(data: bytes) -> int:
    """The number of pages of a PDF."""
    document = pypdfium2.PdfDocument(data)
    count = len(document)
    document.close()
    return count


def files(told: list[Story]) -> dict[str, bytes]:
    """The PDF files, stories 30 to 39."""
    return {
        f"{s.name}.pdf": from_word(s) if s.name.startswith("31") else pdf(s)
        for s in told
        if "30" <= s.name[:2] <= "39"
    }
