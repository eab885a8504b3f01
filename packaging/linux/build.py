"""Builds the Linux packages: `python3 packaging/linux/build.py [--only-folder]`.

From registry packages only: dist/nianbao_VERSION_amd64.deb for UOS, Kylin, deepin, Debian and Ubuntu, and
dist/nianbao-VERSION-linux-x86_64.tar.xz that runs from a USB stick with its data beside it.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import artifact
import bundle
import dev
import elf
import fcitx
import fetch
import icon
from parts import ROOT, Parts, Platform, read_parts

HERE = Path(__file__).resolve().parent
BUILD = ROOT / "build" / "linux"
PLATFORM: Platform = "linux-x86_64"
OPT = "opt/nianbao"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


def assemble(parts: Parts) -> Path:
    """The folder that runs: interpreter, libraries, program, launcher. Refused when a file asks too much of the system."""
    folder = BUILD / "bundle"
    shutil.rmtree(folder, ignore_errors=True)
    layout = bundle.LAYOUTS[PLATFORM]
    bundle.add_interpreter(parts, PLATFORM, folder)
    bundle.add_libraries(parts, PLATFORM, folder)
    bundle.add_system_libraries(parts, folder, PLATFORM)
    fcitx.add(parts, folder, BUILD / "fcitx")
    bundle.snapshot(BUILD / "source")
    bundle.add_program(BUILD / "source", folder, PLATFORM)
    bundle.write(folder / "nianbao", (HERE / "nianbao.sh").read_bytes(), executable=True)
    bundle.compile_code(folder / "runtime/bin/python3.11", folder, layout)
    bundle.write_components(folder, layout, parts, PLATFORM)
    too_new = elf.newer_than(folder, parts.system["newest"])
    if too_new:
        raise fetch.Missing(f"这些文件需要目标系统没有的符号版本：{too_new}")
    bundle.settle(folder, parts.epoch)
    return folder


def depends(folder: Path) -> str:
    """The Debian packages of all libraries that the bundle asks of the system, each under its old and new name."""
    wanted = elf.from_outside(folder)
    unknown = wanted - elf.ALWAYS_THERE - dev.WINDOW_LIBRARIES.keys() - elf.MORE_LIBRARIES.keys()
    if unknown:
        raise fetch.Missing(f"不知道哪个软件包带有这些库：{sorted(unknown)}")
    known = {**dev.WINDOW_LIBRARIES, **elf.MORE_LIBRARIES}
    names = {known[library] for library in wanted & known.keys()}
    return ", ".join(f"{name}t64 | {name}" if name in elf.RENAMED else name for name in sorted(names))


def add_desktop(tree: Path, picture: Path) -> None:
    """Desktop entry, MIME type, icons, the command on the PATH, copyright and changelog."""
    share = tree / "usr/share"
    bundle.write(share / "applications/nianbao.desktop", (HERE / "nianbao.desktop").read_bytes())
    bundle.write(share / "mime/packages/nianbao.xml", (HERE / "nianbao-mime.xml").read_bytes())
    bundle.write(share / "icons/hicolor/scalable/apps/nianbao.svg", picture.read_bytes())
    for size in ICON_SIZES:
        bundle.write(share / f"icons/hicolor/{size}x{size}/apps/nianbao.png", icon.png(picture, size))
    bundle.write(share / "doc/nianbao/copyright", (ROOT / "LICENSE").read_bytes())
    if (ROOT / "CHANGELOG.md").is_file():
        changes = gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0)
        bundle.write(share / "doc/nianbao/changelog.gz", changes)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/nianbao").symlink_to(f"/{OPT}/nianbao")


def build_deb(folder: Path, parts: Parts) -> Path:
    """The .deb, by dpkg-deb with one thread and fixed dates, so that the same inputs give the same bytes."""
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / OPT, symlinks=True)
    add_desktop(tree, ROOT / "resources/icons/program.svg")
    control = (HERE / "control.in").read_text(encoding="utf-8")
    filled = control.format(
        version=artifact.version(), size=int(artifact.size_mb(tree) * 1e6 / 1024), libraries=depends(folder)
    )
    bundle.write(tree / "DEBIAN/control", filled.encode())
    bundle.settle(tree, parts.epoch)
    target = artifact.DIST / f"nianbao_{artifact.version()}_amd64.deb"
    settings = {"SOURCE_DATE_EPOCH": str(parts.epoch), "DPKG_DEB_THREADS_MAX": "1", "PATH": os.environ["PATH"]}
    program = fetch.tool("dpkg-deb", "dpkg")
    command = [program, "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(target)]
    subprocess.run(command, env=settings, check=True, stdout=subprocess.DEVNULL)
    return target


def build_portable(folder: Path, parts: Parts) -> Path:
    """The .tar.xz: the same folder with the mark that keeps data beside the program."""
    name = f"nianbao-{artifact.version()}-linux-x86_64"
    target = artifact.DIST / f"{name}.tar.xz"
    note = "有这个文件时，数据存放在旁边的 data 文件夹里。\n"
    artifact.tar_xz(folder, target, name, parts.epoch, more={"portable": note.encode()})
    return target


def main() -> int:
    """Build; print sizes. Exit code 2 when something needed is missing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only-folder", action="store_true", help="assemble build/linux/bundle and stop")
    only_folder = options.parse_args().only_folder
    parts = read_parts()
    try:
        folder = assemble(parts)
        if only_folder:
            print(f"{folder}: {artifact.size_mb(folder):.1f} MB")
            return 0
        artifact.DIST.mkdir(exist_ok=True)
        with ThreadPoolExecutor() as both:
            made_both = list(both.map(lambda build: build(folder, parts), (build_deb, build_portable)))
        for made in made_both:
            print(f"{made.relative_to(ROOT)}: {artifact.size_mb(made):.1f} MB（安装后 {artifact.size_mb(folder):.1f} MB）")
        print(artifact.write_checksums().relative_to(ROOT))
    except fetch.Missing as reason:
        print(reason, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
