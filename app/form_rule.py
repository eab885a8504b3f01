"""The rules of a form file: strict reading of one [[rule]] against the form it belongs to.

Each kind of rule says which keys it has; what a kind means stands in checks. Leans on form and form_table.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.form import Form, Rule, Section, grid_cell
from app.form_table import Table

LEVELS = ("mandatory", "verify", "hint")
AXES = ("columns", "rows")

# kind of rule → (keys that name cells or leaves, placeholders its sentence may hold)
RULE_KINDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "equal": (("left", "right"), ("column", "row", "left", "right", "difference")),
        "zero": (("cells",), ("cell", "value")),
    }
)


def read_rule(table: Table, form: Form) -> Rule:
    """One rule. Raises FormError when its kind, keys, cells or sentence are not those of the form."""
    rule_id = table.identifier("id")
    table.named(f"rule {rule_id}")
    section_id = table.choice("section", tuple(s.id for s in form.sections), required=True)
    kind = table.choice("kind", tuple(RULE_KINDS), required=True)
    keys, placeholders = RULE_KINDS[kind]
    rule = Rule(
        id=rule_id,
        kind=kind,
        level=table.choice("level", LEVELS, required=True),
        section=section_id,
        sentence=table.text("sentence", required=True),
        basis=table.text("basis", required=True),
        along=table.choice("along", AXES) if kind == "equal" else "",
        hint=table.text("hint"),
        title=table.text("title", required=True),
        **{key: table.texts(key, required=True) for key in keys},  # type: ignore[arg-type]
    )
    table.done()
    _judge_cells(table, rule, form)
    _judge_template(table, "sentence", rule.sentence, placeholders)
    _judge_template(table, "hint", rule.hint, placeholders)
    return rule


def _judge_cells(table: Table, rule: Rule, form: Form) -> None:
    known = _known(form.section(rule.section), rule.along)
    for key in ("left", "right", "cells"):
        for name in getattr(rule, key):
            if name not in known:
                raise table.wrong(key, f"里的 {name} 在 {rule.section} 部分不存在")


def _known(section: Section, along: str) -> set[str]:
    """With `along` the keys of the leaves across it, else whole cell ids."""
    if along == "columns":
        return {key for grid in section.grids for key, _, _ in grid.rows.leaves()}
    if along == "rows":
        return {key for grid in section.grids for key, _, _ in grid.columns.leaves()}
    return {
        grid_cell(section, row, column)
        for grid in section.grids
        for row, _, _ in grid.rows.leaves()
        for column, _, _ in grid.columns.leaves()
    }


def _judge_template(table: Table, key: str, template: str, placeholders: tuple[str, ...]) -> None:
    try:
        template.format(**dict.fromkeys(placeholders, ""))
    except (KeyError, IndexError, ValueError) as reason:
        allowed = "、".join(f"{{{p}}}" for p in placeholders)
        raise table.wrong(key, f"里的占位符不对（{reason}），只能用 {allowed}") from None
