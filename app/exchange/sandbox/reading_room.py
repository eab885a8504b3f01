"""Where foreign files are read: one process for one after the other, renewed after a fault and after MOST_FILES.

A fault counts only in a process that had read nothing before, so what a file is worth never hangs on the one before it.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import PurePath
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from app.errors import ExchangeError
from app.exchange.reading import LARGEST, read
from app.exchange.sandbox.message import Message
from app.exchange.source.found import Import
from app.exchange.source.import_record import from_plain
from app.form.form_file import Forms

if TYPE_CHECKING:
    from app.exchange.sandbox.kept_process import KeptProcess

MOST_FILES = 100  # by one process
TRUSTED = ".json"  # read here: its size alone bounds what it costs


def read_apart(forms: Forms, data: bytes, name: str, *, year: int | None = None) -> Import:
    """One file as `read` reads it, and within seconds and bytes whatever it holds. Raises ExchangeError."""
    with ReadingRoom(forms) as room:
        return room.read(data, name, year=year)


class AskedRoom:
    """Keeps the process for what is asked of it. `close` may come from any thread: it ends what is being read."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: KeptProcess | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def process(self) -> int:
        """The system's number of the process, 0 while there is none."""
        return self._process.number if self._process is not None else 0

    def prepare(self) -> None:
        """Starts the process, if it does not run, and has it load what files need; one that cannot start is said later."""
        with self._lock:
            try:
                self._ready().tell(Message({"do": "prepare"}))
            except OSError:
                return

    def close(self) -> None:
        """Ends the process; nothing is read here any more."""
        self._closed = True
        if (process := self._process) is not None:
            process.kill()
        with self._lock:
            self._end()

    def answer(self, message: Message, name: str, beyond: str) -> bytes:
        """What was found, as the process tells it. Raises ExchangeError for what is refused, `beyond` for what is beyond all
        bounds.
        """
        with self._lock:
            said = self._asked(message, name)
        if said is None:
            raise ExchangeError(beyond)
        if said.head.get("refused"):
            raise ExchangeError(said.load.decode("utf-8", "replace"))
        return said.load

    def _asked(self, message: Message, name: str) -> Message | None:
        try:
            while True:
                process = self._ready()
                if self._closed:
                    self._end()
                    raise ExchangeError(f"{name}：已停止读取。")
                said = process.ask(message)
                if said is None or said.head.get("spent") or process.asked >= MOST_FILES:
                    self._end()
                if said is not None or ((process.slow or process.asked == 1) and not self._closed):
                    return said
        except OSError as reason:
            why = reason.strerror or str(reason)
            raise ExchangeError(f"{name}：读取文件的程序无法启动（{why}），请重新安装本程序。") from None

    def _ready(self) -> KeptProcess:
        # Not before: our own file is read quicker without.
        from app.exchange.sandbox.kept_process import KeptProcess

        if self._process is None:
            self._process = KeptProcess()
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


class ReadingRoom(AskedRoom):
    """Reads the files of one task; the process starts with the first. Threads that share a room wait for each other."""

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self._forms = forms

    def read(self, data: bytes, name: str, *, year: int | None = None) -> Import:
        """As `read`, apart from this process. Raises ExchangeError."""
        if PurePath(name).suffix.lower() == TRUSTED or len(data) > LARGEST:
            return read(self._forms, data, name, year=year)
        head = {"do": "file", "name": name, "year": year, "forms": str(self._forms.folder)}
        told = self.answer(
            Message(head, data), name, f"{name}：解开后过大或过于复杂，不像是一份年报，没有读取。请核对所选文件。"
        )
        try:
            return from_plain(self._forms, json.loads(told, parse_float=Decimal))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise ExchangeError(f"{name}：读出来的内容不完整，没有读取。请核对所选文件。") from None
