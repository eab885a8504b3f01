"""What lay in a library's folder under other names before, renamed once: *.log is what cleaners of disks throw away.

Done after the library file says that it follows the new layout, so that no older program finds half of it. Each step may be
the last one before a crash; readers know both names. Leans on segment and disk.
"""

from __future__ import annotations

from pathlib import Path

from app.disk import Disk
from app.store.journal import FOLDER as JOURNAL
from app.store.segment import OLD_SUFFIX, name_of


def rename_old(disk: Disk, folder: Path) -> None:
    """Gives the files of old their names of today, where those are free. Raises OSError."""
    _rename_segments(disk, folder / JOURNAL)


def _rename_segments(disk: Disk, journal: Path) -> None:
    there = set(disk.names(journal))
    for name in sorted(there):
        found = name_of(name) if name.endswith(OLD_SUFFIX) else None
        if found and found.text not in there:
            disk.move(journal / name, journal / found.text)
