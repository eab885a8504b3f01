"""The numbers of the prose told to others: as plain data for `check --json --numbers`, counted in one line, and each in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.checks.narrative import ReadNumber, cell_words
from app.chinese.days import day_words
from app.form.form import Form
from app.report.claim import Claim

_ALWAYS = ("tied", "free", "unclaimed")
_WORDS = 16  # characters of what was written, up to the number
NO_CELL = "不涉及表格"
NOT_COMPARED = "没有与表格对照：程序看作不涉及表格的数"
STATES: Mapping[str, str] = MappingProxyType(
    {
        "tied": "与表一致",
        "contradicts": "与表不一致",
        "waiting": "等表填了再比",
        "free": NO_CELL,
        "unclaimed": "未认领",
    }
)
_BARE = {
    "tied": "与文中和表里的数算得一致",
    "contradicts": "与文中或表里的数不一致",
    "free": NO_CELL,
    "unclaimed": "指哪一格，程序说不准，请认领",
}


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
    """正文 23 个数：17 个与表一致，6 个不涉及表格，0 个未认领；其中 3 个认领过."""
    every = tuple(numbers)
    found = Counter(map(state_of, every))
    told = [f"{found[state]} 个{words}" for state, words in STATES.items() if found[state] or state in _ALWAYS]
    claimed = sum(one.claim is not None for one in every)
    return f"正文 {len(every)} 个数：{'，'.join(told)}" + (f"；其中 {claimed} 个认领过" if claimed else "")


def state_of(one: ReadNumber) -> str:
    """Its outcome, where a number that waits for its table is one of its own."""
    return "waiting" if one.outcome == "free" and one.meant else one.outcome


def meaning(form: Form, one: ReadNumber) -> str:
    """What the program makes of a number: ＝ 本年新收 总计：5."""
    if one.meant is None:
        return NOT_COMPARED if one.outcome == "free" and one.claim is None else _BARE[one.outcome]
    words, value = cell_words(form, one.meant.cells, one.meant.period), one.meant.value
    if value is None:
        return f"＝ {words}，表里还没有填"
    return f"{'≠' if one.outcome == 'contradicts' else '＝'} {words}：{value:f}"


def claimed_as(form: Form, claim: Claim) -> str:
    """What a claim says: ＝ 本年新收 总计, or 不涉及表格."""
    return f"＝ {cell_words(form, claim.cells, claim.period)}" if claim.cells else NO_CELL


def overruled(numbers: Iterable[ReadNumber]) -> tuple[ReadNumber, ...]:
    """Those that contradicted, and do no more since a person has said that they mean something else."""
    return tuple(one for one in numbers if one.claim and one.against and one.outcome != "contradicts")


def overruled_as(form: Form, one: ReadNumber) -> str:
    """What it was held against, what it was claimed as, who and when: “尚有2件”原为 ≠ 结转 总计：1，认作不涉及表格（张三）."""
    if one.claim is None or one.against is None:
        return ""
    told = dict(one.against.told)
    words = str(told.get("words", one.words))
    was = meaning(form, one.against) if one.against.meant or "expected" not in told else f"应为 {told['expected']}"
    by = claimed_by(one.claim)
    cut = words if len(words) <= _WORDS else f"…{words[-_WORDS:]}"
    return f"“{cut}”原为 {was}，认作 {claimed_as(form, one.claim).removeprefix('＝ ')}" + (f"（{by}）" if by else "")


def claimed_by(claim: Claim) -> str:
    """Who said so and when, '' where an earlier program kept it without."""
    return "，".join(part for part in (claim.who, day_words(claim.at.date()) if claim.at else "") if part)
