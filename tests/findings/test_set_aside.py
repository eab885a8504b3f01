"""A hint that was set aside stays so while the words and figures it speaks of stay, wherever they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.checks import Finding, Inquiry, look
from app.findings.explained import explained
from app.findings.set_aside import parted, put_aside, without
from app.report.report import Report
from tests.reports import FORM, full

DAY = date(2026, 1, 5)
TEXT = "other.text"
FIRST, ODD = "今年没有收取信息处理费。", "收到申请0例。"


def report(text: str) -> Report:
    made = full()
    return replace(made, cells={**made.cells, TEXT: text})


def hints(text: str) -> list[Finding]:
    """The hints about the odd unit of a count of requests."""
    return [one for one in look(Inquiry(FORM, report(text)))[0] if one.rule == "narrative.unit"]


def test_a_hint_stays_aside_though_words_come_before_it() -> None:
    (one,) = hints(f"{FIRST}{ODD}")
    records = (put_aside(one, "甲", DAY),)
    (later,) = hints(f"另外，{FIRST}加一句别的。{ODD}再加一句。")
    assert [f for f, _ in parted([later], records)[1]] == [later]


def test_it_is_open_again_when_its_own_sentence_changes() -> None:
    (one,) = hints(f"{FIRST}{ODD}")
    (later,) = hints(f"{FIRST}全年{ODD}")
    assert parted([later], (put_aside(one, "甲", DAY),)) == ((later,), ())


def test_it_is_open_again_when_a_figure_it_names_changes() -> None:
    hint = Finding("hint", "jump", "requests", "变化较大", ("requests.received.natural",), {"change": "较大"}, ground="a")
    assert parted([replace(hint, ground="b")], (put_aside(hint, "甲", DAY),))[1] == ()


def test_only_a_hint_is_put_away() -> None:
    hint = Finding("hint", "jump", "requests", "变化较大", ("requests.received.natural",))
    grave = replace(hint, level="mandatory")
    assert explained([grave], (), (put_aside(hint, "甲", DAY),)).open == (grave,)


def test_of_two_hints_in_the_same_words_one_record_puts_away_one() -> None:
    hint = Finding("hint", "slip", "other", "“工作工作”重复", (TEXT,), ground="a")
    record = put_aside(hint, "甲", DAY)
    assert len(explained([hint, hint], (), (record,)).aside) == 1
    assert without((record, record), record) == (record,)
