"""A foreign file read in a process of its own, with bounds: one that fills the memory or never ends harms only that.

The libraries unpack and build what a file asks for before anything can be counted, so no look beforehand would do.
That process is this program under a flag: a line of JSON and the bytes in, the import or a sentence out. It sets the bounds on
itself: on Linux by resource limits (getrlimit(2)), on Windows by a job object with the structures and constants of winnt.h
(JOBOBJECT_EXTENDED_LIMIT_INFORMATION).
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path, PurePath

from app.errors import ExchangeError, InputError
from app.exchange.reading import read
from app.exchange.source.found import Import
from app.exchange.source.import_record import PlainRecord, from_plain, to_plain
from app.form.form_file import Forms
from app.system.own_process import READING, own_command, own_environment, speak_bytes

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes
else:
    import resource

SECONDS = 4  # of work; the slowest real report takes a fifth of one
MEMORY = 420 * 1024 * 1024  # bytes of address space, libraries included
PATIENCE = 30  # seconds on the clock, for a machine that is busy with other things
REFUSED = 3
TRUSTED = ".json"  # read here: its size alone bounds what it costs


def read_apart(forms: Forms, data: bytes, name: str, *, year: int | None = None) -> Import:
    """As `read`, and within seconds and bytes whatever the file holds. Raises ExchangeError."""
    if PurePath(name).suffix.lower() == TRUSTED:
        return read(forms, data, name, year=year)
    import subprocess  # not before: a command that reads our own file starts quicker without

    head = json.dumps({"name": name, "year": year, "forms": str(forms.folder)}).encode()
    try:
        done = subprocess.run(
            own_command("app.exchange.sandbox", READING), env=own_environment(), input=head + b"\n" + data,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        done = None
    except OSError as reason:
        why = reason.strerror or str(reason)
        raise ExchangeError(f"{name}：读取文件的程序无法启动（{why}），请重新安装本程序。") from None
    if done is not None and done.returncode == REFUSED:
        raise ExchangeError(done.stdout.decode("utf-8"))
    if done is None or done.returncode:
        raise ExchangeError(f"{name}：解开后过大或过于复杂，不像是一份年报，没有读取。请核对所选文件。")
    return from_plain(forms, json.loads(done.stdout, parse_float=Decimal))


def main() -> int:
    """The process: answers one file and ends."""
    speak_bytes()
    with open(0, "rb", closefd=False) as given, open(1, "wb", closefd=False) as said:
        head, data = json.loads(given.readline()), given.read()
        _bound(SECONDS, MEMORY)
        try:
            said.write(json.dumps(_answer(head, data)).encode())
        except InputError as reason:
            said.write(reason.sentence.encode("utf-8"))
            return REFUSED
    return 0


def _answer(head: PlainRecord, data: bytes) -> PlainRecord:
    forms = Forms(Path(head["forms"]))
    found = read(forms, data, head["name"], year=head["year"])
    return to_plain(forms.edition(found.report.edition), found)


if sys.platform == "win32":
    _PROCESS_TIME, _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x2, 0x100, 0x2000
    _EXTENDED = 9
    _TICKS = 10_000_000  # of 100 ns in a second

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

    def _bound(seconds: int, memory: int) -> None:
        """From here on this process may work for `seconds` more and hold `memory` bytes, to its end. Raises OSError."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        limits = _Extended(process_memory=memory)
        limits.basic.flags = _PROCESS_TIME | _PROCESS_MEMORY | _KILL_ON_CLOSE
        limits.basic.per_process_time = seconds * _TICKS
        job = kernel.CreateJobObjectW(None, None)
        size = ctypes.sizeof(limits)
        if not (
            job
            and kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), size)
            and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
        ):
            raise ctypes.WinError(ctypes.get_last_error())

else:

    def _bound(seconds: int, memory: int) -> None:
        """The same on Linux."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    sys.exit(main())
