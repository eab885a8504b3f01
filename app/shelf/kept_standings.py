"""The standings that were counted, kept by what they were counted from: the report, what lies beside it, and the rules.

A file in the data folder that may be lost or damaged at any time: then everything is counted anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from app import __version__
from app.shelf.report_standing import Case, ReportStanding, RuleFiles
from app.store.file.side_file import CLAIMS, REGISTERS, WORDS, side_path
from app.system.disk import Disk
from app.system.paths import is_file, resources

FILE = "standings.json"
VERSION = 1
LARGEST = 16 * 1024 * 1024  # bytes; a thousand reports take a fiftieth of it
OF_RULES = ("checks", "forms", "offices", "profiles")  # the program's own resources that a finding rests on
BESIDE = tuple(kind for kind in WORDS if kind != REGISTERS)  # side files that findings and stages rest on


class KeptStandings:
    """For one thread. `standing` gives what is kept of a report, `keep` takes a new one, `write` puts them on the disk."""

    def __init__(self, disk: Disk, folder: Path, files: RuleFiles) -> None:
        self._disk, self._folder, self._files = disk, folder, files
        self._rules = rules_print(files)
        self._kept = _read(disk, folder / FILE)
        self._written = True

    def fingerprint(self, case: Case) -> str:
        """A digest of everything that a report's standing is counted from."""
        told = hashlib.sha256(self._rules.encode())
        for record in (case.record, case.previous, case.earlier):
            told.update(json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass") + b"\0")
        for kind in BESIDE:
            told.update(_content(side_path(self._folder, kind, case.key)))
        for key in case.others:
            told.update(_content(side_path(self._folder, CLAIMS, key)))
        return told.hexdigest()[:32]

    def standing(self, key: str, fingerprint: str) -> ReportStanding | None:
        """What was counted from the very same."""
        kept = self._kept.get(key)
        return kept[1] if kept is not None and kept[0] == fingerprint else None

    def keep(self, key: str, fingerprint: str, standing: ReportStanding) -> None:
        """Takes a new one in. One that could not be counted is not kept: what hindered it may be over."""
        if not standing.trouble:
            self._kept[key] = fingerprint, standing
            self._written = False

    def write(self, keys: Iterable[str]) -> None:
        """Puts those of these reports on the disk. What cannot be written is counted again the next time, no more."""
        if self._written:
            return
        wanted = set(keys)
        kept = {key: [mark, asdict(one)] for key, (mark, one) in self._kept.items() if key in wanted}
        with suppress(OSError):
            self._disk.put(self._folder / FILE, json.dumps({"version": VERSION, "standings": kept}).encode())
            self._written = True


def rules_print(files: RuleFiles) -> str:
    """A digest of the program's version and of every rule it goes by."""
    told = hashlib.sha256(__version__.encode())
    own = [path for name in OF_RULES for path in sorted((resources() / name).glob("**/*.toml"))]
    for path in (*own, files.profile, files.words):
        told.update(b"\0" if path is None else _content(path))
    return told.hexdigest()


def _content(path: Path) -> bytes:
    """A file with its length; a mark for one that is not there, or cannot be read now."""
    try:
        data = path.read_bytes() if is_file(path) else None
    except OSError:
        data = None
    return b"\0" if data is None else b"%d:%s" % (len(data), data)


def _read(disk: Disk, path: Path) -> dict[str, tuple[str, ReportStanding]]:
    try:
        stamp = disk.stamp(path)
        if stamp is None or stamp.size > LARGEST:
            return {}
        raw = json.loads(disk.read(path).decode("utf-8"))
        if raw["version"] != VERSION:
            return {}
        return {str(key): (str(mark), _standing(one)) for key, (mark, one) in raw["standings"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):  # lost: counted anew
        return {}


def _standing(raw: dict[str, object]) -> ReportStanding:
    """Raises ValueError or AttributeError for what is none."""
    plain = asdict(ReportStanding())
    if raw.keys() != plain.keys() or any(type(raw[name]) is not type(value) for name, value in plain.items()):
        raise ValueError(raw)
    return ReportStanding(**raw)  # type: ignore[arg-type]
