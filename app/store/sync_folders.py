"""Whether a folder is kept alike on several computers by a program for that, such as 坚果云 or OneDrive.

There the lock of one computer says nothing to another: two may write at once, and each other's changes come later. The names
and marks are data (resources/store/sync_folders.toml).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from app.system.toml_table import Name, made, open_toml

TOLD = (
    "报告库像是在“{name}”的同步文件夹里，两台电脑同时打开会各写各的（程序两边都保留，请您逐项选择）："
    "请同一时间只在一台电脑上打开，换电脑时等同步完成再打开。"
)


def _lower(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.casefold() for name in names)


@dataclass(frozen=True)
class Service:
    """One program, how its folders are told and whence that is known. `folders` and `beginnings` are in lower case."""

    name: Name
    known: str
    folders: Annotated[tuple[str, ...], made(tuple[str, ...], _lower)] = ()
    beginnings: Annotated[tuple[str, ...], made(tuple[str, ...], _lower)] = ()
    marks: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()

    def defects(self) -> Iterator[tuple[str, str]]:
        """What the reader of the list refuses."""
        if not (self.folders or self.beginnings or self.marks or self.variables):
            yield "folders", "缺少：名称、标记和环境变量至少要有一种"

    def owns(self, folder: Path, environment: Mapping[str, str]) -> bool:
        """Whether the folder itself is one of this program's, by its name or by a variable that names it."""
        name = folder.name.casefold()
        if name in self.folders or name.startswith(self.beginnings):
            return True
        named = (environment.get(one, "") for one in self.variables)
        return any(Path(one) == folder for one in named if one)

    def marked(self, folder: Path) -> bool:
        """Whether the program has put a mark of its own into the folder."""
        try:
            return any(next(folder.glob(mark), None) is not None for mark in self.marks)
        except OSError:  # not for this account to look into: then nothing is known of it
            return False


def read_services(path: Path) -> tuple[Service, ...]:
    """The programs that are known. Raises ResourceError with the place."""
    top = open_toml(path, "同步文件夹名单")
    services = top.records("service", Service, required=True)
    top.done()
    return services


def sync_service(
    folder: Path, services: tuple[Service, ...], environment: Mapping[str, str], home: Path
) -> str:
    """The name of the program in whose folder this one lies, '' where none is recognised.

    The person's home and what is above it may be called anything: an account of the name dropbox is no mark.
    """
    above_all = {home, *home.parents}
    for one in _upwards(folder):
        for service in services:
            if (one not in above_all and service.owns(one, environment)) or service.marked(one):
                return service.name
    return ""


def _upwards(folder: Path) -> Iterator[Path]:
    """The folder and those above it, as it is called and, where it is a link, as it really lies."""
    named, real = folder.absolute(), folder.resolve()
    yield from (named, *named.parents)
    if real != named:
        yield from (real, *real.parents)
