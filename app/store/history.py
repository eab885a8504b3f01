"""The versions of a report: whole copies in one file a report, added to and never changed.

Kept at each opening, at each export, when it is final, and by hand under a name. The same content on the same
occasion twice in a row is kept once. Leans on disk and shape.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from app.disk import Disk
from app.store import shape

FOLDER = "history"
Occasion = Literal["opened", "exported", "final", "named", "restored"]
OCCASIONS: Mapping[str, str] = {
    "opened": "打开时",
    "exported": "导出时",
    "final": "定稿",
    "named": "手动保存",
    "restored": "恢复前",
}
_HASH = 64


@dataclass(frozen=True)
class Version:
    """One version. `record` is what app.record.to_record gives; `name` is what the user called it, or ''."""

    at: datetime
    occasion: str
    name: str
    record: Mapping[str, Any]

    @property
    def words(self) -> str:
        """When and why it was kept, in Chinese."""
        at = self.at
        kind = OCCASIONS.get(self.occasion, "自动")
        return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M} {kind}{f'：{self.name}' if self.name else ''}"


@dataclass(frozen=True)
class Versions:
    """All versions of a report, oldest first, and how many lines of the file cannot be read."""

    all: tuple[Version, ...]
    damaged: int


class History:
    """The versions of every report of a library. All methods raise OSError."""

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk, self._folder = disk, folder

    def versions(self, key: str) -> Versions:
        """The versions of one report."""
        lines = [line for line in self._read(key).split(b"\n") if line]
        found = [_version(line) for line in lines]
        return Versions(tuple(one for one in found if one), found.count(None))

    def keep(self, key: str, version: Version) -> bool:
        """Adds a version; False when it would only repeat the last one."""
        kept = self.versions(key).all
        repeats = bool(kept) and not version.name and kept[-1].record == version.record
        if repeats and version.occasion in ("opened", "restored", kept[-1].occasion):
            return False
        data = self._read(key)
        ended = b"" if not data or data.endswith(b"\n") else b"\n"  # after a torn line
        self._disk.make_folder(self._folder)
        self._disk.append(self._path(key), ended + _line(version), len(data))
        return True

    def _read(self, key: str) -> bytes:
        path = self._path(key)
        return self._disk.read(path) if self._disk.stamp(path) else b""

    def _path(self, key: str) -> Path:
        return shape.key_path(self._folder, key, ".log")


def _line(version: Version) -> bytes:
    content = {
        "at": version.at.isoformat(),
        "occasion": version.occasion,
        "name": version.name,
        "record": version.record,
    }
    payload = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return hashlib.sha256(payload).hexdigest().encode() + b" " + payload + b"\n"


def _version(line: bytes) -> Version | None:
    payload = line[_HASH + 1 :]
    if hashlib.sha256(payload).hexdigest().encode() != line[:_HASH]:
        return None
    try:
        raw = shape.table(shape.loaded(payload))
        whole = shape.record(raw.get("record"))
        return Version(shape.time(raw, "at"), shape.text(raw, "occasion"), shape.text(raw, "name"), whole)
    except shape.Misshapen:
        return None
