"""Reading an input file's bytes, with one sentence when it cannot be done. Leans on errors only."""

from __future__ import annotations

import errno
from pathlib import Path

from app.errors import InputError
from app.system.paths import is_file

LARGEST = 200 * 1024 * 1024  # bytes; no report comes near it

_REASONS = {
    errno.ENOENT: "文件不存在，请核对路径",
    errno.EACCES: "没有读取权限，或者它正在别的程序里打开，请关闭后重试，或换一个位置",
    errno.EISDIR: "这是一个文件夹，请选择文件",
    errno.ENOTDIR: "路径中有一段不是文件夹，请核对路径",
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
        why = _REASONS.get(reason.errno or 0, f"{reason.strerror or reason}，请换一个文件重试")
        raise InputError(f"文件 {path} 无法读取：{why}。") from reason
