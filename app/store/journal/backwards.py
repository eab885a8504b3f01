"""The journal read from its end: the events of one report, the newest first, without those of the others.

From the last event that counts to the one whose hash it carries, and so on, from segment to segment; what no link leads to is
a branch or was written once more, and is passed over. Where damage took a link, the event with the next lower number follows.
Lines without the report's key are neither decoded nor checked: `verify` does that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.store.journal.event import Event, from_line

_NUMBER = 12  # digits with which the name of a segment begins: the number of its first event


@dataclass(frozen=True)
class Segments:
    """Where the journal lies: the names of its segments in any order, each beginning with the number of its first event,
    and the bytes of one of them. Both raise OSError."""

    names: Callable[[], Sequence[str]]
    read: Callable[[str], bytes]


class Backwards:
    """One walk. `unread` grows by the segments that could not be read and were passed over."""

    def __init__(self, segments: Segments, stopped: Callable[[], bool] = lambda: False) -> None:
        self._segments, self._stopped = segments, stopped
        self.unread: list[str] = []

    def events(self, key: str, number: int, hash_: str) -> Iterator[Event]:
        """The events of a report from that one on, which has this number and hash, to the first. Raises OSError when there
        is no telling which segments there are. Ends early once `stopped` says so, which is asked at each segment."""
        needle = f'"key":"{key}"'.encode()  # as to_line writes it; inside a text its quotes would be escaped
        left = sorted(self._segments.names(), reverse=True)
        while number > 0 and not self._stopped():
            left = [name for name in left if _first(name) <= number]
            found = self._segment_with(left, hash_)
            if found is None:
                return
            name, data = found
            for line in _lines_with(needle, data):
                event = from_line(line)
                if event is not None and event.key == key and event.number <= number:
                    number = event.number - 1
                    yield event
            number, hash_ = _link(name, data, number)
            left.remove(name)

    def _segment_with(self, names: Sequence[str], hash_: str) -> tuple[str, bytes] | None:
        """The segment in which the event with that hash stands, up to its line; else the one with the highest numbers."""
        highest = None
        for name in names:
            if self._stopped():
                return None
            try:
                data = self._segments.read(name)
            except OSError:
                if name not in self.unread:
                    self.unread.append(name)
                continue
            end = _end_of(data, hash_)
            if end:
                return name, data[:end]
            highest = highest or (name, data[: data.rfind(b"\n") + 1])
            if not hash_:
                break
        return highest


def _first(name: str) -> int:
    return int(name[:_NUMBER])


def _end_of(data: bytes, hash_: str) -> int:
    """Where the line of the event with that hash ends; 0 when it is not there whole."""
    mark = f"{hash_} ".encode()
    start = 0 if data.startswith(mark) else data.find(b"\n" + mark) + 1
    if not hash_ or (start == 0 and not data.startswith(mark)):
        return 0
    return data.find(b"\n", start) + 1


def _lines_with(needle: bytes, data: bytes) -> Iterator[bytes]:
    """The lines in which this stands, the last first."""
    end = len(data)
    while (place := data.rfind(needle, 0, end)) >= 0:
        start = data.rfind(b"\n", 0, place) + 1
        yield data[start : data.find(b"\n", place)]
        end = start


def _link(name: str, data: bytes, number: int) -> tuple[int, str]:
    """Number and hash of the event before the segment's first; without a hash where its first line does not tell."""
    event = from_line(data[: data.find(b"\n")])
    if event is None:
        return min(number, _first(name) - 1), ""
    return min(number, event.number - 1), event.before
