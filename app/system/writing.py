"""Writing a result: whole or not at all. The file that stood there before stays until the new one is complete.

Leans on errors, file_names and leftovers. The library has its own, stricter way of writing (store).
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from app.errors import OutputError
from app.system.file_names import judge
from app.system.paths import is_folder
from app.system.writing_leftovers import clear_leftovers, temporary_name

_REASONS = {
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
    errno.EINVAL: "文件名里有不能用的字符，请换一个名字",
}


def write_whole(path: Path, data: bytes) -> None:
    """Writes `data` to `path` through a temporary file beside it. Raises OutputError; nothing half-written stays."""
    # A file opened in a viewer, a name with a colon, a full stick: each ends in one sentence, and no litter.
    judge(path.name)
    target = path.absolute()
    clear_leftovers(target.parent)
    temporary = target.with_name(temporary_name())
    try:
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _put_in_place(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as reason:
        raise refused(target, reason) from reason


def _put_in_place(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except PermissionError as reason:
        # The folder let the temporary file in, so it is this one file: on Windows, one that a viewer holds open.
        code = errno.EISDIR if is_folder(target) else errno.ETXTBSY
        raise OSError(code, reason.strerror) from reason


def refused(path: Path, reason: OSError) -> OutputError:
    """The sentence for a file that cannot be written."""
    code = reason.errno or 0
    if code == errno.ENOENT and is_folder(path.parent):  # what Windows says of a path that is too long for it
        code = errno.ENAMETOOLONG
    why = _REASONS.get(code, f"{reason.strerror or reason}，请换一个位置重试")
    return OutputError(f"文件 {path} 无法写入：{why}。原有内容没有改动。")
