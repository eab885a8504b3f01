"""A district's own demands, handed out as a TOML file: lengths, deadline, required sentences, refused words.

The built-in profile asks only what the state asks; what the demands mean stands in checks/demands.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from app.errors import NianbaoError, ResourceError
from app.form.rule import LEVELS, Level
from app.system.toml_table import Id, Identifier, Key, TomlTable, made, mend, one_of, open_toml, parse_toml

WHAT = "本地要求文件"


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
    place: Identifier
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
    """A text or section (`place`) must speak of `what`: hold one of `any`. `advice` says what to write."""

    demand: Annotated[Demand, Key("")]
    place: Identifier
    what: str
    any: tuple[str, ...]
    advice: str


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
class Profile:
    """All demands of one file. `name` is shown in the settings."""

    name: str
    lengths: Annotated[tuple[Length, ...], Key("length")] = ()
    required: tuple[Required, ...] = ()
    refused: tuple[Refused, ...] = ()
    deadlines: Annotated[tuple[Deadline, ...], Key("deadline")] = ()

    @property
    def demands(self) -> tuple[Demand, ...]:
        """Every demand, in the order lengths, required, refused, deadlines."""
        groups = (self.lengths, self.required, self.refused, self.deadlines)
        return tuple(item.demand for group in groups for item in group)


def read_profile(path: Path) -> Profile:
    """The profile in a file. Raises FormError for any defect, ResourceError when it cannot be read."""
    return _profile(open_toml(path, WHAT, wrong=mend, gone=_choose_another))


def parse_profile(text: str, name: str) -> Profile:
    """The profile written in `text`; `name` is the file's name for messages. Raises FormError."""
    return _profile(parse_toml(text, name, WHAT, wrong=mend))


def _choose_another(sentence: str) -> NianbaoError:
    return ResourceError(f"{sentence}。请换一个文件。")


def _profile(top: TomlTable) -> Profile:
    profile = top.fill(Profile)
    top.no_twins("id", [demand.id for demand in profile.demands])
    return profile
