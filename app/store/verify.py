"""Checks the log of changes: every line whole, each carrying the hash of the one before, none missing, and the library
file, its backups and the anchors outside resting on the same chain.

Reads only; for `nianbao verify`. A chain that fits together shows only that: whoever rewrites all of it makes one that
does. What an anchor outside shows is said apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from app.chinese.days import moment_words
from app.errors import StoreError
from app.report.anchor import Anchor
from app.store import anchors
from app.store.anchors import HeldAnchor, Judged
from app.store.file.failure import sentence
from app.store.journal.event import Event
from app.store.journal.journal import FOLDER as JOURNAL
from app.store.journal.journal import Journal, JournalReading
from app.store.opening import FILE, branch_words
from app.system.disk import Disk

ALONE = (
    "这只说明记录自身前后一致：有人把全部记录连同校验值重新做过的话，这里看不出来。要查这一点，请在命令后面写上"
    "以前从窗口导出的文件，或者审核表上的校验码。"
)


@dataclass(frozen=True)
class Verified:
    """The outcome. `sentences` say in Chinese what was checked, what that shows and what is wrong; `good` when nothing
    is."""

    good: bool
    entries: int
    sentences: tuple[str, ...]


def verify(
    folder: Path, disk: Disk | None = None, *, second: Path | None = None, named: Iterable[HeldAnchor] = ()
) -> Verified:
    """Checks the library in `folder` against its own files, its copies in the `second` folder, and what is `named`.

    Raises StoreError when it cannot be read at all.
    """
    disk = disk or Disk()
    journal = Journal(disk, folder / JOURNAL)
    try:
        own = tuple(anchors.own(disk, folder))
        reading = journal.read(tip=own[0].anchor.hash if own and own[0].anchor else "")
        events = journal.everything() if reading.branches or reading.joined else reading.events
    except OSError as reason:
        raise StoreError(sentence(reason, "核查修改记录", folder)) from reason
    outside = anchors.second(disk, folder, second) if second else ()
    library = next((one.anchor.library for one in own if one.anchor), "")
    judged = anchors.judge(events, library, chain(own, outside, named))
    torn = _chain(reading)
    if not (torn or judged.wrong or reading.events) and not disk.stamp(folder / FILE):
        raise StoreError(f"{folder.name} 里没有报告库，无从核查。请核对文件夹。")
    good = not (torn or judged.wrong)
    told = _well(reading.events, judged) if good else (*torn, *judged.wrong, *_still(torn, judged))
    return Verified(good, len(reading.events), (*told, *judged.notes))


def _chain(reading: JournalReading) -> tuple[str, ...]:
    told: list[str] = []
    if reading.missing:
        told.append(f"修改记录缺少 {reading.missing} 条：有内容被删去或改动。")
    if reading.broken:
        told.append(f"修改记录有 {reading.broken} 处前后不衔接：有内容被改动或替换。")
    if reading.unread:
        told.append(f"修改记录 {'、'.join(reading.unread)} 读不出来，没有核查。")
    if reading.torn:
        told.append("修改记录的最后一行不完整：最后一次写入被打断，或被改动。")
    if reading.replaced:
        told.append(f"修改记录有 {reading.replaced} 条被后来写的同号记录代替，内容不同。")
    if reading.strangers:
        told.append(f"修改记录里有不是本程序命名的文件：{'、'.join(one.name.file for one in reading.strangers)}。")
    told += [f"{branch_words(one)}，与这里的修改并列，还没有合并。" for one in reading.branches if one.changes]
    return tuple(told)


def _still(torn: tuple[str, ...], judged: Judged) -> tuple[str, ...]:
    """What an older anchor still shows: of a chain that fits together, where the change lies."""
    return (judged.shown,) if judged.shown and not torn else ()


def _well(events: tuple[Event, ...], judged: Judged) -> tuple[str, ...]:
    if not events:
        return ("还没有修改记录。",)
    first, last = events[0], events[-1]
    told = [f"{len(events)} 条修改记录（{moment_words(first.at)} 至 {moment_words(last.at)}）首尾相连，与报告库文件和备份相符。"]
    if not judged.shown:
        told.append(ALONE)
    else:
        told.append(judged.shown)
        if judged.reached < last.number:
            told.append(f"此后到第 {last.number} 条没有外面的校验码可比，只看得出前后一致。")
    code = Anchor(last.number, last.hash).code
    return (*told, f"最新的校验码：{code}。抄下来，以后写在这个命令后面就能核对。")
