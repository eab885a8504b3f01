"""TOML read strictly: the one door to a file, and tables whose keys are each asked for once, by type.

`open_toml` calls a file by what it is for; every refusal names file, place, what is wrong and what to do. `TomlTable.fill`
makes a dataclass of a table by the annotations of its fields, so that a field of a data file is written once:

    @dataclass(frozen=True)
    class Office:
        id: Id                                          # a required id; from here on places in this table bear it
        rank: Annotated[int, at_least(0)] = 0           # a default: the key may be missing
        words: Annotated[tuple[str, ...], Key("word")] = ()      # the key is called otherwise
        opened: Annotated[date, made(str, date.fromisoformat)]   # a text in the file

What no field asks for is refused. A method `defects` may yield (key, what is wrong) where fields contradict each other.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, TypeVar, cast, get_args, get_origin

from app.errors import FormError, NianbaoError, ResourceError

T = TypeVar("T")
Remedy = Callable[[str], NianbaoError]  # the error made of a sentence that says what is wrong: its class, and what to do
Take = Callable[..., Any]  # (table, key, *, required) → the value

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_FIRST_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def mend(sentence: str) -> NianbaoError:
    """For a file that a person writes."""
    return FormError(f"{sentence}。请改正后重试。")


def reinstall(sentence: str) -> NianbaoError:
    """For a file that belongs to the program."""
    return ResourceError(f"{sentence}。请重新安装本程序。")


def open_toml(path: Path, what: str, *, wrong: Remedy = reinstall, gone: Remedy = reinstall) -> TomlTable:
    """The top of a file. `what` is what a person calls it: 错别字表; `gone` is for a file that cannot be read."""
    return parse_toml(_read(path, what, gone), path.name, what, wrong=wrong)


def open_head(path: Path, what: str, *, wrong: Remedy = reinstall, gone: Remedy = reinstall) -> TomlTable:
    """The keys before the first [table] alone, for who wants to know which of several files to read; call no `done`."""
    text = _read(path, what, gone)
    try:
        return parse_toml(_FIRST_TABLE.split(text, maxsplit=1)[0], path.name, what, wrong=wrong)
    except NianbaoError:  # wrong, or cut in the middle: a line of a long list may begin with [ as well
        return parse_toml(text, path.name, what, wrong=wrong)


def parse_toml(text: str, name: str, what: str, *, wrong: Remedy = reinstall) -> TomlTable:
    """The top of a file that was read; `name` is the file's name."""
    file = f"{what} {name}"
    try:
        return TomlTable(tomllib.loads(text), file, "", wrong)
    except tomllib.TOMLDecodeError as reason:
        raise wrong(f"{file} 不是有效的 TOML：{reason}") from reason
    except (ValueError, RecursionError) as reason:  # a number without end, lists in lists in lists
        raise wrong(f"{file} 里有太长的数字或太多层的列表") from reason


def _read(path: Path, what: str, gone: Remedy) -> str:
    try:
        return path.read_text("utf-8-sig")  # Windows' editor writes a mark before the first letter
    except (OSError, UnicodeDecodeError) as reason:
        raise gone(f"{what} {path.name} 无法读取（{reason}）") from reason


class TomlTable:
    """A TOML table with its file, as a person calls it, and its place. Unless `fill` reads it, `done` must be called last."""

    def __init__(self, raw: Mapping[str, object], file: str, place: str, remedy: Remedy = mend) -> None:
        self._raw = raw
        self._asked: set[str] = set()
        self._inner: dict[str, TomlTable] = {}
        self._named = False
        self.file = file
        self.place = place
        self._remedy = remedy

    def wrong(self, key: str, what: str) -> NianbaoError:
        """The error for a defect here: file, place, key and what is wrong or allowed."""
        where = " ".join(part for part in (self.place, key) if part)
        return self._remedy(f"{self.file}：{where or '开头'} 处{what}")

    def no_twins(self, key: str, ids: list[str]) -> None:
        """Refuses an id that stands twice."""
        seen: set[str] = set()
        for one in ids:
            if one in seen:
                raise self.wrong(key, f"编号 {one} 重复")
            seen.add(one)

    def named(self, name: str) -> None:
        """Adds a name to the place, once the table's own id is known."""
        self._named = True
        self.place = self._within(name)

    def _within(self, name: str) -> str:
        return f"{self.place} › {name}" if self.place else name

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

    def identifier(self, key: str, *, required: bool = True) -> str:
        """An id: lower-case words joined by _ or dots; '' when absent."""
        value = self.text(key, required=required)
        if value and not _IDENTIFIER.fullmatch(value):
            raise self.wrong(key, f"编号 {value!r} 只能用小写字母、数字、下划线和点")
        return value

    def own_name(self, key: str, *, required: bool = False) -> str:
        """A text by which this table is called in places, unless it has an id."""
        value = self.text(key, required=required)
        if value and not self._named:
            self.named(value)
        return value

    def own_id(self, key: str, *, required: bool = False) -> str:
        """The id of this table; places bear it."""
        value = self.identifier(key, required=required)
        if value:
            self.named(value)
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

    def flag(self, key: str, *, required: bool = False) -> bool:
        """true or false; false when absent."""
        return self._take(key, bool, " true 或 false", required=required) is True

    def plain(self, key: str, *, required: bool = False) -> bool | int | str:
        """A flag, a whole number from 0 on or a string, whichever stands there."""
        value = self._raw.get(key)
        if isinstance(value, bool):
            return self.flag(key)
        if isinstance(value, int):
            return self.whole(key, least=0) or 0
        return self.text(key, required=required and value is None)

    def _list(self, key: str, what: str, kind: type | tuple[type, ...], required: bool) -> list[Any]:
        values = self._take(key, list, f"{what}列表", required=required)
        if not isinstance(values, list):
            return []
        for value in values:
            if not isinstance(value, kind) or isinstance(value, bool):
                raise self.wrong(key, f"应为{what}列表，其中有 {value!r}")
        return values

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings without twins, () when absent; a required one is never empty."""
        values: list[str] = self._list(key, "文字", str, required)
        if len(set(values)) < len(values):
            twin = next(value for value in values if values.count(value) > 1)
            raise self.wrong(key, f"{twin!r} 重复")
        if required and not values:
            raise self.wrong(key, "为空，应为文字列表")
        return tuple(values)

    def numbers(self, key: str, *, required: bool = False) -> tuple[float, ...]:
        """A list of positive numbers (mm), () when absent."""
        return tuple(map(float, self._positive(key, "正数", (int, float), required)))

    def wholes(self, key: str, *, required: bool = False) -> tuple[int, ...]:
        """A list of positive whole numbers, () when absent."""
        return tuple(self._positive(key, "正整数", int, required))

    def _positive(self, key: str, what: str, kind: type | tuple[type, ...], required: bool) -> list[Any]:
        values = self._list(key, what, kind, required)
        for value in values:
            if value <= 0:
                raise self.wrong(key, f"应为{what}列表，其中有 {value!r}")
        return values

    def tables(self, key: str, *, required: bool = False) -> tuple[TomlTable, ...]:
        """A list of tables; each one's place is this place and its number."""
        values = self._list(key, "表（[[…]]）", dict, required)
        return tuple(self._table(v, f"{key} {n}") for n, v in enumerate(values, 1))

    def table(self, key: str) -> TomlTable:
        """The one table of that name, which must be there; it is done with this one."""
        if key not in self._inner:
            raw = self._take(key, dict, "表（[…]）", required=True)
            assert isinstance(raw, dict)  # or it was refused
            self._inner[key] = self._table(raw, key)
        return self._inner[key]

    def _table(self, raw: Mapping[str, object], name: str) -> TomlTable:
        return TomlTable(raw, self.file, self._within(name), self._remedy)

    def mapping(self, key: str, kind: type[T]) -> Mapping[str, T]:
        """A table whose keys are names that the file chooses, each with a value of that kind (str, a dataclass …)."""
        take, inner = _taker(kind), self.table(key)
        return MappingProxyType({name: take(inner, name, required=True) for name in inner._raw})

    def records(self, key: str, kind: type[T], *, required: bool = False) -> tuple[T, ...]:
        """A list of tables, each filled into that dataclass."""
        return tuple(table.fill(kind) for table in self.tables(key, required=required))

    def record(self, key: str, kind: type[T]) -> T:
        """The dataclass that the table of that name is; with '' its keys stand among those of this table."""
        return self.table(key).fill(kind) if key else self._build(kind, self._values(kind, {}))

    def fill(self, kind: type[T], **given: object) -> T:
        """The dataclass that this whole table is; what is `given` is not read."""
        values = self._values(kind, given)
        self.done()
        return self._build(kind, values)

    def _values(self, kind: type, given: Mapping[str, object]) -> dict[str, object]:
        values = dict(given)
        for name, above, key, take, required in _plans(kind, frozenset(given)):
            table = self
            for part in above:
                table = table.table(part)
            if required or key in table._raw:
                values[name] = take(table, key, required=required)
            else:
                table._asked.add(key)
        return values

    def _build(self, kind: type[T], values: Mapping[str, object]) -> T:
        made = kind(**values)
        for key, what in made.defects() if hasattr(made, "defects") else ():
            raise self.wrong(key, what)
        return made

    def done(self) -> None:
        """Refuses every key that nobody asked for."""
        if self._raw.keys() - self._asked:
            allowed = "、".join(sorted(self._asked))
            raise self.wrong(min(self._raw.keys() - self._asked), f"不认识，这里只能有 {allowed}")
        for inner in self._inner.values():
            inner.done()


@dataclass(frozen=True)
class Key:
    """How a field is called in the file; `a.b` is b in the table [a]; with '' the field's own keys stand in this table."""

    path: str


def at_least(least: int) -> Take:
    """Marks a whole number that begins elsewhere than at 1."""
    return lambda table, key, *, required: table.whole(key, required=required, least=least)


def one_of(words: tuple[str, ...]) -> Take:
    """Marks a text that is one of a few."""
    return lambda table, key, *, required: table.choice(key, words, required=required)


def made(raw: object, by: Callable[[Any], object]) -> Take:
    """Marks a field that stands as `raw` in the file and is made of it; a ValueError of `by` says what is wrong."""
    read = _taker(raw)

    def take(table: TomlTable, key: str, *, required: bool) -> object:
        value = read(table, key, required=required)
        try:
            return by(value)
        except ValueError as reason:
            raise table.wrong(key, str(reason)) from None
        except re.error as reason:
            raise table.wrong(key, f"里的写法不对（{reason}）") from None

    return take


_PLAIN: Mapping[object, Take] = MappingProxyType(
    {
        str: TomlTable.text,
        bool: TomlTable.flag,
        int: TomlTable.whole,
        int | None: TomlTable.whole,
        bool | int | str: TomlTable.plain,
        tuple[str, ...]: TomlTable.texts,
        tuple[int, ...]: TomlTable.wholes,
        tuple[float, ...]: TomlTable.numbers,
    }
)


class _Plan(NamedTuple):
    """How a field is read: from which tables under this one, under which key, by what."""

    name: str
    above: tuple[str, ...]
    key: str
    take: Take
    required: bool


@cache
def _plans(kind: type[Any], given: frozenset[str]) -> tuple[_Plan, ...]:
    module = vars(sys.modules[kind.__module__])
    return tuple(_plan(one, module) for one in fields(kind) if one.name not in given)


def _plan(one: Field[Any], module: dict[str, Any]) -> _Plan:
    # typing.get_type_hints does this too, of all fields at four times the cost, at every start
    hint = eval(one.type, module) if isinstance(one.type, str) else one.type
    marks = getattr(hint, "__metadata__", ())
    path = next((mark.path for mark in marks if isinstance(mark, Key)), one.name)
    *above, key = path.split(".")
    required = one.default is MISSING and one.default_factory is MISSING
    return _Plan(one.name, tuple(above), key, _taker(hint), required)


def _taker(hint: Any) -> Take:
    """What reads a value of that annotation: its own mark, or by its type."""
    marks = getattr(hint, "__metadata__", ())
    bare = hint.__origin__ if marks else hint
    shape, inside = get_origin(bare), get_args(bare)
    for mark in marks:
        if not isinstance(mark, Key):
            return cast(Take, mark)
    if bare in _PLAIN:
        return _PLAIN[bare]
    if is_dataclass(bare):
        return lambda table, key, *, required: table.record(key, bare)
    if shape is tuple:
        return lambda table, key, *, required: table.records(key, inside[0], required=required)
    return lambda table, key, *, required: table.mapping(key, inside[1])


Id = Annotated[str, TomlTable.own_id]
Name = Annotated[str, TomlTable.own_name]
Identifier = Annotated[str, TomlTable.identifier]
