"""The claims of a report as a side file (认领): what a person has said the numbers of its prose mean.

A claim may be lost in a crash; then the number is asked about again. Nothing of the report depends on it.
"""

from __future__ import annotations

import threading
from dataclasses import asdict
from pathlib import Path

from app.errors import StoreError
from app.report.claim import Claim
from app.store.file.side_file import CLAIMS, WORDS, SideFile, side_path, unreadable
from app.store.file.stored_shape import Misshapen, loaded, table, text, whole
from app.system.disk import Disk

VERSION = 1
LARGEST = 4 * 1024 * 1024  # bytes; a long report has some hundred numbers


class ClaimBook:
    """The claims of one report. `keep` takes their newest state, `write` puts it on the disk.

    May be written from another thread than it is changed in.
    """

    def __init__(self, disk: Disk, library: Path, key: str) -> None:
        """Reads what is kept. Raises StoreError when it cannot be read as claims."""
        self._file = SideFile(side_path(library, CLAIMS, key), disk)
        self._guard = threading.Lock()
        self._written = True
        self.claims = self._read()

    def keep(self, claims: tuple[Claim, ...]) -> None:
        """The claims as they stand now."""
        with self._guard:
            self._written = self._written and claims == self.claims
            self.claims = claims

    def write(self) -> None:
        """Puts them on the disk, when they are not there yet. Raises OSError; then they are still to be written."""
        with self._guard:
            if not self._written:
                self._file.write({"version": VERSION, "claims": [asdict(one) for one in self.claims]})
                self._written = True

    def _read(self) -> tuple[Claim, ...]:
        try:
            data = self._file.read(LARGEST)
            if data is None:
                return ()
            raw = table(loaded(data))
            found = raw.get("claims")
            if raw.get("version") != VERSION or not isinstance(found, list):
                raise ValueError("不是认领的记录")
            return tuple(map(_claim, found))
        except (OSError, ValueError, KeyError, Misshapen) as reason:
            raise StoreError(unreadable(WORDS[CLAIMS], self._file.path.name, reason)) from reason


def _claim(raw: object) -> Claim:
    one = table(raw)
    cells = one.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
        raise ValueError("cells 不是文字列表")
    return Claim(text(one, "words"), whole(one, "place"), tuple(map(str, cells)), text(one, "period"))
