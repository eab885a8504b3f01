"""How much a reading process may work and hold: for each file anew in seconds, for its whole life in bytes.

It sets the bounds on itself, for a launcher may stand between it and the program. On Linux by resource limits (getrlimit(2)):
the soft limit of processor time is moved on before each file, the hard one ends its life. On Windows by a job object with the
structures and constants of winnt.h (JOBOBJECT_EXTENDED_LIMIT_INFORMATION): a limit on the time of a job is counted from the
moment at which it is set, one on the time of a process from its start, so the first is set anew for each file.
"""

from __future__ import annotations

import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes
else:
    import resource

SECONDS = 4  # of work on one file; the slowest real report takes a fifth of one
LIFE = 60  # of work in all
MEMORY = 420 * 1024 * 1024  # bytes of address space, libraries included
SPENT = MEMORY // 2  # still held after a file: time for another process; the usual ones leave a third of it

if sys.platform == "win32":
    _JOB_TIME, _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x4, 0x100, 0x2000
    _EXTENDED = 9
    _TICKS = 10_000_000  # of 100 ns in a second
    OUT_OF_TIME = 1816  # ERROR_NOT_ENOUGH_QUOTA

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("per_process_time", wintypes.LARGE_INTEGER),
            ("per_job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("most_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("counters", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    class Bounds:
        """Made once, by the process that is bound. Raises OSError."""

        def __init__(self) -> None:
            self._kernel = kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            kernel.CreateJobObjectW.restype = wintypes.HANDLE
            kernel.GetCurrentProcess.restype = wintypes.HANDLE
            kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
            kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
            self._job = kernel.CreateJobObjectW(None, None)
            self.begin_file()
            if not kernel.AssignProcessToJobObject(self._job, kernel.GetCurrentProcess()):
                raise ctypes.WinError(ctypes.get_last_error())

        def begin_file(self) -> None:
            """From here on it may work for SECONDS more."""
            limits = _Extended(process_memory=MEMORY)
            limits.basic.flags = _JOB_TIME | _PROCESS_MEMORY | _KILL_ON_CLOSE
            limits.basic.per_job_time = SECONDS * _TICKS
            size = ctypes.sizeof(limits)
            if not self._kernel.SetInformationJobObject(self._job, _EXTENDED, ctypes.byref(limits), size):
                raise ctypes.WinError(ctypes.get_last_error())

        def is_spent(self) -> bool:
            """Never told here; after so many files it is renewed all the same."""
            return False

else:
    OUT_OF_TIME = -24  # ended by SIGXCPU

    class Bounds:
        """Made once, by the process that is bound. Raises OSError."""

        def __init__(self) -> None:
            _, most = resource.getrlimit(resource.RLIMIT_CPU)
            self._life = LIFE if most == resource.RLIM_INFINITY else min(most, LIFE)
            resource.setrlimit(resource.RLIMIT_CPU, (self._life, self._life))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

        def begin_file(self) -> None:
            """From here on it may work for SECONDS more, to a second."""
            soft = min(round(_worked()) + SECONDS, self._life)
            resource.setrlimit(resource.RLIMIT_CPU, (soft, self._life))

        def is_spent(self) -> bool:
            """Whether the next file could not have its full bounds any more."""
            held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
            return held > SPENT or _worked() + SECONDS + 1 > self._life

    def _worked() -> float:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime
