"""From the files to the reports at start: the library file, or the newest good backup, and the journal after it.

Writes nothing; what has to be set aside is named in the result.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from app.chinese.days import moment_words
from app.errors import StoreError
from app.store.copies.backups import Backup, Backups
from app.store.copies.versions import key_of
from app.store.file import identity
from app.store.file.failure import sentence
from app.store.file.holding import Holding
from app.store.file.holding import number as number_of
from app.store.file.storage import Damaged, decode
from app.store.journal.chain import NOWHERE, Branch, Reach
from app.store.journal.content import Content, content_of, readable
from app.store.journal.converge import Converged, converged
from app.store.journal.journal import Journal, JournalReading
from app.store.journal.replay import Replayed, replay
from app.store.journal.tenure import mark_in
from app.store.journal.upgrades import SCHEMA, Newer
from app.system.disk import Disk, Stamp

FILE = "library.json"
KEPT = "损坏的文件已移到 damaged 文件夹，没有删除。"
UNREAD = "修改日志 {names} 无法从磁盘读出，已略过，没有删除：最近的录入可能缺少，请核对最近填写的栏目，或从备份中找回。"
CHOOSE = "请在“备份与恢复”里比较，逐项选择。"
HELD = "修改日志 {names} 现在读不出来：请关闭占用它的程序，检查文件夹的权限和磁盘是否已断开，再重新打开本程序。"


@dataclass(frozen=True)
class Found:
    """What is at hand. `reach` says which events are in the reports; `content` is what the library file holds, None when
    it is damaged or missing; `aside` when the file is damaged; `newer` is the schema of a newer program's file, 0 otherwise;
    `shut` says why nothing may be written now, or is ''; `rescue` is the backup that took the file's place; `library` is the
    library's mark, '' where none is known; `foreign` is a copy that holds what the library has not; `former` is what the
    library file holds where a branch takes its place."""

    holdings: dict[str, Holding]
    reach: Reach
    content: Content | None
    reading: JournalReading
    stamp: Stamp | None
    aside: bool = False
    newer: int = 0
    shut: str = ""
    rescue: Backup | None = None
    library: str = ""
    foreign: Backup | None = None
    former: Content | None = None
    notices: tuple[str, ...] = field(default=())

    @property
    def fresh(self) -> bool:
        """Whether there was no library at all."""
        return self.content is None and self.reach.number == 0 and not (self.aside or self.reading.unread)


def look(disk: Disk, folder: Path, backups: Backups, journal: Journal, behind: str = "") -> Found:
    """Reads everything; what the writer `behind` wrote beside another is a branch.

    Raises StoreError when the library file is there, cannot be read now, and nothing else can be shown.
    """
    path, stamp = folder / FILE, None
    try:
        stamp = disk.stamp(path)
        data = disk.read(path) if stamp else None
    except OSError as reason:
        if reason.errno == errno.EIO:  # the disk itself gives up the file
            return _rescued(backups, journal, stamp, "无法从磁盘读出", aside=True)
        return _shown(backups, journal, sentence(reason, "读取报告库", path), reason)
    if data is None:
        return _rescued(backups, journal, stamp, "不见了", aside=False)
    try:
        content = content_of(data)
    except Damaged as damage:
        return _rescued(backups, journal, stamp, f"已损坏（{damage}）", aside=True)
    except Newer as newer:
        told = newer_sentence(newer.schema)
        holdings = {one.key: one for one in readable(decode(data)).values()}
        return Found(holdings, NOWHERE, None, journal.read(), stamp, newer=newer.schema, shut=told, notices=(told,))
    if _of_another(disk, folder, content, backups):
        return _rescued(backups, journal, stamp, "被换成了另一个报告库的", aside=True)
    return _with_journal(content, backups, journal, stamp, behind)


def _of_another(disk: Disk, folder: Path, content: Content, backups: Backups) -> bool:
    """Whether the library file is another library's, put into this one's folder, and there is something of this one's own."""
    try:
        own = mark_in(disk, folder)
    except OSError:  # cannot be told now
        return False
    if not (own and content.library) or own == content.library:
        return False
    return any(one.library == own for _, one in backups.readable())


def _shown(backups: Backups, journal: Journal, told: str, reason: OSError) -> Found:
    """While another program holds the library file: what backup and journal have, to read and not to change."""
    found = _rescued(backups, journal, None, "现在读不出来", aside=False)
    if not found.holdings:
        raise StoreError(told) from reason
    shut = f"{told}下面是备份和修改日志里的内容，现在只能查看；关闭占用它的程序后，请重新打开本程序。"
    return replace(found, shut=shut, notices=(shut,))


def _with_journal(content: Content, backups: Backups, journal: Journal, stamp: Stamp | None, behind: str) -> Found:
    reading = journal.read(content.reach, behind=behind)
    if not behind and (found := converged(journal, content, reading)):
        return _converged(content, found, stamp)
    after, again = _replayed(content, reading, backups, journal)
    foreign = _foreign(backups, journal, reading.reach)
    notices = (
        *_of_bad(content, again, "报告库文件", "" if reading.held else KEPT),
        *_losses(reading, after, _latest(content)),
        *beside_sentences(reading, foreign),
    )
    whole, aside, shut = (None if content.bad else content), bool(content.bad), _shut(reading)
    return Found(
        after.holdings,
        reading.reach,
        whole,
        reading,
        stamp,
        aside,
        shut=shut,
        library=content.library,
        foreign=foreign,
        notices=notices,
    )


def _converged(content: Content, found: Converged, stamp: Stamp | None) -> Found:
    """The library as it is with a branch; what it was goes among the backups first."""
    notices = (*found.told, *beside_sentences(found.reading, None))
    return Found(
        found.holdings,
        found.reading.reach,
        None,
        found.reading,
        stamp,
        library=content.library,
        former=content,
        notices=notices,
    )


def _rescued(backups: Backups, journal: Journal, stamp: Stamp | None, what: str, *, aside: bool) -> Found:
    known = journal.read()
    good = _newest(backups, journal, known)
    base = good[1] if good else Content({})
    if not (good or known.events or known.unread):
        return _from_versions(backups, known, stamp, what, aside=aside)
    reading = journal.read(base.reach, known.reach.hash)
    after, again = _replayed(base, reading, backups, journal)
    notices: tuple[str, ...] = ()
    if reading.reach.number or aside or reading.unread:
        told = _rescue(what, good[0] if good else None, reading, after, aside and not reading.held)
        losses = _losses(replace(reading, behind=False, lost=()), after, None)  # the first sentence says what is gone
        notices = (told, *_of_bad(base, again, "所用的备份", ""), *losses, *beside_sentences(reading, None))
    rescue, shut, library = good[0] if good else None, _shut(reading), base.library
    return Found(
        after.holdings,
        reading.reach,
        None,
        reading,
        stamp,
        aside,
        rescue=rescue,
        shut=shut,
        library=library,
        notices=notices,
    )


def _from_versions(backups: Backups, reading: JournalReading, stamp: Stamp | None, what: str, *, aside: bool) -> Found:
    """Without file, copy and journal: each report as it was when a version of it was kept last."""
    found: dict[str, Holding] = {}
    with suppress(OSError):  # what can be read is shown; that the rest was there is told when it can be read again
        for key in {key_of(stem) for stem in backups.history.sizes()}:
            last = max(backups.history.versions(key).all, key=lambda one: one.at, default=None)
            if last:
                found[key] = Holding(key, last.record, last.at)
    kept = KEPT if aside else ""
    notices: tuple[str, ...] = ()
    if found:
        latest = moment_words(max(one.changed for one in found.values()))
        told = f"已用历史版本恢复 {len(found)} 份报告，各为最近一次留存的内容，最晚的是 {latest}"
        notices = (f"报告库文件{what}，修改日志和备份里也没有内容，{told}。请逐份核对。{kept}",)
    elif aside:
        notices = (f"报告库文件{what}，没有可用的备份，报告列表是空的。{kept}",)
    return Found(found, NOWHERE, None, reading, stamp, aside, notices=notices)


def _newest(backups: Backups, journal: Journal, reading: JournalReading) -> tuple[Backup, Content] | None:
    """The copy to go on from: the last on the line of the journal, or a later one that knows all that is left of it."""
    line = {one.hash[:8] for one in reading.events}
    good = backups.newest_good(lambda number, hash_: hash_[:8] in line)
    if good and good[1].reach.hash[:8] in line:
        for one, content in backups.readable():
            if content.reach.number > good[1].reach.number and not content.bad and journal.covered_by(content.reach):
                return one, content
    return good


def _foreign(backups: Backups, journal: Journal, reach: Reach) -> Backup | None:
    """The newest copy beside the library that holds what it has not: it was perhaps replaced by an older one."""
    for one in backups.foreign(journal.known(reach)):
        try:
            backups.read(one)
        except (Damaged, Newer, OSError):  # nothing can be compared with it
            continue
        return one
    return None


def _replayed(base: Content, reading: JournalReading, backups: Backups, journal: Journal) -> tuple[Replayed, int]:
    """The reports of a file with what the journal says after it, and how many of its bad ones were found elsewhere."""
    bad = set(base.bad)
    after = replay(base.holdings, (one for one in reading.events if not one.key or str(number_of(one.key)) not in bad))
    again = _elsewhere(bad, backups, journal, reading.reach) if bad else {}
    return replace(after, holdings={**after.holdings, **again}), len(again)


def _elsewhere(bad: set[str], backups: Backups, journal: Journal, reach: Reach) -> dict[str, Holding]:
    """These documents as the newest backup has them that has them whole, or as the journal alone has them."""
    found: dict[str, Holding] = {}
    for base in (*(content for _, content in backups.readable(journal.known(reach))), Content({})):
        events = journal.read(base.reach).events
        left = bad - {str(number_of(key)) for key in found}
        reports = replay(base.holdings, events).holdings if left else {}
        found |= {key: one for key, one in reports.items() if str(number_of(key)) in left - set(base.bad)}
    return found


def _shut(reading: JournalReading) -> str:
    """Why nothing may be written now: there may be changes that can be read later, and new ones would take their place."""
    names = "、".join(reading.unread)
    return f"{HELD.format(names=names)}现在只能查看。" if reading.held else ""


def _latest(content: Content) -> datetime | None:
    """When the newest of what a library file holds was written."""
    return max((one.changed for one in content.holdings.values()), default=None)


def _rescue(what: str, backup: Backup | None, reading: JournalReading, after: Replayed, aside: bool) -> str:
    """The one sentence of a rescue: what happened, what took the file's place, from when the data is."""
    journal = "和之后的修改日志" if reading.events else ""
    source = f"{backup.words}的备份{journal}" if backup else "修改日志"
    last = after.last or (backup.at if backup else None)
    kept = KEPT if aside else ""
    if last is None:
        return f"报告库文件{what}，没有可用的备份，报告列表是空的。{kept}"
    gone = f"修改日志也不见了或不完整，{moment_words(last)}以后的录入没有找回，请核对。" if reading.behind else ""
    return f"报告库文件{what}，已用{source}恢复，数据截至 {moment_words(last)}。{gone}{kept}"


def _of_bad(content: Content, again: int, file: str, kept: str) -> tuple[str, ...]:
    """What to say of a file's documents that are no reports, and of how many were found elsewhere."""
    if not content.bad:
        return ()
    lost = len(content.bad) - again
    found = f"其中 {again} 份已用备份和修改日志恢复" if again else "备份和修改日志里也没有"
    more = f"，{lost} 份没有找回" if lost and again else ""
    return (f"{file}里有 {len(content.bad)} 份报告已损坏，{found}{more}。{kept}",)


def _losses(reading: JournalReading, after: Replayed, until: datetime | None) -> tuple[str, ...]:
    """What to say of the journal. `until` is the newest change in the library file."""
    shut = _shut(reading)
    told = [shut or UNREAD.format(names="、".join(reading.unread))] if reading.unread else []
    if reading.torn:
        told.append("修改日志的最后一条不完整，已略去：上次最后录入的内容可能没有保存，请核对最后填写的栏目。")
    if (reading.behind or reading.lost) and not reading.unread:
        names = f"（{'、'.join(reading.lost[:3])}{' 等' if len(reading.lost) > 3 else ''}）" if reading.lost else ""
        when = f"保存到 {moment_words(until)} 的内容" if until else "的内容"
        then = "此后的录入如果有过，已经没有了，请核对最近填写的栏目。" if reading.behind else "只是其中的修改记录看不全了。"
        told.append(f"修改日志不见了、不完整或被改动{names}，可能是清理软件或别的程序所为。报告库文件{when}都在；{then}")
    if reading.missing:
        told.append(
            f"修改日志里有 {reading.missing} 条记录现在读不出来（已损坏，或同步还没有完成），"
            "请核对最近填写的栏目，或从备份中找回。"
        )
    if after.unfit:
        told.append(f"修改日志中有 {after.unfit} 处修改与现有内容对不上，没有采用，请核对最近填写的栏目。")
    if reading.broken and not (reading.missing or after.unfit):
        told.append("修改日志前后不衔接：同步还没有完成，或者被改动过。等同步完成后仍然这样，请用 nianbao verify 核查。")
    if reading.replaced:
        told.append(f"修改日志里有 {reading.replaced} 条记录被后来写的同号记录代替，内容不同，请核对最近填写的栏目。")
    return tuple(told)


def beside_sentences(reading: JournalReading, foreign: Backup | None) -> tuple[str, ...]:
    """What lies beside the library's own line: files of other names, and a copy of another line."""
    told: list[str] = []
    if reading.strangers:
        names = "、".join(one.name.file for one in reading.strangers[:3])
        more = f" 等 {len(reading.strangers)} 个文件" if len(reading.strangers) > 3 else ""
        told.append(f"修改日志里有不是本程序命名的文件（{names}{more}），像是同步软件留下的副本，没有采用，另外保存。")
    if foreign:
        told.append(foreign_sentence(foreign))
    return tuple(told)


def foreign_sentence(foreign: Backup) -> str:
    """What to say of a copy that holds what the library has not."""
    return f"备份里有这个报告库没有的内容（{foreign.words}的备份）：报告库可能被换成了较旧的一份。{CHOOSE}"


def branch_words(branch: Branch) -> str:
    """Who wrote a branch, from when, and how much it is."""
    first, own = branch.events[0], identity.who()
    names = "、".join("这台电脑上的另一个窗口" if one == own else one for one in branch.who)
    space = " " if names[-1:].isascii() else ""
    return f"{names}{space}从{moment_words(first.at)}起另外写了 {len(branch.events)} 条修改"


def branch_sentence(branch: Branch) -> str:
    """What to say of a branch that nobody has merged."""
    return f"{branch_words(branch)}，与这里的修改并列，两边都保存着。{CHOOSE}"


def newer_sentence(schema: int) -> str:
    """What to say of a newer program's file."""
    return (
        f"报告库由更新版本的程序写成（第 {schema} 版，本程序到第 {SCHEMA} 版）："
        "现在只能查看，不会改动它。要继续编辑，请升级本程序。"
    )
