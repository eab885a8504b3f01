"""From the files to the reports at start: the library file, or the newest good backup, and the journal after it.

Writes nothing; what has to be set aside is named in the result. Leans on content, backups, journal and
replay.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from app.disk import Disk, Stamp
from app.errors import StoreError
from app.store.backups import Backup, Backups
from app.store.content import Content, content_of, readable
from app.store.failure import sentence
from app.store.holding import Holding
from app.store.holding import number as number_of
from app.store.journal import Journal, Reading
from app.store.library_file import Damaged, decode
from app.store.replay import Replayed, replay
from app.store.upgrades import SCHEMA, Newer

FILE = "library.json"
KEPT = "损坏的文件已移到 damaged 文件夹，没有删除。"
UNREAD = "修改日志 {names} 无法从磁盘读出，已略过，没有删除：最近的录入可能缺少，请核对最近填写的栏目，或从备份中找回。"
HELD = "修改日志 {names} 现在读不出来：请关闭占用它的程序，检查文件夹的权限和磁盘是否已断开，再重新打开本程序。"


@dataclass(frozen=True)
class Found:
    """What is at hand. `content` is what the library file holds, None when it is damaged or missing;
    `aside` when the file is damaged; `newer` is the schema of a newer program's file, 0 otherwise; `shut` says why
    nothing may be written now, or is ''; `rescue` is the backup that took the file's place."""

    holdings: dict[str, Holding]
    number: int
    hash: str
    content: Content | None
    reading: Reading
    stamp: Stamp | None
    aside: bool = False
    newer: int = 0
    shut: str = ""
    rescue: Backup | None = None
    notices: tuple[str, ...] = field(default=())

    @property
    def fresh(self) -> bool:
        """Whether there was no library at all."""
        return self.content is None and self.number == 0 and not (self.aside or self.reading.unread)


def look(disk: Disk, folder: Path, backups: Backups, journal: Journal) -> Found:
    """Reads everything. Raises StoreError when a file is there and cannot be read now."""
    path, stamp = folder / FILE, None
    try:
        stamp = disk.stamp(path)
        data = disk.read(path) if stamp else None
    except OSError as reason:
        if reason.errno == errno.EIO:  # the disk itself gives up the file
            return _rescued(backups, journal, stamp, "无法从磁盘读出", aside=True)
        raise StoreError(sentence(reason, "读取报告库", path)) from reason
    if data is None:
        return _rescued(backups, journal, stamp, "不见了", aside=False)
    try:
        content = content_of(data)
    except Damaged as damage:
        return _rescued(backups, journal, stamp, f"已损坏（{damage}）", aside=True)
    except Newer as newer:
        told = newer_sentence(newer.schema)
        holdings = {one.key: one for one in readable(decode(data)).values()}
        return Found(holdings, 0, "", None, journal.read(), stamp, newer=newer.schema, shut=told, notices=(told,))
    return _with_journal(content, backups, journal, stamp)


def _with_journal(content: Content, backups: Backups, journal: Journal, stamp: Stamp | None) -> Found:
    reading = journal.read(content.number, content.hash)
    after, again = _replayed(content, reading, backups, journal)
    number, hash_ = _end(content, reading)
    notices = (*_of_bad(content, again, "报告库文件", "" if reading.held else KEPT), *_losses(reading, after))
    whole, aside, shut = (None if content.bad else content), bool(content.bad), _shut(reading)
    return Found(after.holdings, number, hash_, whole, reading, stamp, aside, shut=shut, notices=notices)


def _rescued(backups: Backups, journal: Journal, stamp: Stamp | None, what: str, *, aside: bool) -> Found:
    good = backups.newest_good()
    base = good[1] if good else Content({})
    reading = journal.read(base.number, base.hash)
    after, again = _replayed(base, reading, backups, journal)
    number, hash_ = _end(base, reading)
    notices: tuple[str, ...] = ()
    if number or aside or reading.unread:
        told = _rescue(what, good[0] if good else None, after, aside and not reading.held)
        notices = (told, *_of_bad(base, again, "所用的备份", ""), *_losses(reading, after))
    rescue, shut = good[0] if good else None, _shut(reading)
    return Found(
        after.holdings, number, hash_, None, reading, stamp, aside, rescue=rescue, shut=shut, notices=notices
    )


def _replayed(base: Content, reading: Reading, backups: Backups, journal: Journal) -> tuple[Replayed, int]:
    """The reports of a file with what the journal says after it, and how many of its bad ones were found elsewhere."""
    bad = set(base.bad)
    after = replay(base.holdings, (one for one in reading.events if not one.key or str(number_of(one.key)) not in bad))
    again = _elsewhere(bad, backups, journal) if bad else {}
    return replace(after, holdings={**after.holdings, **again}), len(again)


def _elsewhere(bad: set[str], backups: Backups, journal: Journal) -> dict[str, Holding]:
    """These documents as the newest backup has them that has them whole, or as the journal alone has them."""
    found: dict[str, Holding] = {}
    for base in (*(content for _, content in backups.readable()), Content({})):
        events = journal.read(base.number, base.hash).events
        left = bad - {str(number_of(key)) for key in found}
        reports = replay(base.holdings, events).holdings if left else {}
        found |= {key: one for key, one in reports.items() if str(number_of(key)) in left - set(base.bad)}
    return found


def _shut(reading: Reading) -> str:
    """Why nothing may be written now: there may be changes that can be read later, and new ones would take their place."""
    names = "、".join(reading.unread)
    return f"{HELD.format(names=names)}现在只能查看。" if reading.held else ""


def _end(base: Content, reading: Reading) -> tuple[int, str]:
    last = reading.events[-1] if reading.events else None
    return (last.number, last.hash) if last else (base.number, base.hash)


def _rescue(what: str, backup: Backup | None, after: Replayed, aside: bool) -> str:
    """The one sentence of a rescue: what happened, what took the file's place, from when the data is."""
    source = f"{backup.words}的备份" if backup else "修改日志"
    last = after.last or (backup.at if backup else None)
    when = f"数据截至 {words(last)}" if last else "没有可用的备份，报告列表是空的"
    kept = KEPT if aside else ""
    if last is None:
        return f"报告库文件{what}，{when}。{kept}"
    return f"报告库文件{what}，已用{source}和之后的修改日志恢复，{when}。{kept}"


def _of_bad(content: Content, again: int, file: str, kept: str) -> tuple[str, ...]:
    """What to say of a file's documents that are no reports, and of how many were found elsewhere."""
    if not content.bad:
        return ()
    lost = len(content.bad) - again
    found = f"其中 {again} 份已用备份和修改日志恢复" if again else "备份和修改日志里也没有"
    more = f"，{lost} 份没有找回" if lost and again else ""
    return (f"{file}里有 {len(content.bad)} 份报告已损坏，{found}{more}。{kept}",)


def _losses(reading: Reading, after: Replayed) -> tuple[str, ...]:
    shut = _shut(reading)
    told = [shut or UNREAD.format(names="、".join(reading.unread))] if reading.unread else []
    if reading.torn:
        told.append(
            "修改日志的最后一行不完整，已略去：上次退出前最后 1 秒内的录入可能没有保存，请核对最后填写的栏目。"
        )
    if reading.behind and not reading.unread:
        told.append(
            "修改日志不见了或不完整：最后几秒内的录入可能没有保存，请核对最近填写的栏目。报告库文件本身完好。"
        )
    if reading.missing:
        told.append(
            f"修改日志损坏，有 {reading.missing} 条记录读不出来，请核对最近填写的栏目，或从备份中找回。"
        )
    if after.unfit:
        told.append(f"修改日志中有 {after.unfit} 处修改与现有内容对不上，没有采用，请核对最近填写的栏目。")
    if reading.broken and not (reading.missing or after.unfit):
        told.append("修改日志前后不衔接，可能被改动过，请用 nianbao verify 核查。")
    return tuple(told)


def words(at: datetime) -> str:
    """A time in Chinese, to the minute."""
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def newer_sentence(schema: int) -> str:
    """What to say of a newer program's file."""
    return (
        f"报告库由更新版本的程序写成（第 {schema} 版，本程序到第 {SCHEMA} 版）："
        "现在只能查看，不会改动它。要继续编辑，请升级本程序。"
    )
