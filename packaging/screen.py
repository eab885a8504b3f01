"""A virtual screen for smoke tests: Xvfb with its picture in a file, read here and kept as PNG.

No program of the tested system is needed to take the picture. Standard library only; Linux.
"""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import fetch

WIDTH, HEIGHT = 1366, 768
DRAWN = 0.2  # share of the screen that must differ from the empty root before a window counts as shown


@dataclass(frozen=True)
class Screen:
    """A running Xvfb: its DISPLAY, and the file that mirrors its pixels."""

    display: str
    mirror: Path

    def pixels(self) -> bytes:
        """Rows of 4-byte BGRX pixels."""
        data = self.mirror.read_bytes()
        header, colours = struct.unpack(">I", data[:4])[0], struct.unpack(">I", data[76:80])[0]
        return data[header + 12 * colours :][: WIDTH * HEIGHT * 4]

    def drawn(self) -> float:
        """The share of pixels that are not black."""
        picture = self.pixels()
        return 1 - picture[1::4].count(0) / (WIDTH * HEIGHT)

    def save(self, target: Path) -> None:
        """Write what the screen shows now as PNG."""
        picture = self.pixels()
        rows = bytearray()
        for top in range(0, len(picture), WIDTH * 4):
            row = picture[top : top + WIDTH * 4]
            rgb = bytearray(WIDTH * 3)
            rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
            rows += b"\0" + rgb
        head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        chunks = (b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b"")
        body = b"".join(_chunk(name, data) for name, data in chunks)
        target.write_bytes(b"\x89PNG\r\n\x1a\n" + body)

    def wait_drawn(self, alive: Callable[[], bool], seconds: float) -> float:
        """Seconds until a window fills DRAWN of the screen; raises Missing when it ends or takes too long."""
        start = time.monotonic()
        while (passed := time.monotonic() - start) < seconds:
            if self.drawn() > DRAWN:
                return passed
            if not alive():
                raise fetch.Missing("程序没有显示窗口就结束了。")
            time.sleep(0.02)
        raise fetch.Missing(f"{seconds:.0f} 秒内没有出现窗口。")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@contextmanager
def screen() -> Iterator[Screen]:
    """An Xvfb of 1366 × 768 on a display of its own, ended afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        read, written = os.pipe()
        # A number of this process' own: two servers that both look for a free one may take the same. Without
        # -noreset a server whose last client leaves starts anew, and refuses the next one for a moment.
        command = [fetch.tool("Xvfb", "xvfb"), f":{100 + os.getpid() % 50000}", "-displayfd", str(written)]
        command += ["-fbdir", folder, "-nolisten", "tcp", "-noreset"]
        command += ["-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
        server = subprocess.Popen(command, pass_fds=[written], stderr=subprocess.DEVNULL)
        os.close(written)
        try:
            with os.fdopen(read) as pipe:
                number = pipe.readline().strip()
            if not number:
                raise fetch.Missing("虚拟屏幕 Xvfb 没有启动，请稍后重试。")
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()
