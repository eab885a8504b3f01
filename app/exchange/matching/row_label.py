"""Which row of the form a row of a table in a file is: by its label, or, where the form's row has none, by the head above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from app.exchange.matching.labels import KnownGrid, LabelBook, Leaf, bare, key
from app.exchange.source.found import Certainty
from app.exchange.source.source import Box
from app.exchange.source.values import is_number, is_value
from app.form.units import stated_unit

GROUP_MARK = "[／/]"  # between the headings of a group in our own text file
MOST_STRANGE = 40  # characters of what stands in the place of a figure
FEWEST_COUNTED = 5  # columns of a row that only counts them

# head: labels of columns; numbering: it only counts the columns; text: what it holds are lines; nothing: figures of no row
Kind = Literal["head", "numbering", "text", "nothing"]


@dataclass(frozen=True)
class NamedRow:
    """A row of the form. `values` are the boxes behind the box `label`, which ends at the place `reach`; a row without a label
    begins with its first value, and has none before it. `named` tells how surely it is this row, `unit` is the one the label
    states, `group` a heading of columns that stands in front of the values. `odd` when something that is no value is in it.
    `members` are the rows for which it stands, if it is a heading of rows that has figures of its own.
    """

    grid: KnownGrid
    row: str
    named: Certainty
    values: tuple[Box, ...]
    label: Box
    reach: int = -1
    unit: str = ""
    group: tuple[Box, ...] = ()
    odd: bool = False
    members: tuple[str, ...] = ()


def row_kind(
    book: LabelBook,
    boxes: tuple[Box, ...],
    above: list[tuple[Box, ...]],
    near: tuple[KnownGrid, ...],
    number: int,
) -> NamedRow | Kind:
    """What a row of a table is: a row of the form, by its label or by the head rows `above` it, or one that says nothing by
    itself. `near` are the grids that are looked through, `number` is its place in the table.
    """
    # The order is the rule. Two labels of columns without a figure make a head before any of them is sought as a row's label:
    # 其他 is both. 栏次 | 1 | 2 | 3 … is a numbering although it is all figures, and figures that nobody names, such as the
    # number of a page, are nothing.
    texts = [box for box in boxes if box.text.strip()]
    numbers = sum(is_number(box.text) for box in texts)
    if not texts:
        return "head" if above else "nothing"
    hits = max((_hits(grid, texts) for grid in near), default=0)
    if not numbers and (hits >= 2 or (hits and len(texts) == 1 and _is_banner(book, texts[0]))):
        return "head"
    if labelled := _labelled(book, _own_labels(book, boxes, number), near):
        return labelled
    if _is_numbering(boxes):
        return "numbering"
    if numbers and all(is_value(box.text) for box in boxes[1:]):
        if row := _unlabelled(boxes, above, near) or _of_group(book, _own_labels(book, boxes, number), near):
            return row
        return "nothing" if is_value(boxes[0].text) else "text"
    if odd := _odd(book, _own_labels(book, boxes, number), near):
        return odd
    return "head" if hits and not numbers and len(boxes) > 1 else "text"


def _odd(book: LabelBook, boxes: tuple[Box, ...], near: tuple[KnownGrid, ...]) -> NamedRow | None:
    """A row of the form in which something stands that is no value and yet has digits: 3-5, a date."""
    # 行政处罚 | 3-5 or 行政处罚 | 12件（含1月5日前） says something of the cell, which no reader may make 3, 5 or 35 of.
    for end in range(len(boxes) - 1, 0, -1):
        label, values = boxes[end - 1], boxes[end:]
        strange = [box.text for box in values if not is_value(box.text)]
        if (
            not any(char.isdigit() for text in strange for char in text)
            or max(map(len, strange)) > MOST_STRANGE
        ):
            continue
        named = book.row(label.text, near) if label.text.strip() else None
        if named and named[2]:
            grid, leaf, _ = named
            return NamedRow(grid, leaf.key, "sure", values, label, _last_place(label), odd=True)
    return None


def _own_labels(book: LabelBook, boxes: tuple[Box, ...], number: int) -> tuple[Box, ...]:
    """The boxes without group headings that reach in from above, wherever a wrong span has put them."""
    # 三、本年度办理结果 stands over twenty rows; in each of them it is the first box, and the row's own label the next.
    return tuple(box for box in boxes if box.row == number or not book.is_group(box.text))


def _of_group(book: LabelBook, boxes: tuple[Box, ...], near: tuple[KnownGrid, ...]) -> NamedRow | None:
    """A heading of rows that has figures of its own: （五）不予处理 | 0 | 0 … for its five rows."""
    texts = [n for n, box in enumerate(boxes) if not is_value(box.text)]
    end = texts[-1] if texts else -1
    group = book.group(boxes[end].text, near) if texts else None
    if group is None:
        return None
    grid, members = group
    return NamedRow(
        grid, "", "sure", boxes[end + 1 :], boxes[end], _last_place(boxes[end]), members=members
    )


def _is_numbering(boxes: tuple[Box, ...]) -> bool:
    """A row that only counts the columns: 栏次 1 2 3 4 …"""
    texts = [box.text.strip() for box in boxes if box.text.strip()]
    counted = texts[0 if texts and texts[0] == "1" else 1 :]
    return len(counted) >= FEWEST_COUNTED and counted == [str(n + 1) for n in range(len(counted))]


def _hits(grid: KnownGrid, texts: list[Box]) -> int:
    return sum(bare(box.text) in grid.heads or key(box.text) in grid.heads for box in texts)


def _is_banner(book: LabelBook, box: Box) -> bool:
    return any(key(box.text) == key(grid.grid.header) for grid in book.grids)


def _labelled(book: LabelBook, boxes: tuple[Box, ...], near: tuple[KnownGrid, ...]) -> NamedRow | None:
    # From the right: the label is the last text before the figures. In （三）不予公开 | 1.属于国家秘密 | 0 | 0 … it is the
    # second one. Joined with the box before it, a label that a reader cut in two is whole again: 属于行政 | 执法案卷.
    for end in range(len(boxes) - 1, -1, -1):
        if is_value(boxes[end].text) or not all(is_value(box.text) for box in boxes[end + 1 :]):
            continue
        label = boxes[end]
        joined = boxes[end - 1].text + label.text if end else ""
        last = label.text.split()[-1]  # two headings run together in flattened text
        for text in (label.text, joined, last):
            named = book.row(text, near) if text else None
            if named:
                grid, leaf, same = named
                before = _said_before(book, boxes[:end], (grid, leaf), near)
                values = boxes[end + 1 if before is None else before + 1 :]
                sure: Certainty = "sure" if same else "likely"
                unit, reach = stated_unit(label.text), _last_place(label)
                return NamedRow(grid, leaf.key, sure, values, label, reach, unit, odd=before is not None)
    return None


def _said_before(
    book: LabelBook, boxes: tuple[Box, ...], named: tuple[KnownGrid, Leaf], near: tuple[KnownGrid, ...]
) -> int | None:
    """Where the same label stands with a figure of its own among the boxes before a label; None where it does not."""
    # 行政许可 | 5 | 行政许可 | 7 in one row, last year's beside this year's: nothing tells which of them is meant.
    for at in range(len(boxes) - 1):
        again = book.row(boxes[at].text, near) if boxes[at].text.strip() else None
        same = again is not None and again[2] and (again[0], again[1].key) == (named[0], named[1].key)
        if same and any(is_number(box.text) for box in boxes[at + 1 :]):
            return at
    return None


def _unlabelled(
    boxes: tuple[Box, ...], above: list[tuple[Box, ...]], near: tuple[KnownGrid, ...]
) -> NamedRow | None:
    """The only row of a grid whose rows bear no label; a group heading may stand before its numbers."""
    # Table four has one row, and that has no label: 1 0 0 2 3 … under its head. In our own text file the heading of a group
    # stands in front of its figures: 行政复议 1 0 0 2 3.
    grouped = not is_value(boxes[0].text)
    plain = [grid for grid in near if len(grid.rows) == 1 and not grid.rows[0].words]
    texts = [box for row in above for box in row if box.text.strip()]
    hits, grid = max(((_hits(g, texts), g) for g in plain), key=lambda pair: pair[0], default=(0, None))
    if grid is None or hits < 2:
        return None
    if grouped and not all(bare(part) in grid.heads for part in re.split(GROUP_MARK, boxes[0].text)):
        return None
    values, group = (boxes[1:], boxes[:1]) if grouped else (boxes, ())
    return NamedRow(grid, grid.rows[0].key, "sure", values, boxes[0], group=group)


def _last_place(label: Box) -> int:
    return label.column + label.colspan - 1
