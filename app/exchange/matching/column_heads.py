"""The head rows of a table in a file: which of its columns is which column of the form.

A column is known by its own label and the headings above it; where labels repeat, the headings decide. One
unreadable label between known neighbours is filled in by its place, and marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from app.exchange.matching.labels import ALIKE, KnownGrid, Leaf, bare, key
from app.exchange.source.source import Box
from app.form.units import stated_unit

# Two characters too few or too many make another label of it: 收费金额（元） and 收费金额（万元） are alike by any ratio.
_EXACT_ONLY = ("amount",)  # a label of money holds its unit: 元 is not 万元


@dataclass(frozen=True)
class Head:
    """`columns`: place in the table → column of the form. `foreign`: a place bears a label the form does not have.

    `mended` are the columns known only by likeness or by place. `others` are the places with a label that the form
    does not have. `level` when the labels of all known columns stand in one row, `uneven` when some are wider than
    others. `scrambled` when the labels, read row by row, come in another order than the form's: of flattened text
    this is all that can be told. `units` are those that the labels of known columns state. `lent` when it is that of an
    earlier table, which this one goes on.
    """

    columns: Mapping[int, str]
    foreign: bool = False
    mended: frozenset[str] = frozenset()
    others: frozenset[int] = frozenset()
    level: bool = False
    uneven: bool = False
    scrambled: bool = False
    units: Mapping[int, str] = field(default_factory=dict)
    lent: bool = False

    @property
    def first(self) -> int:
        """The leftmost known place; far right when none is known."""
        return min(self.columns, default=1_000_000)

    def ordered(self, grid: KnownGrid) -> bool:
        """Whether the known columns stand in the form's order; otherwise the head itself has been damaged."""
        keys = [leaf.key for leaf in grid.columns]
        places = [keys.index(self.columns[column]) for column in sorted(self.columns)]
        return places == sorted(places)

    def complete(self, grid: KnownGrid) -> bool:
        """Whether every column of the grid is known."""
        return set(self.columns.values()) == {leaf.key for leaf in grid.columns}


def read_head(grid: KnownGrid, rows: Sequence[tuple[Box, ...]], group: Sequence[tuple[Box, ...]] = ()) -> Head:
    """What the head rows say about the grid's columns; `group` are headings over them that stand beside their values."""
    stacks = _stacks([*group, *rows])
    found: dict[int, str] = {}
    unknown: dict[int, Box] = {}
    mended: set[str] = set()
    for column, stack in stacks.items():
        leaf, same = _leaf(grid, stack)
        if leaf:
            found[column] = leaf.key
            mended.update(() if same else (leaf.key,))
        elif _is_foreign(grid, stack):
            unknown[column] = stack[-1]
    found = _without_twins(found, stacks)
    found, unknown, filled = _fill_gap(grid, found, unknown)
    # A strange label before the first known one is a column of the writer's own, 序号 or 行次, and moves nothing. One among the
    # known ones, such as 占比, may stand for a column of the form or beside all of them: then nobody can count through.
    inside = [column for column in unknown if found and column > min(found)]
    # with no known column at all, whatever stands there is foreign unless it is a mere group heading
    foreign = bool(inside) or (not found and bool(unknown))
    leaves = [stacks[column][-1] for column in found]
    level, uneven = len({box.row for box in leaves}) == 1, len({box.colspan for box in leaves}) > 1
    units = {column: stated_unit(stacks[column][-1].text) for column in found}
    scrambled = _is_scrambled(grid, rows)
    return Head(found, foreign, frozenset(mended | filled), frozenset(unknown), level, uneven, scrambled, units)


def _is_scrambled(grid: KnownGrid, rows: Iterable[tuple[Box, ...]]) -> bool:
    """Whether the known labels, read row by row, are no part of the form's own, read row by row."""
    # 自然人 商业企业 总计 may lack labels, and in that order they are the form's. 总计 自然人 商业企业 is none of its orders:
    # there the first figure of a row is the total, and to set them in the form's order would make it the natural persons'.
    left = [leaf.words for leaf in sorted(grid.columns, key=lambda leaf: len(leaf.above))]
    known = {word for words in left for word in words}
    for box in dict.fromkeys(box for row in rows for box in row):
        word = bare(box.text)
        if word in known:
            while left and word not in left[0]:
                del left[0]
            if not left:
                return True
            del left[0]
    return False


def _stacks(rows: Iterable[tuple[Box, ...]]) -> dict[int, list[Box]]:
    """For each place the boxes with text above it, from the top, each once."""
    stacks: dict[int, list[Box]] = {}
    for row in rows:
        for box in row:
            for column in range(box.column, box.column + box.colspan) if key(box.text) else ():
                stack = stacks.setdefault(column, [])
                if box not in stack:
                    stack.append(box)
    return dict(sorted(stacks.items()))


def _is_foreign(grid: KnownGrid, stack: list[Box]) -> bool:
    """Whether a place bears a label that the grid does not have at all."""
    word = bare(stack[-1].text)
    return word not in grid.heads and key(stack[-1].text) not in grid.heads


def _leaf(grid: KnownGrid, stack: list[Box]) -> tuple[Leaf | None, bool]:
    # The lowest label names the column, those above it decide where it names several: 总计 stands three times in the table of
    # reviews and suits, and only 行政复议 or 复议后起诉 over it tells which one this is. Where they do not decide, none is taken.
    word, above = bare(stack[-1].text), [bare(box.text) for box in stack[:-1]]
    named = [leaf for leaf in grid.columns if word in leaf.words]
    same = bool(named)
    if not named:
        named = [leaf for leaf in grid.columns if _alike(grid, leaf, word)]
        if len(named) != 1:
            return None, False
    if len(named) == 1:
        return named[0], same
    scores = [sum(any(w in words for w in above) for words in leaf.above) for leaf in named]
    best = [leaf for leaf, score in zip(named, scores, strict=True) if score == max(scores)]
    return (best[0] if len(best) == 1 else None), same


def _alike(grid: KnownGrid, leaf: Leaf, word: str) -> bool:
    if leaf.kind in _EXACT_ONLY or len(word) < 3:  # 其它 is half of 其他, and of 其中
        return False
    return any(SequenceMatcher(None, word, known, autojunk=False).ratio() >= ALIKE for known in leaf.words)


def _without_twins(found: dict[int, str], stacks: dict[int, list[Box]]) -> dict[int, str]:
    """Drops a column that two different boxes claim: nobody can say which of them it is."""
    claims: dict[str, set[Box]] = {}
    for column, leaf in found.items():
        claims.setdefault(leaf, set()).add(stacks[column][-1])
    return {column: leaf for column, leaf in found.items() if len(claims[leaf]) == 1}


def _fill_gap(
    grid: KnownGrid, found: dict[int, str], unknown: dict[int, Box]
) -> tuple[dict[int, str], dict[int, Box], frozenset[str]]:
    """Where exactly one column per leaf stands there and the known ones are in order, the rest follow by place."""
    # 自然人 商业企业 料研机构 社会公益组织 法律服务机构 其他 总计, the third badly scanned: seven places for seven columns,
    # and six of them where they belong. With two unreadable ones it may as well be another table that shares some labels.
    start = min((*found, *unknown), default=0)
    places = sorted(column for column in {*found, *unknown} if column >= start)
    leaves = list(grid.columns)
    if not found or not unknown or len(places) != len(leaves) or len(unknown) > 1:
        return found, unknown, frozenset()
    for column, leaf in zip(places, leaves, strict=True):
        if column in found and found[column] != leaf.key:
            return found, unknown, frozenset()
        if column in unknown and leaf.kind in _EXACT_ONLY:
            return found, unknown, frozenset()
    filled = {column: leaf.key for column, leaf in zip(places, leaves, strict=True)}
    return filled, {}, frozenset(filled[column] for column in unknown)
