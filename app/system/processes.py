"""Whether a process lives, and since when: so that what a dead one left is known."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes


def started(process: int) -> str | None:
    """A mark of when a process on this computer began; '' when the system only tells that it lives, None when
    there is no such process. Two processes that had the same number one after the other differ in it."""
    if sys.platform == "win32":
        return _started_windows(process)
    if not _lives(process):
        return None
    stat = Path(f"/proc/{process}/stat")
    try:
        # Field 22, counted after the command's name, which may hold blanks and brackets (proc(5)).
        return stat.read_text("utf-8", errors="replace").rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        return "" if not Path("/proc/self").exists() else None
    except OSError:  # hidden from this account: it lives, and since when is not told
        return ""


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if sys.platform == "win32":

    def _started_windows(process: int) -> str | None:
        kernel = ctypes.WinDLL("kernel32")
        handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return None
        times = [ctypes.c_ulonglong() for _ in range(4)]
        code = ctypes.c_ulong()
        told = kernel.GetProcessTimes(handle, *map(ctypes.byref, times))
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        if code.value != 259:  # STILL_ACTIVE
            return None
        return str(times[0].value) if told else ""
