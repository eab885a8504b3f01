"""Writes the corpus: `python -m tests.corpus.build`. Each file shows one of the two reports in a way seen in the field.

The files are kept, so that what is tested is what can be opened and looked at.
"""

from __future__ import annotations

from pathlib import Path

from tests.corpus import in_excel, in_html, in_pdf, in_text, in_word

FILES = Path(__file__).parent / "files"


def files() -> dict[str, bytes]:
    """Every file of the corpus by name."""
    return {**in_html.files(), **in_word.files(), **in_excel.files(), **in_pdf.files(), **in_text.files()}


def main() -> None:
    """Replaces the files in the folder."""
    FILES.mkdir(exist_ok=True)
    for old in FILES.iterdir():
        old.unlink()
    for name, data in files().items():
        (FILES / name).write_bytes(data)


if __name__ == "__main__":
    main()
