"""What the prose checks know is read strictly; a user's own words stand beside the program's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.checks import Inquiry, find_prose
from app.checks.narrative.citations import grounds
from app.errors import FormError, ResourceError
from app.form.axis import Axis
from app.form.form import Form
from app.form.form_file import Forms
from app.knowledge.cell_sums import cell_sum
from app.knowledge.knowledge import builtin, read_knowledge, with_words
from app.report.report import Report
from app.system.paths import resource


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource("checks"), tmp_path / "checks"))


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("prose.toml", 'level = "verify"', 'level = "loud"', "loud"),
        ("prose.toml", 'id = "narrative.zero"', 'id = "narrative.number"', "编号相同"),
        ("prose.toml", 'fails = "“收到申请1例”"\n', "", "fails"),
        ("prose.toml", 'id = "privacy"', 'id = "private"', "privacy"),
        ("words.toml", 'right = "结转"\n', "", "right"),
        ("words.toml", "[[mail]]", "[[male]]", "mail"),
        ("laws.toml", "years = [2021]", "years = [0]", "years"),
        ("tariff.toml", "step = 10", "step = 0", "step"),
        ("narrative.toml", 'before = ["收到"', 'before = ["(收到"', "before"),
        ("narrative.toml", 'of = "applicant"', 'of = "moon"', "moon"),
        ("narrative.toml", "[[zero]]", "[[zeros]]", "zero"),
        ("narrative.toml", 'request_topic = "requests"', 'request_topic = "request"', "request_topic"),
        ("narrative.toml", 'topic = "fees"', 'topic = "fee"', "fee"),
        ("narrative.toml", 'unnamed = "received"', 'unnamed = "moon"', "moon"),
        ("narrative.toml", 'id = "carried_out"', 'id = "carried_in"', "carried_in"),
        ("narrative.toml", 'words = ["规范性文件"]', 'words = ["文件"]\ncells = ["overview.on_request"]', "overview.on_request"),
    ],
)
def test_a_defect_is_refused_with_file_and_key(folder: Path, file: str, old: str, new: str, named: str):
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1 if old != "[[zero]]" else -1), "utf-8")
    with pytest.raises(FormError) as refusal:
        read_knowledge(folder)
    assert file in refusal.value.sentence
    assert named in refusal.value.sentence


def test_a_missing_file_is_named(folder: Path):
    (folder / "laws.toml").unlink()
    with pytest.raises(ResourceError, match=r"laws\.toml"):
        read_knowledge(folder)


def leaves(form: Form) -> list[Axis]:
    return [leaf for section in form.sections for grid in section.grids for _, leaf, _ in grid.rows.leaves()]


def test_the_grammar_names_only_cells_of_some_edition(form: Form):
    grammar = builtin().grammar
    columns = {c for v in grammar.variants for c in v.stands_for} | {grammar.whole_column}
    readings = [reading for quantity in grammar.quantities for reading in quantity.readings]
    for reading in (*readings, *(zero.reading for zero in grammar.zeros)):
        assert any(cell_sum(form, reading, (column,)) for column in columns), reading


def test_every_article_leads_to_a_row_of_every_edition():
    for edition in Forms(resource("forms")).all:
        rows = [leaf for leaf in leaves(edition) if leaf.article]
        for citation in builtin().grammar.citations:
            assert any(grounds(row, citation) for row in rows), (edition.edition, citation)


def test_own_words_are_found_and_mended(form: Form, tmp_path: Path):
    path = tmp_path / "words.toml"
    path.write_text('[[wrong]]\nword = "健康璐"\nright = "健康路"\nunless = ["健康璐石"]\n', "utf-8")
    report = Report("健康路街道办事处", 2025, "2021", cells={"overview.management": "健康璐街道，健康璐石。"})
    asked = Inquiry(form, report, knowledge=with_words(builtin(), path))
    found = [one for one in find_prose(asked) if one.rule == "language.word"]
    assert [(one.spans[0].start, one.values["right"]) for one in found] == [(0, "健康路")]


def test_own_words_that_are_no_list_are_refused(tmp_path: Path):
    path = tmp_path / "words.toml"
    path.write_text('wrong = "健康璐"\n', "utf-8")
    with pytest.raises(FormError, match=r"words\.toml"):
        with_words(builtin(), path)
