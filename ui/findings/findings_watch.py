"""Runs the checks after each change, once for many changes, on a thread of its own: typing never waits for them.

What a check may look at is put together here, on the window's thread; the newest state wins. The fonts are opened
at the first run, not at the start.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.checks import Finding, Inquiry, look
from app.checks.narrative import ReadNumber
from app.errors import NianbaoError
from app.report.claim import Claim
from app.report.report import Report
from app.report.session import Session
from app.typeset.faces import load_faces
from ui.findings.local_rules import LocalRules

GivenChange = TypeVar("GivenChange")
GlyphTest = Callable[[str], bool]
Checked = tuple[tuple[Finding, ...], tuple[ReadNumber, ...]]
ROLE = "fang"
PAUSE = 120  # milliseconds after a change: the key is painted before the checks want the processor


class FindingsWatch(QObject):
    """The findings of one session. `found` carries them all, `numbers` the numbers of the prose with what each means.

    `failed` carries a sentence when something to look at cannot be read.
    """

    found = Signal(tuple)
    numbers = Signal(tuple)
    failed = Signal(str)
    _done = Signal()

    def __init__(
        self,
        session: Session,
        previous: Callable[[], Report | None],
        parent: QObject | None = None,
        local: LocalRules | None = None,
        claims: tuple[Claim, ...] = (),
    ) -> None:
        super().__init__(parent)
        self.session, self._previous, self._local = session, previous, local
        self._claims = claims  # of the office's other reports
        self._has_glyph: GlyphTest | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._job: Future[Checked] | None = None
        self._again = False  # something changed while a run was under way: its result is passed over
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._begin)
        self._done.connect(self._take)

    @property
    def waiting(self) -> bool:
        """Whether a run is due or under way."""
        return self._timer.isActive() or self._job is not None

    def wake(self) -> None:
        """Something has changed: the checks run in a moment."""
        if not self._timer.isActive():
            self._timer.start()

    def run(self) -> None:
        """Runs the checks now and waits for them."""
        self._timer.stop()
        self._drop()
        checked = self._given(lambda: look(self.inquiry()))
        if checked is not None:
            self._tell(checked)

    def stop(self) -> None:
        """No check runs any more: the report is being put away."""
        self._timer.stop()
        self._drop()

    def _begin(self) -> None:
        if self._job is not None:
            self._again = True
            return
        self._pool = ThreadPoolExecutor(1, "checks")
        self._job = self._pool.submit(look, self.inquiry())
        self._job.add_done_callback(lambda _: self._done.emit())
        self._pool.shutdown(wait=False)  # the thread ends with its one job

    def _take(self) -> None:
        job, self._job = self._job, None
        if job is None:
            return  # dropped meanwhile
        checked = self._given(job.result)  # a defect of a check comes to light here
        if self._again:
            self._again = False
            self._begin()
        elif checked is not None:
            self._tell(checked)

    def _drop(self) -> None:
        """Waits for a run under way, some milliseconds, and passes its result over."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)
        self._job, self._again = None, False

    def _tell(self, checked: Checked) -> None:
        self.found.emit(checked[0])
        self.numbers.emit(checked[1])

    def inquiry(self) -> Inquiry:
        """What a check may look at now."""
        session, local = self.session, self._local
        return Inquiry(
            session.form,
            session.report,
            self._given(self._previous),
            self._given(self._glyph_test),
            self._given(local.earlier) if local else None,
            profile=self._given(local.profile) if local else None,
            knowledge=self._given(local.knowledge) if local else None,
            doubts=session.doubts,
            claims=session.claims,
            office_claims=self._claims,
            stood=session.stood,
        )

    def _given(self, make: Callable[[], GivenChange | None]) -> GivenChange | None:
        """What a check may look at, or what it found; that it cannot be had is said, and the others still run."""
        try:
            return make()
        except NianbaoError as reason:
            self.failed.emit(reason.sentence)
            return None

    def _glyph_test(self) -> GlyphTest:
        if self._has_glyph is None:
            self._has_glyph = load_faces().coverage(ROLE)
        return self._has_glyph
