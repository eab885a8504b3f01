"""Last year's words beside this year's: each sentence that last year's text said, and where this year's still says it.

A sentence that a person has looked at and keeps as it is (保留) waits no more. It is known by its words, so it survives edits
elsewhere, and waits again in no case: once its words change it is another sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from app.chinese.sentences import sentences
from app.form.form import Form
from app.report.draft import DraftPiece, carried_texts, moved_years, plain, waiting
from app.report.report import Report

Kept = tuple[str, str]  # the cell, and what the sentence says


@dataclass(frozen=True)
class OldSentence:
    """A sentence of last year's text with what stands behind it; `now` is the same one in this year's, None where that was
    rewritten or left out. `kept`: somebody has looked at it."""

    text: str
    now: DraftPiece | None
    kept: bool = False


def key(piece: DraftPiece) -> Kept:
    """By what a sentence that waits is known."""
    return piece.cell, "".join(map(plain, sentences(piece.text)))


def last_year_words(
    form: Form, report: Report, previous: Report, kept: Collection[Kept]
) -> Mapping[str, tuple[OldSentence, ...]]:
    """By text, what last year's said, sentence by sentence; texts that had none are left out."""
    pieces: dict[Kept, list[DraftPiece]] = {}
    for piece in waiting(report, previous):
        pieces.setdefault(key(piece), []).append(piece)
    years = previous.year, report.year
    return {name: tuple(_sentences(name, text, years, pieces, kept)) for name, text in carried_texts(form, previous)}


def _sentences(
    cell: str, text: str, years: tuple[int, int], pieces: Mapping[Kept, list[DraftPiece]], kept: Collection[Kept]
) -> Iterator[OldSentence]:
    """Years move by themselves and keep their length, so the moved text has the same sentences in the same places."""
    moved = moved_years(text, *years)
    for one, new in zip(sentences(text), sentences(moved), strict=True):
        ways = [(cell, plain(new)), (cell, plain(one))]
        now = next((left.pop(0) for way in ways if (left := pieces.get(way))), None) if plain(one) else None
        yield OldSentence(one.text, now, now is not None and key(now) in kept)
