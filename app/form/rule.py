"""The rules of a form file: strict reading of one [[rule]] against the form it belongs to.

Each kind of rule says which keys it has; what a kind means stands in checks. Leans on form and form_table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.form.form import Form, Rule, Section, grid_cell
from app.system.toml_table import TomlTable

LEVELS = ("mandatory", "verify", "hint")
AXES = ("columns", "rows")
CELL_KEYS = ("left", "right", "minus", "before", "cells")


@dataclass(frozen=True)
class RuleShape:
    """The keys of one kind of rule: those it must have, those it may have, its numbers, its placeholders."""

    keys: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    along: bool = False


RULE_KINDS: Mapping[str, RuleShape] = MappingProxyType(
    {
        # left = right, in every column or row
        "equal": RuleShape(("left", "right"), tells=("column", "row", "left", "right", "difference"), along=True),
        # each cell is 0
        "zero": RuleShape(("cells",), tells=("cell", "value")),
        # no required cell of the section is blank
        "blank": RuleShape(tells=("number", "cells")),
        # what a file states for a sum is what the program adds up
        "stated": RuleShape(tells=("cell", "stated", "computed", "difference")),
        # left = last year's before, in every column or row
        "carry": RuleShape(
            ("left", "before"), tells=("column", "row", "left", "before", "difference"), along=True
        ),
        # left = last year's before + right − minus, unless a bracket note holds the difference
        "stock": RuleShape(
            ("left", "before", "right", "minus"),
            tells=("cell", "left", "before", "right", "minus", "expected", "difference"),
        ),
        # left ≤ right + last year's before
        "at_most": RuleShape(
            ("left", "right"), ("before",), tells=("cell", "left", "right", "before", "most", "difference")
        ),
        # left ≥ last year's before
        "at_least": RuleShape(("left", "before"), tells=("cell", "left", "before", "difference")),
        # left > 0 only with right + last year's before > 0
        "related": RuleShape(("left", "right"), ("before",), tells=("left",)),
        # each cell ≤ limit
        "over": RuleShape(("cells",), numbers=("limit",), tells=("cell", "value", "limit")),
        # no cell leaps from 0 to least, from least to 0, or by times against both years before
        "jump": RuleShape(
            ("cells",),
            numbers=("least", "times"),
            tells=("cell", "value", "before", "earlier", "difference", "change"),
        ),
    }
)


def read_rule(table: TomlTable, form: Form) -> Rule:
    """One rule. Raises FormError when its kind, keys, cells or sentence are not those of the form."""
    rule_id = table.identifier("id")
    table.named(f"rule {rule_id}")
    section_id = table.choice("section", tuple(s.id for s in form.sections), required=True)
    kind = table.choice("kind", tuple(RULE_KINDS), required=True)
    shape = RULE_KINDS[kind]
    cells = {key: table.texts(key, required=key in shape.keys) for key in (*shape.keys, *shape.may)}
    numbers = {key: table.whole(key, required=True) or 0 for key in shape.numbers}
    rule = Rule(
        id=rule_id,
        kind=kind,
        level=table.choice("level", LEVELS, required=True),
        section=section_id,
        sentence=table.text("sentence", required=True),
        basis=table.text("basis", required=True),
        along=table.choice("along", AXES) if shape.along else "",
        hint=table.text("hint"),
        title=table.text("title", required=True),
        example_pass=table.text("passes"),
        example_fail=table.text("fails"),
        **cells,  # type: ignore[arg-type]
        **numbers,  # type: ignore[arg-type]
    )
    table.done()
    _judge_cells(table, rule, form)
    _judge_template(table, "sentence", rule.sentence, shape.tells)
    _judge_template(table, "hint", rule.hint, shape.tells)
    return rule


def _judge_cells(table: TomlTable, rule: Rule, form: Form) -> None:
    """With `along` the keys of the section's leaves; without, whole cell ids, those of other sections too."""
    along = rule.along
    known = _leaves(form.section(rule.section), along) if along else _cell_ids(form)
    for key in CELL_KEYS:
        for name in getattr(rule, key):
            if name not in known:
                where = f"{rule.section} 部分" if along or name.startswith(f"{rule.section}.") else "本格式"
                raise table.wrong(key, f"里的 {name} 在{where}不存在")


def _leaves(section: Section, along: str) -> set[str]:
    across = (grid.rows if along == "columns" else grid.columns for grid in section.grids)
    return {key for axis in across for key, _, _ in axis.leaves()}


def _cell_ids(form: Form) -> set[str]:
    return {
        grid_cell(section, row, column)
        for section in form.sections
        for grid in section.grids
        for row, _, _ in grid.rows.leaves()
        for column, _, _ in grid.columns.leaves()
    }


def _judge_template(table: TomlTable, key: str, template: str, placeholders: tuple[str, ...]) -> None:
    try:
        template.format(**dict.fromkeys(placeholders, ""))
    except (KeyError, IndexError, ValueError) as reason:
        allowed = "、".join(f"{{{p}}}" for p in placeholders)
        raise table.wrong(key, f"里的占位符不对（{reason}），只能用 {allowed}") from None
