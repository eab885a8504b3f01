"""Puts a 报送 together and writes it in a thread of its own, so that the window stays alive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from app.errors import NianbaoError
from app.export.batch import setter_of
from app.submission.package import Order, packed, part_count, parts
from app.system.folders import WrittenFolder, free_name, write_folder


@dataclass(frozen=True)
class Result:
    """What came of it: what was made with the names of its files, or why not; neither where it was stopped."""

    made: WrittenFolder | None = None
    names: tuple[str, ...] = ()
    failed: str = ""
    notices: tuple[str, ...] = ()


class SubmitRun(QThread):
    """`progressed` after each file (done, of how many); `result` stands when `finished` comes."""

    progressed = Signal(int, int)

    def __init__(self, order: Order, parent_folder: Path, faces: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._order, self._folder, self._faces = order, parent_folder, faces
        self.result: Result | None = None

    def run(self) -> None:
        """Makes the folder and the archive; `requestInterruption` stops it before the next file, and nothing is left."""
        try:
            self.result = self._made()
        except NianbaoError as reason:
            self.result = Result(failed=reason.sentence)

    def _made(self) -> Result:
        setter, notices = setter_of(self._faces)
        order = replace(self._order, setter=setter)
        files: dict[str, bytes] = {}
        for part in parts(order):
            files[part.name] = part.data
            self.progressed.emit(len(files), part_count(order))
            if self.isInterruptionRequested():
                return Result()
        name = free_name(self._folder, order.folder)
        made = write_folder(self._folder, name, files, packed(name, files))
        return Result(made, tuple(files), notices=notices)
