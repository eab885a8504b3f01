"""Wherever 2024年 is last year's in a report of 2025, every other spelling of it is: each place that reads years."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from app.checks import Finding, Inquiry, find_prose
from app.checks.lexing.lexical_text import plain_text
from app.checks.narrative import numbers, read_prose
from app.chinese.days import plain_years, spelled_like
from app.exchange.matching.closing_block import split_closing
from app.exchange.matching.labels import read_wording
from app.exchange.matching.report_title import read_opening, title_patterns, title_year, year_of_name
from app.exchange.source.source import Line
from app.findings.reader import reader
from app.form.kinds import DATE
from app.report.draft import asked, moved_years, waiting
from app.report.report import Report
from tests.checks.labelled_narratives import FOLDER, Narrative, narratives
from tests.reports import FORM, OFFICE

SPELLINGS = ("２０２４", "二〇二四", "二零二四", "二○二四", "二0二四", "二０二四", "20２4")
TITLES = title_patterns([read_wording().of_title(FORM.title)])
TEXT = "overview.proactive"


def written(text: str, year: int = 2025, cell: str = TEXT, **cells: int) -> Report:
    return Report(OFFICE, year, "2021", cells={cell: text, **cells})


def told(report: Report, previous: Report | None = None) -> list[tuple[str, tuple[str, ...], str]]:
    found: tuple[Finding, ...] = find_prose(Inquiry(FORM, report, previous))
    return [(one.rule, one.cells, str(one.spans)) for one in found]


def in_prose(text: str) -> object:
    return told(written(text)), told(written(text), written("2024年公开信息86条，没有收取费用，制度健全，渠道畅通。", 2024))


def period(text: str) -> object:
    return plain_text(text, 2025)


def moves(text: str) -> object:
    return [plain_years(moved_years(one, 2024, 2025)) for one in (text, f"《{text}》", f"{text}底")]


def waits(text: str) -> object:
    now, before = written(moved_years(text, 2024, 2025)), written(text, 2024)
    return [(one.start, one.end) for find in (waiting, asked) for one in find(now, before)]


def opens(text: str) -> object:
    title = text + "政府信息公开工作年度报告"
    return read_opening([Line(OFFICE, ""), Line(title, "")], TITLES), title_year(title, TITLES), year_of_name(f"{text}报.docx")


PLACES: tuple[Callable[[str], object], ...] = (in_prose, period, moves, waits, opens)
TEXTS = (
    "{}年", "{}年度", "{} 年", "{}年街道开展培训3次。", "较{}年增加3条。", "2025年比{}年多3条，公开12条。", "《{}年要点》。",
    "{}年收到申请12件。今年收到3件。", "根据{}年修订的条例。", "结转{}年申请3件。", "{}年度结转的申请有2件。",
    "2023—{}年公开12条。", "{}年3月5日收到申请1件。", "{}年以来", "镇政府认真落实。{}年，县政府认真落实。",
    "{}年进一步加强组织领导，不断提升工作水平，扎实推进各项工作，取得明显成效。", "据统计，统一{}年口径。",
)  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("place", PLACES)
def test_a_year_says_the_same_in_every_spelling(place: Callable[[str], object], spelling: str) -> None:
    different = [text for text in TEXTS if place(text.format(spelling)) != place(text.format("2024"))]
    assert different == []


@pytest.mark.parametrize("spelling", [*SPELLINGS, "2024"])
def test_last_year_is_told_by_each_place(spelling: str) -> None:
    said = f"{spelling}年街道开展培训3次。"
    assert "years.other" in [rule for rule, _, _ in told(written(said))]
    assert "上年街道" in plain_text(said, 2025)
    assert moved_years(said, 2024, 2025) == f"{spelled_like(spelling, 2025)}年街道开展培训3次。"
    assert [one.start for one in waiting(written(moved_years(said, 2024, 2025)), written(said, 2024))] == [0]
    assert title_year(f"{OFFICE}{spelling}年政府信息公开工作年度报告", TITLES) == 2024
    assert year_of_name(f"{spelling}年年报.docx") == 2024
    assert DATE.read(f"{spelling}年1月5日") == date(2024, 1, 5)


@pytest.mark.parametrize("day", ["2026年1月15日", "２０２６年１月１５日", "二〇二六年一月十五日"])
def test_the_day_of_signature_is_read_in_every_spelling(day: str) -> None:
    rest, found, _ = split_closing(FORM, [Line("没有其他事项。", ""), Line(OFFICE, ""), Line(day, "")], OFFICE)
    assert found["signature.date"][0] == date(2026, 1, 15)
    assert [line.text for line in rest] == ["没有其他事项。"]


@pytest.mark.parametrize("spelling", ["二〇二四", "２０２４"])
@pytest.mark.parametrize("one", [n for half in FOLDER.iterdir() for n in narratives(FORM, half.name)], ids=lambda one: one.id)
def test_every_labelled_narrative_says_the_same_in_every_spelling(one: Narrative, spelling: str) -> None:
    cells = {
        name: re.sub(r"(?<!\d)20\d\d(?=\s*年)", lambda year: spelled_like(spelling, int(year[0])), str(value))
        for name, value in one.report.cells.items()
        if isinstance(value, str)
    }
    assert all_told(replace(one.report, cells={**one.report.cells, **cells}), one.report) == as_it_stands(one.report)


@cache
def as_it_stands(report: Report) -> object:
    return all_told(report, report)


def all_told(report: Report, written_before: Report) -> object:
    prose = read_prose(reader(Inquiry(FORM, report, replace(written_before, year=2024))))
    return told(report), [(one.span, one.cells, one.outcome) for one in numbers(prose)]
