"""The findings of an open report beside what was said of them: what is open, explained, set aside. The watch finds, this judges.

Keeps nothing itself: explanations, hints set aside and stages are in the report's record, which has one writer.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.checks import Finding
from app.checks.narrative import ReadNumber
from app.errors import NianbaoError
from app.findings.explained import Explained, Explanation, explained
from app.findings.set_aside import SetAside
from app.review.course import Course
from app.review.final_answers import FinalAnswer
from app.review.kept import KeptReview


class Reviewing(QObject):
    """`judged` carries the state after each check and each explanation, `refused` a sentence."""

    judged = Signal(object)
    refused = Signal(str)

    def __init__(self, kept: KeptReview, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self._findings: tuple[Finding, ...] = ()
        self.numbers: tuple[ReadNumber, ...] = ()  # of the prose, as they were found last
        self.state = Explained((), (), ())

    @property
    def course(self) -> Course:
        """The stages as they stand."""
        return self._kept.review.course

    @property
    def explanations(self) -> tuple[Explanation, ...]:
        """What was explained, and what was said of sentences, as it is kept."""
        return self._kept.review.explanations

    @property
    def answers(self) -> tuple[FinalAnswer, ...]:
        """What was answered before 定稿, now and in earlier rounds."""
        return self._kept.review.answers

    def answer(self, answers: tuple[FinalAnswer, ...]) -> None:
        """Keeps answers. Raises StoreError, NotReady."""
        self._kept.answer(answers)

    def take(self, findings: tuple[Finding, ...]) -> None:
        """New findings."""
        self._findings = findings
        self.state = explained(findings, self._kept.review.explanations, self._kept.review.set_aside)
        self.judged.emit(self.state)

    def take_numbers(self, numbers: tuple[ReadNumber, ...]) -> None:
        """The numbers of the prose, for the sheet."""
        self.numbers = numbers

    def explanation_of(self, finding: Finding) -> Explanation | None:
        """The explanation that settles a finding now, or the lapsed one that it had."""
        for one, explanation in self.state.settled:
            if one == finding:
                return explanation
        lapsed = [e for e in self.state.lapsed if (e.rule, e.cells) == (finding.rule, finding.cells)]
        return lapsed[0] if lapsed else None

    def explain(self, explanation: Explanation) -> None:
        """Keeps an explanation and judges anew."""
        self._keep(lambda: self._kept.explain(explanation))

    def set_aside(self, aside: SetAside) -> bool:
        """Keeps that a hint was set aside, and judges anew; whether that could be."""
        return self._keep(lambda: self._kept.set_aside(aside))

    def take_back(self, aside: SetAside) -> bool:
        """A hint that was set aside is open again; whether that could be."""
        return self._keep(lambda: self._kept.take_back(aside))

    def move(self, course: Course) -> None:
        """Keeps a new state of the stages. Raises StoreError, OutputError, NotReady."""
        self._kept.move(course)

    def _keep(self, keep: Callable[[], None]) -> bool:
        try:
            keep()
        except NianbaoError as reason:
            self.refused.emit(reason.sentence)
            return False
        self.take(self._findings)
        return True
