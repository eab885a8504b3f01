"""The form is the only source: the whole program runs on a form of three cells that shares nothing with the official one."""

from __future__ import annotations

import json
import subprocess

import pytest

from app.checks import Inquiry, find
from app.cli import main
from app.document.layout import lay_out
from app.exchange import read
from app.exchange.exchange_file import write_json
from app.export.exporting import export
from app.export.formats import FORMATS
from app.form.form_file import Forms
from app.render.writer_job import WriterJob
from app.report import totals
from app.report.report import Edit, Report
from app.report.session import Session


@pytest.fixture
def forms(root) -> Forms:
    return Forms(root / "tests" / "forms")


@pytest.fixture
def session(forms) -> Session:
    one = Session(forms.edition("three"), Report("南坡果园", 2025, "three"))
    one.apply(Edit({"trees.planted.apple": 7, "trees.planted.pear": 5, "story.weather": "春旱，夏雨足。"}))
    return one


def test_the_sum_is_the_forms(session):
    assert totals.value(session.form, session.report, "trees.planted.all") == 12


def test_the_rule_is_the_forms(session):
    found = [one for one in find(Inquiry(session.form, session.report)) if one.rule == "trees.no_pear"]
    assert [one.sentence for one in found] == ["栽下的梨填了 5，应为 0"]


def test_the_printed_words_are_the_forms(session):
    document = lay_out(session.form, session.report)
    assert document.title == "南坡果园2025年果园收成报告"


@pytest.mark.parametrize("suffix", ["json", "docx", "html", "xlsx", "pdf", "txt"])
def test_what_is_written_is_read_back_by_the_forms_own_labels(session, forms, suffix):
    written = export(session.form, session.report, suffix)
    assert read(forms, written, f"三.{suffix}").report == session.report


def test_the_pdf_says_what_it_is_about_in_the_forms_words(session, tmp_path):
    path = tmp_path / "三.pdf"
    path.write_bytes(export(session.form, session.report, "pdf"))
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout.decode()
    assert "政府信息公开" not in told
    assert "2025年果园收成报告" in told


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_writer_writes_it_without_a_word_of_the_official_form(session, suffix):
    job = WriterJob(exchange=write_json(session.form, session.report))
    data = FORMATS[suffix].write(lay_out(session.form, session.report), job)
    assert len(data) > 50
    assert "政府信息公开".encode() not in data


def test_the_command_line_prints_it(session, forms, tmp_path):
    source, output = tmp_path / "三.json", tmp_path / "三.pdf"
    source.write_bytes(write_json(session.form, session.report))
    assert main(["pdf", str(source), "-o", str(output)], forms) == 0
    text = subprocess.run(
        ["pdftotext", "-layout", str(output), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert all(word in text for word in ("甲、果树", "合起来", "12", "（一）天气", "春旱，夏雨足。"))


def test_the_command_line_checks_it(session, forms, tmp_path, capsys):
    source = tmp_path / "三.json"
    source.write_bytes(write_json(session.form, session.report))
    assert main(["check", str(source), "--json"], forms) == 1
    assert "trees.no_pear" in [one["rule"] for one in json.loads(capsys.readouterr().out)]
