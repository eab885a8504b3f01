"""From the files to the reports at start: the library file, or the newest good backup, and the journal after it.

Writes nothing; what has to be set aside is named in the result. Leans on content, backups, journal and
replay.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.disk import Disk, Stamp
from app.errors import StoreError
from app.store.backups import Backup, Backups
from app.store.content import Content, content_of, readable
from app.store.failure import sentence
from app.store.holding import Holding
from app.store.journal import Journal, Reading
from app.store.library_file import Damaged
from app.store.replay import Replayed, replay
from app.store.upgrades import SCHEMA, Newer

FILE = "library.json"


@dataclass(frozen=True)
class Found:
    """What is at hand. `content` is what the library file holds, None when it is damaged or missing;
    `aside` when the file is damaged; `newer` is the schema of a newer program's file, 0 otherwise; `rescue` is the
    backup that took the file's place."""

    holdings: dict[str, Holding]
    number: int
    hash: str
    content: Content | None
    reading: Reading
    stamp: Stamp | None
    aside: bool = False
    newer: int = 0
    rescue: Backup | None = None
    notices: tuple[str, ...] = field(default=())

    @property
    def fresh(self) -> bool:
        """Whether there was no library at all."""
        return self.content is None and self.number == 0 and not self.aside


def look(disk: Disk, folder: Path, backups: Backups, journal: Journal) -> Found:
    """Reads everything. Raises StoreError when a file is there and cannot be read now."""
    path = folder / FILE
    try:
        stamp = disk.stamp(path)
        try:
            content = content_of(disk.read(path)) if stamp else None
        except Newer as newer:
            told = (newer_sentence(newer.schema),)
            holdings = readable(disk.read(path))
            return Found(holdings, 0, "", None, journal.read(), stamp, newer=newer.schema, notices=told)
        if content:
            return _with_journal(content, journal, stamp)
        return _rescued(backups, journal, stamp, "不见了", aside=False)
    except Damaged as damage:
        return _rescued(backups, journal, stamp, f"已损坏（{damage}）", aside=True)
    except OSError as reason:
        if reason.errno == errno.EIO:  # the disk itself gives up the file
            return _rescued(backups, journal, stamp, "无法从磁盘读出", aside=True)
        raise StoreError(sentence(reason, "读取报告库", path)) from reason


def _with_journal(content: Content, journal: Journal, stamp: Stamp | None) -> Found:
    reading = journal.read(content.number, content.hash)
    after = replay(content.holdings, reading.events)
    number, hash_ = _end(content, reading)
    return Found(after.holdings, number, hash_, content, reading, stamp, notices=_losses(reading, after))


def _rescued(backups: Backups, journal: Journal, stamp: Stamp | None, what: str, *, aside: bool) -> Found:
    good = backups.newest_good()
    base = good[1] if good else Content({})
    reading = journal.read(base.number, base.hash)
    after = replay(base.holdings, reading.events)
    number, hash_ = _end(base, reading)
    notices: tuple[str, ...] = ()
    if number or aside:
        told = _rescue(what, good[0] if good else None, after, aside)
        notices = (told, *_losses(reading, after))
    rescue = good[0] if good else None
    return Found(after.holdings, number, hash_, None, reading, stamp, aside, rescue=rescue, notices=notices)


def _end(base: Content, reading: Reading) -> tuple[int, str]:
    last = reading.events[-1] if reading.events else None
    return (last.number, last.hash) if last else (base.number, base.hash)


def _rescue(what: str, backup: Backup | None, after: Replayed, aside: bool) -> str:
    """The one sentence of a rescue: what happened, what took the file's place, from when the data is."""
    source = f"{backup.words}的备份" if backup else "修改日志"
    last = after.last or (backup.at if backup else None)
    when = f"数据截至 {words(last)}" if last else "没有可用的备份，报告列表是空的"
    kept = "损坏的文件已移到 damaged 文件夹，没有删除。" if aside else ""
    if last is None:
        return f"报告库文件{what}，{when}。{kept}"
    return f"报告库文件{what}，已用{source}和之后的修改日志恢复，{when}。{kept}"


def _losses(reading: Reading, after: Replayed) -> tuple[str, ...]:
    told: list[str] = []
    if reading.torn:
        told.append(
            "修改日志的最后一行不完整，已略去：上次退出前最后 1 秒内的录入可能没有保存，请核对最后填写的栏目。"
        )
    if reading.behind:
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
