"""What holds for the checks whatever is written: they raise nothing, point into the text, and their mends mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.checks import Finding, Inquiry, find, findings_json, look
from app.checks.narrative import numbers, read_prose
from app.checks.narrative.table_figures import Figures
from app.checks.narrative.text_reading import Reading, read_text
from app.findings.reader import ProseReader, ReportText, reader
from app.form.form_file import Forms
from app.form.kinds import TEXT, Value
from app.report.report import Report
from app.report.session import Session
from app.system.paths import resource
from tests.checks.labelled_narratives import zeros

FORM = Forms(resource("forms")).edition("2021")
CELLS = [c.id for c in FORM.cells.values() if c.kind is TEXT]
PIECES = [
    "2025年", "二〇二三年", "收到", "申请", "其中", "自然人", "企业", "其他", "12件", "１３例", "两起", "百分之三十",
    "占33.3%", "，", "。", "、", "；", "（", "）", "“", "”", "《条例》", "第三十六条第（五）项", "答复",
    "不予公开", "结转下年", "上年", "较上年增加", "行政复议", "均维持", "没有", "未收到", "全部办结", "规范性文件",
    "制发", "收费", "3.5万元", "2,000元", "13800001234", "110101199003070011", "豫G12A88", "a@qq.com",
    "申请人张建国", "3号楼2单元501室", "工作工作", "一是", "三是", "转结", "我局", "解放路街道",
    "国办公开办函[2021]30号", "XX", "____", "内部资料", ",", ".", "😀", "𠮷", "零", "十", "百千", "点", "\n", " ",
    "\u3000",
]  # fmt: skip
PROSE = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=24).map("".join)


@st.composite
def reports(draw: st.DrawFn, year: int = 2025) -> Report:
    texts = draw(st.dictionaries(st.sampled_from(CELLS), PROSE, max_size=4))
    figures = draw(st.dictionaries(st.sampled_from(sorted(zeros(FORM))), st.integers(0, 40), max_size=6))
    kept = {name: value for name, text in texts.items() if (value := TEXT.read(text)) is not None}
    counts = {n: v for n, v in figures.items() if FORM.cells[n].kind.name == "count"}
    return Report("健康路街道办事处", year, "2021", cells={**kept, **counts})


@given(reports(), st.none() | reports(2024), st.none() | reports(2023))
@settings(max_examples=150)
def test_the_checks_raise_nothing_and_point_into_the_text(
    report: Report, before: Report | None, earlier: Report | None
):
    asked = Inquiry(FORM, report, before, lambda char: char != "😀", earlier)
    found = find(asked)
    assert len(findings_json(found)) == len(found)
    for span in [span for one in found for span in one.spans] + [one.span for one in numbers(read_prose(reader(asked)))]:
        assert 0 <= span.start < span.end <= len(report.text(span.cell))
    for one in found:
        assert one.sentence
        assert "{" not in one.sentence
        assert set(one.cells) <= set(FORM.cells) | {"office", "title"}


def test_the_prose_is_read_once_for_the_findings_and_the_numbers(monkeypatch: pytest.MonkeyPatch):
    asked = Inquiry(FORM, Report("健康路街道办事处", 2025, "2021", cells=dict.fromkeys(CELLS, "收到申请2件。")))
    prose, read = reader(asked).prose, Counter[str]()

    def counting(source: ProseReader, known: Figures, text: ReportText) -> Reading:
        read[text.text] += 1
        return read_text(source, known, text)

    monkeypatch.setattr("app.checks.narrative.read_text", counting)
    found, told = look(asked)
    assert read == Counter(text.text for text in prose)
    assert told
    assert (found, told) == (find(asked), numbers(read_prose(reader(asked))))


def test_a_number_typed_into_a_table_makes_no_check_of_the_words_run_again(monkeypatch: pytest.MonkeyPatch):
    ran: list[str] = []

    def counting(source: ProseReader) -> Iterator[Finding]:
        ran.append(source.inquiry.report.text("overview.on_request"))
        return iter(())

    monkeypatch.setattr("app.checks.OF_WORDS", (counting,))
    for words, number in (("收到申请2件。", 2), ("收到申请2件。", 3), ("收到申请3件。", 3)):
        cells: dict[str, Value] = {"overview.on_request": words, "requests.received.natural": number}
        look(Inquiry(FORM, Report("朝阳路街道办事处", 2025, "2021", cells=cells)))
    assert ran == ["收到申请2件。", "收到申请3件。"]


@given(reports(), st.none() | reports(2024))
@settings(max_examples=100)
def test_a_mend_can_be_taken_and_its_finding_is_gone(report: Report, before: Report | None):
    for one in find(Inquiry(FORM, report, before)):
        for mend in one.mends:
            session = Session(FORM, report)
            session.apply(mend)
            after = find(Inquiry(FORM, session.report, before))
            same = [f for f in after if f.rule == one.rule and f.cells == one.cells]
            earlier = [f for f in find(Inquiry(FORM, report, before)) if f.rule == one.rule and f.cells == one.cells]
            assert len(same) < len(earlier) or one.rule in ("language.doubled", "language.stop"), one


@given(reports())
def test_the_same_report_gives_the_same_findings(report: Report):
    assert find(Inquiry(FORM, report)) == find(Inquiry(FORM, report))
