"""The command line: the same engine without a window. A contract, since scripts use it.

`command_line` knows the commands and their arguments; each command is loaded when it runs, so that printing a report loads
no checks and checking one no typesetter.
"""

from __future__ import annotations

from app.cli.command_line import main

__all__ = ["main"]
