"""Disks that kill the process, cut the power or fail, each at a step that is counted. For child processes.

A cut of power loses what was not fsynced: written bytes are shortened or zeroed, renames taken back.
"""

from __future__ import annotations

import os
import random
import signal
import threading
from pathlib import Path

from app.system.disk import Disk, Stamp


class KillingDisk(Disk):
    """Dies at step number `at`: in the middle of a write, before or after any other step."""

    def __init__(self, chance: random.Random, at: int) -> None:
        super().__init__()
        self.chance, self._left = chance, at
        self.gate = threading.RLock()  # when one thread dies, the others do nothing more

    def write(self, handle: int, data: memoryview) -> int:
        with self.gate:
            if self._due():
                os.write(handle, data[: self.chance.randrange(len(data) + 1)])
                self.die()
            return super().write(handle, data)

    def fsync(self, handle: int) -> None:
        with self.gate:
            due = self._due()
            if due and self.chance.random() < 0.5:
                self.die()
            super().fsync(handle)
            if due:
                self.die()

    def rename(self, source: Path, target: Path) -> None:
        with self.gate:
            due = self._due()
            if due and self.chance.random() < 0.5:
                self.die()
            super().rename(source, target)
            if due:
                self.die()

    def unlink(self, path: Path) -> None:
        with self.gate:
            due = self._due()
            if due and self.chance.random() < 0.5:
                self.die()
            super().unlink(path)
            if due:
                self.die()

    def open(self, path: Path, flags: int) -> int:
        with self.gate:
            handle = super().open(path, flags)
            if self._due():
                self.die()
            return handle

    def die(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def _due(self) -> bool:
        self._left -= 1
        return self._left == 0


class PowerDisk(KillingDisk):
    """Dies as a machine does whose power is cut. `spare` is a folder outside the library on the same disk."""

    def __init__(self, chance: random.Random, at: int, spare: Path) -> None:
        super().__init__(chance, at)
        self._spare = spare
        self._unsynced: dict[int, tuple[Path, int]] = {}  # handle → file and the length that is safe
        self._renamed: list[tuple[Path, Path | None]] = []

    def open(self, path: Path, flags: int) -> int:
        with self.gate:
            handle = super().open(path, flags)
            if flags & (os.O_WRONLY | os.O_RDWR):
                self._unsynced[handle] = path, os.fstat(handle).st_size
            return handle

    def fsync(self, handle: int) -> None:
        with self.gate:
            super().fsync(handle)
            if handle in self._unsynced:
                self._unsynced.pop(handle)

    def rename(self, source: Path, target: Path) -> None:
        with self.gate:
            old: Path | None = None
            if target.exists():
                old = self._spare / f"{len(self._renamed)}-{target.name}"
                old.unlink(missing_ok=True)
                os.link(target, old)
            self._renamed.append((target, old))
            super().rename(source, target)

    def sync_folder(self, folder: Path) -> None:
        with self.gate:
            super().sync_folder(folder)
            self._renamed = [one for one in self._renamed if one[0].parent != folder]

    def die(self) -> None:
        for path, safe in self._unsynced.values():
            if path.name.endswith(".lock") or not path.exists():
                continue
            size = path.stat().st_size
            if size > safe:
                kept = self.chance.randint(safe, size)
                os.truncate(path, kept)
                if self.chance.random() < 0.3:
                    os.truncate(path, size)  # the length arrived, the content did not: zeros
        for target, old in reversed(self._renamed):
            if self.chance.random() < 0.5:
                if old is not None:
                    old.replace(target)
                else:
                    target.unlink(missing_ok=True)
        super().die()


class FailingDisk(Disk):
    """Steps fail with `code` while `failing` is set; with `name`, only the steps on that file or folder."""

    def __init__(self, code: int, name: str = "") -> None:
        super().__init__(patience=(0.0,))
        self.code, self.name = code, name
        self.failing = False
        self.failed = 0
        self._paths: dict[int, Path] = {}

    def write(self, handle: int, data: memoryview) -> int:
        if self._hit(self._paths.get(handle, Path())):
            os.write(handle, data[: len(data) // 2])
            self._fail()
        return super().write(handle, data)

    def fsync(self, handle: int) -> None:
        if self._hit(self._paths.get(handle, Path())):
            self._fail()
        super().fsync(handle)

    def rename(self, source: Path, target: Path) -> None:
        if self._hit(target):
            self._fail()
        super().rename(source, target)

    def open(self, path: Path, flags: int) -> int:
        handle = super().open(path, flags)
        self._paths[handle] = path
        return handle

    def _hit(self, path: Path) -> bool:
        return self.failing and (not self.name or self.name in path.parts or path.name.startswith(self.name))

    def _fail(self) -> None:
        self.failed += 1
        raise OSError(self.code, os.strerror(self.code))


class UnreadableDisk(Disk):
    """Nothing can be asked of the file or folder `path` or of what lies in it; with `steps`, only these fail."""

    def __init__(self, path: Path, code: int, steps: tuple[str, ...] = ("read", "stamp", "names")) -> None:
        super().__init__(patience=())
        self._bad, self._code, self._steps = path, code, steps
        self.failed = 0

    def read(self, path: Path) -> bytes:
        self._judge("read", path)
        return super().read(path)

    def stamp(self, path: Path) -> Stamp | None:
        self._judge("stamp", path)
        return super().stamp(path)

    def names(self, folder: Path) -> tuple[str, ...]:
        self._judge("names", folder)
        return super().names(folder)

    def sizes(self, folder: Path) -> dict[str, int]:
        self._judge("names", folder)
        return super().sizes(folder)

    def make_folder(self, path: Path) -> None:
        self._judge("make_folder", path)
        super().make_folder(path)

    def open(self, path: Path, flags: int) -> int:
        self._judge("open", path)
        return super().open(path, flags)

    def unlink(self, path: Path) -> None:
        self._judge("unlink", path)
        super().unlink(path)

    def _judge(self, step: str, path: Path) -> None:
        if step in self._steps and path.is_relative_to(self._bad):
            self.failed += 1
            raise OSError(self._code, os.strerror(self._code))
