"""How the files of a library folder are called now, and the renaming of those that an earlier program named otherwise.

Disk cleaners remove *.log and *.tmp wherever they lie, so nothing precious may be called so.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.store.copies import versions as history
from app.store.copies.backups import FOLDER as BACKUPS
from app.store.copies.version_copies import FOLDER as COPIES
from app.store.copies.versions import History
from app.store.file.side_file import WORDS
from app.store.journal.journal import FOLDER as JOURNAL
from app.store.journal.segment import OLD_SUFFIX, name_of
from app.store.requests import FOLDER as REQUESTS
from app.system.disk import Disk


def rename_old(disk: Disk, folder: Path) -> None:
    """Gives every file of the library in `folder` its present name. May be done again, also after it was cut short.

    For the window that writes, once the library file says its schema, so that no older program finds half of it. Never takes
    the place of a file that is there. Raises OSError; what was not renamed is read under its old name until the next time.
    """
    _rename_segments(disk, folder / JOURNAL)
    _rename_versions(disk, folder)


def clear_leftovers(disk: Disk, folder: Path) -> None:
    """Removes what a crash left half-written beside the reports. Litter that cannot be removed now does no harm."""
    for name in (history.FOLDER, f"{BACKUPS}/{COPIES}", REQUESTS, *WORDS):
        with suppress(OSError):
            disk.clear_leftovers(folder / name)


def _rename_segments(disk: Disk, journal: Path) -> None:
    """journal/FIRST-ATTEMPT.log becomes FIRST-ATTEMPT-00000000.events."""
    there = set(disk.names(journal))
    for name in sorted(there):
        found = name_of(name) if name.endswith(OLD_SUFFIX) else None
        if found and found.text not in there:
            disk.move(journal / name, journal / found.text)


def _rename_versions(disk: Disk, folder: Path) -> None:
    """history/KEY.log becomes KEY.versions."""
    versions = History(disk, folder / history.FOLDER)
    for key in versions.formers():
        versions.rename_former(key)
