"""How the program starts itself anew for work that must not share its process: from sources, packed, or from a stick."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

READING = "--read-apart"  # the flag of the process that reads foreign files (app.exchange.sandbox)
PRINTING = "--printing-process"  # and of the one that prints for the preview (ui.preview.worker)
ROOT = Path(__file__).resolve().parents[2]
LOADER = Path("/lib64/ld-linux-x86-64.so.2")


def own_command(module: str, *arguments: str) -> list[str]:
    """The command that runs `module` with `arguments`; a packed program goes by its first argument instead."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    # A FAT stick carries no right to execute: then the system's loader starts the interpreter.
    barred = Path(sys.executable).exists() and not os.access(sys.executable, os.X_OK) and LOADER.exists()
    return [*([str(LOADER)] if barred else []), sys.executable, "-m", module, *arguments]


def own_environment() -> Mapping[str, str]:
    """The environment in which that command finds the program, wherever it is started."""
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), known] if known else [str(ROOT)])}


def speak_bytes() -> None:
    """Makes the standard input and output of this process carry bytes as they are; Windows would change line ends."""
    if sys.platform == "win32":
        import msvcrt

        for stream in (0, 1):
            msvcrt.setmode(stream, os.O_BINARY)
