"""数文一致 on the labelled narratives: recall and false alarms, told for each set apart."""

from __future__ import annotations

import sys
from functools import cache

import pytest

from app.checks import Inquiry, find_prose
from app.checks.narrative import narrative_findings, numbers, read_prose
from app.findings.reader import reader
from app.form.form import Form
from app.report.report import Report
from tests.checks.labelled_narratives import SETS, Score, first_figures, narratives, score, zeros
from tests.reports import FORM

# The sets in which the reader misses 15 % or alarms in 5 % of the right narratives today: found, alarmed.
WORSE = {
    "mixed_manner": (11, 2),
    "neighbouring_matters": (19, 1),
    "row_by_row": (13, 0),
    "turns_of_phrase": (20, 4),
}


@cache
def scored(name: str) -> Score:
    return score(FORM, name)


def report(**texts: str) -> Report:
    cells = {name.replace("__", "."): text for name, text in texts.items()}
    return Report("健康路街道办事处", 2025, "2021", cells=cells)


def inquiry(form: Form, text: str, **figures: int) -> Inquiry:
    cells = {name.replace("__", "."): value for name, value in figures.items()}
    book = Report(
        "健康路街道办事处", 2025, "2021", cells={**zeros(form), **cells, "overview.on_request": text}
    )
    return Inquiry(form, book)


def test_wrong_numbers_are_found_and_right_ones_left_alone(capsys: pytest.CaptureFixture[str]):
    scores = {name: scored(name) for name in SETS}
    with capsys.disabled():
        for name, one in scores.items():
            first = first_figures(name)
            sys.stdout.write(f"\n{name}：{one}" + (f"；初次 {first}" if first else ""))
    wrong = sum(one.wrong for one in scores.values())
    right = sum(one.right for one in scores.values())
    assert wrong + right >= 60
    assert sum(one.found for one in scores.values()) >= 0.85 * wrong
    assert sum(one.alarmed for one in scores.values()) * 18 <= right


@pytest.mark.parametrize("name", SETS)
def test_no_set_grows_worse(name: str):
    one = scored(name)
    least, most = WORSE.get(name, (0.85 * one.wrong, one.right / 20))
    assert one.found >= least, one.notes
    assert one.alarmed <= most, one.notes


def test_a_request_counted_in_another_unit_is_tied_and_hinted(form: Form):
    text = "街道收到居民申请１例，因不由街道负责，依照《中华人民共和国政府信息公开条例》第三十六条第（五）项答复。"
    asked = inquiry(form, text, requests__received__natural=1, requests__unavailable_not_held__natural=1)
    assert [(one.words, one.cells, one.outcome) for one in numbers(read_prose(reader(asked)))] == [
        ("１例", ("requests.received.natural",), "tied"),
    ]
    found = list(narrative_findings(read_prose(reader(asked))))
    assert [one.rule for one in found] == ["narrative.unit"]
    assert found[0].mends
    assert "１件" in str(found[0].mends[0].changes["overview.on_request"])


def test_a_number_tells_both_values_and_their_difference(form: Form):
    asked = inquiry(form, "全年收到申请13件。", requests__received__natural=12)
    one = next(iter(narrative_findings(read_prose(reader(asked)))))
    assert (one.values["stated"], one.values["table"], one.values["difference"]) == (13, 12, 1)
    assert one.cells == ("overview.on_request", "requests.received.total")
    assert [(span.start, span.end) for span in one.spans] == [(0, 9)]


def test_a_number_is_not_held_against_a_blank(form: Form):
    book = report(overview__on_request="全年收到申请13件。")
    waits = list(narrative_findings(read_prose(reader(Inquiry(form, book)))))
    assert [(one.rule, one.level) for one in waits] == [("narrative.waiting", "hint")]
    assert [(one.outcome, one.table) for one in numbers(read_prose(reader(Inquiry(form, book))))] == [("free", None)]


def test_last_year_s_number_is_held_against_last_year_s_report(form: Form):
    asked = inquiry(form, "上年收到申请5件，今年收到申请7件。", requests__received__natural=7)
    before = Report("健康路街道办事处", 2024, "2021", cells={**zeros(form), "requests.received.natural": 6})
    found = list(narrative_findings(read_prose(reader(Inquiry(form, asked.report, before)))))
    assert [one.values["table"] for one in found] == [6]
    assert list(narrative_findings(read_prose(reader(asked)))) == []


@pytest.mark.parametrize("name", SETS)
def test_no_other_check_of_the_prose_takes_offence_at_a_right_narrative(form: Form, name: str):
    found = [
        (one.id, finding.sentence)
        for one in narratives(form, name)
        if not one.wrong
        for finding in find_prose(Inquiry(form, one.report))
        if finding.level != "hint" and not finding.rule.startswith(("profile.", "narrative."))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "印发文件52个，开展三审三校，依据第三十六条答复。",
        "2025年3月5日召开会议，20个工作日内办理。",
        "受理窗口2个，公开专栏3个，网民留言12条。",
        "申请量较上年增加5件。",
    ],
)
def test_numbers_that_mean_no_cell_are_left_alone(form: Form, text: str):
    assert list(narrative_findings(read_prose(reader(inquiry(form, text))))) == []
