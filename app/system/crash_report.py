"""The report of a crash that may be passed on: where in the program it happened and on what machine.

Holds no content of the user's: no message of the exception, no value, no path, no name. Standard library only.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app import __version__

ROOT = Path(__file__).resolve().parent.parent.parent


def crash_report(error: BaseException, at: datetime, versions: str = "") -> str:
    """The report as text, the cause first. `versions` names further parts, such as Qt's version."""
    machine = f"{platform.system()} {platform.release()} {platform.machine()}"
    head = [
        f"年报 {__version__}，{at:%Y-%m-%d %H:%M}",
        f"{machine}，Python {platform.python_version()}{f'，{versions}' if versions else ''}",
    ]
    return "\n".join([*head, *_lines(error)]) + "\n"


def _lines(error: BaseException) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _lines(cause)
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"


def _place(filename: str) -> str:
    """The file's place within the program; of other files only the name."""
    path = Path(filename)
    return (
        path.relative_to(ROOT).as_posix()
        if path.is_relative_to(ROOT) and ".venv" not in path.parts
        else path.name
    )
