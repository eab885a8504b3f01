"""How one text became another: paragraph by paragraph, inside a changed one sentence by sentence, then word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from app.chinese.sentences import clauses
from app.report.comparing.likeness import matched

# A word is a run of Latin letters or a number; every other character, so every Chinese one, is a word of its own.
_WORDS = re.compile(r"[A-Za-z]+|[0-9]+(?:[.,][0-9]+)*|.", re.DOTALL)
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
LONG = 3000  # words of one sentence; what is longer is none, and comparing it word by word would take minutes

PieceKind = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class WordPiece:
    """A stretch of text that both sides have, or only the earlier ("gone") or the later one ("new")."""

    kind: PieceKind
    text: str


def pieces(before: str, after: str) -> tuple[WordPiece, ...]:
    """How one text became the other. Joined, same and gone give the one, same and new the other."""
    return tuple(_joined(_parts(before, after, (_LINES.findall, _clauses))))


def _clauses(line: str) -> list[str]:
    return [one.text for one in clauses(line)]


def _joined(found: Iterable[WordPiece]) -> Iterator[WordPiece]:
    for kind, run in groupby((piece for piece in found if piece.text), key=lambda piece: piece.kind):
        yield WordPiece(kind, "".join(piece.text for piece in run))


def _parts(before: str, after: str, levels: Sequence[Callable[[str], list[str]]]) -> Iterator[WordPiece]:
    if not levels:
        yield from _words(before, after)
        return
    old, new = levels[0](before), levels[0](after)
    i, j = 0, 0
    for a, b in (*matched(old, new), (len(old), len(new))):
        yield WordPiece("gone", "".join(old[i:a]))
        yield WordPiece("new", "".join(new[j:b]))
        if a < len(old):
            yield from [WordPiece("same", old[a])] if old[a] == new[b] else _parts(old[a], new[b], levels[1:])
        i, j = a + 1, b + 1


def _words(before: str, after: str) -> Iterator[WordPiece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > LONG:
        yield from (WordPiece("gone", before), WordPiece("new", after))
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield WordPiece("same", "".join(old[a:b]))
        else:
            yield WordPiece("gone", "".join(old[a:b]))
            yield WordPiece("new", "".join(new[c:d]))
