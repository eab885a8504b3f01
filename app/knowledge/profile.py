"""A district's own demands, handed out as a TOML file: lengths, deadline, required sentences, refused words.

The built-in profile asks only what the state asks. Read strictly through form_table; what the demands mean
stands in checks/demands.
"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from dataclasses import dataclass
from pathlib import Path

from app.errors import FormError, ResourceError
from app.system.toml_table import TomlTable

LEVELS = ("mandatory", "verify", "hint")


@dataclass(frozen=True)
class Demand:
    """What every demand has: its id, title, level, basis and the examples for 规则说明."""

    id: str
    title: str
    level: str
    basis: str
    passes: str = ""
    fails: str = ""


@dataclass(frozen=True)
class Length:
    """The characters of all texts of a section (`place`), or of one text: at least, at most (0: no limit)."""

    demand: Demand
    place: str
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Required:
    """A text or section (`place`) must speak of `what`: hold one of `any`. `advice` says what to write."""

    demand: Demand
    place: str
    what: str
    any: tuple[str, ...]
    advice: str


@dataclass(frozen=True)
class Refused:
    """Words that may stand in no text."""

    demand: Demand
    words: tuple[str, ...]
    advice: str


@dataclass(frozen=True)
class Deadline:
    """The last day (month, day) of the year after the report's on which a report may be dated."""

    demand: Demand
    month: int
    day: int


@dataclass(frozen=True)
class Profile:
    """All demands of one file. `name` is shown in the settings."""

    name: str
    lengths: tuple[Length, ...] = ()
    required: tuple[Required, ...] = ()
    refused: tuple[Refused, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    @property
    def demands(self) -> tuple[Demand, ...]:
        """Every demand, in the order lengths, required, refused, deadlines."""
        groups = (self.lengths, self.required, self.refused, self.deadlines)
        return tuple(item.demand for group in groups for item in group)


def read_profile(path: Path) -> Profile:
    """The profile in a file. Raises FormError for any defect, ResourceError when it cannot be read."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as reason:
        raise ResourceError(f"本地要求文件 {path.name} 无法读取（{reason}）。请换一个文件。") from reason
    return parse_profile(text, path.name)


def parse_profile(text: str, name: str) -> Profile:
    """The profile written in `text`; `name` is the file's name for messages. Raises FormError."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        raise FormError(f"本地要求文件 {name} 不是有效的 TOML：{reason}。请改正后重试。") from reason
    except (ValueError, RecursionError) as reason:  # a number without end, lists in lists in lists
        raise FormError(f"本地要求文件 {name} 里有太长的数字或太多层的列表。请改正后重试。") from reason
    top = TomlTable(raw, name, "")
    profile = Profile(
        name=top.text("name", required=True),
        lengths=tuple(map(_length, top.tables("length"))),
        required=tuple(map(_required, top.tables("required"))),
        refused=tuple(map(_refused, top.tables("refused"))),
        deadlines=tuple(map(_deadline, top.tables("deadline"))),
    )
    top.done()
    ids = [demand.id for demand in profile.demands]
    for one in ids:
        if ids.count(one) > 1:
            raise top.wrong("id", f"编号 {one} 重复")
    return profile


def _demand(table: TomlTable) -> Demand:
    name = table.identifier("id")
    table.named(name)
    return Demand(
        id=f"profile.{name}",
        title=table.text("title", required=True),
        level=table.choice("level", LEVELS, required=True),
        basis=table.text("basis", required=True),
        passes=table.text("passes"),
        fails=table.text("fails"),
    )


def _length(table: TomlTable) -> Length:
    demand = _demand(table)
    length = Length(demand, table.identifier("place"), table.whole("least") or 0, table.whole("most") or 0)
    table.done()
    if not (length.least or length.most):
        raise table.wrong("", "least 与 most 至少要有一个")
    if length.most and length.least > length.most:
        raise table.wrong("least", f"为 {length.least}，大于 most {length.most}")
    return length


def _required(table: TomlTable) -> Required:
    demand = _demand(table)
    place, what = table.identifier("place"), table.text("what", required=True)
    words, advice = table.texts("any", required=True), table.text("advice", required=True)
    required = Required(demand, place, what, words, advice)
    table.done()
    return required


def _refused(table: TomlTable) -> Refused:
    demand = _demand(table)
    refused = Refused(demand, table.texts("words", required=True), table.text("advice", required=True))
    table.done()
    return refused


def _deadline(table: TomlTable) -> Deadline:
    demand = _demand(table)
    month, day = table.whole("month", required=True) or 0, table.whole("day", required=True) or 0
    table.done()
    # 2 月 29 日 is no deadline either: most years have none.
    if month > 12 or day > monthrange(2001, month)[1]:
        raise table.wrong("month", f"与 day 为 {month} 月 {day} 日，没有这一天")
    return Deadline(demand, month, day)
