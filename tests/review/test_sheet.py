"""审核表: one printed page that holds results, explanations, figures, signatures and the print's SHA-256."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from app.checks import Finding, Span
from app.checks.narrative import Candidate, Outcome, ReadNumber
from app.document.blocks import Grid
from app.findings.explained import Explained, explain
from app.findings.set_aside import put_aside
from app.form.form import Form
from app.report.anchor import Anchor
from app.report.claim import Claim
from app.report.doubt import Doubt
from app.report.report import Edit, Report, applied
from app.review.course import Course, digest, sign
from app.review.sheet import ReviewSheet, review_sheet
from app.typeset.compose import compose
from tests.checks.labelled_narratives import zeros

DAY = date(2026, 1, 10)
PDF = "0123456789abcdef" * 4


def sheet(form: Form, findings: int = 1) -> ReviewSheet:
    report = Report("健康路街道办事处", 2025, "2021", cells=zeros(form) | {"requests.received.natural": 7})
    found = [
        Finding(
            "verify",
            f"rule.n{n}",
            "requests",
            f"第{n}处，自然人列上年结转为 0，上年年报为 2，相差 2",
            (),
            {"n": n},
        )
        for n in range(findings)
    ]
    settled = tuple((f, explain(f, "上年年报有误，已报区里更正", "李工", DAY)) for f in found)
    course = Course()
    state = Explained((Finding("hint", "narrative.unit", "overview", "写“1例”"),), settled, ())
    for who in ("张一", "李二", "李 二", "赵四"):
        again = "复审的同志借调在外，由李二代为复审并已报告"
        course = sign(course, who, DAY, state, again, digest(report))
    return ReviewSheet(form, report, 60, state, course, PDF)


def read(*states: Outcome) -> tuple[ReadNumber, ...]:
    return tuple(ReadNumber(Span("overview.proactive", n, n + 1), "5", state) for n, state in enumerate(states))


def words(form: Form, findings: int = 1) -> str:
    return told_by(sheet(form, findings))


def told_by(one: ReviewSheet) -> str:
    grid = next(block for block in review_sheet(one).blocks if isinstance(block, Grid))
    return "\n".join(" ".join(cell.text for cell in row.cells) for row in grid.rows)


def test_the_sheet_counts_the_hints_that_were_set_aside(form: Form):
    one = sheet(form)
    hint = Finding("hint", "narrative.unit", "overview", "写“1例”")
    state = replace(one.state, open=(), aside=((hint, put_aside(hint, "甲", DAY)),) * 2)
    assert "提示 0 处；搁置 2 条" in told_by(replace(one, state=state))
    assert "搁置" not in told_by(one)


def test_the_sheet_tells_results_explanations_and_signatures(form: Form):
    told = words(form)
    for wanted in (
        "60 条",
        "核实性 0 处；提示 1 处",
        "上年年报有误，已报区里更正（李工，2026年1月10日）",
        "赵四  2026年1月10日",
    ):
        assert wanted in told


def test_the_sheet_tells_the_figures_of_the_three_tables(form: Form):
    told = words(form)
    for wanted in ("行政许可本年处理决定数量：0", "本年新收政府信息公开申请数量总计：7", "行政复议总计：0"):
        assert wanted in told


def test_the_sheet_names_the_print_by_its_digest(form: Form):
    assert PDF in words(form).replace(" ", "")


def test_the_sheet_counts_the_numbers_of_the_prose_by_their_state(form: Form):
    assert "数文对照 正文 0 个数：0 个与表一致，0 个不涉及表格，0 个未认领" in words(form)
    some = read("tied", "tied", "contradicts", "free", "unclaimed")
    told = "正文 5 个数：2 个与表一致，1 个与表不一致，1 个不涉及表格，1 个未认领"
    assert told in told_by(replace(sheet(form), numbers=some))
    claimed = tuple(replace(one, claim=Claim("收到#件", 0, ())) for one in some[2:])
    assert f"{told}；其中 3 个认领过" in told_by(replace(sheet(form), numbers=(*some[:2], *claimed)))


def overruled(form: Form, most: int) -> tuple[ReadNumber, ...]:
    """Numbers that contradicted and were claimed as something else."""
    meant = Candidate(("disputes.suit_direct.pending",), "尚未审结", Decimal(1))
    told = (("words", "直接向人民法院提起行政诉讼的案件年末尚有2件"),)
    claim = Claim("尚有#件", 0, ("requests.total.business",), who="张三", at=datetime(2026, 1, 15, tzinfo=UTC))
    one = replace(read("contradicts")[0], meant=meant, told=told)
    return (replace(one, outcome="tied", claim=claim, against=one),) * most


def test_the_sheet_lists_each_contradiction_that_was_claimed_as_something_else(form: Form):
    told = told_by(replace(sheet(form), numbers=overruled(form, 2)))
    line = next(one for one in told.splitlines() if one.startswith("不一致而认作别的"))
    assert "“…院提起行政诉讼的案件年末尚有2件”原为 ≠ 未经复议直接起诉 尚未审结：1，" in line
    assert "认作 办理结果总计 商业企业（" in line
    assert told.count("（张三，2026年1月15日）") == 2
    assert "不一致而认作别的" not in told_by(replace(sheet(form), numbers=read("contradicts", "tied")))


def test_the_sheet_stays_one_page_with_contradictions_that_were_claimed(form: Form):
    fullest = (changed_after_signing(form), sheet(form, 30))
    for one in fullest:
        assert len(compose(review_sheet(replace(one, numbers=overruled(form, 9)))).pages) == 1


def test_many_explanations_are_counted_rather_than_spill_over(form: Form):
    assert "另有 25 处" in words(form, 30)


def test_the_sheet_prints_the_anchor_of_the_log_of_changes(form: Form):
    anchored = replace(sheet(form), anchor=Anchor(1234, "ab12cd34ef567890" * 4))
    assert "1234-ab12-cd34-ef56-7890" in told_by(anchored)
    assert "校验码" not in words(form)


def test_the_sheet_is_one_page(form: Form):
    states: tuple[Outcome, ...] = ("tied", "contradicts", "free", "unclaimed")
    numbers = tuple(replace(one, claim=Claim("收到#件", 0, ())) for one in read(*states * 100))
    fullest = replace(sheet(form, 30), anchor=Anchor(123456789012, "ab12cd34ef567890" * 4), numbers=numbers)
    assert len(compose(review_sheet(fullest)).pages) == 1


def test_the_sheet_says_that_one_person_signed_twice_and_why_in_short(form: Form):
    told = words(form)
    assert "李 二  2026年1月10日（同一人再签：复审的同志借调在外，由李二代为复……）" in told
    assert told.count("同一人再签") == 1


def changed_after_signing(form: Form) -> ReviewSheet:
    one = replace(sheet(form, 30), anchor=Anchor(123456789012, "ab12cd34ef567890" * 4))
    return replace(one, report=applied(one.report, Edit({"requests.received.natural": 8})))


def test_the_sheet_says_beside_a_signature_that_the_content_was_changed_after_it(form: Form):
    assert told_by(changed_after_signing(form)).count("（签名后内容改过）") == 4
    assert "改过" not in words(form)


def test_the_sheet_stays_one_page_with_changed_signatures(form: Form):
    assert len(compose(review_sheet(changed_after_signing(form))).pages) == 1


def test_a_text_without_a_field_is_named_by_its_beginning_among_what_nobody_looked_at(form: Form):
    loose = Doubt("requests.note", "表下的话，\n不知是不是表注，写得很长很长。", "unplaced", "第 30 段", "不知")
    told = told_by(replace(sheet(form), doubts=(Doubt("requests.received.natural", 7, "likely"), loose)))
    assert "依申请公开 2 处（读得不确定 1，没有归入栏目的文字 1）：" in told
    assert "“表下的话， 不知是不是表……”" in told
