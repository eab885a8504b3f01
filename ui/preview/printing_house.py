"""The window's end of the printing process: sends one request at a time, newest first, and hands on the answers.

A newer report replaces one that still waits; pictures of an older one are never shown. Typing never waits here.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal
from PySide6.QtGui import QImage

from app.report.anchor import Anchor
from app.system.own_process import PRINTING, own_command, own_environment
from ui.preview.composition import NOTHING, composition_of
from ui.preview.frames import FrameReader, PipeFrame

STOPPED = "排印程序意外停止，预览和打印暂不可用。请点“重试”，或保存后重新打开本程序。"
NO_START = "排印程序无法启动，预览和打印暂不可用。请重新安装本程序。"
PATIENCE = 2000  # milliseconds for the process to end by itself


@dataclass(frozen=True)
class Wish:
    """A picture that is wanted: page (from 0) and width in pixels."""

    page: int
    width: int
    grey: bool = False


@dataclass(frozen=True)
class FoundFace:
    """A face of this machine: its names, where it lies, and why it cannot be chosen, if so."""

    names: tuple[str, ...]
    path: str
    refusal: str = ""


@dataclass(frozen=True)
class Errand:
    """Something asked for once; `done` gets the load and its head, `failed` the sentence."""

    frame: PipeFrame
    done: Callable[[PipeFrame], None]
    failed: Callable[[str], None]


class PrintingHouse(QObject):
    """Starts the process when first needed and keeps it. `failed` carries one sentence.

    `faces_found` carries the machine's faces by role.
    """

    composed = Signal(object)
    pictured = Signal(object, QImage)
    faces_found = Signal(dict)
    failed = Signal(str)

    def __init__(self, forms_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = forms_folder
        self._process: QProcess | None = None
        self._reader = FrameReader()
        self._report: PipeFrame | None = None
        self._last = NOTHING  # the composition that came last: what lies on its pages is known
        self._wishes: deque[Wish] = deque()
        self._errands: deque[Errand] = deque()
        self._running: Errand | None = None

    def start(self) -> None:
        """Starts the process, if it does not run."""
        if self._process is not None:
            return
        process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.setProcessEnvironment(_environment())
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._fell_over)
        process.finished.connect(self._ended)
        self._process, self._reader = process, FrameReader()
        program, *arguments = own_command("ui", PRINTING, str(self._folder))
        process.start(program, arguments)

    def process_id(self) -> int:
        """The system's number of the process, 0 while there is none."""
        return self._process.processId() if self._process is not None else 0

    def another(self, parent: QObject) -> PrintingHouse:
        """A house with a process of its own, for work that a newer report must not change under way."""
        return PrintingHouse(self._folder, parent)

    def show_report(
        self, record: Mapping[str, object], *, two_sided: bool, faces: Mapping[str, str] | None = None
    ) -> None:
        """Composes the report of this record next; one that still waits is forgotten, and so are its pictures.

        `faces` names the machine's face for a role that shall not stand in the bundled one.
        """
        load = json.dumps(record, ensure_ascii=False).encode("utf-8")
        self._report = PipeFrame({"do": "compose", "two_sided": two_sided, "faces": dict(faces or {})}, load)
        self._wishes.clear()
        self._next()

    def want(self, wishes: Sequence[Wish]) -> None:
        """The pictures wanted now, most urgent first, in place of those wanted before."""
        self._wishes = deque(wishes)
        self._next()

    def fetch_picture(
        self, wish: Wish, done: Callable[[QImage], None], failed: Callable[[str], None]
    ) -> None:
        """One picture for printing."""
        self._errands.append(Errand(_asked(wish), lambda frame: done(_image(frame)), failed))
        self._next()

    def fetch_file(
        self,
        pages: range,
        done: Callable[[bytes], None],
        failed: Callable[[str], None],
        anchor: Anchor | None = None,
    ) -> None:
        """The PDF of these pages (from 0); of all of them it is the one that is exported with this anchor."""
        line = anchor.line if anchor else ""
        asked = PipeFrame({"do": "file", "first": pages[0], "last": pages[-1], "anchor": line})
        self._errands.append(Errand(asked, lambda frame: done(frame.load), failed))
        self._next()

    def look_for_faces(self) -> None:
        """Has the machine looked through for faces that may be chosen."""
        self._errands.append(Errand(PipeFrame({"do": "faces"}), self._take_faces, self.failed.emit))
        self._next()

    def stop(self) -> None:
        """Ends the process; nothing is announced any more."""
        process, self._process = self._process, None
        self._errands.clear()
        self._wishes.clear()
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._read)
        process.errorOccurred.disconnect(self._fell_over)
        process.finished.disconnect(self._ended)
        process.kill()  # it holds nothing but what it was sent
        process.waitForFinished(PATIENCE)
        process.setParent(None)

    def _next(self) -> None:
        if self._running is not None:
            return
        errand = self._due()
        if errand is None:
            return
        self.start()
        self._running = errand
        if self._process is not None:
            self._process.write(bytes(errand.frame))

    def _due(self) -> Errand | None:
        if self._report is not None:
            frame, self._report = self._report, None
            frame = PipeFrame({**frame.head, "known": self._last.marks}, frame.load)
            return Errand(frame, self._take_composition, self.failed.emit)
        if self._errands:
            return self._errands.popleft()
        if self._wishes:
            wish = self._wishes.popleft()
            return Errand(_asked(wish), lambda frame: self._take_picture(wish, frame), self.failed.emit)
        return None

    def _take_composition(self, frame: PipeFrame) -> None:
        self._last = composition_of(frame.head, self._last)
        self.composed.emit(self._last)

    def _take_faces(self, frame: PipeFrame) -> None:
        self.faces_found.emit(
            {
                role: tuple(FoundFace(tuple(one["names"]), one["path"], one["refusal"]) for one in found)
                for role, found in frame.head["faces"].items()
            }
        )

    def _take_picture(self, wish: Wish, frame: PipeFrame) -> None:
        if self._report is None:  # else a newer report is on its way and the picture is out of date
            self.pictured.emit(wish, _image(frame))

    def _read(self) -> None:
        if self._process is None:
            return
        for frame in self._reader.feed(bytes(self._process.readAllStandardOutput().data())):
            errand, self._running = self._running, None
            assert errand is not None  # the process speaks only when asked
            error = frame.head.get("error")
            if error is None:
                errand.done(frame)
            else:
                errand.failed(str(error))
        self._next()

    def _fell_over(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._give_up(NO_START)

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        self._give_up(STOPPED)

    def _give_up(self, sentence: str) -> None:
        """The process is gone: whoever waits hears it; the next request starts a new one."""
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        waiting = [*([self._running] if self._running else []), *self._errands]
        self._running = None
        self._errands.clear()
        self._wishes.clear()
        told = [errand.failed for errand in waiting] or [self.failed.emit]
        for tell in told:
            tell(sentence)


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment()
    for name, value in own_environment().items():
        environment.insert(name, value)
    return environment


def _asked(wish: Wish) -> PipeFrame:
    return PipeFrame({"do": "picture", "page": wish.page, "width": wish.width, "grey": wish.grey})


def _image(frame: PipeFrame) -> QImage:
    head: Mapping[str, Any] = frame.head
    form = QImage.Format.Format_Grayscale8 if head["grey"] else QImage.Format.Format_RGB888
    # The copy owns its pixels; the first one only borrows them from the message.
    return QImage(frame.load, head["width"], head["height"], head["stride"], form).copy()
