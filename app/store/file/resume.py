"""Where the user was, kept for one restart after a crash: the report and the cell.

A small file in the data folder, read once and removed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from app.store.file.stored_shape import Misshapen, loaded, table, text
from app.system.disk import Disk

FILE = "resume.json"


@dataclass(frozen=True)
class ResumePlace:
    """An open report and the cell in which the cursor stood ('' when none did)."""

    key: str
    cell: str = ""


def keep_place(disk: Disk, folder: Path, place: ResumePlace) -> None:
    """Keeps the place for the next start. Raises OSError."""
    disk.put(folder / FILE, json.dumps(asdict(place)).encode("utf-8"))


def take_place(disk: Disk, folder: Path) -> ResumePlace | None:
    """The kept place, once; None when there is none or it is not readable. Raises OSError."""
    path = folder / FILE
    if disk.stamp(path) is None:
        return None
    data = disk.read(path)
    disk.unlink(path)
    try:
        found = table(loaded(data))
        return ResumePlace(text(found, "key"), text(found, "cell"))
    except Misshapen:  # half-written in the crash: the program opens on the list
        return None
