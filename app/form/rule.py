"""The rules of the tables as frozen data: one small record for each kind, with the keys of that kind and no others.

A form file says `kind = "equal"`; from then on the class is the kind. What a kind means stands in checks/tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, get_args

from app.system.toml_table import one_of

Level = Literal["mandatory", "verify", "hint"]
LEVELS: tuple[Level, ...] = get_args(Level)  # the gravest first
Axes = Literal["", "columns", "rows"]
Along = Annotated[Axes, one_of(tuple(filter(None, get_args(Axes))))]


@dataclass(frozen=True, kw_only=True)
class RuleHead:
    """What a rule of any kind states. `sentence` and `hint` are templates, `basis` is the clause behind the rule.

    `kind` is the kind's word in form files, `tells` are the placeholders that its sentence and hint may have.
    """

    kind: ClassVar[str]
    tells: ClassVar[tuple[str, ...]]

    id: str
    title: str
    section: str
    level: Annotated[Level, one_of(LEVELS)]
    sentence: str
    basis: str
    hint: str = ""
    passes: str = ""
    fails: str = ""


@dataclass(frozen=True, kw_only=True)
class EqualRule(RuleHead):
    """left = right: of whole cell ids, or with `along` of keys of leaves, in every column (row)."""

    kind = "equal"
    tells = ("column", "row", "left", "right", "difference")

    left: tuple[str, ...]
    right: tuple[str, ...]
    along: Along = ""


@dataclass(frozen=True, kw_only=True)
class CarryRule(RuleHead):
    """left = last year's before: of whole cell ids, or with `along` of keys of leaves, in every column (row)."""

    kind = "carry"
    tells = ("column", "row", "left", "before", "difference")

    left: tuple[str, ...]
    before: tuple[str, ...]
    along: Along = ""


@dataclass(frozen=True, kw_only=True)
class ZeroRule(RuleHead):
    """Each cell is 0."""

    kind = "zero"
    tells = ("cell", "value")

    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OverRule(RuleHead):
    """Each cell ≤ limit."""

    kind = "over"
    tells = ("cell", "value", "limit")

    cells: tuple[str, ...]
    limit: int


@dataclass(frozen=True, kw_only=True)
class BlankRule(RuleHead):
    """No required cell of the section is blank."""

    kind = "blank"
    tells = ("number", "cells")


@dataclass(frozen=True, kw_only=True)
class StatedRule(RuleHead):
    """What an imported file states for a sum is what the program adds up."""

    kind = "stated"
    tells = ("cell", "stated", "computed", "difference")


@dataclass(frozen=True, kw_only=True)
class StockRule(RuleHead):
    """left = last year's before + right − minus, unless a bracket note holds the difference."""

    kind = "stock"
    tells = ("cell", "left", "before", "right", "minus", "expected", "difference")

    left: tuple[str, ...]
    before: tuple[str, ...]
    right: tuple[str, ...]
    minus: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AtMostRule(RuleHead):
    """left ≤ right + last year's before."""

    kind = "at_most"
    tells = ("cell", "left", "right", "before", "most", "difference")

    left: tuple[str, ...]
    right: tuple[str, ...]
    before: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AtLeastRule(RuleHead):
    """left ≥ last year's before."""

    kind = "at_least"
    tells = ("cell", "left", "before", "difference")

    left: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RelatedRule(RuleHead):
    """left > 0 only with right + last year's before > 0."""

    kind = "related"
    tells = ("left",)

    left: tuple[str, ...]
    right: tuple[str, ...]
    before: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JumpRule(RuleHead):
    """No cell leaps from 0 to least, from least to 0, or by times against both years before."""

    kind = "jump"
    tells = ("cell", "value", "before", "earlier", "difference", "change")

    cells: tuple[str, ...]
    least: int
    times: int


Rule = (
    EqualRule | CarryRule | ZeroRule | OverRule | BlankRule | StatedRule | StockRule | AtMostRule | AtLeastRule
    | RelatedRule | JumpRule
)  # fmt: skip
RULE_KINDS: Mapping[str, type[Rule]] = MappingProxyType({one.kind: one for one in get_args(Rule)})
