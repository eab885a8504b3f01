"""The parts list of the installers (parts.toml), read once and asked by name.

Says which file of the interpreter, of Qt and of the other libraries stays. Standard library only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal

Platform = Literal["linux-x86_64", "windows-x86_64"]

ROOT = Path(__file__).resolve().parent.parent
PARTS_FILE = ROOT / "packaging" / "parts.toml"


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Whether a path with forward slashes fits one of the shell patterns; `*` also crosses folders."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


@dataclass(frozen=True)
class Parts:
    """parts.toml as it stands."""

    data: Mapping[str, Any]

    @property
    def epoch(self) -> int:
        """The date of every packed file, in seconds since 1970."""
        return int(self.data["epoch"])

    @property
    def python_version(self) -> str:
        """Major and minor version of the bundled interpreter."""
        return str(self.data["python"]["version"])

    @property
    def dropped_modules(self) -> frozenset[str]:
        """Top-level modules of the standard library that are left out."""
        return frozenset(self.data["python"]["drop"]["modules"])

    @property
    def qt_modules(self) -> frozenset[str]:
        """The modules of PySide6 that stay."""
        return frozenset(self.data["qt"]["modules"])

    @property
    def system(self) -> Mapping[str, Any]:
        """Debian packages whose libraries are taken along, where to, and the newest symbols asked of the system."""
        system: Mapping[str, Any] = self.data["system"]
        return system

    @property
    def debian(self) -> Mapping[str, Mapping[str, str]]:
        """By suite: the Debian packages of which files are taken along, each with the SHA-256 of its .deb."""
        debian: Mapping[str, Mapping[str, str]] = self.data["debian"]
        return debian

    def debian_package(self, name: str) -> tuple[str, str]:
        """The suite that a Debian package comes from, and its SHA-256."""
        return next((suite, packages[name]) for suite, packages in self.debian.items() if name in packages)

    def artifact(self, platform: Platform) -> tuple[str, str]:
        """The interpreter's Maven coordinates for a platform, and its SHA-256."""
        python = self.data["python"]
        return f"{python['artifact']}:{platform}", python["sha256"][platform]

    def keeps_of_python(self, name: str) -> bool:
        """Whether a file of the standard library stays; `name` is relative to its folder."""
        drop = self.data["python"]["drop"]
        top = name.removeprefix("lib-dynload/").split("/")[0].split(".")[0]
        return top not in drop["modules"] and not matches(name, drop["files"])

    def keeps_of_libraries(self, name: str, platform: Platform) -> bool:
        """Whether a file of an unpacked wheel stays; `name` is relative to site-packages."""
        if matches(name, self.data["libraries"]["drop"]):
            return False
        if not name.startswith("PySide6/"):
            return True
        qt, inner = self.data["qt"], name.removeprefix("PySide6/")
        modules = [f"{module}.{suffix}" for module in qt["modules"] for suffix in ("abi3.so", "pyd")]
        return matches(inner, [*modules, *qt["keep"], *qt[platform]["keep"]])


def read_parts() -> Parts:
    """The parts list of this source tree."""
    return Parts(tomllib.loads(PARTS_FILE.read_text(encoding="utf-8")))
