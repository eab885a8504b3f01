"""The first module that the Windows programs run: settles two things that only this system has, then starts.

sys.executable is this program itself; whoever starts it anew as a child (the preview's printing process) goes by
`frozen`. What goes through a pipe or into a file speaks the console's code page, as `more` and PowerShell expect.
"""

import ctypes
import io
import sys

from ui.main import main

# Code pages that have Chinese; for any other UTF-8 stays.
ENCODINGS = {936: "gbk", 950: "cp950", 54936: "gb18030"}


def speak_like_the_console() -> None:
    """Sentences on a pipe or in a file in the console's own Chinese encoding, a character it lacks as its code."""
    encoding = ENCODINGS.get(ctypes.windll.kernel32.GetConsoleOutputCP())  # type: ignore[attr-defined]
    for stream in (sys.stdout, sys.stderr):
        if encoding and isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


sys.frozen = True  # type: ignore[attr-defined]
speak_like_the_console()
sys.exit(main())
