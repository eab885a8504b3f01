"""Disks in trouble: full, read-only, failing for a while; a real quota; files meddled with while open; a wrong clock.

The program must say so, keep what was typed, and store it when the trouble is over.
"""

from __future__ import annotations

import errno
import os
import resource as limits
import shutil
import signal
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.errors import NianbaoError, StoreError
from app.findings.explained import Explanation
from app.form.form_file import Forms
from app.register.register_file import RegisterBook, register_path
from app.register.request import Request
from app.report.comment import Comment
from app.report.doubt import Doubt
from app.report.report import Edit, Report
from app.review.kept import Review, read_review, review_path, write_review
from app.store.copies.comment_book import CommentBook
from app.store.journal.ledger import Saved
from app.store.library import Library
from app.store.opening import FILE
from app.system.disk import Disk
from app.system.paths import resource
from app.system.settings import Settings, read_table
from tests.torture.cruel_disk import FailingDisk, UnreadableDisk
from tests.torture.harm import Harms, plain_state, small_library

DAY = date(2026, 1, 10)
AT = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)
TEXT, CONTACT = "overview.proactive", "other.text"
CODES = {"disk full": errno.ENOSPC, "read-only": errno.EROFS, "locked": errno.EACCES, "failing": errno.EIO}
PLACES = {
    "anywhere": "",
    "journal": "journal",
    "library file": FILE,
    "backups": "backups",
    "history": "history",
    "side files": "doubts",
}


def run(folder: Path, forms: Forms) -> Harms:
    """Every trouble once."""
    harms = Harms()
    for what, code in CODES.items():
        for where, name in PLACES.items():
            harms.count(f"{what}, {where}")
            _for_a_while(folder / f"{what}-{where}".replace(" ", "-"), forms, code, name, harms)
        harms.count(f"{what}, side files and settings")
        _sides(folder / f"{what}-sides".replace(" ", "-"), code, harms)
    _unreadable(folder / "unreadable", forms, harms)
    harms.count("quota")
    _quota(folder / "quota", forms, harms)
    for what, meddle in MEDDLINGS.items():
        harms.count(what)
        _meddled(folder / what.replace(" ", "-"), forms, meddle, harms, what)
    harms.count("clock set back")
    _clock_set_back(folder / "clock", forms, harms)
    return harms


def _begin(library: Library, forms: Forms) -> str:
    return library.find("甲街道办事处", 2025) or library.create(
        Report("甲街道办事处", 2025, forms.for_year(2025).edition)
    )


def _for_a_while(home: Path, forms: Forms, code: int, name: str, harms: Harms) -> None:
    disk = FailingDisk(code, name)
    heard: list[Saved] = []
    with Library.open(home, forms, disk=disk) as library:
        library.subscribe(heard.append)
        session = library.open_session(_begin(library, forms))
        library.sync()
        disk.failing = True
        doubts = (Doubt(TEXT, "磁盘出问题时填写的内容", "likely"), Doubt(CONTACT, "导入的", "likely"))
        session.apply(Edit({TEXT: "磁盘出问题时填写的内容", CONTACT: "导入的"}, doubts=doubts))
        library.keep_version(library.entries()[0].key, "named", "手动")
        saved = library.sync("timed")
        told = [one.error or one.notice for one in heard if one.error or one.notice]
        if not disk.failed or not told:
            harms.troubles.append(f"{home.name}: {disk.failed} failures, told {told}")
        if name in ("", "journal") and saved.error is None:
            harms.troubles.append(f"{home.name}: said to be saved")
        disk.failing = False
        session.apply(Edit({TEXT: session.report.text(TEXT) + "，又补充"}))
        if library.flush().error:
            harms.troubles.append(f"{home.name}: not saved after the trouble")
    _expect(home, forms, "磁盘出问题时填写的内容，又补充", harms)
    with Library.open(home, forms) as library:
        if [one.cell for one in library.doubted(_begin(library, forms))] != [CONTACT]:
            harms.troubles.append(f"{home.name}: a doubt was lost")


def _unreadable(home: Path, forms: Forms, harms: Harms) -> None:
    """Every file and folder that cannot be read, one by one: what can be read is shown, and all is there afterwards."""
    state = small_library(home, forms, lagging=True)
    for place in sorted(path.relative_to(home) for path in (home, *home.rglob("*"))):
        for what, code in {"given up": errno.EIO, "locked": errno.EACCES}.items():
            copy = home.parent / "unreadable-copy"
            shutil.copytree(home, copy)
            harms.count(f"{place.parts[0] if place.parts else 'all'} {what}")
            disk = UnreadableDisk(copy / place, code)
            try:
                with Library.open(copy, forms, disk=disk) as library:
                    library.entries()
                    if library.read_only and not library.notices:
                        harms.troubles.append(f"{place} {what}: reads only without a word")
                    told = library.notices
            except StoreError as reason:
                told = (reason.sentence,)
            with Library.open(copy, forms) as library:
                if plain_state(library) != state and not told:
                    harms.troubles.append(f"{place} {what}: a silent loss; {library.notices}")
                if plain_state(library) != state and code != errno.EIO:
                    harms.troubles.append(f"{place} {what}: lost although it could be read later; {told}")
            shutil.rmtree(copy)


def _sides(home: Path, code: int, harms: Harms) -> None:
    """What lies beside a report, and the settings, on a disk in trouble: told, as before, and kept when it is over."""
    disk = FailingDisk(code)
    settings = Settings(read_table(resource("settings.toml")), home, disk)
    book, path = RegisterBook(register_path(home, "one"), disk), review_path(home, "one")
    deeds: dict[str, tuple[Callable[[str], object], Callable[[], str]]] = {
        "review": (
            lambda text: write_review(path, Review((Explanation("rule", (), "", text, "甲", DAY),)), disk),
            lambda: read_review(path).explanations[0].text,
        ),
        "comments": (
            lambda text: CommentBook(disk, home, "one").add(Comment("", TEXT, "", 0, "甲", AT, text)),
            lambda: CommentBook(Disk(), home, "one").comments[-1].text,
        ),
        "register": (lambda text: book.write([Request(DAY, subject=text)]), lambda: book.read()[0].subject),
        "settings": (
            lambda text: settings.put("review.name", text),
            lambda: Settings(settings.table, home).text("review.name"),
        ),
    }
    for what, (write, read) in deeds.items():
        disk.failing = False
        write("before")
        disk.failing = True
        try:
            write("after")
            harms.troubles.append(f"{home.name}: {what} said to be kept")
        except NianbaoError as reason:
            if read() != "before" or not reason.sentence:
                harms.troubles.append(f"{home.name}: {what} is {read()}")
        disk.failing = False
        write("later")
        if read() != "later":
            harms.troubles.append(f"{home.name}: {what} not kept after the trouble")


def _expect(home: Path, forms: Forms, text: str, harms: Harms) -> None:
    with Library.open(home, forms) as library:
        found = library.sessions.report(_begin(library, forms)).text(TEXT)
        if found != text:
            harms.troubles.append(f"{home.name}: {len(found)} characters of {len(text)}; {library.notices}")


def _quota(home: Path, forms: Forms, harms: Harms) -> None:
    """A real limit on the size of files, as a quota sets it: the journal grows until it may not."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            limits.setrlimit(limits.RLIMIT_FSIZE, (60_000, limits.RLIM_INFINITY))
            code = 0 if _type_until_full(home, forms) else 2
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if status:
        harms.troubles.append(f"quota: the child ended with {status}")
    with Library.open(home, forms) as library:
        text = library.sessions.report(_begin(library, forms)).text(TEXT)
        if not text.endswith("完") or library.notices:
            harms.troubles.append(f"quota: what was typed is not there; {library.notices}")


def _type_until_full(home: Path, forms: Forms) -> bool:
    full = False
    with Library.open(home, forms) as library:
        session = library.open_session(_begin(library, forms))
        for number in range(2000):
            session.apply(Edit({TEXT: f"{number}" + "满" * 300}))
            if library.flush().error:
                full = True
                limits.setrlimit(limits.RLIMIT_FSIZE, (limits.RLIM_INFINITY, limits.RLIM_INFINITY))
                break
        session.apply(Edit({TEXT: session.report.text(TEXT) + "完"}))
        return full and library.flush().error is None


def _delete(home: Path) -> None:
    (home / FILE).unlink()


def _overwrite(home: Path) -> None:
    (home / FILE).write_bytes(b"rubbish")


def _delete_journal(home: Path) -> None:
    for one in (home / "journal").iterdir():
        one.unlink()
    (home / "journal").rmdir()


def _cut_journal(home: Path) -> None:
    for one in (home / "journal").iterdir():
        os.truncate(one, one.stat().st_size // 2)


def _delete_backups(home: Path) -> None:
    shutil.rmtree(home / "backups")


MEDDLINGS: dict[str, Callable[[Path], None]] = {
    "file deleted while open": _delete,
    "file overwritten while open": _overwrite,
    "journal deleted while open": _delete_journal,
    "journal cut while open": _cut_journal,
    "backups deleted while open": _delete_backups,
}


def _meddled(home: Path, forms: Forms, meddle: Callable[[Path], None], harms: Harms, what: str) -> None:
    with Library.open(home, forms) as library:
        session = library.open_session(_begin(library, forms))
        session.apply(Edit({TEXT: "先填写的"}))
        library.sync("timed")
        meddle(home)
        session.apply(Edit({TEXT: "先填写的，后填写的"}))
        if (saved := library.flush()).error:
            harms.troubles.append(f"{what}: {saved.error}")
    _expect(home, forms, "先填写的，后填写的", harms)


def _clock_set_back(home: Path, forms: Forms, harms: Harms) -> None:
    times = [datetime(2026, 1, 20, 9, 0).astimezone() + timedelta(days=day) for day in (0, -400, 3650, -3)]
    for number, time in enumerate(times):
        with Library.open(home, forms, clock=lambda time=time: time) as library:  # type: ignore[misc]
            session = library.open_session(_begin(library, forms))
            if session.report.text(TEXT) != "改" * number:
                harms.troubles.append(f"clock: lost before {time}; {library.notices}")
            session.apply(Edit({TEXT: session.report.text(TEXT) + "改"}))
    (home / FILE).write_bytes(b"damaged")
    _expect(home, forms, "改" * len(times), harms)


def small_disk(disk: Path, forms: Forms) -> Harms:
    """A real disk of a few megabytes, filled to the brim, freed again, then made read-only."""
    harms = Harms()
    home, ballast = disk / "library", disk / "ballast"
    with Library.open(home, forms) as library:
        session = library.open_session(_begin(library, forms))
        library.sync("timed")
        _fill(ballast)
        text = "满" * 20_000
        session.apply(Edit({TEXT: text}))
        if library.sync("timed").error is None:
            harms.troubles.append("small disk: said to be saved on a full disk")
        harms.count("full disk told")
        ballast.unlink()
        session.apply(Edit({TEXT: text + "完"}))
        if (saved := library.flush()).error:
            harms.troubles.append(f"small disk: {saved.error} after it was freed")
    harms.count("stored after it was freed")
    _expect(home, forms, text + "完", harms)
    _read_only(disk, home, forms, text + "完", harms)
    return harms


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError as reason:
            assert reason.errno == errno.ENOSPC  # noqa: PT017 — the disk is to be full, nothing else


def _read_only(disk: Path, home: Path, forms: Forms, text: str, harms: Harms) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    harms.count("read-only disk opened to read")
    with Library.open(home, forms) as library:
        found = library.sessions.report(_begin(library, forms)).text(TEXT)
        if not library.read_only or not library.notices or found != text:
            harms.troubles.append(f"read-only disk: {library.read_only}, {library.notices}")
    try:
        Library.open(disk / "none", forms).close()
        harms.troubles.append("read-only disk: a new library was made")
    except StoreError:
        harms.count("new library refused on a read-only disk")
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
