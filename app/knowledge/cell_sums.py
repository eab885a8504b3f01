"""Readings of the lexicon as sums of a form's own cells, and the refusal of a form with a row that no reading reaches.

A new row under 不予公开 belongs to requests.denied.* by standing under that heading; it is written nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.errors import FormError
from app.form.axis import Axis
from app.form.form import Form
from app.knowledge.lexicon import CellSum, Lexicon


def cell_sum(form: Form, reading: CellSum, columns: Iterable[str]) -> CellSum:
    """The cells of a reading with each of `columns` for its `*`; () where the edition has not all of them."""
    return _cell_sum(form, reading, tuple(columns))


@lru_cache(maxsize=8192)
def _cell_sum(form: Form, reading: CellSum, chosen: tuple[str, ...]) -> CellSum:
    """Kept: a form has some thousand such sums, and every number of the prose asks for some of them."""
    cells = tuple(
        cell.replace("*", column)
        for part in reading
        for cell in _rows_of(form, part)
        for column in (chosen if "*" in cell else ("",))
    )
    return cells if form.cells.keys() >= set(cells) else ()


def _rows_of(form: Form, cell: str) -> tuple[str, ...]:
    """The cell of each row of a group: requests.denied.* → requests.denied_secret.*, …; of a row, the cell itself."""
    name, column = _name(cell), cell.removeprefix(_name(cell))
    return tuple(row + column for row in form.groups[name]) if name in form.groups else (cell,)


def _name(cell: str) -> str:
    """The row or group that a cell of a reading names: requests.denied."""
    return ".".join(cell.split(".")[:2])


@lru_cache(maxsize=8)
def refuse_unreached(lexicon: Lexicon, form: Form) -> None:
    """Raises FormError for the first row that no tag's reading reaches, in the tables that the lexicon covers.

    Covered is each grid with at least one row that some reading reaches; a grid that reports never put into words
    (2019: 政府集中采购) is not, and neither is a form of other rows altogether. A heading with nothing but rows under it
    must be named as a group, for reports speak of 不予公开 as of one row. What `silent` lists may stay unreached.
    """
    reached = set(_reached(lexicon, form))
    for section in form.sections:
        for grid in section.grids:
            names = dict(_names(section.id, grid.rows))
            missing = names.keys() - reached - set(lexicon.silent) if names.keys() & reached else ()
            for name, label in names.items():
                if name in missing:
                    raise FormError(
                        f"格式文件 {form.source}：{section.id} 部分的“{label}”在 lexicon.toml 里没有任何读法。"
                        "请在 lexicon.toml 里写上它的读法，或列入 silent。"
                    )


def _names(section: str, rows: Axis) -> Iterator[tuple[str, str]]:
    for key, leaf, above in rows.leaves():
        yield f"{section}.{key}", leaf.label
        if above and not any(child.children for child in above[-1].children):
            yield f"{section}.{above[-1].group}", above[-1].label


def _reached(lexicon: Lexicon, form: Form) -> Iterator[str]:
    """Rows and groups that readings name, and the rows of the groups."""
    columns = {column for tag in lexicon.tags for column in tag.columns} | {lexicon.whole_column}
    for tag in lexicon.tags:
        for reading in tag.readings:
            for cells in (cell_sum(form, reading, (column,)) for column in columns):
                yield from (f"{form.cells[cell].section}.{form.cells[cell].row}" for cell in cells)
                yield from map(_name, reading if cells else ())
