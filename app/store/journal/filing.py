"""Brings the TinyDB file up to what the journal holds: only changed reports are encoded again.

For the store's own thread. A file that another program changed meanwhile is set aside, never overwritten
unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tinydb import TinyDB
from tinydb.table import Document

from app.store.file.holding import Holding, number, to_document
from app.store.file.storage import Damaged, Lines, SafeStorage, decode
from app.store.file.stored_shape import Misshapen, loaded, table, text, whole
from app.store.journal.chain import Reach
from app.store.journal.content import Content, about, content_of
from app.store.journal.upgrades import ABOUT, REPORTS, Newer
from app.system.disk import Disk, Stamp

ASIDE = "damaged"


class Filing:
    """`filed` is what the file holds, `library` the mark of the library; `number` the last event in the file, -1 when it is
    to be written in any case."""

    def __init__(
        self,
        disk: Disk,
        path: Path,
        lines: Lines | None,
        filed: Mapping[str, Holding],
        stamp: Stamp | None,
        library: str,
    ) -> None:
        self._disk, self._path, self._library = disk, path, library
        self._storage = SafeStorage(path, disk, lines or {})
        self._storage.stamp = stamp
        self._filed = dict(filed)
        self.number = -1

    @property
    def path(self) -> Path:
        """The library file."""
        return self._path

    def bring_up_to_date(self, holdings: Mapping[str, Holding], reach: Reach) -> None:
        """Writes the file so that it holds `holdings`, with all the events that `reach` covers. Raises OSError."""
        changed = [one for key, one in holdings.items() if self._filed.get(key) is not one]
        gone = [key for key in self._filed if holdings.get(key) is not self._filed[key]]
        database = TinyDB(storage=lambda: self._storage)
        reports = database.table(REPORTS)
        with self._storage.batch():
            reports.remove(doc_ids=[number(key) for key in gone])
            reports.insert_multiple([Document(to_document(one), number(one.key)) for one in changed])
            database.table(ABOUT).upsert(Document(about(reach, self._library), 1))
        self._filed, self.number = dict(holdings), reach.number

    def meddled(self) -> str | None:
        """What another program did to the file since it was last written: "missing", "changed", or None."""
        stamp = self._disk.stamp(self._path)
        if stamp == self._storage.stamp:
            return None
        if stamp is None:
            return "missing"
        return None if self._disk.read(self._path) == self._storage.content() else "changed"

    def copy(self) -> tuple[bytes, int, str]:
        """The file as it stands on the disk, proven whole, with number and hash of the last event in it.

        Raises OSError, storage.Damaged.
        """
        data = self._disk.read(self._path)
        try:
            about = table(loaded(decode(data)[ABOUT]["1"]))
            return data, whole(about, "number"), text(about, "hash")
        except (KeyError, Misshapen) as reason:
            raise Damaged("开头的记录不对") from reason

    def library_in_place(self) -> Content | None:
        """What stands in the file's place, when it is a library; None when it is none. Raises OSError."""
        try:
            return content_of(self._disk.read(self._path))
        except (Damaged, Newer):
            return None

    def give(self, target: Path) -> None:
        """Moves the file there. Raises OSError."""
        self._disk.move(self._path, target)

    def set_aside(self, at: datetime) -> Path:
        """Moves the file into a folder for such files and returns where it is now. Raises OSError."""
        return set_aside(self._disk, self._path, at)


def set_aside(disk: Disk, path: Path, at: datetime, library: Path | None = None) -> Path:
    """Moves a file to the folder `damaged` of the library, by default beside it, under its name and the time. Raises OSError."""
    target = _aside(disk, path, at, library)
    disk.move(path, target)
    return target


def put_aside(disk: Disk, path: Path, data: bytes, at: datetime, library: Path) -> None:
    """Lays another content of a file, which stays as it is, in that folder. Raises OSError."""
    target = _aside(disk, path, at, library)
    disk.make_folder(target.parent)
    disk.put(target, data)


def _aside(disk: Disk, path: Path, at: datetime, library: Path | None) -> Path:
    """A free place in that folder."""
    folder = (library or path.parent) / ASIDE
    taken = disk.names(folder)
    stem = f"{path.stem}-{at:%Y%m%dT%H%M%S}"
    names = (f"{stem}{mark}{path.suffix}" for mark in ("", *(f"-{n}" for n in range(2, len(taken) + 3))))
    return folder / next(name for name in names if name not in taken)
