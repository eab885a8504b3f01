"""Form files: strict TOML → Form. Every refusal names the file, the place in it and what is allowed.

`Forms` is the folder of editions: of each the head is read at once (edition and years), the form when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from app.errors import ResourceError, UnknownEdition
from app.form.axis import Axis
from app.form.form import Field, Form, Section, grid_cell
from app.form.form_grid import read_grid
from app.form.kinds import DATE, KINDS, TEXT
from app.form.rule_file import read_rule
from app.system.toml_table import TomlTable, mend, open_head, open_toml, parse_toml

PARTS = ("office", "date", "contact")
WHAT = "格式文件"
_FIELD_KINDS = tuple(kind.name for kind in (TEXT, DATE))  # a number has its place in a grid


@dataclass(frozen=True)
class Edition:
    """A form file of which the head is known: its edition and the report years it serves."""

    path: Path
    name: str
    first_year: int
    last_year: int | None

    @cached_property
    def form(self) -> Form:
        """The whole form, read when it is asked for. Raises FormError, ResourceError."""
        return read_form(self.path)

    def serves(self, year: int) -> bool:
        """Whether reports of that year use this edition."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True)
class Forms:
    """All editions in a folder of form files."""

    folder: Path

    @cached_property
    def all(self) -> tuple[Form, ...]:
        """Every edition, oldest first. Raises FormError, ResourceError."""
        return tuple(edition.form for edition in self._editions)

    @cached_property
    def _editions(self) -> tuple[Edition, ...]:
        editions = [_edition(path) for path in sorted(self.folder.glob("*.toml"))]
        if not editions:
            raise ResourceError("程序自带的格式文件缺失。请重新安装本程序。")
        return tuple(sorted(editions, key=lambda edition: edition.first_year))

    def edition(self, name: str) -> Form:
        """The form of that edition; raises UnknownEdition."""
        for edition in self._editions:
            if edition.name == name:
                return edition.form
        known = "、".join(edition.name for edition in self._editions)
        raise UnknownEdition(f"不认识格式版本“{name}”，本程序有 {known}。请核对文件，或升级本程序。")

    def for_year(self, year: int) -> Form:
        """The form in force for reports of that year; raises UnknownEdition."""
        for edition in self._editions:
            if edition.serves(year):
                return edition.form
        first = self._editions[0].first_year
        raise UnknownEdition(f"{year} 年没有可用的格式，本程序从 {first} 年起。请核对年份。")


def _edition(path: Path) -> Edition:
    head = open_head(path, WHAT, wrong=mend)
    return Edition(
        path,
        head.text("edition", required=True),
        head.whole("first_year", required=True) or 0,
        head.whole("last_year"),
    )


def read_form(path: Path) -> Form:
    """The form of one file. Raises FormError for any defect, ResourceError when it cannot be read."""
    return _form(open_toml(path, WHAT, wrong=mend), path.name)


def parse_form(text: str, name: str) -> Form:
    """The form written in `text`; `name` is the file's name for messages. Raises FormError."""
    return _form(parse_toml(text, name, WHAT, wrong=mend), name)


def _form(top: TomlTable, source: str) -> Form:
    sections = tuple(map(_section, top.tables("section", required=True)))
    closing = tuple(_field(table, "") for table in top.tables("closing"))
    rules, last_year = top.tables("rule"), top.whole("last_year")
    form = top.fill(Form, sections=sections, closing=closing, rules=(), last_year=last_year, source=source)
    _judge(top, form)
    form = replace(form, rules=tuple(read_rule(table, form) for table in rules))
    top.no_twins("rule", [rule.id for rule in form.rules])
    return form


def _judge(top: TomlTable, form: Form) -> None:
    if form.last_year is not None and form.last_year < form.first_year:
        raise top.wrong("last_year", f"为 {form.last_year}，早于 first_year {form.first_year}")
    _judge_title(top, form.title)
    if not form.sections:
        raise top.wrong("section", "为空，至少要有一个部分")
    top.no_twins("section", [section.id for section in form.sections])
    top.no_twins("", list(_cell_ids(form)))
    top.no_twins("group", list(_row_names(form)))


def _judge_title(top: TomlTable, title: str) -> None:
    try:
        shown = title.format(year="年份")
    except (KeyError, IndexError, ValueError):
        raise top.wrong("title", "里的占位符不对，只能用 {year}") from None
    if "年份" not in shown:
        raise top.wrong("title", "缺少 {year}")


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
    fields = tuple(_field(item, f"{section_id}.") for item in table.tables("text"))
    grids = tuple(map(read_grid, table.tables("grid")))
    section = table.fill(Section, id=section_id, fields=fields, grids=grids)
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
