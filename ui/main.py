"""The way in: without arguments the window, with a command the command line, which loads no Qt.

Installed as `nianbao`. The printing process of the preview starts here too, under a flag of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ui.preview.frames import FLAG


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the window or one command; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [FLAG]:
        from ui.preview.worker import serve

        return serve(Path(arguments[1]))
    if arguments:
        from app.cli import main as command

        return command(arguments)
    from ui.application import run

    return run()
