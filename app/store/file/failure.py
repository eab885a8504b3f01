"""What an OSError means to a clerk: one Chinese sentence with the place and the next step."""

from __future__ import annotations

import errno
from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM}


def sentence(reason: OSError, what: str, path: Path, *, again: bool = False) -> str:
    """Why `what` (a phrase like 保存报告库) did not succeed at `path`, and what to do. `again`: the program itself tries it
    once more, and only then it may say so."""
    then = "，程序会自动再试" if again else "，然后再试"
    place = f"（{path.name}）"
    if reason.errno in _FULL:
        return f"{what}{place}没有成功：磁盘已满，请先清理出空间{then}。"
    if reason.errno == errno.EROFS:
        return f"{what}{place}没有成功：所在磁盘或文件夹是只读的，请改为可写或换一个位置。"
    if reason.errno in _FORBIDDEN:
        return f"{what}{place}没有成功：没有写入权限，或文件正被别的程序占用，请关闭占用它的程序后再试。"
    if reason.errno == errno.ENOENT:
        return f"{what}{place}没有成功：文件或文件夹不见了，请检查磁盘或网络位置是否已断开。"
    detail = errno.errorcode.get(reason.errno or 0, "未知错误")
    return f"{what}{place}没有成功（{detail}），请检查磁盘是否完好、是否已断开{then}。"
