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
        ("prose.toml", 'id = "narrative.zero"', 'id = "narrative.number"', "编号 narrative.number 重复"),
        ("prose.toml", 'fails = "“收到申请1例”"\n', "", "fails"),
        ("prose.toml", 'id = "privacy"', 'id = "private"', "privacy"),
        ("words.toml", 'right = "结转"\n', "", "right"),
        ("words.toml", "[mail]", "[male]", "mail"),
        ("laws.toml", "years = [2021]", "years = [0]", "years"),
        ("tariff.toml", "step = 10", "step = 0", "step"),
        ("lexicon.toml", 'without = "closed"', 'without = "moon"', "moon"),
        ("lexicon.toml", 'carry = "out"', 'carry = "in"', "carry"),
        ("lexicon.toml", 'words = ["政府规章"', 'words = ["(政府规章"', "words"),
        ("lexicon.toml", 'of = "requests"', 'of = "moon"', "moon"),
        ("lexicon.toml", 'in = "denied"', 'in = "moon"', "moon"),
        ("lexicon.toml", 'kind = "flow"', 'kind = "ebb"', "ebb"),
        ("lexicon.toml", "[[tag]]", "[[tags]]", "tag"),
        ("lexicon.toml", 'request_topic = "requests"', 'request_topic = "request"', "request_topic"),
        ("lexicon.toml", 'id = "carried_out"', 'id = "carried_in"', "carried_in"),
        ("lexicon.toml", 'columns = ["review"]', 'cells = ["overview.on_request"]', "overview.on_request"),
        ("lexicon.toml", "sign = 1", "sign = -2", "sign"),
    ],
)
def test_a_defect_is_refused_with_file_and_key(folder: Path, file: str, old: str, new: str, named: str):
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1 if old != "[[tag]]" else -1), "utf-8")
    with pytest.raises(ResourceError) as refusal:
        read_knowledge(folder)
    assert file in refusal.value.sentence
    assert named in refusal.value.sentence


def test_a_missing_file_is_named(folder: Path):
    (folder / "laws.toml").unlink()
    with pytest.raises(ResourceError, match=r"laws\.toml"):
        read_knowledge(folder)


def leaves(form: Form) -> list[Axis]:
    return [leaf for section in form.sections for grid in section.grids for _, leaf, _ in grid.rows.leaves()]


def test_the_lexicon_names_only_cells_of_some_edition(form: Form):
    tags = builtin().lexicon.tags
    columns = {column for tag in tags for column in tag.columns} | {builtin().lexicon.whole_column}
    for reading in (reading for tag in tags for reading in (*tag.readings, *tag.against)):
        assert any(cell_sum(form, reading, (column,)) for column in columns), reading


def test_every_article_leads_to_a_row_of_every_edition():
    for edition in Forms(resource("forms")).all:
        rows = [leaf for leaf in leaves(edition) if leaf.article]
        for citation in builtin().lexicon.citations:
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


def test_a_mistake_in_a_list_of_words_is_told_as_what_it_is(folder: Path, tmp_path: Path):
    own = tmp_path / "words.toml"
    own.write_text('[[wrong]]\nword = "健康璐"\n', "utf-8")
    with pytest.raises(FormError) as refusal:
        with_words(builtin(), own)
    assert refusal.value.sentence == "自己的用词表 words.toml：wrong 1 right 处缺少，应为文字。请改正后重试。"
    (folder / "words.toml").write_text("wrong = 1", "utf-8")
    with pytest.raises(ResourceError, match=r"^错别字表 words\.toml：.*请重新安装本程序。$"):
        read_knowledge(folder)
