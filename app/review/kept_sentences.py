"""Sentences taken over from last year that a person has looked at and keeps: among the explanations of the report's record.

So they go wherever explanations go: into backups and the hand-over, and nothing is kept of a final report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from app.findings.explained import Explanation
from app.report.draft import DraftPiece
from app.report.last_year_words import Kept, key

RULE = "sentence.kept"
WORDS = "沿用上年，已核对"


def kept_sentence(piece: DraftPiece, who: str, day: date) -> Explanation:
    """That `who` has looked at a sentence and keeps it."""
    cell, words = key(piece)
    return Explanation(RULE, (cell,), _digest(words), WORDS, who, day)


def released_sentence(piece: DraftPiece, who: str, day: date) -> Explanation:
    """That it is to be looked at again: one without words, which takes the former one back."""
    cell, words = key(piece)
    return Explanation(RULE, (cell,), _digest(words), "", who, day)


def kept_among(pieces: Iterable[DraftPiece], explanations: Iterable[Explanation]) -> frozenset[Kept]:
    """Which of the sentences are kept."""
    known = {(one.cells, one.fingerprint) for one in explanations if one.rule == RULE}
    keys = map(key, pieces)
    return frozenset((cell, words) for cell, words in keys if ((cell,), _digest(words)) in known)


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]
