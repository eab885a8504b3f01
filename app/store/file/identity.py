"""Who runs this: the account, the computer, and when a process began. For the lock, the log of
changes and the names of files.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import platform
import sys
import uuid
from contextlib import suppress
from pathlib import Path

from app.system.processes import started

__all__ = ["account", "host", "machine", "place", "started", "who"]


def account() -> str:
    """The account's name on this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such variable and no such user, as in some containers
        return "未知账户"


def host() -> str:
    """The computer's name."""
    return platform.node() or "未知电脑"


def who() -> str:
    """Account and computer as the log of changes writes them."""
    return f"{account()}@{host()}"


def machine() -> str:
    """Account and computer as eight hex digits."""
    return _digits(who())


def place(library: Path) -> str:
    """Account, computer and path of a library's folder as eight hex digits: for names of files that nobody else writes.

    The path, because one machine may work in two copies of a folder, which are put together later; the network card, because
    the machines of an office, made from one image, may all have the same name.
    """
    return _digits(f"{who()}\n{_card()}\n{os.path.normcase(library.absolute())}")


def _card() -> str:
    """The number of a network card, '' where the system tells none. No socket is opened for it."""
    if sys.platform == "win32":
        number = uuid.getnode()
        return "" if number >> 40 & 1 else f"{number:x}"  # the bit says that there is none and the number is random
    found: list[str] = []
    for card in sorted(Path("/sys/class/net").glob("*/device")):  # those that are no mere names, as lo
        with suppress(OSError):
            found.append((card.parent / "address").read_text("ascii").strip())
    return min(found, default="")


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
