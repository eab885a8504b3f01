"""A district's own demands, handed out as a TOML file: lengths, deadline, what must be written, refused words, questions.

The built-in profile asks only what the state asks; what the demands mean stands in checks/demands.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from app.errors import NianbaoError, ResourceError
from app.form.form_file import Forms
from app.form.rule import LEVELS, Level
from app.system.paths import resource
from app.system.toml_table import (
    Id,
    Identifier,
    Key,
    Remedy,
    TomlTable,
    made,
    mend,
    one_of,
    open_toml,
    parse_toml,
)

WHAT = "本地要求文件"
PROOFS = ("", "off", "on", "must")
_SYNTAX = re.compile(r" 不是有效的 TOML：.*\(at (?:line (\d+), column \d+|end of document)\)")
_PLACE = re.compile(r"：(?:(?P<table>[a-z_]+) (?P<number>\d+)(?: › [^ ]+)?)? ?(?P<key>[a-z_]+)? 处")


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    """The sections with texts, and their texts, of every edition. Raises FormError, ResourceError."""
    cells = [cell for form in Forms(resource("forms")).all for cell in form.cells.values()]
    texts = [cell for cell in cells if cell.kind.name == "text" and cell.section and not cell.note_of]
    return tuple(dict.fromkeys((*(cell.section for cell in texts), *(cell.id for cell in texts))))


def _known(place: str) -> str:
    """The place, which some form must have: of another one nobody would ever be asked anything."""
    if place not in _places():
        raise ValueError(f"为 {place!r}，格式里没有这部分文字，只能是 {'、'.join(_places())}")
    return place


Place = Annotated[str, made(Identifier, _known)]


@dataclass(frozen=True)
class Demand:
    """What every demand has: its id, title, level, basis and the examples for 规则说明."""

    id: Annotated[str, made(Id, "profile.{}".format)]
    title: str
    level: Annotated[Level, one_of(LEVELS)]
    basis: str
    passes: str = ""
    fails: str = ""


@dataclass(frozen=True)
class Length:
    """The characters of all texts of a section (`place`), or of one text: at least, at most (0: no limit)."""

    demand: Annotated[Demand, Key("")]
    place: Place
    least: int = 0
    most: int = 0

    def defects(self) -> Iterator[tuple[str, str]]:
        """What the reader of the file refuses."""
        if not (self.least or self.most):
            yield "", "least 与 most 至少要有一个"
        if self.most and self.least > self.most:
            yield "least", f"为 {self.least}，大于 most {self.most}"


@dataclass(frozen=True)
class Required:
    """A text or section (`place`) must speak of `what`: hold one of the words `near`, with a `number` beside it where that is
    asked (解读材料5篇; 未发布解读材料 is one too). `advice` says what to write."""

    demand: Annotated[Demand, Key("")]
    place: Place
    what: str
    near: tuple[str, ...]
    advice: str
    number: bool = False


@dataclass(frozen=True)
class Refused:
    """Words that may stand in no text."""

    demand: Annotated[Demand, Key("")]
    words: tuple[str, ...]
    advice: str


@dataclass(frozen=True)
class Deadline:
    """The last day (month, day) of the year after the report's on which a report may be dated."""

    demand: Annotated[Demand, Key("")]
    month: int
    day: int

    def defects(self) -> Iterator[tuple[str, str]]:
        """What the reader of the file refuses; 29 February too: most years have none."""
        if self.month > 12 or self.day > monthrange(2001, self.month)[1]:
            yield "month", f"与 day 为 {self.month} 月 {self.day} 日，没有这一天"


@dataclass(frozen=True)
class FinalQuestion:
    """What no program can see, asked before 定稿 and answered by a person with a name."""

    id: Id
    ask: str


@dataclass(frozen=True)
class Profile:
    """All demands of one file. `name` is shown in the settings."""

    name: str
    lengths: Annotated[tuple[Length, ...], Key("length")] = ()
    required: Annotated[tuple[Required, ...], Key("require")] = ()
    refused: tuple[Refused, ...] = ()
    deadlines: Annotated[tuple[Deadline, ...], Key("deadline")] = ()
    questions: Annotated[tuple[FinalQuestion, ...], Key("question")] = ()
    proofs: Annotated[str, one_of(PROOFS)] = ""  # whether 一校, 二校 and 三校 are signed; '' leaves it to the office

    @property
    def demands(self) -> tuple[Demand, ...]:
        """Every demand, in the order lengths, required, refused, deadlines."""
        groups = (self.lengths, self.required, self.refused, self.deadlines)
        return tuple(item.demand for group in groups for item in group)

    @property
    def wishes(self) -> Mapping[str, tuple[str, ...]]:
        """What is asked of each text or section, in words that help while it is being written."""
        found: dict[str, list[str]] = {}
        for length in self.lengths:
            found.setdefault(length.place, []).append(length.demand.title)
        for one in self.required:
            found.setdefault(one.place, []).append(f"{one.demand.title}：{one.advice}")
        return MappingProxyType({place: tuple(sentences) for place, sentences in found.items()})


def read_profile(path: Path) -> Profile:
    """The profile in a file. Raises FormError for any defect, ResourceError when it cannot be read."""
    return _profile(open_toml(path, WHAT, wrong=_lined(lambda: path.read_text("utf-8-sig")), gone=_choose_another))


def parse_profile(text: str, name: str) -> Profile:
    """The profile written in `text`; `name` is the file's name for messages. Raises FormError."""
    return _profile(parse_toml(text, name, WHAT, wrong=_lined(lambda: text)))


def _choose_another(sentence: str) -> NianbaoError:
    return ResourceError(f"{sentence}。请换一个文件。")


def _lined(text: Callable[[], str]) -> Remedy:
    """The remedy that names the line too: whoever wrote the file looks for it in an editor."""

    def remedy(sentence: str) -> NianbaoError:
        if found := _SYNTAX.search(sentence):
            line = found[1] or len(text().splitlines())
            return mend(f"{sentence[: found.start()]}：第 {line} 行写法不对，请核对引号、等号和方括号有没有写全")
        if found := _PLACE.search(sentence):
            line = _line(text().splitlines(), found["table"] or "", int(found["number"] or 1), found["key"] or "")
            return mend(sentence.replace("：", f"：第 {line} 行 ", 1) if line else sentence)
        return mend(sentence)

    return remedy


def _line(lines: list[str], table: str, number: int, key: str) -> int:
    """The line of a key in the `number`th table of that name, that table's line where the key is missing; 0 for none."""
    heads = [n for n, line in enumerate(lines, 1) if re.match(rf"\s*\[\[?\s*{re.escape(table)}\s*\]", line)] if table else []
    first = heads[number - 1] if len(heads) >= number else 0
    for n in range(first + 1, len(lines) + 1):
        if re.match(r"\s*\[", lines[n - 1]):
            break
        if key and re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", lines[n - 1]):
            return n
    own = (n for n, line in enumerate(lines, 1) if not table and re.match(rf"\s*\[\[?\s*{re.escape(key)}\s*\]", line))
    return first or next(own, 0)


def _profile(top: TomlTable) -> Profile:
    profile = top.fill(Profile)
    top.no_twins("id", [demand.id for demand in profile.demands])
    top.no_twins("question", [question.id for question in profile.questions])
    return profile
