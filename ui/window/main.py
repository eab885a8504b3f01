"""The way in: without arguments or with a file the window, with a command the command line, which loads no Qt.

Installed as `nianbao`. Where the window is open already, that one comes forward and takes the file. The printing
process of the preview and the one that reads foreign files start here too, each under a flag of its own.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from app.system import paths
from app.system.own_process import PRINTING, READING


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the window or one command; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [PRINTING]:
        from ui.preview.worker import serve

        return serve(Path(arguments[1]))
    if arguments[:1] == [READING]:
        from app.exchange.sandbox.reading_process import main as read_apart

        return read_apart()
    opened = Path(arguments[0]) if len(arguments) == 1 else None
    if arguments and not (opened and opened.suffix and paths.is_file(opened)):
        return _command(arguments)
    from ui.window.second_start import Answer, hand_over

    answer = hand_over(paths.data_folder(), opened)
    if answer is Answer.TAKEN:
        return 0
    from ui.window.application import run

    return run(opened, answer)


def _command(arguments: Sequence[str]) -> int:
    gc.disable()  # it is over before it has left enough behind to be worth looking for
    try:
        from app.cli import main as command

        return command(arguments)
    finally:
        gc.enable()
