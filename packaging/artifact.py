"""What leaves the build: archives with the same bytes for the same inputs, and the list of checksums."""

from __future__ import annotations

import hashlib
import io
import lzma
import tarfile
from collections.abc import Mapping
from pathlib import Path

from parts import ROOT

DIST = ROOT / "dist"


def version() -> str:
    """The program's version, from the one place where it stands."""
    text = (ROOT / "app" / "__init__.py").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("__version__")]
    return line.split('"')[1]


def tar_xz(folder: Path, target: Path, top: str, epoch: int, more: Mapping[str, bytes]) -> None:
    """Pack a folder and `more` small files under the name `top`: sorted, owned by root, of one date."""

    def neutral(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        info.mtime = epoch
        return info

    with lzma.open(target, "wb", preset=6) as packed, tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as tar:
        tar.add(folder, top, recursive=False, filter=neutral)
        for path in sorted(folder.rglob("*")):
            tar.add(path, f"{top}/{path.relative_to(folder).as_posix()}", recursive=False, filter=neutral)
        for name, data in more.items():
            info = neutral(tarfile.TarInfo(f"{top}/{name}"))
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def write_checksums() -> Path:
    """SHA256SUMS over all artifacts in dist/, in the form that `sha256sum -c` reads."""
    names = sorted(path for path in DIST.iterdir() if path.suffix in {".deb", ".xz", ".exe"})
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in names]
    target = DIST / "SHA256SUMS"
    target.write_text("".join(lines), encoding="utf-8")
    return target


def size_mb(path: Path) -> float:
    """Size of a file, or of all files below a folder, in MB (10^6 bytes)."""
    if path.is_file():
        return path.stat().st_size / 1e6
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file() and not one.is_symlink()) / 1e6
