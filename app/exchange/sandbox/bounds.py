"""How much a reading process may work and hold: for each file anew in seconds, for its whole life in bytes.

On Linux the process bounds itself by resource limits (getrlimit(2)): the soft limit of processor time is moved on before each
file, the hard one ends its life. On Windows a job object of the program does it, with the structures and constants of winnt.h
(JOBOBJECT_EXTENDED_LIMIT_INFORMATION): a limit of the whole job is counted from the moment at which it is set, one of a process
from its start, so the first can be set anew for each file; and the job ends its process when the program ends.
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

    class Leash:
        """The program's hold on a process it started. Raises OSError."""

        def __init__(self, process: int) -> None:
            self._kernel = kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            kernel.CreateJobObjectW.restype = kernel.OpenProcess.restype = wintypes.HANDLE
            kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
            kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
            kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
            kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
            self._job = kernel.CreateJobObjectW(None, None)
            self.allow_file()
            handle = kernel.OpenProcess(0x101, False, process)  # PROCESS_SET_QUOTA | PROCESS_TERMINATE
            done = handle and kernel.AssignProcessToJobObject(self._job, handle)
            reason = ctypes.get_last_error()
            if handle:
                kernel.CloseHandle(handle)
            if not done:
                self.drop()
                raise ctypes.WinError(reason)

        def allow_file(self) -> None:
            """From here on it may work for SECONDS more."""
            limits = _Extended(process_memory=MEMORY)
            limits.basic.flags = _JOB_TIME | _PROCESS_MEMORY | _KILL_ON_CLOSE
            limits.basic.per_job_time = SECONDS * _TICKS
            size = ctypes.sizeof(limits)
            if not self._kernel.SetInformationJobObject(self._job, _EXTENDED, ctypes.byref(limits), size):
                raise ctypes.WinError(ctypes.get_last_error())

        def drop(self) -> None:
            """Lets go, which ends the process."""
            self._kernel.CloseHandle(self._job)

    def bound() -> None:
        """Nothing: the program holds the process."""

    def begin_file() -> None:
        """Nothing, as well."""

    def is_spent() -> bool:
        """Nobody counts its memory here; after so many files it is renewed all the same."""
        return False

else:
    OUT_OF_TIME = -24  # ended by SIGXCPU

    class Leash:
        """Nothing to hold: here the process bounds itself, and ends when its input does."""

        def __init__(self, process: int) -> None: ...

        def allow_file(self) -> None:
            """See `begin_file`."""

        def drop(self) -> None:
            """See `bound`."""

    def bound() -> None:
        """From here on this process has one life, in seconds and in bytes. Raises OSError."""
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        life = LIFE if most == resource.RLIM_INFINITY else min(most, LIFE)
        resource.setrlimit(resource.RLIMIT_CPU, (life, life))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def begin_file() -> None:
        """From here on it may work for SECONDS more, to a second."""
        _, life = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (min(round(_worked()) + SECONDS, life), life))

    def is_spent() -> bool:
        """Whether the next file could not have its full bounds any more."""
        _, life = resource.getrlimit(resource.RLIMIT_CPU)
        held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        return held > SPENT or _worked() + SECONDS + 1 > life

    def _worked() -> float:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime
