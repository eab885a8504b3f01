"""Which line of one list goes on in which line of another: the equal ones, and those that mostly say the same.

Order is kept: no two pairs cross. Equal lines are found by difflib; what it leaves is paired by the characters that
two lines share, with an index of the rare ones, so that a thousand lines take a fraction of a second.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

Pairs = tuple[tuple[int, int], ...]

LEAST = 0.4  # of the characters and their neighbours that two lines must share to be the same line, changed
COMMON = 8  # lines; what stands in more of them tells none of them apart


def matched(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """The pairs (place in `old`, place in `new`) of equal and of changed lines, in order."""
    head = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    found = [(n, n) for n in range(head)]
    rest_old, rest_new = old[head:], new[head:]
    for tag, a, b, c, d in SequenceMatcher(None, rest_old, rest_new).get_opcodes():
        if tag == "equal":
            found += [(head + a + n, head + c + n) for n in range(b - a)]
        elif tag == "replace":
            found += [(head + a + i, head + c + j) for i, j in _alike(rest_old[a:b], rest_new[c:d])]
    return tuple(found)


def _alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of lines that are not equal: first each other's likest, then those in the same place between two pairs."""
    ours, theirs = [_grams(line) for line in old], [_grams(line) for line in new]
    forth, back = _likest(ours, theirs), _likest(theirs, ours)
    pairs = _rising([(i, j) for i, j in forth.items() if back.get(j) == i and _enough(ours[i], theirs[j])])
    found: list[tuple[int, int]] = []
    i, j = 0, 0
    for a, b in (*pairs, (len(old), len(new))):
        if a - i == b - j:
            found += [(i + n, j + n) for n in range(a - i) if _enough(ours[i + n], theirs[j + n])]
        if a < len(old):
            found.append((a, b))
        i, j = a + 1, b + 1
    return found


def _grams(line: str) -> frozenset[str]:
    """The characters of a line and their pairs of neighbours."""
    return frozenset(line) | {line[n : n + 2] for n in range(len(line) - 1)}


def _enough(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) >= LEAST * (len(one) + len(other)) > 0


def _likest(lines: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> Mapping[int, int]:
    """For each line the place of the other that shares most of its rare characters; no entry where none shares any."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for place, grams in enumerate(others):
        for gram in grams:
            where[gram].append(place)
    return dict(_best(lines, {gram: places for gram, places in where.items() if len(places) <= COMMON}))


def _best(lines: Sequence[frozenset[str]], where: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    for place, grams in enumerate(lines):
        shared = Counter(other for gram in grams for other in where.get(gram, ()))
        if shared:
            yield place, min(shared, key=lambda other: (-shared[other], abs(other - place), other))


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, given by rising first places, whose second places rise too."""
    ends: list[int] = []  # the lowest second place with which a run of that length ends
    last: list[int] = []  # the number of the pair it belongs to
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    found: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
