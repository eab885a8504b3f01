"""The round of the findings of an open report: to the next, to the place that one speaks of, its mend and its explanation.

The panel lists them, the watch finds them; what is done about one is done here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.checks import LEVELS, Finding
from app.checks.prose.unseen import RULE as UNSEEN
from app.errors import NianbaoError
from app.report.report import Edit
from app.report.session import Change, Session
from ui.changes.changes import propose
from ui.commands.actions import keys_of
from ui.commands.means import Means
from ui.desk.doubt_round import DoubtRound
from ui.findings.findings_panel import FindingsPanel
from ui.findings.findings_watch import FindingsWatch
from ui.review.explain_dialog import NAME, ask_explanation
from ui.review.reviewing import Reviewing
from ui.sections.find_bar import TextPlace

MENDED = "已改正：{label}。{keys} 撤销"


class FindingRound:
    """On one session, in `room`. `settle` takes in what is being typed, `go_to` goes to a place and `show` to changed cells."""

    def __init__(
        self,
        session: Session,
        watch: FindingsWatch,
        reviewing: Reviewing,
        panel: FindingsPanel,
        means: Means,
        doubts: DoubtRound,
        room: QWidget,
        *,
        settle: Callable[[], str],
        go_to: Callable[[TextPlace], None],
        show: Callable[[frozenset[str]], None],
    ) -> None:
        self._session, self._watch, self._reviewing, self._panel = session, watch, reviewing, panel
        self._means, self._doubts, self._room = means, doubts, room
        self._settle, self._go_to, self._show = settle, go_to, show
        panel.explaining.connect(self._explain)
        panel.chosen.connect(self.go_to)
        panel.mended.connect(self._mend)

    def step(self, step: int) -> None:
        """To the next or previous finding; the checks have run on the newest state."""
        self._settle()
        self._watch.run()
        self._panel.step(step)

    def step_among(self, wanted: Sequence[Finding]) -> None:
        """To the gravest of these, or from one of them to the next, around the end."""
        order = sorted(wanted, key=lambda one: LEVELS.index(one.level))
        current = self._panel.current()
        there = order[(order.index(current) + 1) % len(order)] if current in order else order[0]
        self._panel.list.set_place(self._panel.findings.index(there))
        self.go_to(there)

    def go_to(self, finding: Finding) -> None:
        """To the place that a finding speaks of."""
        if finding.rule == UNSEEN and self._doubts.go_to_first(finding.section):
            return
        if finding.spans:
            span = finding.spans[0]
            self._go_to(TextPlace(span.cell, span.start, span.end))
        elif finding.cells:
            self._go_to(TextPlace(finding.cells[0]))
        else:
            self._means.edit_info()  # of the title: all other findings name their cells

    def mended_words(self, change: Change) -> str:
        """What a mend of a finding changed, for it may lie on a page that is not in front; '' for any other deed."""
        mends = (mend for finding in self._reviewing.state.open for mend in finding.mends)
        done = change.deed == "do" and change.edit in mends
        return MENDED.format(label=change.edit.label, keys=keys_of("undo")) if done else ""

    def _explain(self, finding: Finding) -> None:
        given = ask_explanation(finding, self._reviewing, self._means.settings, self._room)
        if given is not None:
            self._means.remember(NAME, given.who)
            self._reviewing.explain(given)

    def _mend(self, mend: Edit) -> None:
        try:
            written = propose(self._session, mend, mend.label, self._room, always=len(mend.changes) > 1)
        except NianbaoError as reason:
            self._means.refuse(reason.sentence)
        else:
            self._show(frozenset(written.changes) if written else frozenset())
