"""Anchors of the log of changes: who holds which, and what they show of it.

The library file and its own backups hold some; whoever rewrites the log can rewrite these too. The copies in the second
folder, exported files and paper are outside: only they show that nobody did. Reads only.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.chinese.days import moment_words
from app.report.anchor import Anchor
from app.store.copies.backups import FOLDER as BACKUPS
from app.store.copies.backups import Backup, Backups
from app.store.file import identity
from app.store.file.failure import sentence
from app.store.file.storage import Damaged
from app.store.journal.content import content_of
from app.store.journal.event import START, Event
from app.store.journal.upgrades import Newer
from app.store.opening import FILE
from app.system.disk import Disk

MOST_NAMED = 3  # files that a sentence names; the rest are counted
UNUSED = "没有用来核查。"
OTHER = (
    "{name} 写明是另一个报告库的，没有用来核查。它若确是从这个报告库导出的，就是报告库被整个换过。"
)
_OPENS = b'{\n"'  # a library file; an exchange file is indented


@dataclass(frozen=True)
class HeldAnchor:
    """What holds an anchor; `outside` where the library's own folder cannot change it. Without one, `why` says what
    is the matter, or is '' for a file that carries none; `damaged` counts as wrong."""

    name: str
    anchor: Anchor | None
    outside: bool = False
    damaged: bool = False
    why: str = ""


@dataclass(frozen=True)
class Judged:
    """`wrong` says what was altered; `shown` what the event `reached`, the newest whose hash is held outside, tells
    (0 and '' without one); `notes` what could not be used."""

    wrong: tuple[str, ...]
    reached: int
    shown: str
    notes: tuple[str, ...]


def own(disk: Disk, folder: Path) -> Iterator[HeldAnchor]:
    """What the library's own file and backups hold. Raises OSError."""
    paths = [folder / FILE] if disk.stamp(folder / FILE) else []
    for path in (*paths, *(one.path for one in Backups(disk, folder / BACKUPS, None, "").all())):
        yield held_by_library_file(path.name, disk.read(path), outside=False)


def second(disk: Disk, folder: Path, above: Path) -> Iterator[HeldAnchor]:
    """What this account's copies in the second folder hold; a folder that is away is said."""
    try:
        if disk.stamp(above) is None:
            raise FileNotFoundError(errno.ENOENT, "the folder is gone")
        disk.names(above)
    except OSError as reason:
        yield HeldAnchor("", None, outside=True, why=sentence(reason, "读取另存备份的文件夹", above) + UNUSED)
        return
    for one in Backups(disk, folder / BACKUPS, above, identity.who()).all():
        if one.elsewhere and not one.other:
            yield _copy(disk, one)


def _copy(disk: Disk, one: Backup) -> HeldAnchor:
    name = f"另存的备份 {one.path.name}"
    try:
        return held_by_library_file(name, disk.read(one.path), outside=True)
    except OSError as reason:
        return HeldAnchor(name, None, outside=True, why=sentence(reason, "读取另存的备份", one.path) + UNUSED)


def is_library_file(name: str, data: bytes) -> bool:
    """Whether a file is, or was before it was damaged, a library file or a backup of one."""
    return data.startswith(_OPENS) or (name.startswith("library") and name.endswith(".json"))


def held_by_library_file(name: str, data: bytes, *, outside: bool) -> HeldAnchor:
    """What a library file or a backup of one holds."""
    try:
        content = content_of(data)
    except Damaged:
        return HeldAnchor(name, None, outside, damaged=True)
    except Newer:
        return HeldAnchor(name, None, outside, why=f"{name} 由更新版本的程序写成，{UNUSED}")
    if content.bad:
        return HeldAnchor(name, None, outside, damaged=True)
    return HeldAnchor(name, Anchor(content.reach.number, content.reach.hash, content.library), outside)


def judge(events: Sequence[Event], library: str, helds: Iterable[HeldAnchor]) -> Judged:
    """Each anchor against the events; `library` is the id of theirs, '' where it is not known."""
    last = max((one.number for one in events), default=0)
    wrong: dict[str, int] = {}  # sentence → the number of the event that it speaks of
    notes: list[str] = []
    good: list[tuple[Event, str]] = []
    for held in helds:
        anchor = held.anchor
        if held.damaged:
            wrong[f"{held.name} 已损坏，内容与校验值不符。"] = last + 1
        elif anchor is None:
            notes.append(held.why or f"{held.name} 里没有修改记录的校验码，{UNUSED}")
        elif (anchor.number, anchor.hash) == (0, START):
            continue  # made before the first entry: fits any log
        elif named := [one for one in events if _names(anchor, one)]:
            good += [(named[0], held.name)] if held.outside else []
        elif anchor.library and library and anchor.library != library:
            notes.append(OTHER.format(name=held.name))
        else:
            wrong[_differs(held, anchor, last)] = anchor.number
    reached = max((one.number for one, _ in good), default=0)
    newest = [(one, name) for one, name in good if one.number == reached]
    shown = ""
    if newest:
        names = tuple(dict.fromkeys(name for _, name in newest))
        before = reached < min(wrong.values(), default=reached + 1)
        shown = _shown(newest[0][0], names) if before else _against(reached, names)
    return Judged(tuple(wrong), reached, shown, tuple(dict.fromkeys(notes)))


def _names(anchor: Anchor, event: Event) -> bool:
    return event.number == anchor.number and event.hash.startswith(anchor.hash)


def _differs(held: HeldAnchor, anchor: Anchor, last: int) -> str:
    if anchor.number > last:
        return (
            f"{held.name} 与修改记录不符：它记到第 {anchor.number} 条，修改记录只到第 {last} 条，后面的被删去了，"
            "或者它属于另一个报告库。"
        )
    itself = "校验码本身被改过、抄错了" if held.outside else "该文件被改动过"
    number = anchor.number
    return f"{held.name} 与修改记录第 {number} 条不符：第 {number} 条或以前的记录被改动过，或者{itself}。"


def _shown(event: Event, names: Sequence[str]) -> str:
    return f"第 {event.number} 条（{moment_words(event.at)}）及以前没有被改动：与 {_listed(names)} 中的校验码一致。"


def _against(number: int, names: Sequence[str]) -> str:
    """One anchor fits, an older one does not: which of them is right, the log cannot tell."""
    return (
        f"但第 {number} 条与 {_listed(names)} 中的校验码一致：记录可能是在这之前重新做过的，"
        "也可能是不符的那个校验码不对。"
    )


def _listed(names: Sequence[str]) -> str:
    more = f" 等 {len(names)} 处" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more
