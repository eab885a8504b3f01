"""Whether a folder lies on a network share, where the locks of two machines may not see each other.

Asks the system's table of mounts (Linux) or the kind of drive (Windows); elsewhere says no.
"""

from __future__ import annotations

import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes

MOUNTS = Path("/proc/self/mounts")
NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "9p",
    "davfs",
    "fuse.sshfs",
    "fuse.davfs2",
    "fuse.gvfsd-fuse",
}
UNTRUSTED = "报告库在网络文件夹或不支持加锁的磁盘上，两台电脑可能同时写入：请约定同一时间只在一台电脑上编辑。"
REMOTE_DRIVE = 4  # GetDriveTypeW


def on_network(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether the folder is on another machine's disk. False also where the system does not tell."""
    if sys.platform == "win32":
        path = str(folder.resolve())
        return path.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(path[:3]) == REMOTE_DRIVE
    try:
        told = mounts.read_text("utf-8", errors="replace")
    except OSError:  # no such table, or not for this account
        return False
    path = folder.resolve()
    found = [line.split()[1:3] for line in told.splitlines()]
    over = [(len(point), kind) for point, kind in found if path.is_relative_to(_plain(point))]
    return max(over)[1] in NETWORK if over else False


def _plain(point: str) -> str:
    """The mount point with the octal escapes of fstab(5) read."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\134", "\\")):
        point = point.replace(code, character)
    return point
