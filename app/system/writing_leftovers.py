"""The names of files and folders that are being written, and what a killed process left of them beside a person's own files.

A name says which computer and process writes the file, so that the next export can tell a leftover from what another one
is writing at this moment.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.system.processes import started

OLD = 24 * 3600.0  # seconds after which nobody writes a file any more, whoever it was: a write takes some
_NAMED = re.compile(r"\.([0-9a-f]{8})-(\d{1,10})-(\d{0,20})-[0-9a-f]{12}\.writing", re.ASCII)
_NAMELESS = re.compile(r"\.~[0-9a-f]{12}\.tmp|\.[0-9a-f]{12}\.writing", re.ASCII)  # as earlier versions called them


def temporary_name() -> str:
    """A name for a file or folder that this process writes; no cleaner of disks takes it for rubbish."""
    process = os.getpid()
    return f".{_host()}-{process}-{started(process) or ''}-{os.urandom(6).hex()}.writing"


def clear_leftovers(folder: Path) -> None:
    """Removes what exports that are over left in a folder. What cannot be removed harms nothing and stays."""
    with suppress(OSError):
        for path in tuple(_leftovers(folder)):
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _leftovers(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                continue
            named = _NAMED.fullmatch(entry.name)
            folder_of_ours = named and entry.is_dir(follow_symlinks=False)
            if folder_of_ours or ((named or _NAMELESS.fullmatch(entry.name)) and entry.is_file(follow_symlinks=False)):
                found = entry.stat(follow_symlinks=False)
                mine = sys.platform == "win32" or found.st_uid == os.getuid()
                gone = named and named[1] == _host() and _ended(int(named[2]), named[3])
                if mine and (gone or time.time() - found.st_mtime > OLD):
                    yield Path(entry.path)


def _ended(process: int, mark: str) -> bool:
    """Whether that process is over; another may have its number now. One of which the system tells nothing lives."""
    now = started(process)
    return now is None or now not in ("", mark)


def _host() -> str:
    return f"{zlib.crc32(platform.node().encode('utf-8', 'replace')):08x}"
