"""Year and office are read from the title wherever and however it stands, and from nothing else but the file's name."""

from __future__ import annotations

import pytest

from app.exchange.matching.labels import read_wording
from app.exchange.matching.report_title import likely_year, read_opening, title_patterns, year_of_name
from app.exchange.source.source import Line
from tests.reports import FORM

TITLES = title_patterns([read_wording().of_title(FORM.title)])


def opening(*lines: str):
    return read_opening([Line(text, "") for text in lines], TITLES)


@pytest.mark.parametrize(
    "lines",
    [
        ["柳荫街道办事处2024年政府信息公开工作年度报告"],
        ["柳荫街道办事处 2024 年政府信息公开工作 年度报告"],
        ["柳荫街道办事处", "2024年政府信息公开工作年度报告"],
        ["柳荫街道办事处2024年度", "政府信息公开工作年度报告"],
        ["柳荫街道办事处", "２０２４年度", "政府信息公开年度报告"],
        ["柳荫街道办事处二〇二四年政府信息公开工作年度报告"],
        ["2024年柳荫街道办事处政府信息公开工作年度报告"],
        ["关于柳荫街道办事处2024年政府信息公开工作年度报告"],
        ["首页 > 年报", "柳荫街道办事处2024年政府信息公开工作年度报告（全文）"],
    ],
)
def test_a_title_tells_year_and_office(lines: list[str]) -> None:
    found = opening(*lines)
    assert (found.year, found.office) == (2024, "柳荫街道办事处")


def test_the_title_right_before_the_text_counts() -> None:
    found = opening(
        "甲街道办事处2022年政府信息公开工作年度报告", "乙街道办事处2024年政府信息公开工作年度报告"
    )
    assert (found.year, found.office, found.rivals) == (2024, "乙街道办事处", (2022,))


def test_a_sentence_about_the_report_is_no_title() -> None:
    found = opening(
        "柳荫街道办事处2024年政府信息公开工作年度报告", "根据条例规定，编制2023年政府信息公开工作年度报告。"
    )
    assert (found.year, found.rivals) == (2024, ())


def test_without_a_title_nothing_is_known() -> None:
    assert opening("今日天气", "2024年").year is None
    assert opening().year is None


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2024年年报.docx", 2024),
        ("年报-2024.pdf", 2024),
        ("20240105.docx", None),
        ("2023与2024.docx", None),
        ("年报.docx", None),
    ],
)
def test_a_file_s_name_tells_the_year_only_when_it_names_one(name: str, year: int | None) -> None:
    assert year_of_name(name) == year


def test_a_year_that_nothing_states_is_that_before_the_signature() -> None:
    assert likely_year([Line("一、总体情况", ""), Line("2019年的旧图已移交。", ""), Line("2026年1月8日", "")]) == 2025
    assert likely_year([Line("一、总体情况", ""), Line("2019年的旧图已移交。", "")]) is None


def test_a_form_without_other_wordings_is_known_by_its_own_title():
    titles = title_patterns([read_wording().of_title("{year}年果园收成报告")])
    found = read_opening([Line("南坡果园2025年果园收成报告", "")], titles)
    assert (found.year, found.office) == (2025, "南坡果园")
