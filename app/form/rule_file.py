"""The rules of a form file: strict reading of one [[rule]] against the form it belongs to.

A kind has the keys that its record has fields; every cell and every placeholder must be known.
"""

from __future__ import annotations

from app.form.form import Form, Section, grid_cell
from app.form.rule import RULE_KINDS, Rule
from app.system.toml_table import TomlTable

CELL_KEYS = ("left", "right", "minus", "before", "cells")


def read_rule(table: TomlTable, form: Form) -> Rule:
    """One rule. Raises FormError when its kind, keys, cells or sentence are not those of the form."""
    rule_id = table.identifier("id")
    table.named(f"rule {rule_id}")
    section_id = table.choice("section", tuple(s.id for s in form.sections), required=True)
    kind = RULE_KINDS[table.choice("kind", tuple(RULE_KINDS), required=True)]
    rule = table.fill(kind, id=rule_id, section=section_id)
    _judge_cells(table, rule, form)
    _judge_template(table, "sentence", rule.sentence, kind.tells)
    _judge_template(table, "hint", rule.hint, kind.tells)
    return rule


def _judge_cells(table: TomlTable, rule: Rule, form: Form) -> None:
    """With `along` the keys of the section's leaves; without, whole cell ids, those of other sections too."""
    along = getattr(rule, "along", "")
    known = _leaves(form.section(rule.section), along) if along else _cell_ids(form)
    for key in CELL_KEYS:
        for name in getattr(rule, key, ()):
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
