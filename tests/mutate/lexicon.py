"""Mutants of the lexicon: each tag taken away, and each that has readings with those of another tag.

A mutant is noticed when the score of some labelled text changes (tests/cases/numbers): only texts in which the tag's words stand
can, and of those the first few dozen are read. Tags that none of them notices have a text of their own in witnesses.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.form.form import Form
from app.knowledge.knowledge import Knowledge, builtin
from app.knowledge.lexicon import CellSum, Lexicon, Tag
from tests.checks.number_sets import NUMBER_SETS, LabelledText, Score, add, read, texts_in, texts_of

MOST = 60  # texts that are read for a mutant
WITNESSES = Path(__file__).parent / "witnesses.toml"


@dataclass(frozen=True)
class LexiconMutant:
    """A lexicon with one tag wrong."""

    tag: Tag
    what: str
    lexicon: Lexicon

    @property
    def name(self) -> str:
        """The tag and what became of it."""
        return f"{self.tag.id} {self.what}"


@dataclass
class Witnesses:
    """The labelled texts, and the score of each as it stands, worked out when it is first asked for."""

    form: Form
    texts: tuple[LabelledText, ...]
    scores: dict[str, Score] = field(default_factory=dict)

    def notice(self, mutant: LexiconMutant) -> bool:
        """Whether the score of some text is another one with a mutant."""
        rows = {f"{cell.section}.{cell.row}" for cell in self.form.cells.values()} | set(self.form.groups)
        # a row that no reading reaches would be refused before any text is read
        known = replace(builtin(), lexicon=replace(mutant.lexicon, silent=tuple(rows)))
        concerned = [text for text in self.texts if _speaks(mutant.tag, text)]
        return any(self._changes(text, known) for text in _spread(concerned))

    def _changes(self, text: LabelledText, known: Knowledge) -> bool:
        if text.id not in self.scores:
            self.scores[text.id] = _score(self.form, text, builtin())
        try:
            return _score(self.form, text, known) != self.scores[text.id]
        except (StopIteration, RuntimeError):
            return True  # a tag that the reader asks for by its name


def witnesses(form: Form) -> Witnesses:
    """All labelled texts."""
    of_sets = (text for name in NUMBER_SETS for text in texts_of(form, name))
    return Witnesses(form, (*texts_in(form, WITNESSES), *of_sets))


def _spread(texts: list[LabelledText]) -> list[LabelledText]:
    """Those written for a tag, and a few of many, from all sets."""
    own = [text for text in texts if text.id.startswith("witness-")]
    rest = texts[len(own) :]
    return [*own, *rest[:: max(1, len(rest) // MOST)]]


def _speaks(tag: Tag, text: LabelledText) -> bool:
    prose = ((cell, value) for cell, value in text.report.cells.items() if isinstance(value, str))
    return any(cell in tag.cells or tag.words.search(value) for cell, value in prose)


def _score(form: Form, text: LabelledText, known: Knowledge) -> Score:
    result = Score()
    add(form, text, read(form, text, known), result)
    return result


def lexicon_mutants(lexicon: Lexicon) -> Iterator[LexiconMutant]:
    """Every mutant of a lexicon. The other readings are those of the first tag of the topic that shares none."""
    for at, tag in enumerate(lexicon.tags):
        before, behind = lexicon.tags[:at], lexicon.tags[at + 1 :]
        yield LexiconMutant(tag, "taken away", replace(lexicon, tags=(*before, *behind)))
        others = [one for one in lexicon.tags if one.readings and one.topic == tag.topic]
        other = next((one for one in others if not _totals(one) & _totals(tag)), None)
        if tag.readings and other:
            wrong = replace(tag, readings=other.readings)
            yield LexiconMutant(tag, f"read as {other.id}", replace(lexicon, tags=(*before, wrong, *behind)))


def _totals(tag: Tag) -> set[CellSum]:
    """What a tag reads in the whole column."""
    return {tuple(cell.replace("*", "total") for cell in reading) for reading in tag.readings}


def unnoticed(form: Form) -> tuple[list[LexiconMutant], int]:
    """The mutants that no labelled text notices, and how many there were."""
    every, texts = list(lexicon_mutants(builtin().lexicon)), witnesses(form)
    return [mutant for mutant in every if not texts.notice(mutant)], len(every)
