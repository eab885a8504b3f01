"""A report on the form of another year is told so in one sentence."""

from __future__ import annotations

from app.checks import Inquiry, find_prose
from app.form.form_file import Forms
from app.report.report import Report
from app.system.paths import resource


def test_a_report_on_the_form_of_another_year_has_one_sentence_about_it():
    old = Forms(resource("forms")).edition("2019")
    report = Report("健康路街道办事处", 2022, "2019", cells={"overview.proactive": "本年新制作数量为2件。"})
    found = [one for one in find_prose(Inquiry(old, report)) if one.rule == "headings.edition"]
    assert [one.sentence for one in found] == ["2022 年的报告里有“国办公开办函〔2019〕60号”，用的是 2019 年的表"]
