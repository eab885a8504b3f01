"""Explanations stay while the values behind them stay, and lapse with a notice when they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.checks import Finding
from app.findings.explained import LAPSED, explain, explained, given

DAY = date(2026, 1, 5)


def finding(value: int, level="verify", cell: str = "requests.carried_in.natural") -> Finding:
    return Finding(level, "requests.carry", "requests", f"相差 {value}", (cell,), {"difference": value})


def test_an_explained_finding_is_settled():
    one = finding(2)
    state = explained([one], [explain(one, "上年填错", "李工", DAY)])
    assert state.open == ()
    assert [e.text for _, e in state.settled] == ["上年填错"]


def test_an_explanation_outlives_a_change_elsewhere():
    one = finding(2)
    later = replace(one, sentence="同样的数，另一句话")
    assert explained([later], [explain(one, "上年填错", "李工", DAY)]).open == ()


def test_an_explanation_lapses_with_a_notice_when_the_values_change():
    state = explained([finding(3)], [explain(finding(2), "上年填错", "李工", DAY)])
    assert [f.rule for f in state.open] == ["requests.carry", LAPSED]
    assert "上年填错" in state.open[1].sentence
    assert [e.text for e in state.lapsed] == ["上年填错"]


def test_a_finding_that_is_gone_leaves_no_notice():
    assert explained([], [explain(finding(2), "上年填错", "李工", DAY)]).open == ()


def test_a_mandatory_finding_cannot_be_explained_away():
    one = finding(2, "mandatory")
    assert explained([one], [explain(one, "没关系", "李工", DAY)]).open == (one,)


def test_a_new_explanation_takes_the_place_of_the_old_one():
    first, second = explain(finding(2), "旧", "李工", DAY), explain(finding(2), "新", "李工", DAY)
    assert [one.text for one in given([first], second)] == ["新"]


def test_an_empty_explanation_takes_the_old_one_back():
    one = explain(finding(2), "旧", "李工", DAY)
    assert given([one], explain(finding(2), "  ", "李工", DAY)) == ()


def test_two_findings_about_one_cell_are_explained_apart():
    first, second = explain(finding(2), "其一", "李工", DAY), explain(finding(3), "其二", "李工", DAY)
    assert explained([finding(2), finding(3)], given([first], second)).open == ()
