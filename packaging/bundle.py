"""Puts a runnable program together: interpreter, libraries, our own code and resources, nothing that is not used.

The layout is that of an ordinary interpreter with our packages in site-packages, so the program runs from it as
from a virtual environment. Compiled code lies beside the sources; every file has the same date.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

import fetch
from parts import ROOT, Parts, Platform

OWN = ("app", "ui", "resources")
CODE_SUFFIXES = {".py", ".pyc"}


@dataclass(frozen=True)
class Layout:
    """Where things stand below the bundle's folder on one system."""

    home: str
    standard: str

    @property
    def site(self) -> str:
        """The folder of the libraries."""
        return f"{self.standard}/site-packages"


LAYOUTS: dict[Platform, Layout] = {
    "linux-x86_64": Layout("runtime", "runtime/lib/python3.11"),
    "windows-x86_64": Layout(".", "Lib"),
}
ENTRY: dict[Platform, str] = {"linux-x86_64": "lib/python3.11/", "windows-x86_64": "lib/"}
# Files of the interpreter outside the standard library, and where they go.
LOOSE: dict[Platform, dict[str, str]] = {
    "linux-x86_64": {
        "bin/python3.11": "runtime/bin/python3.11",
        "libpython3.11.so.1.0": "runtime/lib/libpython3.11.so.1.0",
        "libffi.so.6": "runtime/lib/python3.11/lib-dynload/libffi.so.6",
    },
    "windows-x86_64": {
        "python311.dll": "python311.dll",
        "lib/vcruntime140.dll": "vcruntime140.dll",
        "lib/vcruntime140_1.dll": "vcruntime140_1.dll",
        "lib/libffi-8.dll": "libffi-8.dll",
    },
}


def write(target: Path, data: bytes, executable: bool = False) -> None:
    """Write one file of the bundle, its folders made as needed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    target.chmod(0o755 if executable else 0o644)


def add_interpreter(parts: Parts, platform: Platform, folder: Path) -> None:
    """CPython: its library less what parts.toml drops, its executable or DLL."""
    layout, loose = LAYOUTS[platform], LOOSE[platform]
    prefix = f"org/bytedeco/cpython/{platform}/"
    with zipfile.ZipFile(fetch.interpreter(parts, platform)) as archive:
        for info in archive.infolist():
            inner = info.filename.removeprefix(prefix)
            if info.is_dir() or inner == info.filename:
                continue
            if inner in loose:
                write(folder / loose[inner], archive.read(info), executable="/bin/" in loose[inner])
            elif inner.startswith(ENTRY[platform]):
                name = inner.removeprefix(ENTRY[platform])
                if parts.keeps_of_python(name):
                    write(folder / layout.standard / name, archive.read(info))


def add_libraries(parts: Parts, platform: Platform, folder: Path) -> None:
    """The wheels, less what parts.toml drops."""
    site = folder / LAYOUTS[platform].site
    for wheel in fetch.wheels(parts, platform):
        with zipfile.ZipFile(wheel) as archive:
            for info in archive.infolist():
                name = info.filename
                data_folder = PurePosixPath(name).parts[0].endswith(".data")
                if not info.is_dir() and not data_folder and parts.keeps_of_libraries(name, platform):
                    write(site / name, archive.read(info))


def snapshot(source: Path) -> None:
    """Our own packages and resources as they stand now, laid aside: what is packed, and what smoke tests compare with."""
    shutil.rmtree(source, ignore_errors=True)
    for name in OWN:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))


def add_program(source: Path, folder: Path, platform: Platform) -> None:
    """The laid-aside packages and resources."""
    for name in OWN:
        shutil.copytree(source / name, folder / LAYOUTS[platform].site / name)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")


def unpack(parts: Parts, package: str, folder: Path) -> Path:
    """The files of a Debian package, unpacked; its licence goes into the bundle."""
    archive = fetch.debian_package(parts, package)
    unpacked = archive.with_suffix("")
    shutil.rmtree(unpacked, ignore_errors=True)
    fetch.call([fetch.tool("dpkg-deb", "dpkg"), "-x", archive, unpacked])
    (copyright_file,) = unpacked.glob(f"usr/share/doc/{package}/copyright")
    write(folder / "licences" / f"{package}.txt", copyright_file.read_bytes())
    return unpacked


def add_system_libraries(parts: Parts, folder: Path, platform: Platform) -> None:
    """The small X libraries under Qt's own, with their licences; links become files, since a USB stick has none."""
    target = folder / LAYOUTS[platform].site / parts.system["into"]
    for package in parts.system["packages"]:
        for library in sorted(unpack(parts, package, folder).glob("usr/lib/x86_64-linux-gnu/*.so.?")):
            write(target / library.name, library.resolve().read_bytes())
            # They need one another, and Qt's own search path does not reach that far.
            fetch.call([fetch.tool("patchelf", "patchelf"), "--set-rpath", "$ORIGIN", target / library.name])


def compile_code(python: Path, folder: Path, layout: Layout) -> None:
    """Byte code for everything, valid for ever and independent of the place, made by the bundled interpreter."""
    environment = {"PYTHONHASHSEED": "0", "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    options = ["-q", "--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", "/"]
    command = [str(python), "-I", "-B", "-m", "compileall", "-f", *options, str(folder / layout.standard)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise fetch.Missing(f"预编译失败：{done.stdout[-2000:]}{done.stderr[-2000:]}")


def write_components(folder: Path, layout: Layout, parts: Parts, platform: Platform) -> None:
    """COMPONENTS.txt: name, version and licence of everything inside that is not ours."""
    lines = [f"CPython {parts.artifact(platform)[0].split(':')[2].split('-')[0]} (PSF-2.0)"]
    for metadata in sorted((folder / layout.site).glob("*.dist-info/METADATA")):
        head = HeaderParser().parsestr(metadata.read_text(encoding="utf-8"))
        licence = head.get("License-Expression") or (head.get("License") or "see its folder").splitlines()[0]
        lines.append(f"{head['Name']} {head['Version']} ({licence})")
    if platform == "linux-x86_64":
        packages = [name for suite in parts.debian.values() for name in suite]
        lines += [f"{name} {fetch.debian_version(fetch.debian_package(parts, name))} (licences/{name}.txt)" for name in packages]
    (folder / "COMPONENTS.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def settle(folder: Path, epoch: int) -> None:
    """Give every file and folder the same date, and rights that do not hang on who builds."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)
