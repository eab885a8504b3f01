"""Last year's report beside this year's: its figures at the cells that build on them, its sentences still to be rewritten.

Says it anew after each change of the open report, to the tabs and to the bar with the list of what waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject

from app.report.draft import DraftPiece, asked, beside, waiting
from app.report.report import Report
from app.report.session import Session
from ui.look.appearance import Appearance
from ui.sections.last_year_bar import LastYearBar


class Shows(Protocol):
    """What shows last year's report."""

    def show_last_year(self, pieces: tuple[DraftPiece, ...], figures: Mapping[str, str]) -> None:
        """Sentences to be rewritten, and words to stand beside cells."""


class LastYear(QObject):
    """On one session. `previous` gives last year's report of the same office, if any; `bar` lists what waits."""

    def __init__(
        self,
        session: Session,
        previous: Callable[[], Report | None],
        shows: Shows,
        appearance: Appearance,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._previous, self._shows = session, previous, shows
        self._said: tuple[tuple[DraftPiece, ...], Mapping[str, str]] = ((), {})
        self._known: tuple[Report | None, Mapping[str, str]] = (None, {})
        self.bar = LastYearBar(session.form, appearance)

    def say(self) -> None:
        """Says what last year's report has to say, if that has changed."""
        previous = self._previous()
        report = self._session.report
        if previous is None:
            now: tuple[tuple[DraftPiece, ...], Mapping[str, str]] = ((), {})
        else:
            now = (waiting(report, previous), self._figures(previous))
        if now != self._said:
            self._said = now
            self._shows.show_last_year(*now)
            self.bar.show_pieces(now[0], asked(report, previous) if previous else ())

    def _figures(self, previous: Report) -> Mapping[str, str]:
        """Worked out once for a report: this is asked with each key.

        In another edition the cells mean other things, so their figures are not set side by side.
        """
        if self._known[0] is not previous:
            form = self._session.form
            self._known = (previous, beside(form, form, previous) if previous.edition == form.edition else {})
        return self._known[1]
