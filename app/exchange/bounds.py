"""Bounds that a process sets on itself: seconds of work and bytes of memory. Beyond them the system ends or refuses it.

Linux by resource limits (getrlimit(2)), Windows by a job object around the process. Leans on nothing.
"""

from __future__ import annotations

import sys


def bound(seconds: int, memory: int) -> None:
    """From here on this process may work for `seconds` more and hold `memory` bytes. Raises OSError."""
    if sys.platform == "win32":
        from app.exchange.job import enter_job

        enter_job(seconds, memory)
    else:
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
