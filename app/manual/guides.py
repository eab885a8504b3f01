"""The parts of the manual that are made from data: which row is for what, every rule of the checks, a table of keys.

From the same form, knowledge and profile that the window and the checks use, so they cannot disagree with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from app.checks import LEVEL_WORDS
from app.findings.handbook import HandbookEntry, entries
from app.form.form import Form, Section
from app.knowledge.profile import Profile
from app.manual.manual_source import Chart, ManualPart, ManualPiece, ManualText

KEY_SHARES = (2, 3)
ROW_SHARES = (3, 5, 2)
RULE_SHARES = (4, 2, 4, 5, 5)


def guides(form: Form, profile: Profile, keys: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[ManualPiece]]:
    """The generated pieces by the name that the manual's text calls them by. `keys`: a key and what it does."""
    return MappingProxyType(
        {
            "keys": (Chart(("按键", "作用"), tuple(keys), KEY_SHARES),),
            "rows": tuple(_rows(form)),
            "rules": tuple(_rules(entries(form, profile))),
        }
    )


def _rows(form: Form) -> Iterator[ManualPiece]:
    """For each section with tables: the row, what belongs there, the article."""
    for section in form.sections:
        rows = tuple(_row_lines(section))
        if rows:
            yield ManualPart(section.tab)
            yield Chart(("栏目", "填什么", "依据"), rows, ROW_SHARES)


def _row_lines(section: Section) -> Iterator[tuple[str, ...]]:
    """A named row by itself; a table whose rows have no names is told by its columns."""
    for grid in section.grids:
        for axis in (grid.rows, grid.columns):
            for _, leaf, above in axis.leaves():
                if leaf.help:
                    names = [one.name for one in (*above[-1:], leaf) if one.name.strip()]
                    yield "：".join(dict.fromkeys(names)) or section.tab, leaf.help, leaf.article


def _rules(rules: tuple[HandbookEntry, ...]) -> Iterator[ManualPiece]:
    yield ManualText(f"共 {len(rules)} 条。")
    for group in dict.fromkeys(rule.group for rule in rules):
        yield ManualPart(group)
        rows = tuple(
            (rule.title, LEVEL_WORDS[rule.level], rule.basis, rule.passes, rule.fails)
            for rule in rules
            if rule.group == group
        )
        yield Chart(("规则", "级别", "依据", "通过的例子", "不通过的例子"), rows, RULE_SHARES)
