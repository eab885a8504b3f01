"""Last year's report beside this year's: its figures at the cells that build on them, its sentences still to be rewritten.

Says it anew after a change of the open report's texts, to the tabs and to the bar with the list of what waits. A sentence that a
person has looked at may be kept as it is (保留); that stands in the report's record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject

from app.findings.explained import Explanation
from app.report.draft import DraftPiece, asked, beside, moved_years, waiting
from app.report.last_year_words import OldSentence, key, last_year_words
from app.report.report import Edit, Report
from app.report.session import Session
from app.review.kept_sentences import kept_among, kept_sentence, released_sentence
from app.store.file import identity
from ui.look.appearance import Appearance
from ui.narrative.old_sentences import SentenceDeeds
from ui.sections.find_bar import TextPlace
from ui.sections.last_year_bar import LastYearBar

TAKEN = "取上年的文字"


class Shows(Protocol):
    """What shows last year's report."""

    def show_last_year(self, pieces: tuple[DraftPiece, ...], figures: Mapping[str, str]) -> None:
        """Sentences to be rewritten, and words to stand beside cells."""

    def show_words(self, words: Mapping[str, tuple[OldSentence, ...]], deeds: SentenceDeeds) -> None:
        """Last year's words beside this year's."""


class Keeps(Protocol):
    """What keeps that somebody has looked at a sentence."""

    @property
    def explanations(self) -> tuple[Explanation, ...]:
        """What is kept."""

    def explain(self, explanation: Explanation) -> None:
        """Keeps one more, or says why not."""


class LastYear(QObject):
    """On one session. `previous` gives last year's report of the same office, if any; `bar` lists what waits."""

    def __init__(
        self,
        session: Session,
        previous: Callable[[], Report | None],
        shows: Shows,
        keeps: Keeps,
        appearance: Appearance,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._previous, self._shows, self._keeps = session, previous, shows, keeps
        self._seen: object = None  # what was said last was said of this
        self.bar = LastYearBar(session.form, appearance)
        self._deeds = SentenceDeeds(self._keep, self._rewrite, self._release, self._take)
        self.bar.kept.connect(self._keep)

    def say(self) -> None:
        """Says what last year's report has to say, if that has changed."""
        previous = self._previous()
        form, report = self._session.form, self._session.report
        texts = {name: value for name, value in report.cells.items() if isinstance(value, str)}
        seen = (previous, texts, self._keeps.explanations, self._session.read_only)
        if seen == self._seen:  # a key in a table: the sentences need not be looked at
            return
        self._seen = seen
        if previous is None:
            self._shows.show_last_year((), {})
            self._shows.show_words({}, self._deeds)
            self.bar.show_pieces((), ())
            return
        every = waiting(report, previous)
        kept = kept_among(every, self._keeps.explanations)
        left = tuple(piece for piece in every if key(piece) not in kept)
        # In another edition the cells mean other things, so their figures are not set side by side.
        figures = beside(form, form, previous) if previous.edition == report.edition else {}
        self._shows.show_last_year(left, figures)
        self._shows.show_words(last_year_words(form, report, previous, kept), self._deeds)
        self.bar.show_pieces(left, asked(report, previous))

    def _keep(self, piece: DraftPiece) -> None:
        self._keeps.explain(kept_sentence(piece, identity.who(), date.today()))
        self.say()

    def _release(self, piece: DraftPiece) -> None:
        self._keeps.explain(released_sentence(piece, identity.who(), date.today()))
        self.say()

    def _rewrite(self, piece: DraftPiece) -> None:
        self.bar.chosen.emit(TextPlace(piece.cell, piece.start, piece.end))

    def _take(self, cell: str) -> None:
        previous = self._previous()
        if previous is not None and not self._session.report.text(cell) and previous.text(cell):
            moved = moved_years(previous.text(cell), previous.year, self._session.report.year)
            self._session.apply(Edit({cell: moved}, TAKEN))
            self.bar.chosen.emit(TextPlace(cell))
