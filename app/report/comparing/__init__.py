"""States of one report held against each other: two of them, or two that both began from a third.

`compared` and `differences` name what differs, cell by cell, texts by paragraph and word; `taken`, `taken_paragraphs`
and `merged` make the edit of a choice. Whatever shows old and new, takes back or merges leans on this.
"""

from app.report.comparing.paragraphs import ComparedParagraph, paragraphs
from app.report.comparing.reports import (
    CellDifference,
    compared,
    differences,
    merged,
    sums,
    taken,
    taken_paragraphs,
)
from app.report.comparing.word_changes import PieceKind, WordPiece, pieces

__all__ = [
    "CellDifference",
    "ComparedParagraph",
    "PieceKind",
    "WordPiece",
    "compared",
    "differences",
    "merged",
    "paragraphs",
    "pieces",
    "sums",
    "taken",
    "taken_paragraphs",
]
