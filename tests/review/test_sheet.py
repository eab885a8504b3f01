"""审核表: one sheet of paper with results, explanations, figures and the print's SHA-256; behind it the stages with room for
hand and seal.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

from app.checks import Finding, Span
from app.checks.narrative import Candidate, Outcome, ReadNumber
from app.document.blocks import Grid, GridRow
from app.findings.explained import Explained, explain
from app.findings.set_aside import put_aside
from app.form.form import Form
from app.render import docx
from app.render.writer_job import WriterJob
from app.report.anchor import Anchor
from app.report.claim import Claim
from app.report.comment import Comment, Reply
from app.report.doubt import Doubt
from app.report.report import Edit, Report, applied
from app.review.course import PROOFS, STAGES, Course, digest, proofread, send_back, sign
from app.review.sheet import ReviewSheet, review_sheet
from app.review.since import since_each
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
    grids = [block for block in review_sheet(one).blocks if isinstance(block, Grid)]
    return "\n".join(" ".join(cell.text for cell in row.cells) for grid in grids for row in grid.rows)


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
        "终审 同意 赵四　2026年1月10日",
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


def test_the_sheet_stays_one_sheet_of_paper_with_contradictions_that_were_claimed(form: Form):
    fullest = (changed_after_signing(form), sheet(form, 30))
    for one in fullest:
        assert len(compose(review_sheet(replace(one, numbers=overruled(form, 9)))).pages) == 2


def test_many_explanations_are_counted_rather_than_spill_over(form: Form):
    assert "另有 25 处" in words(form, 30)


def test_the_sheet_prints_the_anchor_of_the_log_of_changes(form: Form):
    anchored = replace(sheet(form), anchor=Anchor(1234, "ab12cd34ef567890" * 4))
    assert "1234-ab12-cd34-ef56-7890" in told_by(anchored)
    assert "校验码" not in words(form)


def test_the_sheet_is_one_sheet_of_paper(form: Form):
    states: tuple[Outcome, ...] = ("tied", "contradicts", "free", "unclaimed")
    numbers = tuple(replace(one, claim=Claim("收到#件", 0, ())) for one in read(*states * 100))
    fullest = replace(sheet(form, 30), anchor=Anchor(123456789012, "ab12cd34ef567890" * 4), numbers=numbers)
    assert len(compose(review_sheet(fullest)).pages) == 2


def test_the_sheet_says_that_one_person_signed_twice_and_why_in_short(form: Form):
    told = words(form)
    assert "同意（同一人再签：复审的同志借调在外，由李二代为复……） 李 二　2026年1月10日" in told
    assert told.count("同一人再签") == 1


def changed_after_signing(form: Form) -> ReviewSheet:
    one = replace(sheet(form, 30), anchor=Anchor(123456789012, "ab12cd34ef567890" * 4))
    report = applied(one.report, Edit({"requests.received.natural": 8}))
    return replace(one, report=report, since=since_each(form, one.course, report, lambda _: one.report))


def test_the_sheet_says_beside_a_signature_that_the_content_was_changed_after_it(form: Form):
    told = told_by(changed_after_signing(form))
    assert told.count("同意（签后又改了 1 处）") + told.count("……）（签后又改了 1 处）") == 4
    assert "起草张一、初审李二、复审李 二、终审赵四：签后又改了 1 处（本年新收政府信息公开申请数量 自然人 7→8）" in told
    assert "签后改动 无" in words(form)


def test_the_sheet_stays_one_sheet_of_paper_with_changed_signatures(form: Form):
    assert len(compose(review_sheet(changed_after_signing(form))).pages) == 2


def test_a_text_without_a_field_is_named_by_its_beginning_among_what_nobody_looked_at(form: Form):
    loose = Doubt("requests.note", "表下的话，\n不知是不是表注，写得很长很长。", "unplaced", "第 30 段", "不知")
    told = told_by(replace(sheet(form), doubts=(Doubt("requests.received.natural", 7, "likely"), loose)))
    assert "依申请公开 2 处（读得不确定 1，没有归入栏目的文字 1）：" in told
    assert "“表下的话， 不知是不是表……”" in told


def stage_rows(form: Form, one: ReviewSheet) -> list[GridRow]:
    grid = next(block for block in review_sheet(one).blocks if isinstance(block, Grid) and block.id == "course")
    return [row for row in grid.rows if row.room]


def test_each_stage_and_its_proofs_have_15_mm_for_hand_and_seal_signed_or_not(form: Form):
    rows = stage_rows(form, replace(sheet(form), course=Course(), proofs="on"))
    assert [row.cells[0].text for row in rows] == ["起草", "一校", "初审", "二校", "复审", "三校", "终审"]
    assert {row.room for row in rows} == {15.0}
    assert {row.cells[-1].text for row in rows} == {""}
    assert len(stage_rows(form, sheet(form))) == 4


def test_the_room_stands_on_the_page_and_in_word(form: Form):
    (_, second) = compose(review_sheet(sheet(form))).pages
    edges = sorted({rule.y0 for rule in second.rules if rule.y0 == rule.y1})
    high = [below - above for above, below in pairwise(edges) if below - above > 40]
    assert len(high) == 4
    assert all(height >= 15 * 72 / 25.4 - 0.01 for height in high)
    word = ZipFile(BytesIO(docx.write(review_sheet(sheet(form)), WriterJob()))).read("word/document.xml").decode()
    assert word.count(f'<w:trHeight w:val="{round(15 * 1440 / 25.4)}" w:hRule="atLeast"/>') == 4


def test_what_was_sent_back_stands_as_the_course_before(form: Form):
    course = send_back(Course(sheet(form).course.events[:2]), "王三", DAY, "附表第三行与正文不一致")
    told = told_by(replace(sheet(form), course=course))
    assert "复审退回起草：附表第三行与正文不一致（王三，2026年1月10日）" in told
    assert "起草（后来退回或解锁）（张一，2026年1月10日）" in told


def test_opinion_proofs_and_time_stand_in_their_row(form: Form):
    at = datetime(2026, 1, 10, 9, 30).astimezone()
    course = sign(Course(), "张一", DAY, Explained((), (), ()), words="请注意附表", at=at)
    told = told_by(replace(sheet(form), course=proofread(course, "孙六", DAY, words="改了标点", at=at)))
    assert "起草 同意，附意见：请注意附表 张一　2026年1月10日 09:30" in told
    assert "一校 已校对：改了标点 孙六　2026年1月10日 09:30" in told


def test_comments_are_counted_and_the_open_ones_come_first(form: Form):
    at = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)
    first = Comment("1", "requests.received.natural", "7", 0, "李二", at, "请核对")
    done = first.with_reply(Reply("done", "张一", at))
    gone = replace(first, id="3", words="9", text="原来多了")
    told = told_by(replace(sheet(form), comments=(done, gone, first)))
    assert "批注 3 条：待答复 1，已办 1，原文已改 1。1. （待答复）本年新收政府信息公开申请数量 自然人“7”——李二：请核对" in told
    assert "批注 无" in words(form)


def test_the_sheet_is_one_sheet_of_paper_with_long_opinions_proofs_and_comments(form: Form):
    at = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)
    comments = tuple(Comment(str(n), "overview.proactive", "甲" * 90, 0, "李二", at, "乙" * 400) for n in range(30))
    course, state = Course(), Explained((), (), ())
    for stage, who in zip(STAGES, ("张一", "李二", "王三", "赵四"), strict=True):
        course = proofread(course, f"{who}校", DAY, words="丙" * 200) if stage in PROOFS else course
        course = sign(course, who, DAY, state, words="丁" * 200)
    fullest = replace(changed_after_signing(form), course=course, comments=comments, proofs="on")
    assert len(compose(review_sheet(fullest)).pages) == 2
