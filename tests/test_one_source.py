"""The form is the only source: the whole program runs on a form of three cells that shares nothing with the official one."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.checks import Inquiry, find, find_prose
from app.checks.narrative import narrative_findings, numbers, read_prose
from app.cli import main
from app.document.layout import lay_out
from app.errors import FormError
from app.exchange import read
from app.exchange.exchange_file import write_json
from app.export.exporting import export
from app.export.formats import FORMATS
from app.findings.reader import reader
from app.form.form import Form
from app.form.form_file import Forms, read_form
from app.knowledge.knowledge import builtin
from app.render.writer_job import WriterJob
from app.report import totals
from app.report.report import Edit, Report
from app.report.session import Session
from app.system.paths import resource
from tests.checks.labelled_narratives import zeros
from tests.checks.number_sets import texts_of

NEW_ROW = """[[section.grid.row.child.child]]
id = "denied_new"
label = "9.新的不予公开情形"
kind = "count"
unit = "件"
article = "条例第三十六条第（三）项"

"""

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


def altered(tmp_path: Path, *changes: tuple[str, str]) -> Form:
    """The form of a copy of the official form file, with some words of it replaced."""
    text = resource("forms", "2021.toml").read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = tmp_path / "2021.toml"
    path.write_text(text, "utf-8")
    return read_form(path)


@pytest.fixture
def with_a_new_row(tmp_path: Path) -> Form:
    """The official form with one more row under 不予公开, written into its file and nowhere else."""
    group = '[[section.grid.row.child]]\ngroup = "unavailable"'
    return altered(tmp_path, (group, NEW_ROW + group), ('"denied_query",', '"denied_query", "denied_new",'))


def prose_findings(form: Form, text: str, **figures: int) -> list[str]:
    cells = {f"requests.{name}.natural": value for name, value in figures.items()}
    report = Report("南坡街道办事处", 2025, "2021", cells={**zeros(form), **cells, "overview.on_request": text})
    found = narrative_findings(read_prose(reader(Inquiry(form, report))))
    return [f"{one.values['stated']}/{one.values['table']}" for one in found]


def test_a_new_row_counts_among_those_it_stands_with(with_a_new_row):
    figures = {"denied_secret": 1, "denied_new": 2, "received": 3}
    assert prose_findings(with_a_new_row, "收到申请3件，不予公开3件。", **figures) == []
    assert prose_findings(with_a_new_row, "收到申请3件，不予公开1件。", **figures) == ["1/3"]


def test_an_article_leads_to_a_new_row_that_names_it(with_a_new_row):
    text = "收到申请2件，依据《条例》第三十六条第（三）项答复。"
    assert prose_findings(with_a_new_row, text, received=2, denied_new=2) == []


@pytest.mark.parametrize("what", ["row", "group"])
def test_what_no_reading_reaches_is_refused_by_name(what: str, tmp_path: Path):
    old, new, named = {
        "row": ('id = "partial"\nlabel', 'id = "halved"\nlabel', "（二）部分公开"),
        "group": ('group = "rejected"', 'group = "ignored"', "（五）不予处理"),
    }[what]
    form = altered(tmp_path, (old, new), *([('"granted", "partial",', '"granted", "halved",')] if what == "row" else []))
    with pytest.raises(FormError, match=named):
        find_prose(Inquiry(form, Report("南坡街道办事处", 2025, "2021")))


def test_the_order_of_tags_changes_nothing(form: Form):
    """Turned round, every two tags have changed places. The cells of a sum may stand in another order."""
    known = builtin()
    turned = replace(known, lexicon=replace(known.lexicon, tags=known.lexicon.tags[::-1]))
    for text in (text for name in ("first_township", "third_street") for text in texts_of(form, name)):
        asked = Inquiry(form, text.report, text.before)
        prose, other = (numbers(read_prose(reader(one))) for one in (asked, replace(asked, knowledge=turned)))
        assert [(one.span, one.outcome, set(one.cells)) for one in other] == [
            (one.span, one.outcome, set(one.cells)) for one in prose
        ]
