"""Who runs this: the account, the computer, and when a process began. For the lock, the log of
changes and the names of files.

Leans on processes; where a system does not tell, says so instead of guessing.
"""

from __future__ import annotations

import getpass
import hashlib
import platform

from app.processes import started

__all__ = ["account", "host", "machine", "started", "who"]


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
    """Account and computer as eight hex digits: for names of files that no other machine writes."""
    return hashlib.sha256(who().encode("utf-8", "surrogatepass")).hexdigest()[:8]
