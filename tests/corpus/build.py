"""Writes the corpus: `python -m tests.corpus.build`. Each file shows one of the two reports in a way seen in the field.

The files are kept, so that what is tested is what can be opened and looked at. The ways are those of offices, all contents are
invented. Written by the maintainers on 24 November 2026, after the readers: 37 files (da5ec40), two (0859744, d8ceb3c) and
fifteen of hidden text and misshapen tables (48de40d), each with the code that reads it right. A regression set.
"""

from __future__ import annotations

from pathlib import Path

from tests.corpus import hidden, in_excel, in_html, in_pdf, in_text, in_word, misshapen

FILES = Path(__file__).parent / "files"


def files() -> dict[str, bytes]:
    """Every file of the corpus by name."""
    kinds = (in_html, in_word, in_excel, in_pdf, in_text, hidden, misshapen)
    return {name: data for kind in kinds for name, data in kind.files().items()}


def main() -> None:
    """Replaces the files in the folder."""
    FILES.mkdir(exist_ok=True)
    for old in FILES.iterdir():
        old.unlink()
    for name, data in files().items():
        (FILES / name).write_bytes(data)


if __name__ == "__main__":
    main()
