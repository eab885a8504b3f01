"""Kinds of office as data: how a name tells the kind, how it speaks of itself, what it may have, who stands above and below.

One file in resources/offices is one kind. A report bears the kind that its office's name tells, unless a person chose another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from app.errors import ResourceError
from app.form.rule import LEVELS, Level, Rule
from app.system.paths import resource
from app.system.toml_table import Id, Key, made, one_of, open_toml

WHAT = "单位性质表"
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


@dataclass(frozen=True)
class RuleForKind:
    """How a rule of the form speaks to this kind: its sentence and basis, and its level where that is not the form's."""

    id: Id
    sentence: str
    basis: str
    level: Annotated[Level | None, one_of(LEVELS)] = None


@dataclass(frozen=True)
class OfficeKind:
    """A kind. `named` finds it in the name of an office; kinds are asked by `order`, the last one takes what is left.

    `calls` are the words for itself that its name does not tell (我街道, 街道每季度…). `above` are the areas whose governments
    and offices it may name as its own superiors, `includes` the ends of units whose deeds are its own: () for none. Rules of
    the form named in `free` do not bind it. `sure` where a name that tells it leaves no doubt: a city's government may be a
    county's, 某某街道办事处 is nothing else.
    """

    id: str
    name: str
    order: int
    named: Annotated[re.Pattern[str], made(str, re.compile)]
    above: tuple[str, ...]
    calls: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    sure: bool = False
    rules: Annotated[tuple[RuleForKind, ...], Key("rule")] = ()

    def suited(self, rule: Rule) -> Rule | None:
        """A rule of the form as it binds this kind; None where it does not."""
        if rule.id in self.free:
            return None
        own = next((one for one in self.rules if one.id == rule.id), None)
        if own is None:
            return rule
        return replace(rule, level=own.level or rule.level, sentence=own.sentence, basis=own.basis)


@lru_cache(maxsize=1)
def office_kinds() -> Mapping[str, OfficeKind]:
    """The program's kinds by id, in the order in which names are asked. Raises ResourceError."""
    return read_kinds(resource("offices"))


def read_kinds(folder: Path) -> Mapping[str, OfficeKind]:
    """The kinds in a folder, a file each; the file's name is the id. Raises ResourceError with the place of a defect."""
    tables = {path.stem: open_toml(path, WHAT) for path in sorted(folder.glob("*.toml"))}
    if not tables:
        raise ResourceError("程序自带的单位性质表缺失。请重新安装本程序。")
    kinds = sorted((table.fill(OfficeKind, id=name) for name, table in tables.items()), key=lambda kind: kind.order)
    return MappingProxyType({kind.id: kind for kind in kinds})


def bare(office: str) -> str:
    """The name without what stands in brackets: 区城市管理局（区综合行政执法局）."""
    return _BRACKETS.sub("", office).strip()


def kind_of(office: str, chosen: str | None = None) -> OfficeKind:
    """The kind that a person chose, or that the name tells."""
    kinds = office_kinds()
    return kinds[str(chosen)] if chosen in kinds else _told(office)


def contradicted(office: str, chosen: str | None) -> OfficeKind | None:
    """The kind that the name surely tells, where a person chose another one."""
    told = _told(office)
    return told if chosen in office_kinds() and told.sure and told.id != chosen else None


def _told(office: str) -> OfficeKind:
    kinds, name = office_kinds(), bare(office)
    return next((kind for kind in kinds.values() if kind.named.search(name)), [*kinds.values()][-1])
