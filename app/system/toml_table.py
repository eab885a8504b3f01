"""One TOML table read strictly: each key asked for once, by type; what nobody asked for is refused.

Keeps the place (file, section, row) so that every refusal names it. Leans on errors only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.errors import FormError

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")


class TomlTable:
    """A TOML table with its place. `done` must be called last; it refuses keys that were never asked for."""

    def __init__(self, raw: Mapping[str, object], file: str, place: str) -> None:
        self._raw = raw
        self._asked: set[str] = set()
        self.file = file
        self.place = place

    def wrong(self, key: str, what: str) -> FormError:
        """The error for a defect here: file, place, key and what is wrong or allowed."""
        where = " ".join(part for part in (self.place, key) if part)
        return FormError(f"格式文件 {self.file}：{where or '开头'} 处{what}。请改正后重试。")

    def named(self, name: str) -> None:
        """Adds a name to the place, once the table's own id is known."""
        self.place = f"{self.place} › {name}" if self.place else name

    def _take(self, key: str, kind: type, what: str, *, required: bool = False) -> object:
        self._asked.add(key)
        value = self._raw.get(key)
        if value is None:
            if required:
                raise self.wrong(key, f"缺少，应为{what}")
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(key, f"应为{what}，实为 {value!r}")
        return value

    def text(self, key: str, *, required: bool = False) -> str:
        """A string, '' when absent; a required one is never blank."""
        value = self._take(key, str, "文字", required=required)
        if required and not str(value).strip():
            raise self.wrong(key, "为空，应为文字")
        return value if isinstance(value, str) else ""

    def identifier(self, key: str) -> str:
        """A required id: lower-case words joined by _ or dots."""
        value = self.text(key, required=True)
        if not _IDENTIFIER.fullmatch(value):
            raise self.wrong(key, f"编号 {value!r} 只能用小写字母、数字、下划线和点")
        return value

    def choice(self, key: str, allowed: tuple[str, ...], *, required: bool = False) -> str:
        """One of `allowed`, or '' when absent."""
        value = self.text(key, required=required)
        if value and value not in allowed:
            raise self.wrong(key, f"为 {value!r}，只能是 {'、'.join(allowed)}")
        return value

    def whole(self, key: str, *, required: bool = False, least: int = 1) -> int | None:
        """A whole number of at least `least`, None when absent."""
        value = self._take(key, int, "整数", required=required)
        if isinstance(value, int) and value < least:
            raise self.wrong(key, f"为 {value}，不能小于 {least}")
        return value if isinstance(value, int) else None

    def flag(self, key: str) -> bool:
        """true or false; false when absent."""
        return self._take(key, bool, " true 或 false") is True

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings without twins, () when absent."""
        values = self._take(key, list, "文字列表", required=required)
        if not isinstance(values, list):
            return ()
        for value in values:
            if not isinstance(value, str):
                raise self.wrong(key, f"应为文字列表，其中有 {value!r}")
            if values.count(value) > 1:
                raise self.wrong(key, f"{value!r} 重复")
        if required and not values:
            raise self.wrong(key, "为空，应为文字列表")
        return tuple(values)

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of positive numbers (mm), () when absent."""
        values = self._take(key, list, "数字列表")
        if not isinstance(values, list):
            return ()
        for value in values:
            if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
                raise self.wrong(key, f"应为正数列表，其中有 {value!r}")
        return tuple(float(value) for value in values)

    def tables(self, key: str, *, required: bool = False) -> tuple[TomlTable, ...]:
        """A list of tables; each one's place is this place and its number."""
        values = self._take(key, list, "表（[[…]]）列表", required=required)
        if not isinstance(values, list):
            return ()
        for value in values:
            if not isinstance(value, dict):
                raise self.wrong(key, f"应为表（[[…]]）列表，其中有 {value!r}")
        prefix = f"{self.place} › " if self.place else ""
        return tuple(TomlTable(v, self.file, f"{prefix}{key} {n}") for n, v in enumerate(values, 1))

    def done(self) -> None:
        """Refuses every key that nobody asked for."""
        unknown = sorted(set(self._raw) - self._asked)
        if unknown:
            allowed = "、".join(sorted(self._asked))
            raise self.wrong(unknown[0], f"不认识，这里只能有 {allowed}")
