"""In which row of the tables a case counts: by the article that the answer cites, or by words of what was answered.

All of it is what the form's own rows say: heading, help, article (条例 and the format of the report).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.chinese.numerals import COUNTING, narrow, number
from app.form.axis import Axis
from app.form.form import Form, Section, grid_cell

_COUNT = rf"[{COUNTING}\d]+"
# 第三十六条第（一）项, 三十六条一项, 36(3), 36.3, 16条2款: article, then paragraph, then item.
_ARTICLE = re.compile(
    rf"第?(?P<article>{_COUNT})(?:条|(?=[(.\s]|$))(?:第?(?P<paragraph>{_COUNT})款)?"
    rf"(?:第?[(.]?(?P<item>{_COUNT})\)?项?)?"
)
# Within the row's own words: 第三十六条第（四）项、第（五）项 has the article once.
_ITEM = re.compile(rf"第\((?P<item>{_COUNT})\)项")


@dataclass(frozen=True)
class Provision:
    """An article with paragraph and item, each None where it is not named."""

    article: int
    paragraph: int | None = None
    item: int | None = None

    def leads_to(self, other: Provision) -> bool:
        """Whether what is asked for (this) may mean a row's provision: what is not named leaves it open."""
        pairs = ((self.paragraph, other.paragraph), (self.item, other.item))
        return self.article == other.article and all(mine in (None, theirs) for mine, theirs in pairs)


@dataclass(frozen=True)
class GuideRow:
    """A row of a table: its headings from the outside, what belongs there, on what that rests; `cells` by typed column."""

    section: Section
    headings: tuple[str, ...]
    help: str
    article: str
    cells: tuple[tuple[str, str], ...]  # (heading of the column, cell id)
    provisions: tuple[Provision, ...]

    @property
    def label(self) -> str:
        """All headings in one line."""
        return " › ".join(self.headings)


def guide_rows(form: Form) -> tuple[GuideRow, ...]:
    """Every row that a person fills in and that has a heading, in printed order."""
    return tuple(row for section in form.sections for row in _rows(form, section))


def _rows(form: Form, section: Section) -> Iterator[GuideRow]:
    for grid in section.grids:
        columns = tuple(grid.columns.leaves())
        for key, leaf, above in grid.rows.leaves():
            typed = tuple(
                (_column(column, over), cell)
                for name, column, over in columns
                if not form.cells[cell := grid_cell(section, key, name)].derived
            )
            headings = tuple(one.label for one in (*above, leaf) if one.label.strip())
            if typed and headings:
                yield GuideRow(section, headings, leaf.help, leaf.article, typed, tuple(provisions(leaf.article)))


def _column(column: Axis, above: tuple[Axis, ...]) -> str:
    return column.name if column.name.strip() else "".join(one.name for one in above[-1:])


def provisions(words: str) -> Iterator[Provision]:
    """The articles that a row's own words name: 条例第十四条、第三十六条第（三）项."""
    for law in re.split("[；;]", words):
        last: int | None = None
        for piece in law.split("、"):
            plain = narrow(piece)
            found = _ARTICLE.search(plain) if "条" in plain else None
            last = number(found["article"]) if found else last
            item = _ITEM.search(plain)
            paragraph = number(found["paragraph"]) if found and found["paragraph"] else None
            if last is not None and (found or item):
                yield Provision(last, paragraph, number(item["item"]) if item else None)


def asked_provision(words: str) -> Provision | None:
    """The article that somebody types, in any of the ways it is written; None for other words."""
    plain = narrow(words).removeprefix("条例").replace(" ", "")
    found = _ARTICLE.fullmatch(plain)
    article = number(found["article"]) if found else None
    if found is None or article is None:
        return None
    paragraph, item = (number(found[part]) if found[part] else None for part in ("paragraph", "item"))
    return Provision(article, paragraph, item)


def matching_rows(rows: tuple[GuideRow, ...], words: str) -> tuple[GuideRow, ...]:
    """The rows that an article leads to, or that say every one of the words; those whose heading says them come first."""
    asked = asked_provision(words)
    if asked is not None:
        return tuple(row for row in rows if any(asked.leads_to(one) for one in row.provisions))
    wanted = narrow(words).split()
    found = [row for row in rows if all(word in narrow(f"{row.label}{row.help}{row.article}") for word in wanted)]
    return tuple(sorted(found, key=lambda row: not all(word in narrow(row.label) for word in wanted)))
