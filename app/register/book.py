"""The register's own file: one for each report, in the data folder beside the library, replaced whole.

No export reads it, and the library does not hold it; backups on this computer do. Leans on output and request.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from app.errors import StoreError
from app.output import write_whole
from app.register.request import Request, from_data, to_data
from app.store.sides import REGISTERS, WORDS, unreadable

VERSION = 1
LARGEST = 8 * 1024 * 1024  # bytes; 10 000 requests are under 4 MB


def register_path(library: Path, key: str) -> Path:
    """Where the register of the report `key` lies in the library's folder."""
    return library / REGISTERS / f"{key}.json"


def read_register(path: Path) -> tuple[Request, ...]:
    """The requests in a file, none when there is no file. Raises StoreError when it is no register."""
    if not path.exists():
        return ()
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("文件过大")
        raw = json.loads(path.read_text("utf-8"))
        if (
            not isinstance(raw, dict)
            or raw.get("version") != VERSION
            or not isinstance(raw.get("requests"), list)
        ):
            raise ValueError("不是台账")
        return tuple(map(from_data, raw["requests"]))
    except (OSError, ValueError, RecursionError) as reason:
        raise StoreError(unreadable(WORDS[REGISTERS], path.name, reason)) from reason


def write_register(path: Path, requests: Sequence[Request]) -> None:
    """Keeps the requests. Raises StoreError or OutputError, and then what was kept before still stands."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise StoreError(f"台账的文件夹建不成（{reason}）。请检查磁盘后重试。") from reason
    raw = {"version": VERSION, "requests": [to_data(one) for one in requests]}
    write_whole(path, (json.dumps(raw, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
