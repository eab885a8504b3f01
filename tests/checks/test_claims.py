"""A claim holds for the words of its sentence, whatever its numbers are; a clause of it ties, and never accuses."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.checks import find
from app.checks.cell_offers import every_cell, near_cells
from app.checks.narrative.claims import apply, cell_words, claimable, key_of
from app.checks.narrative.outcome import ReadNumber
from app.checks.narrative.table_figures import figures
from app.checks.other_numerals import other_numerals
from app.findings.finding import Inquiry, Span
from app.findings.reader import ReportText
from app.report.claim import Claim
from tests.reports import FORM, full

CELL = "overview.on_request"
TOTAL, NATURAL = "requests.received.total", "requests.received.natural"
SENTENCE = "2025年窗口转来申请5件，其中急件1件。"
CLAIM = Claim("#年窗口转来申请#件，其中急件#件", 1, (TOTAL,))


def span_of(text: str, words: str) -> Span:
    return Span(CELL, text.index(words), text.index(words) + len(words))


def read(text: str, words: str, *claims: Claim, received: int | None = 5) -> ReadNumber:
    """What becomes of an unclaimed number."""
    report = full(requests__received__natural=received) if received is not None else full()
    if received is None:
        report = replace(report, cells={name: v for name, v in report.cells.items() if name != NATURAL})
    place = span_of(text, words)
    value = Decimal(words.rstrip("件")) if words[0].isascii() else Decimal(5)
    one = ReadNumber(place, words, "unclaimed", value)
    return apply(figures(Inquiry(FORM, report)), claims, ReportText(CELL, "overview", "依申请公开", text), [one])[0]


def test_the_key_is_the_sentence_with_its_numbers_taken_out_and_the_place_of_the_number():
    text = f"前面有一句。{SENTENCE}"
    assert key_of(text, span_of(text, "5件")) == (CLAIM.words, 1)
    assert key_of(text, span_of(text, "前面")) == ("", -1)


@pytest.mark.parametrize("written", ["5件", "12件", "１２件", "十二件", "1,234件", "1，234件", "0.5件"])
def test_the_key_is_the_same_however_a_number_is_written(written: str):
    text = SENTENCE.replace("5件，", f"{written}，")
    assert key_of(text, span_of(text, written)) == (CLAIM.words, 1)


def test_a_claimed_number_is_tied_by_an_equal_cell_and_contradicted_by_another():
    assert read(SENTENCE, "5件", CLAIM).outcome == "tied"
    one = read(SENTENCE, "5件", CLAIM, received=3)
    assert (one.outcome, one.cells, dict(one.told)["stated"], dict(one.told)["table"]) == ("contradicts", (TOTAL,), 5, 3)
    assert dict(one.told)["words"] == "2025年窗口转来申请5件"


def test_the_claim_holds_next_year_with_other_numbers():
    text = "2026年窗口转来申请七十件，其中急件二件。"
    assert read(text.replace("七十", "7"), "7件", CLAIM, received=7).outcome == "tied"


def test_a_claimed_number_waits_while_the_table_is_blank():
    one = read(SENTENCE, "5件", CLAIM, received=None)
    assert (one.outcome, one.cells, one.table) == ("free", (TOTAL,), None)


def test_what_has_to_do_with_no_cell_is_free():
    assert read(SENTENCE, "1件", Claim(CLAIM.words, 2, ())).outcome == "free"


def test_a_clause_elsewhere_ties_an_equal_number_and_only_offers_for_another():
    text = "据统计，2025年窗口转来申请5件。"
    assert read(text, "5件", CLAIM).outcome == "tied"
    other = read(text, "5件", CLAIM, received=3)
    assert (other.outcome, other.candidates[0].cells) == ("unclaimed", (TOTAL,))


def test_two_claims_that_differ_on_the_same_clause_say_nothing_elsewhere():
    other = Claim("据说，#年窗口转来申请#件", 1, (NATURAL,))
    assert read("据统计，2025年窗口转来申请5件。", "5件", CLAIM, other).outcome == "unclaimed"


def test_the_first_claim_counts_where_two_reports_have_the_same_sentence():
    assert read(SENTENCE, "5件", CLAIM, replace(CLAIM, cells=())).outcome == "tied"


def test_a_claim_on_a_cell_of_another_form_is_passed_over():
    assert read(SENTENCE, "5件", replace(CLAIM, cells=("orchard.pears",))).outcome == "unclaimed"


@pytest.mark.parametrize(
    ("rule", "outcome"), [("narrative.percent", "free"), ("narrative.change", "free"), ("narrative.sum", "contradicts")]
)
def test_a_claim_answers_what_speaks_of_cells_and_not_that_a_list_does_not_add_up(rule: str, outcome: str):
    one = ReadNumber(span_of(SENTENCE, "5件"), "5件", "contradicts", Decimal(5), rule=rule)
    known, text = figures(Inquiry(FORM, full())), ReportText(CELL, "overview", "依申请公开", SENTENCE)
    (found,) = apply(known, (replace(CLAIM, cells=()),), text, [one])
    assert (found.outcome, claimable(one)) == (outcome, outcome == "free")


def test_a_number_tells_what_was_claimed_of_it_or_of_such_words():
    assert read(SENTENCE, "5件", CLAIM).claim == CLAIM
    assert read("据统计，2025年窗口转来申请5件。", "5件", CLAIM).claim == CLAIM
    assert read(SENTENCE, "1件", CLAIM).claim is None


def test_the_cells_that_lie_near_are_of_the_same_value_and_first_those_of_its_words():
    report = full(requests__received__natural=5, requests__granted__natural=5, disputes__review__upheld=5)
    one = ReadNumber(Span(CELL, 0, 2), "5件", "free", Decimal(5))
    near = near_cells(Inquiry(FORM, report), one, "自然人申请予以公开5件")
    assert (near[0].cells, {cell.value for cell in near}) == (("requests.granted.natural",), {Decimal(5)})


def test_every_cell_of_the_tables_has_words_of_its_own():
    words = [cell_words(FORM, offer.cells) for offer in every_cell(Inquiry(FORM, full()))]
    assert len(set(words)) == len(words)
    assert cell_words(FORM, ("requests.denied_secret.business",)) == "属于国家秘密 商业企业"
    assert cell_words(FORM, ("disputes.suit_after_review.corrected",)) == "复议后起诉 结果纠正"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2025年3月5日", ["年份", "日期", "日期"]),
        ("依据第三十六条第（一）、二项", ["条款或次序"] * 3),
        ("国办公开办函〔2021〕30号", ["文号", "文号"]),
        ("一、基本情况。电话62810011", ["序号", "电话或编码"]),
        ("统一答复，20个工作日", ["时间或等级"]),
        ("2023、2024年度", ["年份", "年份"]),
        ("比例7/9", ["不是计数", "不是计数"]),
    ],
)
def test_of_numerals_that_count_nothing_it_is_said_what_they_are(text: str, kinds: list[str]):
    assert [kind for _, kind in other_numerals(CELL, text, [])] == kinds


def test_a_claim_makes_the_finding_with_both_values_and_both_mends():
    report = full(requests__received__natural=3)
    report = replace(report, cells={**report.cells, CELL: SENTENCE})
    (one,) = [one for one in find(Inquiry(FORM, report, claims=(CLAIM,))) if one.rule == "narrative.number"]
    assert (one.values["stated"], one.values["table"]) == (5, 3)
    assert [mend.label for mend in one.mends] == ["正文改成 3", "表改成 5（本年新收政府信息公开申请数量·自然人 3→5）"]


def test_sums_that_begin_alike_are_named_in_full():
    cells = tuple(f"requests.received.{one}" for one in ("business", "research", "legal"))
    assert cell_words(FORM, cells).endswith(" 等 3 格之和")
    assert cell_words(FORM, cells, whole=True) == "本年新收政府信息公开申请数量 商业企业＋科研机构＋法律服务机构"
