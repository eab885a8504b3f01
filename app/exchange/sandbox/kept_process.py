"""The program's end of a reading process: starts it, asks it, and ends it.

Whoever asks waits, no longer than PATIENCE; another thread may end the process meanwhile, which ends the waiting.
"""

from __future__ import annotations

import subprocess
from contextlib import suppress
from threading import Timer

from app.exchange.sandbox.bounds import OUT_OF_TIME
from app.exchange.sandbox.message import LARGEST_ANSWER, Message, receive, send
from app.system.own_process import READING, own_command, own_environment

PATIENCE = 30  # seconds on the clock, for a machine that is busy with other things


class KeptProcess:
    """A process that was started. `slow` once it was ended for the time it took. Raises OSError where it cannot start."""

    def __init__(self) -> None:
        self.slow = False
        self.asked = 0  # how many questions it has had
        self._process = subprocess.Popen(
            own_command("app.exchange.sandbox.reading_process", READING), env=own_environment(),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip

    @property
    def number(self) -> int:
        """The system's number of it."""
        return self._process.pid

    def tell(self, message: Message) -> None:
        """Sends what has no answer; that it fell over shows when it is asked."""
        assert self._process.stdin is not None
        with suppress(OSError):
            send(self._process.stdin, message)

    def ask(self, message: Message) -> Message | None:
        """The answer, None where it fell over, wrote what is no answer, or took too long."""
        self.asked += 1
        timer = Timer(PATIENCE, self._lose_patience)
        timer.start()
        try:
            return self._asked(message)
        except (OSError, ValueError, RecursionError, MemoryError):
            return None
        finally:
            timer.cancel()
            timer.join()

    def _asked(self, message: Message) -> Message | None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        send(self._process.stdin, message)
        return receive(self._process.stdout, LARGEST_ANSWER)

    def _lose_patience(self) -> None:
        self.slow = True
        self.kill()

    def kill(self) -> None:
        """Ends it, whatever it does; from any thread."""
        self._process.kill()

    def end(self) -> None:
        """Ends it and gives back what it held. It has nothing of its own to finish."""
        if self._process.poll() is None:
            self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()
        self.slow = self.slow or self._process.returncode == OUT_OF_TIME
