"""A text cut into lines, sentences and clauses, each with its place. The pieces joined give the text again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Each is the inside of a class of a regular expression.
SENTENCE_ENDS = "。！？"
CLAUSE_ENDS = f"{SENTENCE_ENDS}；"

_QUOTES = "”’」』"  # they belong to the sentence that ends before them
_OF_ADDRESS = "(?=[A-Za-z0-9/=&])"  # what follows a half-width ? that ends nothing: /list?id=3


@dataclass(frozen=True)
class Passage:
    """A sentence or clause that begins at `start`: its words, and the stop after them with what belongs to it."""

    start: int
    words: str
    stop: str = ""

    @property
    def text(self) -> str:
        """The whole passage, the line end after it included."""
        return self.words + self.stop

    @property
    def end(self) -> int:
        """Where it ends in its text."""
        return self.start + len(self.text)


def _passages_of(ends: str) -> re.Pattern[str]:
    return re.compile(rf"((?:[^{ends}!?\n]+|[!?]{_OF_ADDRESS})*)([{ends}!?]*[{_QUOTES}]*\n*)")


_SENTENCE, _CLAUSE = _passages_of(SENTENCE_ENDS), _passages_of(CLAUSE_ENDS)


def sentences(text: str) -> Iterator[Passage]:
    """Every sentence; a line ends one, and so do 。！？ in a row with the quotation marks after them."""
    return _passages(_SENTENCE, text)


def clauses(text: str) -> Iterator[Passage]:
    """The same with ； as an end too."""
    return _passages(_CLAUSE, text)


def _passages(pattern: re.Pattern[str], text: str) -> Iterator[Passage]:
    for found in pattern.finditer(text):
        if found[0]:
            yield Passage(found.start(), found[1], found[2])


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line as (first character, line without its end)."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
