"""The text files of the set: as pdftotext lays them out, hard wrapped, copied from a site; tables with tabs."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.base import Rows
from tests.corpus.words import in_pdf
from tests.corpus.words.figures import printed
from tests.corpus.words.story import BREAK, Story


@dataclass(frozen=True)
class Look:
    """How a text file is written: its encoding, the characters of a line, and what parts cells."""

    encoding: str = "utf-8"
    line: int = 0
    tab: str = "\t"
    end: str = "\n"


LOOKS = {
    "45": Look(encoding="gb18030", line=32, end="\r\n"),
    "46": Look(),
    "47": Look(end="\r\n"),
    "48": Look(encoding="utf-16", tab=" | "),
}


def table_text(rows: Rows, tab: str) -> list[str]:
    """A table, cell by cell; a span stands once and leaves its other places empty."""
    columns = sum(cell.across for cell in rows[0])
    grid = [[""] * columns for _ in rows]
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            grid[at][column] = cell.text
            taken |= {(at + y, column + x) for y in range(cell.down) for x in range(cell.across)}
    return [tab.join(line) for line in grid]


def plain(story: Story, look: Look) -> bytes:
    """A text file, paragraphs whole or cut at the line."""
    lines: list[str] = []
    for block in story.blocks:
        if block.kind == "table":
            lines += table_text(printed(story, block.table, block.variants), look.tab)
            continue
        indent = "" if block.kind in ("title", "outside") else "　　"
        text = indent + block.words.replace(BREAK, look.end)
        step = look.line or len(text) or 1
        lines += [text[at : at + step] for at in range(0, len(text), step)]
    return (look.end.join(lines) + look.end).encode(look.encoding)


def laid_out(story: Story) -> bytes:
    """The text of the story's PDF as pdftotext -layout (poppler, on the path) writes it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.pdf"
        source.write_bytes(in_pdf.pdf(story))
        target = source.with_suffix(".txt")
        subprocess.run(["pdftotext", "-layout", str(source), str(target)], check=True, timeout=60)
        return target.read_bytes()


def files(told: list[Story]) -> dict[str, bytes]:
    """The text files, stories 44 to 48."""
    found = {}
    for story in told:
        if story.name.startswith("44"):
            found[f"{story.name}.txt"] = laid_out(story)
        elif story.name[:2] in LOOKS:
            found[f"{story.name}.txt"] = plain(story, LOOKS[story.name[:2]])
    return found
