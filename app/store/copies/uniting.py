"""Side files that two machines wrote apart and that can be put together: doubts, claims, comments, what was handed up or over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.store.copies import claim_book, comment_book, doubts, submissions, trips
from app.store.file.side_file import CLAIMS, COMMENTS, DOUBTS, SUBMISSIONS, TRIPS

SHOWN = 3  # sentences that are told
LOOK_AGAIN = "只在一台电脑上看过的，请再看一遍"
PARTED = "同一句话里的数两边认领得不同，采用了后认领的，请核对：{words}"


@dataclass(frozen=True)
class United:
    """The content of both, and what a person is to see to; '' where nobody needs to hear of it."""

    data: bytes
    advice: str = ""


def united(folder: str, kept: bytes, other: bytes) -> United | None:
    """Two states of a file of that folder in one; None where that cannot be, or one of them is no such file."""
    return _WAYS[folder](kept, other) if folder in _WAYS else None


def _doubts(kept: bytes, other: bytes) -> United | None:
    both = doubts.united(kept, other)
    return United(both, LOOK_AGAIN) if both else None


def _claims(kept: bytes, other: bytes) -> United | None:
    found = claim_book.united(kept, other)
    if found is None:
        return None
    data, parted = found
    words = "、".join(f"“{one.replace('#', '…')}”" for one in parted[:SHOWN])
    more = f" 等 {len(parted)} 句" if len(parted) > SHOWN else ""
    return United(data, PARTED.format(words=words + more) if parted else "")


def _comments(kept: bytes, other: bytes) -> United | None:
    both = comment_book.united(kept, other)
    return United(both) if both else None


def _submissions(kept: bytes, other: bytes) -> United | None:
    both = submissions.united(kept, other)
    return United(both) if both else None


def _trips(kept: bytes, other: bytes) -> United | None:
    both = trips.united(kept, other)
    return United(both) if both else None


_WAYS: Mapping[str, Callable[[bytes, bytes], United | None]] = MappingProxyType(
    {DOUBTS: _doubts, CLAIMS: _claims, COMMENTS: _comments, SUBMISSIONS: _submissions, TRIPS: _trips}
)
