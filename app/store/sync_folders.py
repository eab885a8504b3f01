"""Whether a folder is kept alike on several computers by a program for that, such as 坚果云 or OneDrive.

There the lock of one computer says nothing to another: two may write at once, and each other's changes come later. The names
and marks are data (resources/store/sync_folders.toml), read strictly. Leans on form_table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import ResourceError
from app.system.toml_table import TomlTable

TOLD = (
    "报告库像是在“{name}”的同步文件夹里，两台电脑同时打开会各写各的（程序两边都保留，请您逐项选择）："
    "请同一时间只在一台电脑上打开，换电脑时等同步完成再打开。"
)


@dataclass(frozen=True)
class Service:
    """One program and how its folders are told. `folders` and `beginnings` are in lower case."""

    name: str
    folders: tuple[str, ...]
    beginnings: tuple[str, ...]
    marks: tuple[str, ...]
    variables: tuple[str, ...]

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
    """The programs that are known. Raises FormError or ResourceError with the place."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
        raise ResourceError(f"程序自带的同步文件夹名单无法读取（{reason}）。请重新安装本程序。") from reason
    top = TomlTable(raw, path.name, "")
    found = tuple(_service(table) for table in top.tables("service", required=True))
    top.done()
    return found


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


def _service(table: TomlTable) -> Service:
    name = table.text("name", required=True)
    table.named(name)
    service = Service(
        name,
        tuple(one.casefold() for one in table.texts("folders")),
        tuple(one.casefold() for one in table.texts("beginnings")),
        table.texts("marks"),
        table.texts("variables"),
    )
    table.text("known", required=True)
    table.done()
    if not (service.folders or service.beginnings or service.marks or service.variables):
        raise table.wrong("folders", "缺少：名称、标记和环境变量至少要有一种")
    return service
