"""Foreign files and pages read in a process of their own, with bounds: what fills the memory or never ends harms only that.

The libraries unpack and build what a file asks for before anything can be counted, so no look beforehand would do.
That process is this program under a flag (`reading_process`); it reads one file after the other, each within its own bounds,
and is renewed after a fault (`reading_room`).
"""

from __future__ import annotations

from app.exchange.sandbox.reading_room import ReadingRoom, read_apart

__all__ = ["ReadingRoom", "read_apart"]
