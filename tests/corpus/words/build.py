"""Writes the set "words": `python -m tests.corpus.words.build`. Fifty invented reports whose words and order are not the form's.

Written on 29 November 2026 to a brief, by somebody who had not read the importer. Needs `soffice` and `pdftotext` on the path
for two of the files. The first contact with the importer measures; afterwards it is a regression set.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.corpus.words import in_excel, in_html, in_pdf, in_text, in_word
from tests.corpus.words.story import Story, stories
from tests.corpus.words.truth import truth

HERE = Path(__file__).parent
FILES, TRUTH = HERE / "files", HERE / "truth"


def files(told: list[Story]) -> dict[str, bytes]:
    """Every file of the set by name."""
    kinds = (in_word, in_html, in_pdf, in_excel, in_text)
    return {name: data for kind in kinds for name, data in kind.files(told).items()}


def pages(name: str, data: bytes) -> int:
    """How many pages were printed with a number."""
    return in_pdf.pages_of(data) if name.endswith(".pdf") else data.count(b"\f")


def main() -> None:
    """Replaces the files and their truths."""
    told = stories()
    by_name = {story.name: story for story in told}
    for folder in (FILES, TRUTH):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
    for name, data in files(told).items():
        stem = name.rpartition(".")[0]
        (FILES / name).write_bytes(data)
        found = json.dumps(truth(by_name[stem], pages(name, data)), ensure_ascii=False, indent=1)
        (TRUTH / f"{stem}.json").write_text(found + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
