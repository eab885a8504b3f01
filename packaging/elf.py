"""What ELF files ask for: the versions of the system's symbols, and libraries from outside the bundle.

Reads them with binutils' `readelf`, as every Debian's compiler has it.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import fetch

# Libraries of libc6, libgcc-s1, libstdc++6 and zlib1g, which the package depends on by name.
ALWAYS_THERE = frozenset(
    {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1", "libgcc_s.so.1"}
    | {"ld-linux-x86-64.so.2", "libstdc++.so.6", "libz.so.1"}
)
# Beyond those that the developer's command knows: library → Debian package.
MORE_LIBRARIES = {
    "libX11.so.6": "libx11-6",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-util.so.1": "libxcb-util1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libfreetype.so.6": "libfreetype6",
    "libdrm.so.2": "libdrm2",
    "libzstd.so.1": "libzstd1",
}
RENAMED = frozenset({"libglib2.0-0", "libcups2"})  # in Debian 13 and Ubuntu 24.04 with t64 behind


def files(folder: Path) -> Iterator[Path]:
    """All ELF files below a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def words(program: str, *arguments: str | Path) -> str:
    """What a program of binutils prints."""
    command = [fetch.tool(program, "binutils"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def asked_versions(listing: str) -> dict[str, list[str]]:
    """By library, the versions of symbols that a file needs of it; `listing` is what `readelf -V` prints."""
    found: dict[str, list[str]] = {}
    needed = listing.partition("Version needs section")[2]
    for library, rest in re.findall(r"File: (\S+)(.*?)(?=File: |\Z)", needed, re.DOTALL):
        found[library] = re.findall(r"Name: (\S+)", rest)
    return found


def too_new(versions: Iterable[str], newest: Mapping[str, str]) -> list[str]:
    """Those of the versions, as `GLIBC_2.28`, that are above the newest allowed one of their family."""
    found = []
    for version in versions:
        family, _, number = version.partition("_")
        if family in newest and re.fullmatch(r"\d+(\.\d+)*", number) and _numbers(number) > _numbers(newest[family]):
            found.append(version)
    return found


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def newer_than(folder: Path, newest: Mapping[str, str]) -> dict[str, list[str]]:
    """The files that ask a library outside the folder for newer symbols than allowed, with these."""
    all_files = list(files(folder))
    inside = {path.name for path in all_files}
    found = {}
    for path in all_files:
        asked = asked_versions(words("readelf", "-W", "-V", path))
        versions = [version for library, names in asked.items() if library not in inside for version in names]
        if beyond := too_new(versions, newest):
            found[path.relative_to(folder).as_posix()] = beyond
    return found


def from_outside(folder: Path) -> set[str]:
    """The libraries that files of the bundle need and the bundle does not hold."""
    inside, needed = set(), set()
    for path in files(folder):
        inside.add(path.name)
        needed.update(re.findall(r"\(NEEDED\).*\[(.+)\]", words("readelf", "-d", path)))
    return needed - inside
