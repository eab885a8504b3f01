"""The grids of a form file: strict reading of one [[section.grid]], its two trees of headings and its widths.

Refuses twins, headings without words, sums that name nothing, run in a circle or add what cannot be added.
Leans on axis, kinds and form_table.
"""

from __future__ import annotations

from app.form.axis import Axis, GridForm
from app.form.kinds import DATE, KINDS, TEXT
from app.system.toml_table import TomlTable

_KIND_NAMES = tuple(KINDS)


def read_grid(table: TomlTable) -> GridForm:
    """One grid. Raises FormError for any defect, with its place."""
    columns = Axis(
        "", "", children=tuple(_axis(child, "column") for child in table.tables("column", required=True))
    )
    rows = Axis("", "", children=tuple(_axis(child, "row") for child in table.tables("row", required=True)))
    grid = GridForm(
        rows=rows,
        columns=columns,
        corner=table.text("corner"),
        header=table.text("header"),
        stub_widths=table.numbers("stub_widths"),
        widths=table.numbers("widths"),
        keep=table.flag("keep"),
    )
    table.done()
    _judge_axis(table, rows, "row")
    _judge_axis(table, columns, "column")
    _judge_grid(table, grid)
    return grid


def _axis(table: TomlTable, key: str) -> Axis:
    label = table.text("label")
    raw_id = table.text("id")
    table.named(table.identifier("id") if raw_id else label)
    kind = table.choice("kind", _KIND_NAMES)
    axis = Axis(
        id=raw_id,
        label=label,
        children=tuple(_axis(child, key) for child in table.tables("child")),
        sum=table.texts("sum"),
        kind=KINDS[kind] if kind else None,
        unit=table.text("unit"),
        extent=table.whole("extent") or 1,
        help=table.text("help"),
        article=table.text("article"),
        short=table.text("short"),
        group=_group(table) if key == "row" else "",
    )
    table.done()
    if axis.children and (axis.sum or axis.kind):
        raise table.wrong("child", "有下级的栏目不能再有 sum 或 kind")
    if axis.group and not axis.children:
        raise table.wrong("group", "只能写在有下级的栏目上")
    return axis


def _group(table: TomlTable) -> str:
    return table.identifier("group") if table.text("group") else ""


def _judge_axis(table: TomlTable, root: Axis, axis: str) -> None:
    leaves = _leaves(table, root, axis)
    for key, leaf in leaves.items():
        for operand in leaf.sum:
            if operand not in leaves:
                raise table.wrong(key, f"的 sum 里有 {operand}，同一表中没有这一行或列")
            if key in _under(leaves, operand, ()):
                raise table.wrong(key, "的 sum 绕回了自己")


def _leaves(table: TomlTable, root: Axis, axis: str) -> dict[str, Axis]:
    found = [(key, leaf) for key, leaf, _ in root.leaves()]
    leaves: dict[str, Axis] = {}
    for number, (key, leaf) in enumerate(found, 1):
        if key in leaves:
            raise table.wrong(axis, f"编号 {key} 重复")
        if not key and len(found) > 1:
            raise table.wrong(f"{axis} {number}", f"“{leaf.label}”缺少 id")
        if not leaf.label and (axis == "column" or len(found) > 1):
            raise table.wrong(f"{axis} {key}", "缺少 label")
        leaves[key] = leaf
    return leaves


def _under(leaves: dict[str, Axis], key: str, seen: tuple[str, ...]) -> tuple[str, ...]:
    if key in seen:
        return seen
    seen = (*seen, key)
    for operand in leaves[key].sum if key in leaves else ():
        seen = _under(leaves, operand, seen)
    return seen


def _judge_grid(table: TomlTable, grid: GridForm) -> None:
    for row_key, row, _ in grid.rows.leaves():
        for column_key, column, _ in grid.columns.leaves():
            kind = column.kind or row.kind
            if kind is None:
                raise table.wrong(row_key, f"与 {column_key} 相交处没有 kind")
            if (row.sum or column.sum) and kind in (TEXT, DATE):
                raise table.wrong(row_key, f"与 {column_key} 相交处是 {kind.name}，不能相加")
    stub = grid.rows.depth if any(leaf.label for _, leaf, _ in grid.rows.leaves()) else 0
    if len(grid.stub_widths) != stub:
        raise table.wrong("stub_widths", f"应有 {stub} 个数，实有 {len(grid.stub_widths)} 个")
    if len(grid.widths) != grid.columns.width:
        raise table.wrong("widths", f"应有 {grid.columns.width} 个数，实有 {len(grid.widths)} 个")
