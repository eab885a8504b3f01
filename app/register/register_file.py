"""The register's own file: one for each report, in the data folder beside the library, replaced whole.

No export reads it, and the library does not hold it; backups on this computer do.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from app.errors import StoreError
from app.register.request import Request, from_data, to_data
from app.store.file.failure import sentence
from app.store.file.side_file import REGISTERS, WORDS, SideFile, side_path, unreadable
from app.system.disk import Disk

VERSION = 1
LARGEST = 8 * 1024 * 1024  # bytes; 10 000 requests are under 4 MB


class RegisterBook:
    """The register of one report: its file, through the disk."""

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        self._path, self._disk = path, disk

    def read(self) -> tuple[Request, ...]:
        """The requests, none when there are none yet. Raises StoreError."""
        return read_register(self._path, self._disk)

    def write(self, requests: Sequence[Request]) -> None:
        """Keeps the requests. Raises StoreError, and then what was kept before still stands."""
        write_register(self._path, requests, self._disk)


def register_path(library: Path, key: str) -> Path:
    """Where the register of the report `key` lies in the library's folder. Raises StoreError for no key."""
    return side_path(library, REGISTERS, key)


def read_register(path: Path, disk: Disk | None = None) -> tuple[Request, ...]:
    """The requests in a file, none when there is no file. Raises StoreError when it is no register."""
    try:
        data = SideFile(path, disk).read(LARGEST)
        if data is None:
            return ()
        raw = json.loads(data.decode("utf-8"))
        if (
            not isinstance(raw, dict)
            or raw.get("version") != VERSION
            or not isinstance(raw.get("requests"), list)
        ):
            raise ValueError("不是台账")
        return tuple(map(from_data, raw["requests"]))
    except (OSError, ValueError, RecursionError) as reason:
        raise StoreError(unreadable(WORDS[REGISTERS], path.name, reason)) from reason


def write_register(path: Path, requests: Sequence[Request], disk: Disk | None = None) -> None:
    """Keeps the requests. Raises StoreError, and then what was kept before still stands."""
    raw = {"version": VERSION, "requests": [to_data(one) for one in requests]}
    try:
        SideFile(path, disk).write(raw)
    except OSError as reason:
        raise StoreError(sentence(reason, "保存申请台账", path)) from reason
