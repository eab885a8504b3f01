"""What a command says on standard output: any terminal's encoding, a full disk behind it, a reader that leaves early.

Sentences go out in the terminal's own encoding, a character it cannot show as its code; data goes out as UTF-8
always, because programs read it.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.errors import OutputError

# exit codes. UNUSABLE: what was handed in cannot be used; UNPLACED: written, but text of the source has no field
FINE, FINDINGS, UNUSABLE, UNPLACED = 0, 1, 2, 4
CLOSED = 141  # what a shell reports of a program whose reader has gone: 128 + SIGPIPE


def speaking(run: Callable[[], int]) -> int:
    """Runs a command with standard output fit for Chinese. Returns its exit code, or CLOSED when nobody reads on."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return run()
    except BrokenPipeError:
        return CLOSED


def say(sentence: str) -> None:
    """Writes a line to standard output. Raises OutputError when it cannot be written."""
    with _output() as output:
        output.write(f"{sentence}\n")


def warn(sentence: str) -> None:
    """Writes a line to standard error."""
    print(sentence, file=sys.stderr)


def hand_over(data: bytes) -> None:
    """Writes bytes to standard output as they are. Raises OutputError when they cannot be written."""
    with _output() as output:
        output.buffer.write(data)


@contextmanager
def _output() -> Iterator[io.TextIOWrapper]:
    output = sys.stdout
    if not isinstance(output, io.TextIOWrapper):  # a program with a window has none on Windows
        raise OutputError("结果没有地方可以显示，请在命令行窗口里运行，或写明输出文件。")
    try:
        yield output
        output.flush()
    except OSError as reason:
        # What is left in the buffer would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())
        if isinstance(reason, BrokenPipeError):
            raise
        raise OutputError(f"结果无法输出（{reason.strerror}），请换一个位置重试。") from reason
