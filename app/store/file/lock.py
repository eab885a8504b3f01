"""One writer at a time: an OS lock on a file that says which computer, process and account holds it.

The system frees the lock of a dead process, so what such a process left written is stale. Where a disk
offers no lock, what is written counts, with a sign of life, and `trusted` is false. On a network share, which is known by the
system's table of mounts (Linux) or the kind of drive (Windows), the locks of two machines may not see each other.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from app.store.file import identity
from app.store.file import stored_shape as shape
from app.system.disk import TEMPORARY, Disk

if sys.platform == "win32":
    import ctypes
    import msvcrt
else:
    import fcntl

FILE = "library.lock"
SILENCE = 120.0  # seconds without a sign of life after which another computer's untrusted lock is stale
MOST_PROCESS = (1 << 31) - 1  # what the system can be asked about
FAR = 1 << 30  # where Windows locks a byte: behind the text, which must stay readable
BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
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


@dataclass(frozen=True)
class Holder:
    """Who holds a lock. `started` marks the process's beginning, `since` is when the lock was taken (ISO)."""

    host: str
    process: int
    started: str
    account: str
    since: str

    @property
    def words(self) -> str:
        """Who and since when, in Chinese, for the screen."""
        since = datetime.fromisoformat(self.since)
        opened = f"{since.month}月{since.day}日 {since:%H:%M} 打开"
        if self.host != identity.host():
            return f"{self.account}（在电脑 {self.host} 上，{opened}）"
        if self.account != identity.account():
            return f"{self.account}（在这台电脑上，{opened}）"
        return f"这台电脑上的另一个窗口（{opened}）"

    @property
    def near(self) -> bool:
        """Whether it is another living process of this account on this computer."""
        here = self.host == identity.host() and self.account == identity.account() and self.process != os.getpid()
        return here and identity.started(self.process) == self.started


class Lock:
    """The lock of one library folder. `take` may be tried again and again."""

    def __init__(self, disk: Disk, folder: Path, now: datetime) -> None:
        self.trusted = True
        self.busy = False  # whether the last try found another window at work
        self._disk, self._path = disk, folder / FILE
        self._handle: int | None = None
        process = os.getpid()
        mark = identity.started(process) or ""
        self._self = Holder(identity.host(), process, mark, identity.account(), now.isoformat())

    @property
    def held(self) -> bool:
        """Whether this window is the writer."""
        return self._handle is not None

    def mine(self) -> bool:
        """Whether the file in the folder is still the one that this window holds: not removed, not put there anew by
        another window or a sync program, and, where locks are not to be trusted, not written by another. Raises OSError."""
        if self._handle is None:
            return False
        stamp = self._disk.stamp(self._path)
        if stamp is None or (stamp.device, stamp.inode) != self._mark(self._handle):
            return False
        return self.trusted or self.holder() == self._self

    def retake(self) -> bool:
        """After `mine` said no: lets the old file go and takes the one that is there, or makes one. Raises OSError."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)
        return self.take()

    def take(self) -> bool:
        """Tries to become the writer, at once. Raises OSError when the file cannot be made or written."""
        handle = self._disk.open(self._path, os.O_RDWR | os.O_CREAT)
        try:
            self.busy = not self._locked(handle)
            if self.busy:
                os.close(handle)
                return False
            self._handle = handle
            self.beat()
        except OSError:
            self._handle = None
            os.close(handle)
            raise
        return True

    def beat(self) -> None:
        """Writes who holds the lock: a sign of life for disks without locks."""
        if self._handle is not None:
            self._write(json.dumps(asdict(self._self), ensure_ascii=False).encode("utf-8"))

    def holder(self) -> Holder | None:
        """Who is written in the file, alive or not; None when nobody is. Raises OSError."""
        return holder_of(self._disk, self._path.parent)

    @property
    def words(self) -> str:
        """Who holds the lock, in Chinese; where that cannot be read, somebody does."""
        try:
            found = self.holder()
        except OSError:
            found = None
        return found.words if found else "另一个窗口"

    def release(self) -> None:
        """Lets the next window in. Raises nothing."""
        if self._handle is None:
            return
        # Everything is stored by now. A name that stays in the file is that of a process that is gone, hence stale.
        with suppress(OSError):
            self._write(b"")
        handle, self._handle = self._handle, None
        with suppress(OSError):
            os.close(handle)

    @staticmethod
    def _mark(handle: int) -> tuple[int, int]:
        found = os.fstat(handle)
        return found.st_dev, found.st_ino

    def _write(self, data: bytes) -> None:
        assert self._handle is not None
        os.lseek(self._handle, 0, os.SEEK_SET)
        self._disk.write(self._handle, memoryview(data))
        os.ftruncate(self._handle, len(data))

    def _locked(self, handle: int) -> bool:
        try:
            _lock(handle)
        except OSError as reason:
            if reason.errno in BUSY:
                return False
            if reason.errno not in (
                errno.ENOLCK,
                errno.ENOSYS,
                errno.ENOTSUP,
                errno.EOPNOTSUPP,
                errno.EINVAL,
            ):
                raise
            self.trusted = False
            return self._stale()
        return True

    def _stale(self) -> bool:
        """Without a lock of the system: whether whoever is written in the file is gone."""
        found = self.holder()
        if found is None or found == self._self:
            return True
        if found.host == self._self.host:
            return identity.started(found.process) != found.started
        # Another computer's clock is not ours: both times below are those of the disk that holds the folder.
        probe = self._path.with_name(f"{FILE}.{self._self.process}{TEMPORARY}")
        probe.touch()
        silence = probe.stat().st_mtime - self._path.stat().st_mtime
        probe.unlink()
        return silence > SILENCE


def holder_of(disk: Disk, folder: Path) -> Holder | None:
    """Who is written in a folder's lock; None when nobody is. The lock itself is not touched. Raises OSError."""
    try:
        raw = shape.table(shape.loaded(disk.read(folder / FILE)))
        host, started, account = (shape.text(raw, name) for name in ("host", "started", "account"))
        shape.time(raw, "since")
        return Holder(host, shape.whole(raw, "process", 1, MOST_PROCESS), started, account, shape.text(raw, "since"))
    except (FileNotFoundError, shape.Misshapen):
        return None


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


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        # The system itself and not msvcrt.locking, whose errno does not always say why it failed.
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        file = ctypes.c_void_p(msvcrt.get_osfhandle(handle))
        if not kernel.LockFile(file, FAR, 0, 1, 0):
            raise ctypes.WinError(ctypes.get_last_error())
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
