"""What a later start asks of the window that runs: come forward, and open this file. No socket: a file in the library.

Written whole, under a name that nobody can guess; judged by the window like any foreign input. What is wrong is set
aside and has no effect.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.system.disk import Changed, Disk
from app.system.paths import is_file

FOLDER, REFUSED = "requests", "refused"
SUFFIX, VERSION = ".json", 1
LARGEST = 16 * 1024  # bytes of a request; the longest path of any system is shorter
LATEST = timedelta(minutes=1)  # an older request is of a start that nobody waits for any more
MOST = 20  # requests looked at in one go
DEVICES = ("\\\\.\\", "\\\\?\\")  # Windows' names for devices and for paths that it does not check


@dataclass(frozen=True)
class WindowRequest:
    """Come forward; with a path, open that file."""

    path: Path | None


def fit(path: Path, suffixes: Collection[str]) -> bool:
    """Whether a request may name this file: a regular one that is there, by its whole path, of a suffix that is read."""
    words = str(path)
    whole = path.is_absolute() and not words.startswith(DEVICES) and all(letter >= " " for letter in words)
    return whole and path.suffix.lower() in suffixes and is_file(path)


def ask(disk: Disk, library: Path, path: Path | None, now: datetime) -> Path:
    """Writes a request, and returns where it lies until it is taken. Raises OSError."""
    folder = library / FOLDER
    disk.make_folder(folder)
    raw = {"version": VERSION, "path": None if path is None else str(path), "time": now.isoformat()}
    target = folder / f"{secrets.token_hex(16)}{SUFFIX}"
    try:
        disk.put(target, json.dumps(raw).encode("utf-8"))
    except Changed:
        return target  # taken as soon as it stood there
    return target


def refused(asked: Path) -> Path:
    """Where a request lies that was set aside."""
    return asked.parent / REFUSED / asked.name


def wait(disk: Disk, library: Path) -> bool:
    """Whether any request lies there, right or wrong. Raises OSError."""
    return bool(_waiting(disk, library))


def take(disk: Disk, library: Path, now: datetime, suffixes: Collection[str]) -> tuple[WindowRequest, ...]:
    """The requests that wait; each leaves the folder, and a wrong one is set aside. Raises OSError where no folder
    can be listed; a single request that cannot be read or moved now is left."""
    asked = [library / FOLDER / name for name in _waiting(disk, library)[:MOST]]
    taken = [_take_one(disk, one, now, suffixes) for one in asked]
    return tuple(request for request in taken if request is not None)


def _take_one(disk: Disk, asked: Path, now: datetime, suffixes: Collection[str]) -> WindowRequest | None:
    try:
        try:
            if not disk.is_own_file(asked, LARGEST):
                raise ValueError("no file of this account, or too large")
            request = _read(disk.read(asked), now, suffixes)
        except (ValueError, RecursionError):
            disk.move(asked, refused(asked))
            return None
        disk.unlink(asked)
    except OSError:  # gone again, or held by a scanner
        return None
    return request


def _waiting(disk: Disk, library: Path) -> list[str]:
    return [name for name in disk.names(library / FOLDER) if name.endswith(SUFFIX)]


def _read(data: bytes, now: datetime, suffixes: Collection[str]) -> WindowRequest:
    """Raises ValueError for anything but a fresh request of this version."""
    raw = json.loads(data.decode("utf-8"))
    if not isinstance(raw, dict) or set(raw) != {"version", "path", "time"}:
        raise ValueError("another shape")
    version, path, time = raw["version"], raw["path"], raw["time"]
    if version != VERSION or isinstance(version, bool):
        raise ValueError("another version")
    if not isinstance(time, str) or not (path is None or isinstance(path, str)):
        raise ValueError("another kind of value")
    asked = datetime.fromisoformat(time)
    if asked.tzinfo is None or abs(now - asked) > LATEST:
        raise ValueError("no time, or too old")
    if path is not None and not fit(Path(path), suffixes):
        raise ValueError("no file to read")
    return WindowRequest(None if path is None else Path(path))
