"""Builds the Windows installer on Linux: `python3 packaging/windows/build.py`.

From registry packages only: CPython and the wheels for Windows, two small launchers compiled by Debian's MinGW,
dist/nianbao-VERSION-x64-setup.exe made by Debian's NSIS. Ordinary files in a folder, nothing unpacks itself.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import artifact
import bundle
import fetch
import icon
from parts import ROOT, Parts, Platform, read_parts

HERE = Path(__file__).resolve().parent
BUILD = ROOT / "build" / "windows"
PLATFORM: Platform = "windows-x86_64"
MINGW = "x86_64-w64-mingw32"
# The VC runtime stands beside the program, once, in the newest version that the wheels bring.
RUNTIME = ("msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll", "vcruntime140.dll", "vcruntime140_1.dll")
PTH = "Lib\nLib\\site-packages\n"


def run(command: Sequence[str | Path], epoch: int) -> None:
    """Run a tool of the build with a fixed date; raises Missing with its words when it fails."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C.UTF-8"}
    done = subprocess.run([str(part) for part in command], env=environment, cwd=BUILD, capture_output=True, text=True)
    if done.returncode:
        raise fetch.Missing(f"命令失败：{command[0]}\n{done.stdout[-1500:]}{done.stderr[-1500:]}")


def compile_launchers(folder: Path, version: str, parts: Parts) -> None:
    """nianbao.exe (window) and nianbao-cli.exe (console), with icon, manifest and version resource."""
    gcc = fetch.tool(f"{MINGW}-gcc", "gcc-mingw-w64-x86-64")
    windres = fetch.tool(f"{MINGW}-windres", "binutils-mingw-w64-x86-64")
    for name, draw in (("program.ico", icon.ico), ("side.bmp", icon.side)):
        (BUILD / name).write_bytes(draw(ROOT / "resources/icons/program.svg"))
    shutil.copy(HERE / "nianbao.manifest", BUILD / "nianbao.manifest")
    template = (HERE / "nianbao.rc.in").read_text(encoding="utf-8")
    for name, kind in (("nianbao", ["-mwindows"]), ("nianbao-cli", ["-DNIANBAO_CONSOLE", "-mconsole"])):
        filled = template.replace("{commas}", version.replace(".", ","))
        filled = filled.replace("{version}", version).replace("{name}", name)
        (BUILD / f"{name}.rc").write_text(filled, encoding="utf-8")
        run([windres, "-c", "65001", f"{name}.rc", "-O", "coff", "-o", f"{name}.res"], parts.epoch)
        options = ["-municode", "-O2", "-s", "-Wall", "-Wextra", "-Werror", "-static", "-Wl,--no-insert-timestamp"]
        run([gcc, *options, *kind, HERE / "launcher.c", f"{name}.res", "-o", folder / f"{name}.exe"], parts.epoch)


def make_stable_abi(folder: Path, parts: Parts) -> None:
    """python3.dll, which Qt's modules are linked to: every name handed on to python311.dll.

    The Maven artifact lacks this DLL of the ordinary distribution; it holds no code.
    """
    objdump = fetch.tool(f"{MINGW}-objdump", "binutils-mingw-w64-x86-64")
    table = subprocess.run([objdump, "-p", folder / "python311.dll"], capture_output=True, text=True, check=True).stdout
    names = sorted(set(re.findall(r"^\s+\[\s*\d+\] (?:\+base\[\s*\d+\])?\s*(?:[0-9a-f]{4} )?(_?Py\w+)$", table, re.MULTILINE)))
    if len(names) < 1000:
        raise fetch.Missing(f"python311.dll 的导出表读不全：只有 {len(names)} 个名字。")
    lines = ["LIBRARY python3", "EXPORTS", *(f"  {name}=python311.{name}" for name in names)]
    (BUILD / "python3.def").write_text("\n".join(lines) + "\n")
    # A base address that the linker chose itself would hang on the name of the folder.
    options = ["-shared", "-nostdlib", "-s", "-Wl,--no-insert-timestamp,--disable-auto-image-base,--entry=0"]
    run([fetch.tool(f"{MINGW}-gcc", "gcc-mingw-w64-x86-64"), *options, "python3.def", "-o", folder / "python3.dll"], parts.epoch)


def linux_python(parts: Parts) -> Path:
    """The same interpreter for this machine, which compiles the byte code."""
    folder = BUILD / "compiler"
    shutil.rmtree(folder, ignore_errors=True)
    bundle.add_interpreter(parts, "linux-x86_64", folder)
    return folder / "runtime/bin/python3.11"


def assemble(parts: Parts, version: str) -> Path:
    """The folder that is installed."""
    folder = BUILD / "bundle"
    shutil.rmtree(folder, ignore_errors=True)
    layout = bundle.LAYOUTS[PLATFORM]
    bundle.add_interpreter(parts, PLATFORM, folder)
    bundle.add_libraries(parts, PLATFORM, folder)
    bundle.snapshot(BUILD / "source")
    bundle.add_program(BUILD / "source", folder, PLATFORM)
    for name in RUNTIME:
        (folder / layout.site / "PySide6" / name).replace(folder / name)
    shutil.copy(HERE / "nianbao_start.py", folder / layout.site)
    (folder / "python311._pth").write_text(PTH, encoding="utf-8")
    bundle.compile_code(linux_python(parts), folder, layout)
    bundle.write_components(folder, layout, parts, PLATFORM)
    make_stable_abi(folder, parts)
    compile_launchers(folder, version, parts)
    bundle.settle(folder, parts.epoch)
    return folder


def build_installer(folder: Path, parts: Parts, version: str, target: Path, quick: bool) -> None:
    """The installer, by NSIS; `quick` packs it loosely."""
    program = fetch.tool("makensis", "nsis")
    defines = [f"-DVERSION={version}", f"-DSOURCE={folder}", f"-DTARGET={target}"]
    defines += ["-DQUICK"] if quick else []
    run([program, "-V2", "-INPUTCHARSET", "UTF8", *defines, HERE / "nianbao.nsi"], parts.epoch)


def main() -> int:
    """Build; print sizes. Exit code 2 when something needed is missing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--version", default=artifact.version(), help="another version, to try an upgrade")
    options.add_argument("--again", action="store_true", help="pack the assembled folder once more, loosely and quickly")
    options.add_argument("--only-folder", action="store_true", help="assemble build/windows/bundle and stop")
    options.add_argument("--target", type=Path, help="the installer to write, instead of the one in dist/")
    chosen = options.parse_args()
    target: Path = chosen.target or artifact.DIST / f"nianbao-{chosen.version}-x64-setup.exe"
    parts = read_parts()
    try:
        for needed in (target.parent, BUILD):
            needed.mkdir(parents=True, exist_ok=True)
        folder = BUILD / "bundle" if chosen.again else assemble(parts, chosen.version)
        if chosen.only_folder:
            print(f"{folder}: {artifact.size_mb(folder):.1f} MB")
            return 0
        build_installer(folder, parts, chosen.version, target.resolve(), chosen.again)
    except fetch.Missing as reason:
        print(reason, file=sys.stderr)
        return 2
    print(f"{target}: {artifact.size_mb(target):.1f} MB（安装后 {artifact.size_mb(folder):.1f} MB）")
    if chosen.target is None:
        print(artifact.write_checksums().relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
