"""Labels as other files write them, recognised as labels of the form: rows, columns, headings.

Punctuation, spaces, width and numbering do not count; other known wording is data (resources/exchange).
What is only similar is told apart from what is the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Annotated

from app.chinese.numerals import COUNTING
from app.form.axis import Axis, GridForm
from app.form.form import Form, Section, grid_cell
from app.system.paths import resource
from app.system.toml_table import Key, made, open_toml

ALIKE = 0.82  # ratio from which a label counts as a slip of the same label: 属于行政执法卷案 is 属于行政执法案卷
# And by how much it must beat the second best. Labels of one form differ by a few characters (属于三类内部事务信息,
# 属于四类过程性信息): what lies between two of them is asked for rather than put into the wrong one.
CLEARLY = 0.08
KEPT = 4096  # texts whose keys are remembered; a report asks for the same few hundred over and over
LONGEST = 60  # characters; the longest official label has 38
# Letters of a label that may be found at the end of a longer text. A shorter one ends too much: 非行政许可 ends with 行政许可.
_SHORTEST_END = 5

_NUMBERING = re.compile(
    rf"^\W*(?:第[{COUNTING}]{{1,2}}(?:部分|章|节|篇)\W*|[(（]?[{COUNTING}\d]{{1,2}}[)）、.．:：]+\W*)+"
)
# A table of one's own says 重复申请数 or 行政处罚情况 where the form says 重复申请 and 行政处罚.
_TAIL = re.compile(r"(?:的|之)?(?:数量|件数|数目|数|情况|合计)?件?$")  # what people put behind a label


# Two keys of one text. `key` keeps the number, by which 3.其他 and 其他 differ; `bare` drops it, for many renumber the rows or
# leave the numbers out. Where both say something, the one with the number is asked first (`LabelBook.row`).
@lru_cache(maxsize=KEPT)
def key(text: str) -> str:
    """Letters, digits and Chinese characters only, half-width, lower case."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if char.isalnum()).lower()


@lru_cache(maxsize=KEPT)
def bare(text: str) -> str:
    """The key without official numbering: （三）不予公开 → 不予公开."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return key(_NUMBERING.sub("", plain)) or key(plain)


_BLANKS = " \u3000\t\u00a0\r\n"
# How a heading of a section is numbered. （一） is not among it: that is a heading within a section, whatever its words.
_FIRST_LEVEL = re.compile(
    rf"(?:[{COUNTING}]{{1,2}}\s*[、.．，,]|第[{COUNTING}]{{1,2}}(?:部分|章))\s*\S.{{1,40}}"
)
_ARABIC = re.compile(r"\d\s*[、.．]\s*[^\d\s].{1,40}")


def _by_key(wordings: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({bare(label): tuple(map(bare, others)) for label, others in wordings.items()})


def _patterns(titles: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({subject: re.compile(pattern).pattern for subject, pattern in titles.items()})


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


@dataclass(frozen=True)
class Wording:
    """The other wordings of labels, headings and titles, and what is no part of a report, as data."""

    labels: Annotated[Mapping[str, tuple[str, ...]], made(Mapping[str, tuple[str, ...]], _by_key)]
    headings: Annotated[Mapping[str, tuple[str, ...]], made(Mapping[str, tuple[str, ...]], _by_key)]
    titles: Annotated[Mapping[str, str], made(Mapping[str, str], _patterns)]
    noise: Annotated[re.Pattern[str], Key("noise.lines"), made(tuple[str, ...], _any_of)]
    ends: Annotated[re.Pattern[str], Key("noise.ends"), made(tuple[str, ...], _any_of)]

    def of_title(self, title: str) -> str:
        """A regular expression of all that stands in titles for what follows the year in a form's `title`."""
        subject = title.rpartition("{year}年")[2]
        return self.titles.get(subject, re.escape(subject))

    def of_label(self, label: str) -> tuple[str, ...]:
        """All keys under which a row or column label is known."""
        return (bare(label), *self.labels.get(bare(label), ()))

    def of_heading(self, heading: str) -> tuple[str, ...]:
        """All keys under which a heading is known."""
        return (bare(heading), *self.headings.get(bare(heading), ()))


def read_wording() -> Wording:
    """The wordings that come with the program. Raises ResourceError when the file is damaged."""
    return open_toml(resource("exchange", "synonyms.toml"), "外来写法表").fill(Wording)


@dataclass(frozen=True)
class Leaf:
    """A row or column of a grid: its key in the form, the keys of its label, and those of the headings above."""

    key: str
    words: tuple[str, ...]
    full: str
    above: tuple[tuple[str, ...], ...]
    sum: tuple[str, ...]
    kind: str

    @cached_property
    def short(self) -> frozenset[str]:
        """The keys of the label without what people put behind it."""
        return frozenset(_TAIL.sub("", word) for word in self.words)


@dataclass(frozen=True)
class KnownGrid:
    """One grid of the form with its labels as keys."""

    section: Section
    grid: GridForm
    rows: tuple[Leaf, ...]
    columns: tuple[Leaf, ...]
    heads: frozenset[str]

    def cell(self, row: str, column: str) -> str:
        """The id of the cell where a row and a column meet."""
        return grid_cell(self.section, row, column)


@dataclass(frozen=True)
class LabelBook:
    """All grids of a form, ready to be recognised."""

    form: Form
    wording: Wording

    @cached_property
    def grids(self) -> tuple[KnownGrid, ...]:
        """The grids in the form's order."""
        return tuple(
            KnownGrid(
                section,
                grid,
                tuple(self._leaves(grid.rows)),
                tuple(self._leaves(grid.columns)),
                frozenset(self._heads(grid)),
            )
            for section in self.form.sections
            for grid in section.grids
        )

    def _leaves(self, axis: Axis) -> Iterator[Leaf]:
        for leaf_key, leaf, above in axis.leaves():
            yield Leaf(
                leaf_key,
                self.wording.of_label(leaf.label) if leaf.label else (),
                key(leaf.label),
                tuple(self.wording.of_label(one.label) for one in above if one.label),
                leaf.sum,
                leaf.kind.name if leaf.kind else "",
            )

    def _heads(self, grid: GridForm) -> Iterator[str]:
        yield from (bare(grid.corner), key(grid.corner)) if grid.corner else ()
        yield from (key(grid.header),) if grid.header else ()
        for _, leaf, above in grid.columns.leaves():
            for axis in (leaf, *above):
                yield from self.wording.of_label(axis.label)

    def section(self, text: str, *, unnumbered: bool = False) -> Section | None:
        """The section a line is the heading of; its number may be missing only where `unnumbered` says so."""
        plain = text.strip(_BLANKS)
        if len(plain) > LONGEST:
            return None
        numbered = _FIRST_LEVEL.fullmatch(plain) is not None
        # With another number or none, what is also the name of a part of a section is no section's heading: a page with
        # headings 1. 总体情况 and 2. 主动公开 means by the second the part （一）主动公开 of the first section.
        else_numbered = (unnumbered and plain[:1] not in "（(") or _ARABIC.fullmatch(plain) is not None
        for section in self.form.sections:
            known = self.wording.of_heading(section.heading)
            official = bare(plain) == bare(section.heading)
            alone = else_numbered and (official or bare(plain) not in self._sub_headings)
            if key(plain) == key(section.heading) or ((numbered or alone) and bare(plain) in known):
                return section
        return None

    @cached_property
    def heading_keys(self) -> frozenset[str]:
        """The keys of all known wordings of headings, of sections and within them."""
        sections = frozenset(word for one in self.form.sections for word in self.wording.of_heading(one.heading))
        return sections | self._sub_headings

    @cached_property
    def _sub_headings(self) -> frozenset[str]:
        fields = (item for section in self.form.sections for item in section.fields if item.heading)
        return frozenset(word for item in fields for word in self.wording.of_heading(item.heading))

    def is_group(self, text: str) -> bool:
        """Whether a text is a heading that stands over rows of the form, or in the head of a grid."""
        return bare(text) in self._groups or key(text) in self._groups

    def group(self, text: str, grids: Iterable[KnownGrid]) -> tuple[KnownGrid, tuple[str, ...]] | None:
        """The grid and the rows over which a text is the heading; None where it is none, or that of the whole grid."""
        for grid in grids:
            rows = [leaf for leaf in grid.rows if any(bare(text) in words for words in leaf.above)]
            if rows and all(any(bare(text) in words for words in leaf.above[-1:]) for leaf in rows):
                return grid, tuple(leaf.key for leaf in rows)
        return None

    def only_labels(self, text: str) -> bool:
        """Whether a text is nothing but labels of tables, as of rows without figures: 结果维持：　结果纠正："""
        pieces = [piece for piece in re.split(r"[\s／/：:]+", text) if piece]
        return all(self.is_group(piece) or bare(piece) in self._row_words for piece in pieces)

    @cached_property
    def _row_words(self) -> frozenset[str]:
        return frozenset(word for grid in self.grids for leaf in grid.rows for word in leaf.words)

    @cached_property
    def _groups(self) -> frozenset[str]:
        above = {word for grid in self.grids for leaf in grid.rows for words in leaf.above for word in words}
        return frozenset(above).union(*(grid.heads for grid in self.grids))

    def row(self, text: str, grids: Iterable[KnownGrid]) -> tuple[KnownGrid, Leaf, bool] | None:
        """The row a label names, as (grid, row, whether it is the same wording); None when it is no row or unclear."""
        pairs = [(grid, leaf) for grid in grids for leaf in grid.rows if leaf.words]
        # From what is surely meant to what is likely, and at each step only if one row alone fits. First word for word with its
        # number: rows 1.其他 and 3.其他 of one form would differ by that alone.
        for same in (
            [p for p in pairs if p[1].full == key(text)],
            [p for p in pairs if bare(text) in p[1].words],
        ):
            if same:
                return (*same[0], True) if len(same) == 1 else None
        short = _TAIL.sub("", bare(text))
        named = [p for p in pairs if len(short) > 1 and short in p[1].short]
        if len(named) == 1:
            return (*named[0], False)
        ends = [p for p in pairs if len(p[1].full) >= _SHORTEST_END and key(text).endswith(p[1].full)]
        if len(ends) == 1 and len(text) <= LONGEST:
            return (*ends[0], False)  # an outer heading run together with the label: 无法提供 1.本机关不掌握相关政府信息
        return _most_alike(bare(text), pairs)


def _most_alike(word: str, pairs: list[tuple[KnownGrid, Leaf]]) -> tuple[KnownGrid, Leaf, bool] | None:
    # In a word of two or three characters one slip leaves too little to know it by.
    if not 4 <= len(word) <= LONGEST:
        return None
    matcher = SequenceMatcher(None, "", word, autojunk=False)  # it prepares its second text once
    scored = sorted(
        ((max(_alike(matcher, known) for known in leaf.words), n) for n, (_, leaf) in enumerate(pairs)),
        reverse=True,
    )
    best = scored[0] if scored else (0.0, 0)
    if best[0] < ALIKE or (len(scored) > 1 and best[0] - scored[1][0] < CLEARLY):
        return None
    return (*pairs[best[1]], False)


def _alike(matcher: SequenceMatcher[str], known: str) -> float:
    """How alike two labels are; 0 for what is too far off even to be the second best."""
    matcher.set_seq1(known)
    least = ALIKE - CLEARLY
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()
