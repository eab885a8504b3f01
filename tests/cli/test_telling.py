"""What `convert` says of what it could not settle: texts whole and first, then a line for each reason of a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.command_line import main
from app.cli.console import FINE, UNPLACED
from app.exchange import read
from app.export.exporting import export
from app.report.report import Report
from tests.reports import FORM, FORMS, full

TEXT = """柳荫街道办事处2025年政府信息公开工作年度报告
一、总体情况
（一）主动公开
公布四十件。
（二）优化营商环境
办了三场座谈。
二、主动公开政府信息情况
行政许可\t46
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "年报.txt"
    path.write_text(TEXT, "utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, list[str]]:
    code = main([str(one) for one in arguments])
    return code, capsys.readouterr().err.splitlines()


def test_a_text_without_a_field_is_told_whole_with_its_place_and_exit_code_4(source, tmp_path, capsys):
    code, lines = told(capsys, "convert", source, tmp_path / "出.json")
    assert code == UNPLACED == 4
    assert "优化营商环境" in lines[0]
    assert "第 5 行" in lines[0]
    assert lines[1:3] == ["优化营商环境", "办了三场座谈。"]


def test_a_blank_table_is_a_line_for_each_reason_and_every_cell_with_verbose(source, tmp_path, capsys):
    _, short = told(capsys, "convert", source, tmp_path / "出.json")
    _, every = told(capsys, "convert", source, tmp_path / "出.json", "--verbose")
    assert sum("三、收到和处理政府信息公开申请情况" in line for line in short) == 1
    assert sum("本年新收政府信息公开申请数量" in line for line in every) == 6


def test_a_whole_report_says_nothing_and_ends_with_0(tmp_path, capsys):
    whole = tmp_path / "年报.json"
    whole.write_bytes(export(FORM, full(), "json"))
    assert told(capsys, "convert", whole, tmp_path / "出.docx") == (FINE, [])


def test_labels_of_a_table_without_figures_are_no_text_to_be_placed() -> None:
    blank = Report("柳荫街道办事处", 2025, FORM.edition, None, {"proactive.licences.decisions": 46})
    assert read(FORMS, export(FORM, blank, "txt"), "年报.txt").unplaced == ()
