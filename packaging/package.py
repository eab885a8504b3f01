"""Builds the installers of one system and tries them out: `python3 packaging/package.py linux | windows`.

On a Debian-like system the tools for that are installed when it is root; else the exact command is printed.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import dev

# Each tool of the build and the smoke test, and its Debian package.
TOOLS: Mapping[str, Mapping[str, str]] = {
    "linux": {
        "mvn": "maven",
        "g++": "g++",
        "readelf": "binutils",
        "patchelf": "patchelf",
        "dpkg-deb": "dpkg",
        "debootstrap": "debootstrap",
        "Xvfb": "xvfb",
    },
    "windows": {
        "mvn": "maven",
        "makensis": "nsis",
        "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
        "debootstrap": "debootstrap",
        "Xvfb": "xvfb",
    },
}


def main(argv: list[str]) -> int:
    """Build, then try out; the exit code of the first step that fails."""
    if len(argv) != 1 or argv[0] not in TOOLS:
        print(__doc__, file=sys.stderr)
        return 2
    system = argv[0]
    try:
        dev.install_packages(sorted(package for tool, package in TOOLS[system].items() if not shutil.which(tool)), dev.is_root())
    except dev.Unready as reason:
        print(reason, file=sys.stderr)
        return 2
    folder = Path(__file__).resolve().parent / system
    for step in ("build.py", "smoke.py"):
        code = dev.run([sys.executable, folder / step])
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
