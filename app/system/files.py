"""The files that a person chooses: one that is read, and a result, written whole or not at all; a sentence where it cannot be.

The file that stood there before stays until the new one is complete. How bytes come safely onto a disk is the disk's; here it
is only done beside other people's files, under a name of its own and readable for others as any file of theirs.
"""

from __future__ import annotations

import errno
from pathlib import Path

from app.errors import InputError, OutputError
from app.system.disk import Disk
from app.system.file_names import judge
from app.system.paths import is_file, is_folder
from app.system.writing_leftovers import clear_leftovers, temporary_name

LARGEST = 200 * 1024 * 1024  # bytes; no report comes near it
FOR_OTHERS = 0o666  # what the account's own mask leaves of it, as for any file a person saves

_UNREADABLE = {
    errno.ENOENT: "文件不存在，请核对路径",
    errno.EACCES: "没有读取权限，或者它正在别的程序里打开，请关闭后重试，或换一个位置",
    errno.EISDIR: "这是一个文件夹，请选择文件",
    errno.ENOTDIR: "路径中有一段不是文件夹，请核对路径",
}
_UNWRITABLE = {
    errno.ENOSPC: "磁盘已满，请腾出空间后重试",
    errno.EFBIG: "文件超过了这个磁盘允许的大小，请换一个位置或腾出空间后重试",
    errno.EDQUOT: "磁盘配额已用完，请腾出空间后重试",
    errno.EACCES: "没有写入权限，请换一个文件夹",
    errno.EPERM: "没有写入权限，请换一个文件夹",
    errno.EROFS: "这个磁盘是只读的，请换一个文件夹",
    errno.ENOENT: "文件夹不存在，请先建好文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹，请核对路径",
    errno.EISDIR: "这是一个文件夹，请给出文件名",
    errno.ENAMETOOLONG: "文件名或路径太长，请改短，或换一个浅一些的文件夹",
    errno.ETXTBSY: "它正在别的程序里打开，或者不许改写，请先关闭它，或换一个文件名",
    errno.EEXIST: "这个名字刚刚被占用了，请重试",
    errno.EINVAL: "文件名里有不能用的字符，请换一个名字",
}


def read_input(path: Path) -> bytes:
    """The whole content of a file. Raises InputError for a missing, unreadable or oversized one."""
    try:
        if is_file(path) and path.stat().st_size > LARGEST:
            raise InputError(
                f"文件 {path} 超过 {LARGEST // 1024 // 1024} MB，不像是一份年报，请核对所选文件。"
            )
        return path.read_bytes()
    except OSError as reason:
        why = _UNREADABLE.get(reason.errno or 0, f"{reason.strerror or reason}，请换一个文件重试")
        raise InputError(f"文件 {path} 无法读取：{why}。") from reason


def write_whole(path: Path, data: bytes) -> None:
    """Writes `data` to `path` through a temporary file beside it. Raises OutputError; nothing half-written stays."""
    # A file opened in a viewer, a name with a colon, a full stick: each ends in one sentence, and no litter.
    judge(path.name)
    target = path.absolute()
    clear_leftovers(target.parent)
    disk, temporary = Disk(rights=FOR_OTHERS), target.with_name(temporary_name())
    try:
        try:
            disk.write_out(temporary, data)
            _put_in_place(disk, temporary, target)
        finally:
            disk.unlink(temporary)
    except OSError as reason:
        raise refused(target, reason) from reason


def _put_in_place(disk: Disk, temporary: Path, target: Path) -> None:
    try:
        disk.set_over(temporary, target)
    except PermissionError as reason:
        # The folder let the temporary file in, so it is this one file: on Windows, one that a viewer holds open.
        code = errno.EISDIR if is_folder(target) else errno.ETXTBSY
        raise OSError(code, reason.strerror) from reason


def refused(path: Path, reason: OSError) -> OutputError:
    """The sentence for a file that cannot be written."""
    return OutputError(f"文件 {path} 无法写入：{why_not(path, reason)}。原有内容没有改动。")


def why_not(path: Path, reason: OSError) -> str:
    """Why nothing can be written there and what to do, as a part of a sentence."""
    code = reason.errno or 0
    if code == errno.ENOENT and is_folder(path.parent):  # what Windows says of a path that is too long for it
        code = errno.ENAMETOOLONG
    return _UNWRITABLE.get(code, f"{reason.strerror or reason}，请换一个位置重试")
