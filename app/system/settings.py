"""What a person can set: the table of settings (resources/settings.toml) and their values in the data folder.

Each setting stands once, in the table. Values are one small JSON file, replaced whole, with a copy of it among the backups;
where it is gone or damaged the copy takes its place, and that is said; one that cannot be read now stays as it is: nothing of
this keeps the program from starting. Leans on form_table for strict reading.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from app.errors import ResourceError, ValueRefused
from app.system.disk import Disk
from app.system.files import refused
from app.system.toml_table import TomlTable

SettingValue = bool | int | str
KINDS = ("flag", "whole", "choice", "day", "text", "file", "face")
FILE = "settings.json"
SECOND = "backup.folder"  # the setting that names the folder for a second set of backups
ASIDE = "settings.damaged.json"
COPY = f"backups/{FILE}"
FACE = "face."  # before the role in the key of a setting of kind face
LEAP_YEAR = 2024  # so that 29 February counts as a day


@dataclass(frozen=True)
class Setting:
    """One line of the table. `words` are the choices on the screen; `shown` puts it on the settings page."""

    key: str
    kind: str
    default: SettingValue
    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    shown: bool = False

    def judge(self, value: object) -> SettingValue:
        """The value, when it fits; raises ValueRefused with a sentence."""
        if self.kind == "flag" and isinstance(value, bool):
            return value
        if self.kind == "whole" and isinstance(value, int) and not isinstance(value, bool):
            if self.least <= value <= self.most:
                return value
            raise ValueRefused(f"“{self.label}”应在 {self.least} 到 {self.most} 之间，请改正。")
        if isinstance(value, str) and self._fits(value):
            return value
        told = "、".join(self.words) or {"day": "月-日，如 01-31"}.get(self.kind, "规定的值")
        raise ValueRefused(f"“{self.label}”不能是“{value}”，应为{told}，请改正。")

    def _fits(self, value: str) -> bool:
        if self.kind == "choice":
            return value in self.choices
        return (self.kind in ("text", "file", "face") and _is_text(value)) or (self.kind == "day" and _is_day(value))


def _is_text(value: str) -> bool:
    """Whether it can be written in UTF-8 and, where it is one, asked for as a path."""
    try:
        return b"\0" not in value.encode("utf-8")
    except UnicodeEncodeError:
        return False


def _is_day(value: str) -> bool:
    if not re.fullmatch(r"\d\d-\d\d", value, re.ASCII):
        return False
    try:
        date.fromisoformat(f"{LEAP_YEAR}-{value}")
    except ValueError:
        return False
    return True


def read_table(path: Path) -> Mapping[str, Setting]:
    """The table of settings by key. Raises FormError or ResourceError with the place."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
        raise ResourceError(f"程序自带的设置表无法读取（{reason}）。请重新安装本程序。") from reason
    top = TomlTable(raw, path.name, "")
    entries: dict[str, Setting] = {}
    for table in top.tables("setting", required=True):
        entry = _entry(table)
        if entry.key in entries:
            raise top.wrong("setting", f"编号 {entry.key} 重复")
        entries[entry.key] = entry
    top.done()
    return MappingProxyType(entries)


def stored_text(folder: Path, key: str, disk: Disk | None = None) -> str:
    """A text as the settings in a folder have it, for those who may change nothing there; '' when there is none."""
    try:
        raw = json.loads((disk or Disk()).read(folder / FILE).decode("utf-8"))
    except (OSError, ValueError, RecursionError):  # the window says so, and mends what is damaged
        return ""
    found = raw.get(key) if isinstance(raw, dict) else None
    return found if isinstance(found, str) and _is_text(found) else ""


def _entry(table: TomlTable) -> Setting:
    key = table.identifier("key")
    table.named(key)
    kind = table.choice("kind", KINDS, required=True)
    entry = Setting(
        key=key,
        kind=kind,
        default=_default(table, kind),
        label=table.text("label", required=True),
        hint=table.text("hint"),
        choices=table.texts("choices"),
        words=table.texts("words"),
        least=table.whole("least", least=0) or 0,
        most=table.whole("most", least=0) or 0,
        shown=table.flag("shown"),
    )
    table.done()
    if len(entry.choices) != len(entry.words):
        raise table.wrong("words", f"应有 {len(entry.choices)} 个，实有 {len(entry.words)} 个")
    try:
        entry.judge(entry.default)
    except ValueRefused as reason:
        raise table.wrong("default", f"不对：{reason.sentence}") from reason
    return entry


def _default(table: TomlTable, kind: str) -> SettingValue:
    if kind == "flag":
        return table.flag("default")
    if kind == "whole":
        return table.whole("default", required=True, least=0) or 0
    return table.text("default")


class Settings:
    """The values in force. `notices` are sentences to show at the start: a damaged file was put aside, or it is there and
    cannot be read now; then nothing is written over it.
    """

    def __init__(self, table: Mapping[str, Setting], folder: Path, disk: Disk | None = None) -> None:
        self.table = table
        self._disk = disk or Disk()
        self._path, self._copy = folder / FILE, folder / COPY
        self._values: dict[str, SettingValue] = {}
        self._strange: dict[str, object] = {}  # of a newer program: kept as they are
        self.notices: tuple[str, ...] = ()
        self._unread: OSError | None = None
        self._load()

    def flag(self, key: str) -> bool:
        """A true-or-false setting."""
        return self._get(key) is True

    def whole(self, key: str) -> int:
        """A whole number."""
        return int(self._get(key))

    def text(self, key: str) -> str:
        """A text, a choice or a day (MM-DD)."""
        return str(self._get(key))

    def put(self, key: str, value: SettingValue) -> None:
        """Sets and stores one value. Raises ValueRefused for a wrong one, OutputError when it cannot be stored."""
        judged = self.table[key].judge(value)
        if self._get(key) == judged:
            return
        self._values[key] = judged
        self._store()

    def faces(self) -> dict[str, str]:
        """The chosen face of the machine by role, by its name; a role that keeps the bundled face is not in it."""
        chosen = {key: self.text(key) for key, entry in self.table.items() if entry.kind == "face"}
        return {key.removeprefix(FACE): name for key, name in chosen.items() if name}

    def deadline(self, report_year: int) -> date:
        """The day by which the report of that year must be handed in: next year's month and day of the setting."""
        month, day = map(int, self.text("deadline").split("-"))
        leap = date(LEAP_YEAR, month, day) == date(LEAP_YEAR, 2, 29)
        return date(report_year + 1, 3, 1) if leap else date(report_year + 1, month, day)

    def _get(self, key: str) -> SettingValue:
        return self._values.get(key, self.table[key].default)

    def _store(self) -> None:
        text = json.dumps({**self._strange, **self._values}, ensure_ascii=False, indent=2, sort_keys=True)
        try:
            if self._unread is not None:
                raise self._unread
            self._disk.make_folder(self._path.parent)
            self._disk.put(self._path, f"{text}\n".encode())
        except OSError as reason:
            raise refused(self._path, reason) from reason
        with suppress(OSError):  # the settings are kept; that their copy is older only tells when they are gone
            self._disk.make_folder(self._copy.parent)
            self._disk.put(self._copy, f"{text}\n".encode())

    def _load(self) -> None:
        try:
            self._take(self._path)
        except FileNotFoundError:
            if self._restored():
                self.notices = ("设置文件不见了，已用备份里的设置恢复。",)
        except NotADirectoryError:
            return
        except OSError as reason:
            self._unread = reason
            self.notices = (
                f"设置文件 {self._path.name} 无法读取，这一次使用默认设置，改动的设置不会保存。请检查文件夹的权限和磁盘。",
            )
        except (ValueError, ValueRefused, RecursionError):
            self._put_aside()

    def _take(self, path: Path) -> None:
        """The values in a file. Raises OSError, and ValueError, ValueRefused or RecursionError for what is none."""
        raw = json.loads(self._disk.read(path).decode("utf-8"))
        if not isinstance(raw, dict):
            raise ValueRefused("不是一组设置。")
        values = {key: self.table[key].judge(v) for key, v in raw.items() if key in self.table}
        self._values, self._strange = values, {key: v for key, v in raw.items() if key not in self.table}

    def _restored(self) -> bool:
        """Whether the copy is good and has taken the place of the file, at least in this window."""
        try:
            self._take(self._copy)
        except (OSError, ValueError, ValueRefused, RecursionError):  # no copy, or no good one: the defaults stand
            return False
        with suppress(OSError):  # it is tried again at the next start
            self._disk.put(self._path, self._disk.read(self._copy))
        return True

    def _put_aside(self) -> None:
        aside = self._path.with_name(ASIDE)
        try:
            self._disk.move(self._path, aside)
        except OSError as reason:
            self._unread = reason
            self.notices = (
                f"设置文件 {self._path.name} 已损坏，也无法改名，这一次使用默认设置，改动的设置不会保存。请检查文件夹的权限。",
            )
            return
        done = "已用备份里的设置恢复" if self._restored() else "已恢复默认设置"
        self.notices = (f"设置文件已损坏，{done}；原文件保留为 {aside.name}。",)
