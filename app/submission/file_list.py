"""The list of the files of a 报送 with their sizes and check sums, as text that any old editor on Windows shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LIST_NAME = "文件清单.txt"
HOW = "核对：用任何能算 SHA-256 的程序算出文件的校验码，与这里的相同，文件就没有被改动过。"


@dataclass(frozen=True)
class Listed:
    """A file of the package and what it is for."""

    name: str
    use: str
    data: bytes

    @property
    def sum(self) -> str:
        """Its SHA-256 in hex."""
        return hashlib.sha256(self.data).hexdigest()


def file_list(office: str, title: str, files: Sequence[Listed]) -> bytes:
    """The list. UTF-8 with a mark and CRLF."""
    return "".join(f"{line}\r\n" for line in _lines(office, title, files)).encode("utf-8-sig")


def _lines(office: str, title: str, files: Sequence[Listed]) -> Iterator[str]:
    yield f"{title}文件清单"
    yield f"单位：{office}"
    yield f"共 {len(files)} 个文件"
    for number, one in enumerate(files, 1):
        yield ""
        yield f"{number}. {one.name}"
        yield f"用途：{one.use}"
        yield f"大小：{len(one.data)} 字节"
        yield f"校验码（SHA-256）：{one.sum}"
    yield ""
    yield HOW
