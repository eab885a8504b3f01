"""Every step that touches the file system, one method a step: the one door to the disk, and the one way to write safely.

The library, what lies beside a report, the settings and the results of an export all go through it. Tests hand in a Disk that
fails or kills at a chosen step. All methods raise OSError; whoever calls turns that into a sentence.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

PATIENCE = (0.02, 0.05, 0.1, 0.2)  # seconds between tries while a scanner or another program holds a file
# No name that a disk cleaner takes for rubbish (*.tmp, *.log, *.bak, *.old, *.~*): it may run while a file is written.
TEMPORARY = ".writing"
LEFTOVERS = (TEMPORARY, ".tmp")  # the second is what they were called before
_OWN_LEFTOVER = re.compile(r"[^.~].*\.(json|id|versions|log|lock(\.\d+)?)(\.writing|\.tmp)")
PRIVATE, OTHERS = 0o700, 0o077
OWN = 0o600  # what a new file lets whom do: nobody else has business with the library

T = TypeVar("T")


@dataclass(frozen=True)
class Stamp:
    """What shows that a file is still the one that was written: bytes, time of change in ns, inode and device."""

    size: int
    changed: int
    inode: int
    device: int = 0


@dataclass(frozen=True)
class KeptFile:
    """A folder by its device and inode, and by a file in it."""

    folder: Path
    mark: tuple[int, int]
    file: Path
    content: bytes


class Changed(OSError):
    """A file is not as it was left: another program removed, cut or lengthened it."""


class Disk:
    """The real file system. `rights` are those of the files that it makes."""

    def __init__(self, patience: tuple[float, ...] = PATIENCE, rights: int = OWN) -> None:
        self._patience, self._rights = patience, rights
        self._kept: KeptFile | None = None
        self.memory: dict[Path, object] = {}  # what somebody who reads and writes a file through this disk notes of it

    # A folder that may be taken away: below it nothing is made or written while another stands in its place.

    def keep_to(self, folder: Path, name: str) -> None:
        """From now on `folder` is the one that stands there now, or that holds the file `name` as it is now. Raises OSError."""
        self._kept = KeptFile(folder, _mark(folder), folder / name, self.read(folder / name))

    def keep_no_more(self) -> None:
        """Any folder may stand there again."""
        self._kept = None

    def judge(self, path: Path) -> None:
        """Raises FileNotFoundError for a path in a folder that stands in the place of the one that is kept to, as a bare
        mount point does. OSError where that cannot be told."""
        kept = self._kept
        if kept is None or not path.is_relative_to(kept.folder) or _mark(kept.folder) == kept.mark:
            return
        if self.stamp(kept.file) is None or self.read(kept.file) != kept.content:
            raise FileNotFoundError(errno.ENOENT, "another folder stands in its place")
        # The same after all: a network share that was connected anew gives other numbers.
        self._kept = KeptFile(kept.folder, _mark(kept.folder), kept.file, kept.content)

    # The single steps, each of which may fail alone.

    def write(self, handle: int, data: memoryview) -> int:
        """Writes some of `data`, returns how many bytes."""
        return os.write(handle, data)

    def fsync(self, handle: int) -> None:
        """Returns when the content is on the disk itself."""
        os.fsync(handle)

    def rename(self, source: Path, target: Path) -> None:
        """Moves a file within the disk, over the target if there is one, in one step."""
        self.judge(target)
        source.replace(target)

    def unlink(self, path: Path) -> None:
        """Removes a file; one that is not there is as good as removed."""
        path.unlink(missing_ok=True)

    def open(self, path: Path, flags: int) -> int:
        """A handle for writing."""
        self.judge(path)
        return os.open(path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), self._rights)

    def read(self, path: Path) -> bytes:
        """The whole content. Of a pipe or a device, which may have no end, nothing is read."""

        def content() -> bytes:
            kind = path.stat().st_mode
            if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
                raise OSError(errno.EINVAL, "no file", str(path))
            return path.read_bytes()

        return self._patiently(content)

    def make_folder(self, path: Path) -> None:
        """Makes a folder and those above it, for this account alone; each new name is on the disk before anything is put
        into it."""
        self.judge(path)
        made = [one for one in (path, *path.parents) if not one.exists()]
        for one in reversed(made):
            # Windows gives the rights of the profile folder; a mode would put others in their place.
            one.mkdir(0o777 if os.name == "nt" else PRIVATE, exist_ok=True)
        path.mkdir(exist_ok=True)
        for one in reversed(made):
            self.sync_folder(one.parent)

    def new_folder(self, path: Path) -> None:
        """Makes a folder that is not there yet, with the rights that any folder of this account has. Raises OSError."""
        self.judge(path)
        path.mkdir()

    def remove_folder(self, path: Path) -> None:
        """Removes a folder with the files in it; one that is not there is as good as removed."""
        try:
            for one in path.iterdir():
                self.unlink(one)
            path.rmdir()
        except FileNotFoundError:
            return

    def close_to_others(self, folder: Path) -> None:
        """Takes away what other accounts may do in a folder of this account; no other folder is touched, nor one that is
        meant for all, like /tmp. Windows has its own rights."""
        if sys.platform == "win32":
            return
        found = folder.stat()
        if found.st_uid == os.getuid() and found.st_mode & OTHERS and not found.st_mode & stat.S_ISVTX:
            with suppress(OSError):  # a disk without such rights, or one that may not be changed: it stays as it is
                folder.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)

    # What is made of them.

    def put(self, path: Path, data: bytes) -> Stamp:
        """Replaces a file as a whole, or leaves it as it was: temporary file, flush, fsync, rename, folder."""
        temporary = path.with_name(path.name + TEMPORARY)
        try:
            try:
                self._replace(path, temporary, data)
            except FileNotFoundError:  # a cleaner may have taken the temporary file away; not twice in a row
                self._replace(path, temporary, data)
        except OSError:
            with suppress(OSError):  # what went wrong first is told; a leftover is cleared away at the next start
                self.unlink(temporary)
            raise
        self.sync_folder(path.parent)
        stamp = self.stamp(path)
        if stamp is None:
            raise Changed(f"{path.name} vanished")
        return stamp

    def write_out(self, path: Path, data: bytes, named: Path | None = None) -> None:
        """Makes a file, or makes it anew, and returns when all of it is on the disk; `named` is what an error calls it."""
        self._fill(named or path, self.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), data)

    def set_over(self, source: Path, target: Path) -> None:
        """Moves a file within the disk, over the target if there is one; waits a little for who holds one of them."""
        self._patiently(lambda: self.rename(source, target))

    def append(self, path: Path, data: bytes, at: int) -> None:
        """Adds to a file that must be `at` bytes long (0: made new) and returns when it is on the disk.

        Raises Changed when the file is not that long; then nothing is written.
        """
        made = at == 0
        flags = os.O_WRONLY | os.O_APPEND | (os.O_CREAT if made else 0)
        try:
            handle = self.open(path, flags)
        except FileNotFoundError as reason:
            if made:
                raise
            raise Changed(f"{path.name} vanished") from reason
        if (size := os.fstat(handle).st_size) != at:
            os.close(handle)
            raise Changed(f"{path.name} has {size} bytes, not {at}")
        self._fill(path, handle, data)
        if made:
            self.sync_folder(path.parent)

    def move(self, source: Path, target: Path) -> None:
        """Gives a file another place in the same folder tree."""
        self.make_folder(target.parent)
        self.set_over(source, target)
        self.sync_folder(target.parent)
        self.sync_folder(source.parent)

    def sync_folder(self, folder: Path) -> None:
        """Puts a folder's list of names on the disk; Windows has no such step."""
        if os.name == "nt":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            self.fsync(handle)
        finally:
            os.close(handle)

    def stamp(self, path: Path) -> Stamp | None:
        """Size and time of a file; None when there is none."""
        try:
            found = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return Stamp(found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev)

    def is_own_file(self, path: Path, most: int) -> bool:
        """Whether this is a regular file itself and no link, of this account, and of at most `most` bytes."""
        found = path.lstat()
        mine = sys.platform == "win32" or found.st_uid == os.getuid()
        return stat.S_ISREG(found.st_mode) and mine and found.st_size <= most

    def names(self, folder: Path) -> tuple[str, ...]:
        """The names in a folder, sorted; none when there is no folder. Temporary files are left out."""
        return tuple(name for name in self._all_names(folder) if not name.endswith(LEFTOVERS))

    def sizes(self, folder: Path) -> dict[str, int]:
        """The files in a folder with their bytes, all in one look; none when there is no folder. Temporary ones are left out."""
        found: dict[str, int] = {}
        try:
            with os.scandir(folder) as entries:
                for one in entries:
                    with suppress(FileNotFoundError):  # gone since it was listed: not there
                        if not one.name.endswith(LEFTOVERS) and one.is_file():
                            found[one.name] = one.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return {}
        return found

    def clear_leftovers(self, folder: Path) -> None:
        """Removes temporary files that a crash left in a folder; those of other programs, as of one that synchronises, stay."""
        for name in self._all_names(folder):
            if _OWN_LEFTOVER.fullmatch(name):
                self.unlink(folder / name)

    def _all_names(self, folder: Path) -> list[str]:
        try:
            return sorted(path.name for path in folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _replace(self, path: Path, temporary: Path, data: bytes) -> None:
        self.write_out(temporary, data, path)
        self.set_over(temporary, path)

    def _fill(self, path: Path, handle: int, data: bytes) -> None:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self.write(handle, rest) :]
            self.fsync(handle)
        except OSError as reason:
            reason.filename = str(path)  # which a handle does not tell
            raise
        finally:
            os.close(handle)

    def _patiently(self, step: Callable[[], T]) -> T:
        for pause in self._patience:
            try:
                return step()
            except PermissionError:
                time.sleep(pause)
        return step()


def _mark(folder: Path) -> tuple[int, int]:
    found = folder.stat()
    return found.st_dev, found.st_ino
