"""Writes a batch of files in a thread of its own, so that the window stays alive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QThread, Signal

from app.export.batch import Job, Outcome, run
from app.form.form_file import Forms
from app.report.anchor import Anchor


class ExportRun(QThread):
    """`progressed` after each file (done, of how many); `outcome` stands when `finished` comes."""

    progressed = Signal(int, int)

    def __init__(
        self,
        jobs: Sequence[Job],
        forms: Forms,
        *,
        two_sided: bool,
        faces: Mapping[str, str],
        anchor: Anchor | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._forms, self._two_sided, self._faces = jobs, forms, two_sided, faces
        self._anchor = anchor
        self.outcome: Outcome | None = None

    def run(self) -> None:
        """Writes the files; `requestInterruption` stops it before the next one."""
        self.outcome = run(
            self._jobs,
            self._forms,
            two_sided=self._two_sided,
            faces=self._faces,
            anchor=self._anchor,
            progress=self.progressed.emit,
            cancelled=self.isInterruptionRequested,
        )
