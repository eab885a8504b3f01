"""What is done at each step of the road, and when the bar is told how far the report is.

Counted after each run of the checks, which follow every change in a moment: no key waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.road.road import RoadGround, RoadStep, StepId, first_empty, next_step, road, weighty
from app.store.library import Library
from ui.commands.means import Means
from ui.desk.report_desk import ReportDesk
from ui.road.last_year_step import LastYearStep
from ui.road.road_bar import RoadBar
from ui.sections.find_bar import TextPlace

ALL_SEEN = "没有要核对的了：检查结果都已改正或说明，数也都有人看过。"


class RoadDesk(QObject):
    """For the report that is open at the desk; shown in `bar`."""

    def __init__(
        self,
        window: QWidget,
        library: Library,
        desk: ReportDesk,
        means: Means,
        bar: RoadBar,
    ) -> None:
        super().__init__(window)
        self._desk, self._means, self._bar = desk, means, bar
        self._last_year = LastYearStep(window, library, desk, means)
        self._deeds: Mapping[StepId, Callable[[], None]] = {
            "last_year": lambda: self._last_year.ask(bar.place_of("last_year")),
            "tables": lambda: self._fill("tables"),
            "texts": lambda: self._fill("texts"),
            "check": self._check,
            "review": desk.review,
            "final": desk.review,
            "submit": desk.submit,
        }
        bar.chosen.connect(lambda step: self.go(cast(StepId, step)))
        bar.left.connect(lambda: desk.workspace.tabs.current_page().enter())

    def show(self) -> None:
        """Tells the bar how far the open report is."""
        if self._desk.busy:
            self._bar.show_steps(self.steps())

    def steps(self) -> tuple[RoadStep, ...]:
        """The steps as they stand, on the findings of the last run of the checks."""
        session, reviewing = self._desk.workspace.session, self._desk.workspace.reviewing
        ground = RoadGround(
            *(session.form, session.report, reviewing.state.open, len(session.doubts), reviewing.course),
            last_year=self._last_year.settled,
            submitted=self._desk.submitted,
        )
        return road(ground)

    def do_next(self) -> None:
        """Does the next step that is not done, on what is written now."""
        if not self._desk.settle():
            return
        self._desk.workspace.watch.run()
        step = next_step(self.steps())
        if step is not None and step.id == "last_year":
            self._last_year.take()
        elif step is not None:
            self._deeds[step.id]()
        self.show()

    def go(self, step: StepId) -> None:
        """Goes to a step, done or not."""
        self._deeds[step]()
        self.show()

    def enter(self) -> None:
        """Takes the keyboard to the steps."""
        self._bar.enter()

    def _fill(self, step: StepId) -> None:
        """To the first place that waits to be filled in; where none does, to the first page of the kind."""
        workspace = self._desk.workspace
        form = workspace.session.form
        empty = first_empty(form, workspace.session.report, step)
        if empty:
            workspace.go_to(TextPlace(empty))
        else:
            pages = [n for n, section in enumerate(form.sections) if bool(section.grids) == (step == "tables")]
            workspace.tabs.go(pages[0])

    def _check(self) -> None:
        """To the next finding that stands in the way; where none does, to the next value that nobody has looked at."""
        workspace = self._desk.workspace
        workspace.settle()
        workspace.watch.run()
        workspace.ask_check()
        session = workspace.session
        if wanted := weighty(session.form, workspace.reviewing.state.open):
            workspace.finding_round.step_among(wanted)
        elif session.doubts:
            workspace.step_doubt(1)
        elif workspace.findings.findings:
            workspace.finding_round.step(1)
        else:
            self._means.tell(ALL_SEEN)
