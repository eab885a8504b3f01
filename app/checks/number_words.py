"""The numbers of the prose told to others: as plain data for `check --json --numbers`, and counted in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.checks.narrative import ReadNumber

_ALWAYS = ("tied", "free", "unclaimed")
_WORDS = {"tied": "与表一致", "contradicts": "与表不一致", "waiting": "等表填了再比", "free": "不涉及表格", "unclaimed": "未认领"}


def numbers_json(numbers: Iterable[ReadNumber]) -> list[dict[str, object]]:
    """Each number as text, at, state, cells, candidates. The keys and their order are a contract."""
    return [
        {
            "text": one.words,
            "at": {"cell": one.span.cell, "start": one.span.start, "end": one.span.end},
            "state": one.outcome,
            "cells": list(one.cells),
            "candidates": [list(candidate.cells) for candidate in one.candidates],
        }
        for one in numbers
    ]


def counted_numbers(numbers: Iterable[ReadNumber]) -> str:
    """正文 23 个数：17 个与表一致，6 个不涉及表格，0 个未认领."""
    found = Counter("waiting" if one.outcome == "free" and one.meant else one.outcome for one in numbers)
    told = [f"{found[state]} 个{words}" for state, words in _WORDS.items() if found[state] or state in _ALWAYS]
    return f"正文 {found.total()} 个数：{'，'.join(told)}"
