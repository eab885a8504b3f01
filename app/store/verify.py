"""Checks the log of changes: every line whole, each carrying the hash of the one before, none missing, and the
library file and its backups resting on the same chain.

Reads only; for `nianbao verify`. Leans on journal and content.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.disk import Disk
from app.errors import StoreError
from app.store.backups import FOLDER as BACKUPS
from app.store.backups import Backups
from app.store.content import content_of
from app.store.event import START, Event
from app.store.failure import sentence
from app.store.journal import FOLDER as JOURNAL
from app.store.journal import Journal, Reading
from app.store.library_file import Damaged
from app.store.opening import FILE, words
from app.store.upgrades import Newer


@dataclass(frozen=True)
class Verified:
    """The outcome. `sentences` say in Chinese what was checked and what is wrong; `good` when nothing is."""

    good: bool
    entries: int
    sentences: tuple[str, ...]


def verify(folder: Path, disk: Disk | None = None) -> Verified:
    """Checks the library in `folder`. Raises StoreError when it cannot be read at all."""
    disk = disk or Disk()
    journal = Journal(disk, folder / JOURNAL)
    try:
        reading = journal.read()
        anchors = tuple(_anchors(disk, folder))
    except OSError as reason:
        raise StoreError(sentence(reason, "核查修改记录", folder)) from reason
    wrong = (*_chain(reading), *_anchored(reading.events, anchors))
    if not wrong and not reading.events and not disk.stamp(folder / FILE):
        raise StoreError(f"{folder.name} 里没有报告库，无从核查。请核对文件夹。")
    return Verified(not wrong, len(reading.events), wrong or (_all_well(reading.events),))


@dataclass(frozen=True)
class _Anchor:
    """A file that says which event it reaches to, and that event's hash; `number` is None when it is damaged."""

    name: str
    number: int | None
    hash: str


def _anchors(disk: Disk, folder: Path) -> Iterable[_Anchor]:
    paths = [folder / FILE] if disk.stamp(folder / FILE) else []
    for path in (*paths, *(one.path for one in Backups(disk, folder / BACKUPS, None, "").all())):
        try:
            content = content_of(disk.read(path))
        except Damaged:
            yield _Anchor(path.name, None, "")
        except Newer:
            continue  # says nothing that this program could check
        else:
            yield _Anchor(path.name, None if content.bad else content.number, content.hash)


def _chain(reading: Reading) -> tuple[str, ...]:
    told: list[str] = []
    if reading.missing:
        told.append(f"修改记录缺少 {reading.missing} 条：有内容被删去或改动。")
    if reading.broken:
        told.append(f"修改记录有 {reading.broken} 处前后不衔接：有内容被改动或替换。")
    if reading.unread:
        told.append(f"修改记录 {'、'.join(reading.unread)} 读不出来，没有核查。")
    if reading.torn:
        told.append("修改记录的最后一行不完整：最后一次写入被打断，或被改动。")
    return tuple(told)


def _anchored(events: tuple[Event, ...], anchors: Iterable[_Anchor]) -> tuple[str, ...]:
    hashes = {0: START} | {one.number: one.hash for one in events}
    told: list[str] = []
    for anchor in anchors:
        if anchor.number is None:
            told.append(f"{anchor.name} 已损坏，内容与校验值不符。")
        elif hashes.get(anchor.number) != anchor.hash:
            told.append(f"{anchor.name} 与修改记录第 {anchor.number} 条不符：修改记录或该文件被改动过。")
    return tuple(told)


def _all_well(events: tuple[Event, ...]) -> str:
    if not events:
        return "还没有修改记录。"
    first, last = events[0].at, events[-1].at
    return f"{len(events)} 条修改记录（{words(first)} 至 {words(last)}）首尾相连，没有被改动。"
