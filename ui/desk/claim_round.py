"""The numbers of the prose of an open report: the walk through those that wait to be claimed, the list of all, and who says what.

Each deed is on the newest state: what stands in an open editor is taken in, and the checks have run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from app.checks import Finding, Span
from app.report.session import Session
from app.store.file import identity
from ui.commands.means import Means
from ui.findings.claiming import ClaimGround, Claiming, spoken_of
from ui.findings.findings_watch import FindingsWatch
from ui.findings.numbers_dialog import NumbersDialog
from ui.narrative.asked import NumberAsked
from ui.review.reviewing import Reviewing


class ClaimRound(QObject):
    """On one session, in `room`. `settle` takes in what is being typed, `show` goes to a number and gives the place under it.

    `claiming` asks, says what was recorded, and when nothing is asked any more.
    """

    def __init__(
        self,
        session: Session,
        watch: FindingsWatch,
        reviewing: Reviewing,
        means: Means,
        room: QWidget,
        *,
        settle: Callable[[], str],
        show: Callable[[Span], QPoint],
    ) -> None:
        super().__init__(room)
        self._session, self._watch, self._reviewing, self._room = session, watch, reviewing, room
        self._settle, self._show = settle, show
        ground = ClaimGround(watch.inquiry, identity.who, lambda: datetime.now().astimezone())
        self.claiming = Claiming(session, ground, show, means.tell, room)
        watch.numbers.connect(self.claiming.take)
        self.claiming.claimed.connect(self._after_claim)

    def list_numbers(self) -> None:
        """Shows all numbers of the prose, and what was claimed."""
        self._look()
        dialog = NumbersDialog(self._session, self._reviewing.numbers, self._room)
        self._watch.numbers.connect(dialog.take)
        dialog.dropped.connect(self.claiming.drop)
        dialog.asked.connect(lambda span, place: self.claiming.ask(span, place, dialog))
        dialog.chosen.connect(self._show)
        dialog.open()

    def answer(self, finding: Finding) -> None:
        """Asks what the number of which a finding speaks means."""
        number = spoken_of(finding, self._reviewing.numbers)
        if number is not None:
            self.claiming.ask(number.span)

    def point_at(self, asked: NumberAsked) -> None:
        """Somebody points at a number: asks about it, or takes a claim back."""
        if asked.drop is None:
            self._look()
            self.claiming.ask(asked.span)
        else:
            self.claiming.drop(asked.drop)

    def _look(self) -> None:
        self._settle()
        self._watch.run()

    def _after_claim(self) -> None:
        self._look()
        self.claiming.go_on()
