"""Form files: strict TOML → Form. Every refusal names the file, the place in it and what is allowed.

Reads with the standard tomllib through form_table, form_grid and rule_file. `Forms` is the folder of editions.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from app.errors import FormError, ResourceError, UnknownEdition
from app.form.axis import Axis
from app.form.form import Field, Form, Section, grid_cell
from app.form.form_grid import read_grid
from app.form.kinds import DATE, KINDS, TEXT
from app.form.rule_file import read_rule
from app.system.toml_table import TomlTable

PARTS = ("office", "date", "contact")
_FIELD_KINDS = tuple(kind.name for kind in (TEXT, DATE))  # a number has its place in a grid


@dataclass(frozen=True)
class Forms:
    """All editions in a folder of form files."""

    folder: Path

    @cached_property
    def all(self) -> tuple[Form, ...]:
        """Every edition, oldest first. Raises FormError, ResourceError."""
        forms = [read_form(path) for path in sorted(self.folder.glob("*.toml"))]
        if not forms:
            raise ResourceError("程序自带的格式文件缺失。请重新安装本程序。")
        return tuple(sorted(forms, key=lambda form: form.first_year))

    def edition(self, edition: str) -> Form:
        """The form of that edition; raises UnknownEdition."""
        for form in self.all:
            if form.edition == edition:
                return form
        known = "、".join(form.edition for form in self.all)
        raise UnknownEdition(f"不认识格式版本“{edition}”，本程序有 {known}。请核对文件，或升级本程序。")

    def for_year(self, year: int) -> Form:
        """The form in force for reports of that year; raises UnknownEdition."""
        for form in self.all:
            if form.serves(year):
                return form
        first = self.all[0].first_year
        raise UnknownEdition(f"{year} 年没有可用的格式，本程序从 {first} 年起。请核对年份。")


def read_form(path: Path) -> Form:
    """The form of one file. Raises FormError for any defect, ResourceError when it cannot be read."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as reason:
        raise ResourceError(f"格式文件 {path.name} 无法读取（{reason}）。请重新安装本程序。") from reason
    return parse_form(text, path.name)


def parse_form(text: str, name: str) -> Form:
    """The form written in `text`; `name` is the file's name for messages. Raises FormError."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        raise FormError(f"格式文件 {name} 不是有效的 TOML：{reason}。请改正后重试。") from reason
    except (ValueError, RecursionError) as reason:  # a number without end, lists in lists in lists
        raise FormError(f"格式文件 {name} 里有太长的数字或太多层的列表。请改正后重试。") from reason
    top = TomlTable(raw, name, "")
    form = Form(
        edition=top.text("edition", required=True),
        name=top.text("name", required=True),
        basis=top.text("basis", required=True),
        title=top.text("title", required=True),
        first_year=top.whole("first_year", required=True) or 0,
        last_year=top.whole("last_year"),
        sections=tuple(map(_section, top.tables("section", required=True))),
        closing=tuple(_field(table, "") for table in top.tables("closing")),
        source=name,
    )
    _judge(top, form)
    rules = tuple(read_rule(table, form) for table in top.tables("rule"))
    top.done()
    _no_twins(top, "rule", [rule.id for rule in rules])
    return replace(form, rules=rules)


def _judge(top: TomlTable, form: Form) -> None:
    if form.last_year is not None and form.last_year < form.first_year:
        raise top.wrong("last_year", f"为 {form.last_year}，早于 first_year {form.first_year}")
    _judge_title(top, form.title)
    if not form.sections:
        raise top.wrong("section", "为空，至少要有一个部分")
    _no_twins(top, "section", [section.id for section in form.sections])
    _no_twins(top, "", list(_cell_ids(form)))
    _no_twins(top, "group", list(_row_names(form)))


def _judge_title(top: TomlTable, title: str) -> None:
    try:
        shown = title.format(year="年份")
    except (KeyError, IndexError, ValueError):
        raise top.wrong("title", "里的占位符不对，只能用 {year}") from None
    if "年份" not in shown:
        raise top.wrong("title", "缺少 {year}")


def _no_twins(top: TomlTable, key: str, ids: list[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise top.wrong(key, f"编号 {one} 重复")
        seen.add(one)


def _cell_ids(form: Form) -> Iterator[str]:
    for section in form.sections:
        yield from (item.id for item in section.fields)
        for grid in section.grids:
            for row, _, _ in grid.rows.leaves():
                yield from (grid_cell(section, row, column) for column, _, _ in grid.columns.leaves())
    yield from (item.id for item in form.closing)


def _row_names(form: Form) -> Iterator[str]:
    """What readings may name: every row, and every heading with a name for the rows under it."""
    for section in form.sections:
        leaves = [leaf for grid in section.grids for leaf in grid.rows.leaves()]
        yield from dict.fromkeys(f"{section.id}.{key}" for key, _, _ in leaves)
        headings = dict.fromkeys(heading for _, _, above in leaves for heading in above)
        yield from (f"{section.id}.{heading.group}" for heading in headings if heading.group)


def _section(table: TomlTable) -> Section:
    section_id = table.identifier("id")
    table.named(section_id)
    section = Section(
        id=section_id,
        heading=table.text("heading", required=True),
        tab=table.text("tab", required=True),
        fields=tuple(_field(item, f"{section_id}.") for item in table.tables("text")),
        grids=tuple(map(read_grid, table.tables("grid"))),
        hint=table.text("hint"),
    )
    table.done()
    if bool(section.fields) == bool(section.grids):
        raise table.wrong("", "每一部分应有 text 或 grid，且只有其一")
    return section


def _field(table: TomlTable, prefix: str) -> Field:
    name = table.identifier("id")
    table.named(name)
    kind = table.choice("kind", _FIELD_KINDS)
    heading = table.text("heading")
    field = Field(
        id=prefix + name,
        heading=heading,
        label=table.text("label") or Axis("", heading).name,
        kind=KINDS[kind] if kind else TEXT,
        hint=table.text("hint"),
        optional=table.flag("optional"),
        part=table.choice("part", PARTS),
    )
    table.done()
    if not field.label:
        raise table.wrong("label", "缺少：没有 heading 的栏目须有 label")
    return field
