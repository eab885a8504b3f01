"""A contradiction offers both mends: the text in its own spelling, the table where one cell is meant, all places at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from app.checks.narrative.mends import Mends, respelled
from app.checks.narrative.outcome import Candidate, ReadNumber
from app.findings.finding import Inquiry, Span
from app.findings.reader import reader
from app.report.report import Edit
from tests.reports import FORM, full

CELL, OTHER = "overview.on_request", "problems.problems"
TOTAL = "requests.received.total"


@pytest.mark.parametrize(
    ("written", "right", "mended"),
    [
        ("12件", 13, "13件"),
        ("１２件", 9, "９件"),
        ("十二件", 13, "十三件"),
        ("3件", 2, "2件"),
        ("三件", 2, "两件"),
        ("两件", 12, "十二件"),
        ("1,200件", 1300, "1,300件"),
        ("1，200件", 999, "999件"),
        ("0.5万元", Decimal("0.3"), "0.3万元"),
    ],
)
def test_a_number_is_mended_in_its_own_spelling(written: str, right: Decimal | int, mended: str):
    text = f"收到{written}。"
    stated = {"十二件": 12, "１２件": 12, "三件": 3, "两件": 2, "1,200件": 1200, "1，200件": 1200}.get(written)
    value = Decimal(stated or written.rstrip("件万元"))
    found = respelled(text, Span(CELL, 2, 2 + len(written)), value, Decimal(right))
    assert found is not None
    assert text[2 : found[0].start] + found[1] + text[found[0].end : 2 + len(written)] == mended


def test_yuan_are_mended_in_yuan_though_the_table_has_ten_thousands():
    found = respelled("收费365元。", Span(CELL, 2, 6), Decimal("0.0365"), Decimal("0.03"))
    assert found == (Span(CELL, 2, 5), "300")


@pytest.mark.parametrize(("written", "value"), [("1.2万件", "12000"), ("300余件", "300"), ("三件", "5")])
def test_what_cannot_be_written_in_the_same_way_is_not_mended(written: str, value: str):
    assert respelled(f"收到{written}。", Span(CELL, 2, 2 + len(written)), Decimal(value), Decimal("0.5")) is None


def mends(texts: Mapping[str, str], figures: Mapping[str, int], stated: int, wrong: str) -> tuple[Edit, ...]:
    """The mends of the first of the numbers written `wrong`, all of which mean the total of new requests."""
    report = full(FORM, **figures)
    report = replace(report, cells={**report.cells, **texts})
    table = Decimal(sum(figures.values()))
    numbers = [
        ReadNumber(
            *(Span(cell, at, at + len(wrong)), wrong, "contradicts", Decimal(stated)),
            meant=Candidate((TOTAL,), "新收", table),
            rule="narrative.number",
        )
        for cell, text in texts.items()
        for at in range(len(text))
        if text.startswith(wrong, at)
    ]
    return Mends(reader(Inquiry(FORM, report)), numbers).of(numbers[0])


def test_the_text_or_the_table_is_changed():
    text, table = mends({CELL: "收到申请2件。"}, {"requests__received__natural": 3}, 2, "2件")
    assert (text.label, dict(text.changes)) == ("正文改成 3", {CELL: "收到申请3件。"})
    assert table.label == "表改成 2（本年新收政府信息公开申请数量·自然人 3→2）"
    assert dict(table.changes) == {"requests.received.natural": 2}


def test_the_table_is_left_alone_where_several_cells_make_the_sum():
    figures = {"requests__received__natural": 2, "requests__received__business": 1}
    assert [one.label for one in mends({CELL: "收到申请2件。"}, figures, 2, "2件")] == ["正文改成 3"]


def test_the_same_wrong_number_is_changed_everywhere_at_once():
    texts = {CELL: "收到申请2件。2件中有难的。", OTHER: "这2件。"}
    every = mends(texts, {"requests__received__natural": 10}, 2, "2件")[1]
    assert (every.label, dict(every.changes)) == ("正文 3 处都改成 10", {CELL: "收到申请10件。10件中有难的。", OTHER: "这10件。"})
