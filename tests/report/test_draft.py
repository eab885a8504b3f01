"""A report begun from last year's: what is carried, what moves, what is asked, what still waits for a rewrite."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.form.form_file import Forms
from app.report.draft import asked, begin, beside, moved_years, waiting
from app.report.report import Report, applied
from app.report.session import Session
from tests.reports import FORM, FORMS, OFFICE, empty, full, reports

LAST = Report(
    OFFICE,
    2024,
    "2021",
    "手写的标题",
    {
        "overview.proactive": "2024年公开信息86条。依据《2024年工作要点》执行。上线新栏目。",
        "overview.on_request": "2024年3月5日收到申请1件；比2023年减少2件。",
        "other.text": "2024年度没有收取信息处理费。",
        "signature.office": OFFICE,
        "requests.carried_out.natural": 2,
        "requests.carried_out.legal": 0,
        "requests.received.natural": 9,
        "requests.received.natural.note": "含网上9件",
        "proactive.normative.in_force": 22,
    },
)


def test_what_was_carried_out_is_carried_in_column_by_column() -> None:
    cells = begin(FORMS, LAST).report.cells
    assert cells["requests.carried_in.natural"] == 2
    assert cells["requests.carried_in.legal"] == 0
    assert "requests.carried_in.business" not in cells


def test_no_other_figure_and_no_note_of_a_figure_comes_over() -> None:
    cells = begin(FORMS, LAST).report.cells
    assert {name for name in cells if name.startswith(("requests.", "proactive.", "disputes."))} == {
        "requests.carried_in.natural", "requests.carried_in.legal",
    }  # fmt: skip


def test_office_and_closing_line_come_over_but_a_title_typed_by_hand_does_not() -> None:
    report = begin(FORMS, LAST).report
    assert (report.office, report.year, report.title) == (OFFICE, 2025, None)
    assert report.cells["signature.office"] == OFFICE


def test_a_whole_year_moves() -> None:
    text = begin(FORMS, LAST).report.text("overview.proactive")
    assert text == "2025年公开信息86条。依据《2024年工作要点》执行。上线新栏目。"
    assert begin(FORMS, LAST).report.text("other.text") == "2025年度没有收取信息处理费。"


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月5日",
        "〔2024〕30号",
        "《2024年要点》",
        "2023年",
        "2022—2024年",
        "2024年底",
        "2024-2026年",
        "12024年",
        "2024年以来",
    ],
)
def test_a_day_a_document_and_another_year_do_not_move(text: str) -> None:
    assert moved_years(text, 2024, 2025) == text


def test_years_that_did_not_move_are_asked_and_those_that_did_are_told() -> None:
    draft = begin(FORMS, LAST)
    assert [(p.cell, p.text) for p in draft.asked] == [
        ("overview.proactive", "2024"), ("overview.on_request", "2024"), ("overview.on_request", "2023"),
    ]  # fmt: skip
    assert [(p.cell, p.start, p.text) for p in draft.moved] == [
        ("overview.proactive", 0, "2025"),
        ("other.text", 0, "2025"),
    ]


def test_every_sentence_that_came_over_waits_for_a_rewrite() -> None:
    report = begin(FORMS, LAST).report
    texts = [piece.text for piece in waiting(report, LAST) if piece.cell == "overview.proactive"]
    assert texts == ["2025年公开信息86条。", "依据《2024年工作要点》执行。", "上线新栏目。"]


def test_a_sentence_that_is_touched_waits_no_longer() -> None:
    report = begin(FORMS, LAST).report
    touched = report.text("overview.proactive").replace("86条", "91条")
    changed = replace(report, cells={**report.cells, "overview.proactive": touched})
    texts = [piece.text for piece in waiting(changed, LAST) if piece.cell == "overview.proactive"]
    assert texts == ["依据《2024年工作要点》执行。", "上线新栏目。"]


def test_a_year_is_asked_as_long_as_its_sentence_is_untouched() -> None:
    draft = begin(FORMS, LAST)
    assert asked(draft.report, LAST) == draft.asked
    touched = {**draft.report.cells, "overview.on_request": "2024年3月5日收到申请1件；比2024年减少2件。"}
    assert [piece.text for piece in asked(replace(draft.report, cells=touched), LAST)] == ["2024"]


def test_a_sentence_with_other_blanks_than_last_year_s_is_still_asked_at_the_right_place() -> None:
    text = "上线栏目。 比 2023年减少2件。"
    last = replace(LAST, cells={"overview.on_request": "比20 23年减少2件。"})
    report = Report(OFFICE, 2025, "2021", None, {"overview.on_request": text})
    assert [text[piece.start : piece.end] for piece in asked(report, last)] == ["2023"]


def test_places_of_waiting_sentences_count_in_the_new_text() -> None:
    report = begin(FORMS, LAST).report
    for piece in waiting(report, LAST):
        assert report.text(piece.cell)[piece.start : piece.end] == piece.text


def test_last_year_s_figures_stand_beside_this_year_s_cells() -> None:
    last = replace(LAST, cells={**LAST.cells, "requests.received.natural": 7, "requests.carried_in.natural": 1})
    shown = beside(FORM, FORM, last)
    assert shown["proactive.normative.in_force"] == "22"
    assert shown["requests.received.natural"] == shown["requests.received.total"] == "7"
    assert "requests.received.ngo" not in shown


def test_beside_what_was_carried_in_stands_what_last_year_carried_out() -> None:
    last = replace(LAST, cells={**LAST.cells, "requests.carried_in.natural": 1, "requests.carried_out.natural": 2})
    shown = beside(FORM, FORM, last)
    assert shown["requests.carried_in.natural"] == shown["requests.carried_in.total"] == "2"


def test_the_stock_cannot_be_compared_across_the_editions() -> None:
    old = FORMS.edition("2019")
    last = Report(
        OFFICE, 2020, "2019", None, {"proactive.normative.published_total": 19, "requests.carried_out.ngo": 3}
    )
    shown = beside(FORM, old, last)
    assert shown == {"requests.carried_in.ngo": "3", "requests.carried_in.total": "3"}
    assert begin(FORMS, last).report.edition == "2021"
    assert begin(FORMS, last).report.cells["requests.carried_in.ngo"] == 3


def test_a_year_later_than_the_next_takes_the_prose_but_carries_nothing() -> None:
    draft = begin(FORMS, LAST, 2027)
    assert draft.report.text("other.text") == "2027年度没有收取信息处理费。"
    assert "requests.carried_in.natural" not in draft.report.cells


def test_a_draft_enters_an_open_report_as_one_step_and_overwrites_nothing() -> None:
    session = Session(FORM, replace(empty(), cells={"other.text": "已经写好。"}))
    session.apply(begin(FORMS, LAST).edit(session.report))
    assert session.report.text("other.text") == "已经写好。"
    assert session.report.cells["requests.carried_in.natural"] == 2
    session.undo()
    assert session.report.cells == {"other.text": "已经写好。"}


@given(reports())
def test_any_report_can_be_drawn_on(previous: Report) -> None:
    if previous.year == 2199:
        return
    draft = begin(FORMS, previous)
    new = Report(draft.report.office, draft.report.year, draft.report.edition)
    assert applied(new, draft.edit(new)).cells == draft.report.cells
    Session(FORMS.edition(draft.report.edition), new).apply(draft.edit(new))


@given(st.text(st.sampled_from("24年月日5〔〕《》（）度。，—-"), max_size=40))
def test_moving_years_keeps_the_length_of_a_text(text: str) -> None:
    assert len(moved_years(text, 2024, 2025)) == len(text)


def test_a_full_report_has_something_to_draw_on_in_every_text(root) -> None:
    forms = Forms(root / "resources" / "forms")
    last = full()
    draft = begin(forms, last)
    assert {p.cell for p in waiting(draft.report, last)} == {
        c.id for c in FORM.required if c.kind.name == "text"
    }


@pytest.mark.parametrize("year", ["二〇二四", "２０２４"])
def test_a_day_in_other_digits_does_not_move_and_its_year_is_asked(year: str) -> None:
    last = replace(LAST, cells={"overview.proactive": f"{year}年三月五日公开信息86条。"})
    draft = begin(FORMS, last)
    assert draft.report.text("overview.proactive").startswith(year)
    assert [piece.text for piece in draft.asked] == [year]
