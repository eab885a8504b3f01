"""The first module that the Windows programs run: settles two things that only this system has, then starts.

sys.executable is this program itself; whoever starts it anew as a child (the preview's printing process) goes by
`frozen`. What goes through a pipe or into a file speaks the console's code page, as `more` and PowerShell expect.
"""

import ctypes
import io
import sys
from collections.abc import Iterable

from ui.window.main import main

# Code pages that have Chinese; for any other, and without a console (0), UTF-8 stays.
ENCODINGS = {936: "gbk", 950: "cp950", 54936: "gb18030"}


def speak(page: int, streams: Iterable[object]) -> None:
    """Sentences on a pipe or in a file in the code page's Chinese encoding, a character it lacks as its code."""
    for stream in streams:
        if page in ENCODINGS and isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding=ENCODINGS[page], errors="backslashreplace")


if __name__ == "__main__":
    sys.frozen = True  # type: ignore[attr-defined]
    speak(ctypes.windll.kernel32.GetConsoleOutputCP(), (sys.stdout, sys.stderr))  # type: ignore[attr-defined]
    sys.exit(main())
