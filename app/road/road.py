"""The seven steps of a report with their state, in order: 取上年, the tables, the texts, 核对, 三审三校, 定稿, 报送.

Worked out from what is known of the report; nothing of it is stored. What only waits to be filled in is counted by the steps
of the tables and texts, so 核对 counts neither blanks nor, twice, what nobody has looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.checks.prose.unseen import RULE as UNSEEN
from app.chinese.numerals import numeral
from app.findings.finding import Finding
from app.form.form import Cell, Form
from app.form.rule import BlankRule
from app.report.report import Report
from app.review.course import STAGES, Course

StepId = Literal["last_year", "tables", "texts", "check", "review", "final", "submit"]
WEIGHTY = ("mandatory", "verify")  # findings that stand between a report and 定稿


@dataclass(frozen=True)
class RoadStep:
    """A step. `passed` of `whole` parts of it are done, where it has parts; `waiting` is how much waits, where it has none."""

    id: StepId
    name: str
    done: bool
    passed: int = 0
    whole: int = 0
    waiting: int = 0

    @property
    def count(self) -> str:
        """How far it is, in figures: 2/3, 12; '' where there is nothing to count, or no more."""
        if self.done:
            return ""
        return f"{self.passed}/{self.whole}" if self.whole else str(self.waiting or "")


@dataclass(frozen=True)
class RoadGround:
    """What the steps are worked out from. `findings` are the open ones, `doubts` how many values and texts nobody looked at.

    `last_year`: last year's report is in the library, or there is none; `submitted`: this very report was handed up.
    """

    form: Form
    report: Report
    findings: Sequence[Finding]
    doubts: int
    course: Course
    last_year: bool
    submitted: bool


def road(ground: RoadGround) -> tuple[RoadStep, ...]:
    """The steps in order; one of which the form has nothing to fill in is left out. What was made final is done up to there."""
    form, report, locked = ground.form, ground.report, ground.course.locked
    tables, texts = _tables(form), _texts(form)
    full = sum(all(cell.id in report.cells for cell in table) for table in tables)
    written = sum(cell.id in report.cells for cell in texts)
    filled = (full, written) == (len(tables), len(texts))
    waiting = ground.doubts + len(weighty(form, ground.findings))
    signed = STAGES.index(ground.course.next) if ground.course.next else len(STAGES)
    reviews = len(STAGES) - 1  # the last stage is 定稿
    steps = (
        RoadStep("last_year", "取上年", locked or ground.last_year),
        RoadStep("tables", f"{numeral(len(tables))}张表", locked or full == len(tables), full, len(tables)),
        RoadStep("texts", "文字", locked or written == len(texts), written, len(texts)),
        RoadStep("check", "核对", locked or (filled and not waiting), waiting=waiting),
        RoadStep("review", "三审三校", signed >= reviews, signed, reviews if signed else 0),
        RoadStep("final", "定稿", locked),
        RoadStep("submit", "报送", locked and ground.submitted),
    )
    there = {"tables": bool(tables), "texts": bool(texts)}
    return tuple(step for step in steps if there.get(step.id, True))


def next_step(steps: Sequence[RoadStep]) -> RoadStep | None:
    """The first one that is not done; None at the end of the road. Last year's report is none once all is filled in: it would
    bring nothing any more, only be compared with."""
    open_steps = [step for step in steps if not step.done]
    filling = any(step.id in ("tables", "texts") for step in open_steps)
    return next((step for step in open_steps if filling or step.id != "last_year"), None)


def weighty(form: Form, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that 核对 counts: those that must be mended or explained, but for blanks and what nobody has looked at."""
    elsewhere = {UNSEEN, *(rule.id for rule in form.rules if isinstance(rule, BlankRule))}
    return tuple(one for one in findings if one.level in WEIGHTY and one.rule not in elsewhere)


def first_empty(form: Form, report: Report, step: StepId) -> str:
    """The first cell that the step of the tables, or that of the texts, waits for; '' for none."""
    cells = (cell for table in _tables(form) for cell in table) if step == "tables" else iter(_texts(form))
    return next((cell.id for cell in cells if cell.id not in report.cells), "")


def _tables(form: Form) -> list[list[Cell]]:
    """The cells of each section with tables that a complete report has filled."""
    grids = [section.id for section in form.sections if section.grids]
    return [[cell for cell in form.required if cell.section == name and _of_table(cell)] for name in grids]


def _texts(form: Form) -> list[Cell]:
    return [cell for cell in form.required if not _of_table(cell)]


def _of_table(cell: Cell) -> bool:
    return bool(cell.row or cell.column)
