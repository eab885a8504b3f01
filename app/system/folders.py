"""A folder of files that is made for a person, with an archive of it beside it: both whole, or neither.

All of it is written under a name of its own and renamed at the end. What is there already is never written over.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.errors import OutputError
from app.system.disk import Disk
from app.system.file_names import judge
from app.system.files import FOR_OTHERS, why_not
from app.system.writing_leftovers import clear_leftovers, temporary_name

ZIP = ".zip"


@dataclass(frozen=True)
class WrittenFolder:
    """What was made."""

    folder: Path
    archive: Path


def free_name(parent: Path, name: str) -> str:
    """The name, with a number where a folder or an archive has it already. Raises OutputError where that cannot be asked."""
    try:
        taken = {one.name.casefold() for one in parent.iterdir()}
    except OSError as reason:
        raise OutputError(f"文件夹 {parent} 打不开：{why_not(parent, reason)}。") from reason
    number, free = 1, name
    while taken & {free.casefold(), f"{free}{ZIP}".casefold()}:
        number += 1
        free = f"{name}（{number}）"
    return free


def write_folder(
    parent: Path, name: str, files: Mapping[str, bytes], archive: bytes, disk: Disk | None = None
) -> WrittenFolder:
    """Makes the folder `name` of these files, and `name`.zip beside it. Raises OutputError, and then nothing of it is there."""
    for one in (name, *files):
        judge(one)
    clear_leftovers(parent)
    disk = disk or Disk(rights=FOR_OTHERS)
    made = WrittenFolder(parent / name, parent / f"{name}{ZIP}")
    folder, packed = parent / temporary_name(), parent / temporary_name()
    try:
        try:
            disk.new_folder(folder)
            for one, data in files.items():
                disk.write_out(folder / one, data, made.folder / one)
            disk.sync_folder(folder)
            disk.write_out(packed, archive, made.archive)
            _put_in_place(disk, {folder: made.folder, packed: made.archive})
            disk.sync_folder(parent)
        finally:
            with suppress(OSError):  # what went wrong first is told; the next writing here clears it away
                disk.remove_folder(folder)
                disk.unlink(packed)
    except OSError as reason:
        why = why_not(made.folder, reason)
        raise OutputError(f"{made.folder} 没有做成：{why}。没有留下半成的文件。") from reason
    return made


def _put_in_place(disk: Disk, moves: Mapping[Path, Path]) -> None:
    """Gives both their names, or neither; a name that was taken meanwhile stays with what has it."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves.items():
            if disk.stamp(target) is not None:
                raise FileExistsError(errno.EEXIST, "taken meanwhile", str(target))
            disk.set_over(source, target)
            done.append((source, target))
    except OSError:
        for source, target in done:
            disk.set_over(target, source)
        raise

