"""Qt's plug-in for the input methods fcitx 4 and fcitx 5, which the wheel of Qt does not bring.

Debian's package has it for a Qt of the same minor version. It is taken as it is, but asks its C++ runtime of a small
bridge of ours (linux/fcitx_bridge.cpp) first: three functions that it calls are younger than the wheel's Qt 6.8.0 or than
the C++ runtime of Debian 10 and 11. Leans on g++ and patchelf.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import bundle
import fetch
from parts import Parts, Platform

HERE = Path(__file__).resolve().parent / "linux"
PLATFORM: Platform = "linux-x86_64"
PACKAGE = "fcitx-frontend-qt6"
PLUGIN = "libfcitxplatforminputcontextplugin-qt6.so"
BRIDGE = "libnianbao-fcitx-bridge.so"
RUNTIME = "libstdc++.so.6"


def build_bridge(work: Path, libraries: Path) -> Path:
    """Compile the bridge against the wheel's Qt; the same compiler gives the same bytes."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    options = ["-std=c++17", "-O2", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared", "-s", "-fcf-protection=none"]
    linked = [f"-Wl,--version-script={HERE / 'fcitx_bridge.map'}", f"-Wl,-soname,{BRIDGE}", "-Wl,-rpath,$ORIGIN"]
    linked += ["-Wl,--build-id=none", "-Wl,-z,relro,-z,now", "-Wl,--allow-shlib-undefined"]
    sources: list[str | Path] = [HERE / "fcitx_bridge.cpp", libraries / "libQt6Gui.so.6", "-o", work / BRIDGE]
    fetch.call([fetch.tool("g++", "g++"), *options, *linked, *sources])
    return work / BRIDGE


def add(parts: Parts, folder: Path, work: Path) -> None:
    """Put the plug-in and its bridge into the bundle; `work` takes what is compiled."""
    qt = folder / bundle.LAYOUTS[PLATFORM].site / "PySide6/Qt"
    bundle.write(qt / "lib" / BRIDGE, build_bridge(work, qt / "lib").read_bytes())
    (plugin,) = bundle.unpack(parts, PACKAGE, folder).rglob(PLUGIN)
    target = qt / "plugins/platforminputcontexts" / PLUGIN
    bundle.write(target, plugin.read_bytes())
    patchelf = fetch.tool("patchelf", "patchelf")
    fetch.call([patchelf, "--replace-needed", RUNTIME, BRIDGE, target])
    fetch.call([patchelf, "--set-rpath", "$ORIGIN/../../lib", target])
